/**
 * The quadratic family: fused, semi-relaxed, partial, unbalanced, low-rank, sampled, quantized and sliced Gromov-Wasserstein, lower
 * bounds, barycentres, and closed forms for normal distributions.
 *
 * <p>Every cost here carries the ½ of {@link org.gaspard.ot.GromovWasserstein}: {@code ½ Σ ℓ(C_X[i,i'], C_Y[j,j']) P[i,j]
 * P[i',j']}. Inner costs are symmetric matrices. All problems but the Gaussian ones are not convex: solvers find stationary
 * points that depend on the start, and every solver that iterates says in its result how it ended. Solvers that start from
 * the independent coupling may be caught there; {@link org.gaspard.ot.SolverWarning#PRODUCT_COUPLING} tells.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[BHS22] R. Beinert, C. Heiss, G. Steidl. On assignment problems related to Gromov-Wasserstein distances on the real
 *       line. SIAM Journal on Imaging Sciences 16(2), 2023; arXiv:2205.09006, 2022.
 *   <li>[CAG20] L. Chapel, M. Z. Alaya, G. Gasso. Partial optimal transport with applications on positive-unlabeled
 *       learning. NeurIPS 2020.
 *   <li>[CMN21] S. Chowdhury, D. Miller, T. Needham. Quantized Gromov-Wasserstein. ECML PKDD 2021; arXiv:2104.02013.
 *   <li>[DDS22] J. Delon, A. Desolneux, A. Salmona. Gromov-Wasserstein distances between Gaussian distributions. Journal of
 *       Applied Probability 59(4), 2022.
 *   <li>[KES21] T. Kerdoncuff, R. Emonet, M. Sebban. Sampled Gromov Wasserstein. Machine Learning 110, 2021.
 *   <li>[M11] F. Mémoli. Gromov-Wasserstein distances and the metric approach to object matching. Foundations of
 *       Computational Mathematics 11, 2011.
 *   <li>[PCS16] G. Peyré, M. Cuturi, J. Solomon. Gromov-Wasserstein averaging of kernel and distance matrices. ICML 2016.
 *   <li>[SPC22] M. Scetbon, G. Peyré, M. Cuturi. Linear-time Gromov Wasserstein distances using low rank couplings and
 *       costs. ICML 2022.
 *   <li>[SVP21] T. Séjourné, F.-X. Vialard, G. Peyré. The unbalanced Gromov Wasserstein distance: conic formulation and
 *       relaxation. NeurIPS 2021.
 *   <li>[V19] T. Vayer, L. Chapel, R. Flamary, R. Tavenard, N. Courty. Optimal transport for structured data with
 *       application on graphs. ICML 2019.
 *   <li>[VC22] C. Vincent-Cuaz, R. Flamary, M. Corneli, T. Vayer, N. Courty. Semi-relaxed Gromov-Wasserstein divergence with
 *       applications on graphs. ICLR 2022.
 *   <li>[VFT19] T. Vayer, R. Flamary, R. Tavenard, L. Chapel, N. Courty. Sliced Gromov-Wasserstein. NeurIPS 2019.
 * </ul>
 */
@NullMarked
package org.gaspard.ot.gromov;

import org.jspecify.annotations.NullMarked;
