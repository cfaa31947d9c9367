/**
 * Metrics that intervene on factors: hold one, change one, or follow one through all of its values, and look at what the
 * codes do.
 *
 * <p>Most draw their own points from a {@link org.gaspard.metrics.PointSource}. Each group of points has a generator of
 * random numbers of its own, split from that of the seed, so that scores do not depend on the number of threads; codes are
 * asked for in chunks of about 32,768 points. The value of a factor that is held is that of a random point.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[HMP17] I. Higgins, L. Matthey, A. Pal, C. Burgess, X. Glorot, M. Botvinick, S. Mohamed, A. Lerchner. beta-VAE:
 *       learning basic visual concepts with a constrained variational framework. ICLR 2017.
 *   <li>[KM18] H. Kim, A. Mnih. Disentangling by factorising. ICML 2018.
 *   <li>[KWSP19] M. Kim, Y. Wang, P. Sahu, V. Pavlovic. Relevance factor VAE: learning and identifying disentangled factors.
 *       arXiv:1902.01568, 2019.
 *   <li>[LBL19] F. Locatello, S. Bauer, M. Lucic, G. Rätsch, S. Gelly, B. Schölkopf, O. Bachem. Challenging common
 *       assumptions in the unsupervised learning of disentangled representations. ICML 2019. Its library is
 *       disentanglement_lib.
 *   <li>[MKJ22] N. Michlo, R. Klein, S. James. Overlooked implications of the reconstruction loss for VAE disentanglement.
 *       arXiv:2202.13341, 2022. Its library is disent.
 *   <li>[SMS19] R. Suter, Đ. Miladinović, B. Schölkopf, S. Bauer. Robustly disentangled causal mechanisms: validating deep
 *       representations for interventional robustness. ICML 2019.
 *   <li>[ZBGC20] J. Zaidi, J. Boilard, G. Gagnon, M.-A. Carbonneau. Measuring disentanglement: a review of metrics.
 *       arXiv:2012.09276, 2020.
 *   <li>[ZXT20] X. Zhu, C. Xu, D. Tao. Learning disentangled representations with latent variation predictability. ECCV 2020.
 * </ul>
 */
@NullMarked
package org.gaspard.metrics.intervention;

import org.jspecify.annotations.NullMarked;
