/**
 * Divergences between point clouds and between representations of the same points, by the holes that one has and the other
 * has not.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[B21] S. Barannikov, I. Trofimov, G. Sotnikov, E. Trimbach, A. Korotin, A. Filippov, E. Burnaev. Manifold topology
 *       divergence: a framework for comparing data manifolds. NeurIPS 2021. arXiv:2106.04024.
 *   <li>[B22] S. Barannikov, I. Trofimov, N. Balabin, E. Burnaev. Representation topology divergence: a method for comparing
 *       neural network representations. ICML 2022. arXiv:2201.00058.
 *   <li>[WH26] Wang, Hu. Symmetric representation topology divergence. arXiv:2606.06342, 2026 (abstract).
 * </ul>
 */
@NullMarked
package org.gaspard.topology.divergence;

import org.jspecify.annotations.NullMarked;
