/**
 * Gromov-Wasserstein autoencoders [N23]: a prior that is trained to have the distances of the data, in place of a bound on the
 * likelihood. What an image stands for is said by the family of the prior alone; the objective
 *
 * <pre>{@code
 * min max  L_GW + λ_W L_W + λ_D L_D + λ_H L_H
 * L_GW   | C ‖z_i − z_j‖ / s − ‖G(z_i) − G(z_j)‖ |   over pairs of draws of the prior:  GromovWassersteinTerm
 * L_W    ½ ‖x − G(z)‖²   z drawn from q(z|x):                                          ReconstructionCost
 * L_D    D(G(z), z) − D(x, z')   a critic of pairs, at its supremum:                    JointCritic
 * L_H    −Σ ln σ²   of q(z|x), which keeps the encoder random:                          PosteriorEntropy
 * }</pre>
 *
 * <p>is the same. {@link org.gaspard.models.gwae.Gwae#model} assembles it from {@link org.gaspard.models.gwae.GwaeSettings} as a base
 * model that any regulariser can be added to; {@link org.gaspard.models.networks.GwaeArchitecture} has the published networks.
 *
 * {@snippet :
 * Recipe recipe = Gwae.recipe(GwaeSettings.published(prior), 3, 64);
 * Training training = recipe.training(images.size(), seed);
 * training.trainer(images, settings, "gwae").train();
 * Tensor latents = training.objective().sampler().sample(16, key, training.model(), ForwardPass.evaluation());
 * Tensor pictures = training.model().generate(latents);
 * }
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[N23] N. Nakagawa, R. Togo, T. Ogawa, M. Haseyama. Gromov-Wasserstein autoencoders. ICLR 2023, arXiv:2209.07007. What the
 *       paper leaves to its program is taken from that (MIT licence).
 *   <li>[G17] I. Gulrajani, F. Ahmed, M. Arjovsky, V. Dumoulin, A. Courville. Improved training of Wasserstein GANs. NeurIPS 2017.
 *   <li>[M18] T. Miyato, T. Kataoka, M. Koyama, Y. Yoshida. Spectral normalization for generative adversarial networks. ICLR 2018.
 *   <li>[T18] I. Tolstikhin, O. Bousquet, S. Gelly, B. Schölkopf. Wasserstein auto-encoders. ICLR 2018.
 *   <li>[L16] A. B. L. Larsen, S. K. Sønderby, H. Larochelle, O. Winther. Autoencoding beyond pixels using a learned similarity
 *       metric. ICML 2016.
 * </ul>
 */
@NullMarked
package org.gaspard.models.gwae;

import org.jspecify.annotations.NullMarked;
