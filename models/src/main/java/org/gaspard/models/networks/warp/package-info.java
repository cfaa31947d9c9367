/**
 * Decoders that deform what they have drawn: the variationally inferred transformational autoencoder of [DH19], whose latents are
 * an appearance and a perspective.
 *
 * <p>{@link org.gaspard.models.networks.warp.WarpArchitecture} makes the model, {@link
 * org.gaspard.models.networks.warp.WarpDecoder} is its decoder, {@link org.gaspard.models.networks.warp.Warp} says how numbers
 * become a deformation, and {@link org.gaspard.models.networks.warp.BilinearSampling} reads images between their pixels.
 *
 * {@snippet :
 * WarpArchitecture architecture = WarpArchitecture.of(NamedArchitecture.BURGESS, image, 10, 4, new Warp.Affine());
 * Vae model = architecture.vae(new Likelihood.Bernoulli(), RandomKey.of(1));
 * }
 *
 * <h2>Conventions</h2>
 * <ul>
 *   <li>Places in an image are x, from −1 in the centre of the leftmost pixels to 1 in that of the rightmost, and y likewise from
 *       the top to the bottom.
 *   <li>A warp says for each pixel of the result from where it is read.
 * </ul>
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[DH19] N. S. Detlefsen, S. Hauberg. Explicit disentanglement of appearance and perspective in generative models. NeurIPS
 *       2019.
 *   <li>[J15] M. Jaderberg, K. Simonyan, A. Zisserman, K. Kavukcuoglu. Spatial transformer networks. NeurIPS 2015.
 *   <li>[N23] N. Nakagawa, R. Togo, T. Ogawa, M. Haseyama. Gromov-Wasserstein autoencoders. ICLR 2023.
 * </ul>
 */
@NullMarked
package org.gaspard.models.networks.warp;

import org.jspecify.annotations.NullMarked;
