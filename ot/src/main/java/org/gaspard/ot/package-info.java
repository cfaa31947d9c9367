/**
 * Optimal transport: costs, exact and entropic solvers, the Gromov-Wasserstein family and the Gromov-Monge gap.
 *
 * <p>Everything here works on row-major {@code double} arrays and is independent of any graph of tensors. A problem, a
 * solver and a result are separate immutable records: {@link org.gaspard.ot.TransportProblem},
 * {@link org.gaspard.ot.Sinkhorn}, {@link org.gaspard.ot.TransportResult}; or {@link org.gaspard.ot.GromovProblem},
 * {@link org.gaspard.ot.GromovWasserstein}, {@link org.gaspard.ot.GromovResult}. A result tells how its solver ended.
 * Solvers are deterministic, and their results do not depend on the number of threads. Arrays in results belong to the
 * caller.
 *
 * <p>Further packages: {@link org.gaspard.ot.exact} (linear programs, the line, the circle), {@link org.gaspard.ot.gaussian},
 * {@link org.gaspard.ot.sliced}, {@link org.gaspard.ot.geometry} and {@link org.gaspard.ot.entropic} (costs that need not be
 * stored, entropic solvers of all kinds), {@link org.gaspard.ot.gromov} (the Gromov-Wasserstein family),
 * {@link org.gaspard.ot.implicit} (derivatives of plans) and {@link org.gaspard.ot.maps}. {@link org.gaspard.ot.reading} has the
 * algorithms in their shortest form, for study.
 *
 * <h2>Conventions</h2>
 * <ul>
 *   <li>Entropy: {@code H(P) = −Σ P log P}. The independent coupling of uniform weights has {@code H = 2 log n}, a
 *       permutation has {@code log n}.
 *   <li>Gromov-Wasserstein carries a factor ½: {@code ½ ΣΣ (C_X[i,i'] − C_Y[j,j'])² P[i,j] P[i',j']}, so that the
 *       gradient of the cost is the matrix {@code C(P)} that the inner problem transports. An {@code ε} here
 *       corresponds to {@code 2ε} in libraries that write the inner problem with the un-halved cost.
 * </ul>
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[ANR17] J. Altschuler, J. Niles-Weed, P. Rigollet. Near-linear time approximation algorithms for optimal
 *       transport via Sinkhorn iteration. NeurIPS 2017.
 *   <li>[C16] D. F. Crouse. On implementing 2D rectangular assignment algorithms. IEEE Transactions on Aerospace and
 *       Electronic Systems 52(4), 2016.
 *   <li>[CKA23] M. Cuturi, M. Klein, P. Ablin. Monge, Bregman and Occam: interpretable optimal transport in
 *       high-dimensions with feature-sparse maps. ICML 2023.
 *   <li>[Cut13] M. Cuturi. Sinkhorn distances: lightspeed computation of optimal transport. NeurIPS 2013.
 *   <li>[M11] F. Mémoli. Gromov-Wasserstein distances and the metric approach to object matching. Foundations of
 *       Computational Mathematics 11, 2011.
 *   <li>[PCS16] G. Peyré, M. Cuturi, J. Solomon. Gromov-Wasserstein averaging of kernel and distance matrices. ICML
 *       2016.
 *   <li>[S19] B. Schmitzer. Stabilized sparse scaling algorithms for entropy regularized transport problems. SIAM
 *       Journal on Scientific Computing 41(3), 2019.
 *   <li>[U24] T. Uscidda, L. Eyring, K. Roth, F. Theis, Z. Akata, M. Cuturi. Disentangled representation learning with
 *       the Gromov-Monge gap. arXiv:2407.07829, 2024.
 *   <li>[V19] T. Vayer, L. Chapel, R. Flamary, R. Tavenard, N. Courty. Optimal transport for structured data with
 *       application on graphs. ICML 2019.
 *   <li>[XLZ19] H. Xu, D. Luo, H. Zha, L. Carin. Gromov-Wasserstein learning for graph matching and node embedding.
 *       ICML 2019.
 * </ul>
 */
@NullMarked
package org.gaspard.ot;

import org.jspecify.annotations.NullMarked;
