/**
 * Directions in the latent space of a trained generator along which one thing changes, found without labels: candidates, which
 * are {@link org.gaspard.models.directions.Components} of latents or of activations, and a
 * {@link org.gaspard.models.directions.DirectionSearch} for those of their combinations that leave the topology of the images as
 * it is. The generator is any differentiable function from latents [N, d] to images [N, ...].
 *
 * {@snippet :
 * Components candidates = Components.principal(styles, 10);
 * List<LatentDirection> found = DirectionSearch.standard()
 *         .find(generator, LatentDistribution.sample(styles), candidates, 3, RandomKey.of(1));
 * }
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[B24] N. Balabin, D. Voronkova, I. Trofimov, E. Burnaev, S. Barannikov. Disentanglement learning via topology.
 *       ICML 2024, arXiv:2308.12696.
 *   <li>[H20] E. Härkönen, A. Hertzmann, J. Lehtinen, S. Paris. GANSpace: discovering interpretable GAN controls. NeurIPS 2020,
 *       arXiv:2004.02546.
 * </ul>
 */
@NullMarked
package org.gaspard.models.directions;

import org.jspecify.annotations.NullMarked;
