/**
 * Traversals as potential flows that obey the wave equation [S23W], the predecessor of flow factorised representations: latents move
 * along the gradient of a learned potential, without densities.
 *
 * <p>{@link org.gaspard.models.flow.wave.WaveFlow} is the autoencoder that is trained with such flows from the start;
 * {@link org.gaspard.models.flow.wave.WaveEquation} is what the potential is held to.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[S23W] Y. Song, T. A. Keller, N. Sebe, M. Welling. Latent traversals in generative models as potential flows. ICML 2023,
 *       arXiv:2304.12944. What the paper leaves to its published program (Apache licence 2.0) is taken from that.
 * </ul>
 */
@NullMarked
package org.gaspard.models.flow.wave;

import org.jspecify.annotations.NullMarked;
