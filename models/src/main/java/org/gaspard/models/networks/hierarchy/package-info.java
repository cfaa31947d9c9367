/**
 * Encoders that say something of an image at several depths, and decoders that hear it at several depths: the variational ladder
 * autoencoder of [ZSE17]. All latents are independent in the prior, so a {@link org.gaspard.models.Vae} of both with the usual
 * terms is the model; what orders the latents is the depth of the networks alone.
 *
 * {@snippet :
 * VariationalLadder ladder = VariationalLadder.convolutional(Shape.of(64, 64, 3), List.of(32, 32, 64, 64), List.of(16, 16, 16, 16));
 * Vae model = ladder.vae(new Likelihood.Bernoulli(), RandomKey.of(1));
 * }
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[N23] N. Nakagawa, R. Togo, T. Ogawa, M. Haseyama. Gromov-Wasserstein autoencoders. ICLR 2023.
 *   <li>[ZSE17] S. Zhao, J. Song, S. Ermon. Learning hierarchical features from deep generative models. ICML 2017.
 * </ul>
 */
@NullMarked
package org.gaspard.models.networks.hierarchy;

import org.jspecify.annotations.NullMarked;
