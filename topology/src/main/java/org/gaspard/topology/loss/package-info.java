/**
 * Topology as a part of training: differentiable losses, and the shift of latents that they compare.
 *
 * <p>{@link org.gaspard.topology.loss.LatentShift} moves one latent axis so that the distribution of the axis stays.
 * {@link org.gaspard.topology.loss.RtdLiteLoss} and {@link org.gaspard.topology.loss.TopologicalSignatureLoss} compare two
 * matrices of distances among the same n points, such as {@code CostTensors.matrix(Cost.euclidean(), points)} of
 * {@code org.gaspard.ot} makes them: exactly symmetric, 0 on the diagonal, with gradient 0 where points coincide.
 *
 * {@link org.gaspard.topology.loss.RtdLoss} is the divergence of which RTD-Lite is the cheap relative;
 * {@link org.gaspard.topology.loss.TopDisLoss} and {@link org.gaspard.topology.loss.RtdAutoencoderLoss} are what two published
 * methods make of it, starting from points.
 *
 * <p>{@link org.gaspard.topology.loss.RipsValues} gives the births and deaths of the Vietoris-Rips persistence of a matrix of
 * distances as tensors, {@link org.gaspard.topology.loss.BarLosses} losses on them, and
 * {@link org.gaspard.topology.loss.RipsEdges} their edges for a signature loss. {@link org.gaspard.topology.loss.CubicalLoss} gives the births and deaths of an image's cubical persistence as tensors.
 *
 * <p>All losses are parts of a graph with static shapes: which edges are critical is found on arrays each time the graph is
 * computed, and the gradient flows through the distances of these edges alone. That is the gradient wherever no two
 * distances are equal, because there the choice of edges does not change under small moves. Where a distance is not finite
 * the loss is not finite either.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[AGR19] N. Atienza, R. González-Díaz, M. Rucco. Persistent entropy for separating topological features from noise in
 *       Vietoris-Rips complexes. Journal of Intelligent Information Systems 52, 2019.
 *   <li>[B22] S. Barannikov, I. Trofimov, N. Balabin, E. Burnaev. Representation topology divergence: a method for
 *       comparing neural network representations. ICML 2022, arXiv:2201.00058.
 *   <li>[B24] N. Balabin, D. Voronkova, I. Trofimov, E. Burnaev, S. Barannikov. Disentanglement learning via topology.
 *       ICML 2024, arXiv:2308.12696.
 *   <li>[BND20] R. Brüel-Gabrielsson, B. J. Nelson, A. Dwaraknath, P. Skraba, L. J. Guibas, G. Carlsson. A topology layer for
 *       machine learning. AISTATS 2020, arXiv:1905.12200.
 *   <li>[CCG21] M. Carrière, F. Chazal, M. Glisse, Y. Ike, H. Kannan, Y. Umeda. Optimizing persistent homology based
 *       functions. ICML 2021.
 *   <li>[LOT22] J. Leygonie, S. Oudot, U. Tillmann. A framework for differential calculus on persistence barcodes.
 *       Foundations of Computational Mathematics 22, 2022.
 *   <li>[MHRB20] M. Moor, M. Horn, B. Rieck, K. Borgwardt. Topological autoencoders. ICML 2020, arXiv:1906.00722.
 *   <li>[T23] I. Trofimov, D. Cherniavskii, E. Tulchinskii, N. Balabin, E. Burnaev, S. Barannikov. Learning topology-preserving
 *       data representations. ICLR 2023, arXiv:2302.00136.
 *   <li>[TVTBB25] E. Tulchinskii, D. Voronkova, I. Trofimov, E. Burnaev, S. Barannikov. RTD-Lite: scalable topological
 *       analysis for comparing weighted graphs in learning tasks. AISTATS 2025, arXiv:2503.11910.
 *   <li>[WH26] Y. Wang, T. Hu. Symmetric divergence and normalized similarity: a unified topological framework for
 *       representation analysis. arXiv:2606.06342, 2026.
 * </ul>
 */
@NullMarked
package org.gaspard.topology.loss;

import org.jspecify.annotations.NullMarked;
