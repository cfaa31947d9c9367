/**
 * Distributions of latents that are known by their draws alone, after Gromov-Wasserstein autoencoders, where the family of the
 * prior is what a model is told of its latents: independence, clusters, causes.
 *
 * <ul>
 *   <li>{@link org.gaspard.models.prior.implicit.NeuralSampler}: a network of noise, whole (NP) or one for each dimension (FNP).
 *   <li>{@link org.gaspard.models.prior.implicit.GaussianMixtureSampler}: a mixture of normal distributions (GMP).
 *   <li>{@link org.gaspard.models.prior.implicit.CausalSampler}: linear causes along a trained acyclic graph.
 *   <li>{@link org.gaspard.models.prior.implicit.VectorQuantisedSampler}: some trained points.
 *   <li>{@link org.gaspard.models.prior.implicit.UniformSampler} and {@link org.gaspard.models.prior.implicit.SphericalSampler},
 *       which train nothing, like {@link org.gaspard.models.prior.StandardNormal}.
 * </ul>
 *
 * <p>{@link org.gaspard.models.prior.implicit.NamedPrior} has them by name. Where the published program does something else than
 * its names say, both are here, and {@link org.gaspard.models.prior.implicit.Version} chooses.
 *
 * <p>Most end with a batch normalisation, so that each latent has the mean 0 and the variance 1 over the batch in training; its
 * running statistics are {@linkplain org.gaspard.models.prior.LatentSampler#buffers buffers}, which each draw of a training pass
 * moves. A batch then needs two draws at least.
 *
 * <p>References: Nakagawa, Togo, Ogawa, Haseyama: Gromov-Wasserstein autoencoders. ICLR 2023, arXiv 2209.07007, and its program,
 * github.com/ganmodokix/gwae. Ioffe, Szegedy: Batch normalization. ICML 2015. Jang, Gu, Poole: Categorical reparameterization with
 * Gumbel-softmax. ICLR 2017, arXiv 1611.01144. Grover, Wang, Zweig, Ermon: Stochastic optimization of sorting networks via
 * continuous relaxations. ICLR 2019, arXiv 1903.08850. Charpentier, Kibler, Günnemann: Differentiable DAG sampling. ICLR 2022,
 * arXiv 2203.08509.
 */
@NullMarked
package org.gaspard.models.prior.implicit;

import org.jspecify.annotations.NullMarked;
