/**
 * Distributions of latents: priors that a model is trained with, {@link org.gaspard.models.prior.Prior}, of which some are known by
 * their draws alone, {@link org.gaspard.models.prior.LatentSampler}, and the density that is fitted to the codes of a trained one, {@link org.gaspard.models.prior.GaussianMixtureFit}.
 *
 * <p>References: Tomczak, Welling: VAE with a VampPrior. AISTATS 2018, arXiv 1705.07120. Ghosh, Sajjadi, Vergari, Black,
 * Schölkopf: From variational to deterministic autoencoders. ICLR 2020, arXiv 1903.12436. Dilokthanakul et al.: Deep
 * unsupervised clustering with Gaussian mixture variational autoencoders. 2016, arXiv 1611.02648. Dempster, Laird, Rubin:
 * Maximum likelihood from incomplete data via the EM algorithm. JRSS B 39, 1977. Arthur, Vassilvitskii: k-means++. SODA 2007.
 */
@NullMarked
package org.gaspard.models.prior;

import org.jspecify.annotations.NullMarked;
