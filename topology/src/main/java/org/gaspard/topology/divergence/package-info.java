/**
 * Divergences between two representations of the same objects (n points, twice, in one order) and between point clouds, by
 * the clusters and holes that one has and the other has not.
 *
 * <p>What is compared of representations are two symmetric matrices of distances, [n × n], row-major, each divided by a
 * scale of its own ({@link org.gaspard.topology.divergence.DistanceNormalisation}). {@link org.gaspard.topology.divergence.CrossBarcode} is
 * the persistent homology behind the representation topology divergence;
 * {@link org.gaspard.topology.divergence.RtdLite} compares the merging of clusters by minimum spanning trees, in O(n²).
 * {@link org.gaspard.topology.divergence.ManifoldTopologyDivergence} compares two clouds of one space, whose points are
 * neither paired nor of one number. Losses that are differentiable in the points are in {@code org.gaspard.topology.loss}.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[B21] S. Barannikov, I. Trofimov, G. Sotnikov, E. Trimbach, A. Korotin, A. Filippov, E. Burnaev. Manifold topology
 *       divergence: a framework for comparing data manifolds. NeurIPS 2021, arXiv:2106.04024.
 *   <li>[B22] S. Barannikov, I. Trofimov, N. Balabin, E. Burnaev. Representation topology divergence: a method for
 *       comparing neural network representations. ICML 2022, arXiv:2201.00058.
 *   <li>[B24] N. Balabin, D. Voronkova, I. Trofimov, E. Burnaev, S. Barannikov. Disentanglement learning via topology.
 *       ICML 2024, arXiv:2308.12696.
 *   <li>[P57] R. C. Prim. Shortest connection networks and some generalizations. Bell System Technical Journal 36, 1957.
 *   <li>[TVTBB25] E. Tulchinskii, D. Voronkova, I. Trofimov, E. Burnaev, S. Barannikov. RTD-Lite: scalable topological
 *       analysis for comparing weighted graphs in learning tasks. AISTATS 2025, arXiv:2503.11910.
 *   <li>[WH26] Y. Wang, T. Hu. Symmetric divergence and normalized similarity: a unified topological framework for
 *       representation analysis. arXiv:2606.06342, 2026.
 * </ul>
 */
@NullMarked
package org.gaspard.topology.divergence;

import org.jspecify.annotations.NullMarked;
