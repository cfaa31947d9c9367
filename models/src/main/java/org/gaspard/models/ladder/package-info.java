/**
 * The ladder variational autoencoder: latents in several levels, each of which depends on the one above, in the model and in the
 * posterior alike.
 *
 * {@snippet :
 * AutoencoderArchitecture networks = ConvArchitecture.locatello().networks(3, 22);
 * LadderVae model = LadderArchitecture.of(networks, List.of(22, 21, 21), Normalised.HIDDEN)
 *         .ladder(new Likelihood.Bernoulli(), RandomKey.of(1));
 * Schedule warmUp = Schedule.linear(0, 1, 50_000);
 * LadderStep step = new LadderStep(model, warmUp, new Adam(model.parameters()), VaeTrainer.batchType(images, 64));
 * new VaeTrainer(step, images, Schedule.constant(1e-3), settings, "ladder").train();
 * }
 *
 * <p>The variational ladder autoencoder, whose latents do not depend on each other, is in
 * {@code org.gaspard.models.networks.hierarchy}.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[N23] N. Nakagawa, R. Togo, T. Ogawa, M. Haseyama. Gromov-Wasserstein autoencoders. ICLR 2023.
 *   <li>[S16] C. K. Sønderby, T. Raiko, L. Maaløe, S. K. Sønderby, O. Winther. Ladder variational autoencoders. NeurIPS 2016.
 * </ul>
 */
@NullMarked
package org.gaspard.models.ladder;

import org.jspecify.annotations.NullMarked;
