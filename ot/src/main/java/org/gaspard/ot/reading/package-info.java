/**
 * Algorithms to be read: each solver family in its shortest form, one class of plain loops on {@code double[][]} that
 * follows the equations of its paper line by line. They take a number of iterations instead of a tolerance, check
 * nothing, and are slow: {@code O(n²m²)} a step for the Gromov-Wasserstein family. They are what the fast solvers are
 * tested against. Who wants to use a solver takes that of the other packages, which each class names.
 *
 * <p>Two more of this kind stand beside the solvers they explain: {@link org.gaspard.ot.exact.SuccessiveShortestPaths}
 * for exact transport, and the closed forms of {@link org.gaspard.ot.gaussian}.
 *
 * <p>Conventions are those of {@link org.gaspard.ot}: plans are {@code P[i][j]}, entropies {@code H(P) = −Σ P log P},
 * and Gromov-Wasserstein costs carry the factor ½.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[BCCNP15] J.-D. Benamou, G. Carlier, M. Cuturi, L. Nenna, G. Peyré. Iterative Bregman projections for
 *       regularized transportation problems. SIAM Journal on Scientific Computing 37(2), 2015.
 *   <li>[BRPP15] N. Bonneel, J. Rabin, G. Peyré, H. Pfister. Sliced and Radon Wasserstein barycenters of measures.
 *       Journal of Mathematical Imaging and Vision 51, 2015.
 *   <li>[CPSV18] L. Chizat, G. Peyré, B. Schmitzer, F.-X. Vialard. Scaling algorithms for unbalanced optimal transport
 *       problems. Mathematics of Computation 87, 2018.
 *   <li>[Cut13] M. Cuturi. Sinkhorn distances: lightspeed computation of optimal transport. NeurIPS 2013.
 *   <li>[FSVATP19] J. Feydy, T. Séjourné, F.-X. Vialard, S. Amari, A. Trouvé, G. Peyré. Interpolating between optimal
 *       transport and MMD using Sinkhorn divergences. AISTATS 2019.
 *   <li>[PC19] G. Peyré, M. Cuturi. Computational optimal transport. Foundations and Trends in Machine Learning 11,
 *       2019.
 *   <li>[PCS16] G. Peyré, M. Cuturi, J. Solomon. Gromov-Wasserstein averaging of kernel and distance matrices. ICML
 *       2016.
 *   <li>[SCP21] M. Scetbon, M. Cuturi, G. Peyré. Low-rank Sinkhorn factorization. ICML 2021.
 *   <li>[SVP21] T. Séjourné, F.-X. Vialard, G. Peyré. The unbalanced Gromov Wasserstein distance: conic formulation and
 *       relaxation. NeurIPS 2021.
 *   <li>[U24] T. Uscidda, L. Eyring, K. Roth, F. Theis, Z. Akata, M. Cuturi. Disentangled representation learning with
 *       the Gromov-Monge gap. arXiv:2407.07829, 2024.
 *   <li>[V19] T. Vayer, L. Chapel, R. Flamary, R. Tavenard, N. Courty. Optimal transport for structured data with
 *       application on graphs. ICML 2019.
 *   <li>[VC22] C. Vincent-Cuaz, R. Flamary, M. Corneli, T. Vayer, N. Courty. Semi-relaxed Gromov-Wasserstein divergence
 *       with applications on graphs. ICLR 2022.
 * </ul>
 */
@NullMarked
package org.gaspard.ot.reading;

import org.jspecify.annotations.NullMarked;
