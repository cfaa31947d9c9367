/**
 * Generative adversarial networks: a {@link org.gaspard.models.gan.Gan} is a generator and a discriminator, a
 * {@link org.gaspard.models.gan.Dcgan} the convolutional architecture of both, a {@link org.gaspard.models.gan.GanStep} one step
 * of their training for the trainer of {@link org.gaspard.models.training}.
 *
 * {@snippet :
 * Gan gan = Dcgan.of(32, 3, 64).withWidth(32).gan(RandomKey.of(1));
 * GanStep step = GanStep.adam(gan, VaeTrainer.batchType(images, 64));
 * new VaeTrainer(step, images, Schedule.constant(GanStep.LEARNING_RATE), settings, "dcgan").train();
 * Tensor pictures = gan.generate(gan.draw(RandomKey.of(2), 16));
 * }
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[G14] I. Goodfellow, J. Pouget-Abadie, M. Mirza, B. Xu, D. Warde-Farley, S. Ozair, A. Courville, Y. Bengio. Generative
 *       adversarial nets. NeurIPS 2014, arXiv:1406.2661.
 *   <li>[R16] A. Radford, L. Metz, S. Chintala. Unsupervised representation learning with deep convolutional generative
 *       adversarial networks. ICLR 2016, arXiv:1511.06434.
 * </ul>
 */
@NullMarked
package org.gaspard.models.gan;

import org.jspecify.annotations.NullMarked;
