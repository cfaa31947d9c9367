/**
 * Entropic optimal transport on any {@link org.gaspard.ot.geometry.Geometry}: Sinkhorn's iteration and its accelerations,
 * penalised and partial marginals, the Sinkhorn divergence, many small problems at once, barycentres, plans of low rank, and
 * losses on tensors.
 *
 * <p>Conventions: a plan is {@code P[i,j] = exp((f_i + g_j − C[i,j])/ε)}, so that potentials are −∞ where a weight is 0;
 * {@code f' = f − ε log a} and {@code g' = g − ε log b} are the potentials of the problem regularised by
 * {@code ε KL(P ‖ abᵀ)}. Entropies are {@code H(P) = −Σ P log P}.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[BCCNP15] J.-D. Benamou, G. Carlier, M. Cuturi, L. Nenna, G. Peyré. Iterative Bregman projections for regularized
 *       transportation problems. SIAM Journal on Scientific Computing 37(2), 2015.
 *   <li>[CD14] M. Cuturi, A. Doucet. Fast computation of Wasserstein barycenters. ICML 2014.
 *   <li>[CPSV18] L. Chizat, G. Peyré, B. Schmitzer, F.-X. Vialard. Scaling algorithms for unbalanced optimal transport
 *       problems. Mathematics of Computation 87, 2018.
 *   <li>[Cut13] M. Cuturi. Sinkhorn distances: lightspeed computation of optimal transport. NeurIPS 2013.
 *   <li>[FSVATP19] J. Feydy, T. Séjourné, F.-X. Vialard, S. Amari, A. Trouvé, G. Peyré. Interpolating between optimal
 *       transport and MMD using Sinkhorn divergences. AISTATS 2019.
 *   <li>[JCG20] H. Janati, M. Cuturi, A. Gramfort. Debiased Sinkhorn barycenters. ICML 2020.
 *   <li>[LRST21] T. Lehmann, M.-K. von Renesse, A. Sambale, A. Uschmajew. A note on overrelaxation in the Sinkhorn
 *       algorithm. Optimization Letters 16, 2022 (arXiv 2020).
 *   <li>[S19] B. Schmitzer. Stabilized sparse scaling algorithms for entropy regularized transport problems. SIAM
 *       Journal on Scientific Computing 41(3), 2019.
 *   <li>[SCP21] M. Scetbon, M. Cuturi, G. Peyré. Low-rank Sinkhorn factorization. ICML 2021.
 *   <li>[SFVTP19] T. Séjourné, J. Feydy, F.-X. Vialard, A. Trouvé, G. Peyré. Sinkhorn divergences for unbalanced optimal
 *       transport. arXiv:1910.12958, 2019.
 *   <li>[SVP22] T. Séjourné, F.-X. Vialard, G. Peyré. Faster unbalanced optimal transport: translation invariant Sinkhorn
 *       and 1-D Frank-Wolfe. AISTATS 2022.
 *   <li>[TC22] J. Thornton, M. Cuturi. Rethinking initialization of the Sinkhorn algorithm. AISTATS 2023 (arXiv 2022).
 *   <li>[TCDP21] A. Thibault, L. Chizat, C. Dossal, N. Papadakis. Overrelaxed Sinkhorn-Knopp algorithm for regularized
 *       optimal transport. Algorithms 14(5), 2021.
 * </ul>
 */
@NullMarked
package org.gaspard.ot.entropic;

import org.jspecify.annotations.NullMarked;
