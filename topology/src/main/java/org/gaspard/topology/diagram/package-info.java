/**
 * What is computed from persistence diagrams: distances with their matchings, kernels, and vectors and functions that
 * stand for a diagram.
 *
 * <ul>
 *   <li>Metrics ({@link org.gaspard.topology.diagram.DiagramMetric}):
 *       {@link org.gaspard.topology.diagram.Bottleneck}, {@link org.gaspard.topology.diagram.Wasserstein},
 *       {@link org.gaspard.topology.diagram.SlicedWasserstein}, {@link org.gaspard.topology.diagram.FisherDistance}.
 *   <li>Kernels ({@link org.gaspard.topology.diagram.DiagramKernel}):
 *       {@link org.gaspard.topology.diagram.ScaleSpaceKernel},
 *       {@link org.gaspard.topology.diagram.WeightedGaussianKernel},
 *       {@link org.gaspard.topology.diagram.SlicedWassersteinKernel},
 *       {@link org.gaspard.topology.diagram.FisherKernel}, {@link org.gaspard.topology.diagram.GaussianOfKernel}.
 *   <li>Functions of one variable: {@link org.gaspard.topology.diagram.Landscape},
 *       {@link org.gaspard.topology.diagram.Silhouette}, {@link org.gaspard.topology.diagram.BettiCurve}, the entropy
 *       summary of {@link org.gaspard.topology.diagram.PersistentEntropy}; exact, or sampled on an
 *       {@link org.gaspard.topology.diagram.Axis}.
 *   <li>Vectors and numbers: {@link org.gaspard.topology.diagram.PersistenceImage},
 *       {@link org.gaspard.topology.diagram.TopologicalVector},
 *       {@link org.gaspard.topology.diagram.ComplexPolynomial}, {@link org.gaspard.topology.diagram.SortedLengths},
 *       {@link org.gaspard.topology.diagram.PersistentEntropy},
 *       {@link org.gaspard.topology.diagram.TotalPersistence}.
 * </ul>
 *
 * <p>Everything is single-threaded and deterministic. Two diagrams are compared only if they have the same dimension.
 *
 * <h2>Empty diagrams and essential bars</h2>
 *
 * <p>An empty diagram is never an error. Nothing drops an essential bar in silence: where it is not defined, an
 * {@link java.lang.IllegalArgumentException} names it, and {@link org.gaspard.topology.Diagram#finite()} or
 * {@link org.gaspard.topology.diagram.Clamping} is the explicit way round.
 *
 * <table>
 *   <caption>What each computation gives</caption>
 *   <tr><th>Computation</th><th>Empty diagram</th><th>Essential bars</th></tr>
 *   <tr><td>bottleneck, Wasserstein</td><td>a diagram like any other</td><td>matched among themselves; different
 *       numbers of a kind: +∞</td></tr>
 *   <tr><td>sliced Wasserstein, Fisher, their kernels</td><td>a diagram like any other</td><td>refused</td></tr>
 *   <tr><td>scale space, weighted Gaussian kernel</td><td>0</td><td>refused</td></tr>
 *   <tr><td>image, topological vector, complex polynomial</td><td>zeros</td><td>refused</td></tr>
 *   <tr><td>landscape, exact</td><td>no functions</td><td>refused</td></tr>
 *   <tr><td>landscape, sampled</td><td>zeros</td><td>defined: tents that never fall, or never rise</td></tr>
 *   <tr><td>silhouette, entropy, entropy summary</td><td>0</td><td>refused</td></tr>
 *   <tr><td>Betti curve</td><td>0</td><td>counted</td></tr>
 *   <tr><td>total persistence and norms</td><td>0</td><td>+∞</td></tr>
 *   <tr><td>sorted lengths</td><td>zeros</td><td>+∞, first</td></tr>
 * </table>
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[AEK17] H. Adams, T. Emerson, M. Kirby, R. Neville, C. Peterson, P. Shipman, S. Chepushtanova, E. Hanson,
 *       F. Motta, L. Ziegelmeier. Persistence images: a stable vector representation of persistent homology. Journal of
 *       Machine Learning Research 18(8), 2017.
 *   <li>[AGS20] N. Atienza, R. González-Díaz, M. Soriano-Trigueros. On the stability of persistent entropy and new
 *       summary functions for topological data analysis. Pattern Recognition 107, 2020.
 *   <li>[B15] P. Bubenik. Statistical topological data analysis using persistence landscapes. Journal of Machine
 *       Learning Research 16, 2015.
 *   <li>[BD17] P. Bubenik, P. Dłotko. A persistence landscapes toolbox for topological statistics. Journal of Symbolic
 *       Computation 78, 2017.
 *   <li>[CCO17] M. Carrière, M. Cuturi, S. Oudot. Sliced Wasserstein kernel for persistence diagrams. ICML 2017.
 *   <li>[CEH07] D. Cohen-Steiner, H. Edelsbrunner, J. Harer. Stability of persistence diagrams. Discrete and
 *       Computational Geometry 37, 2007.
 *   <li>[CEHM10] D. Cohen-Steiner, H. Edelsbrunner, J. Harer, Y. Mileyko. Lipschitz functions have L_p-stable
 *       persistence. Foundations of Computational Mathematics 10, 2010.
 *   <li>[CFL14] F. Chazal, B. T. Fasy, F. Lecci, A. Rinaldo, L. Wasserman. Stochastic convergence of persistence
 *       landscapes and silhouettes. SoCG 2014.
 *   <li>[CGG15] H. Chintakunta, T. Gentimis, R. González-Díaz, M.-J. Jiménez, H. Krim. An entropy-based persistence
 *       barcode. Pattern Recognition 48(2), 2015.
 *   <li>[COO15] M. Carrière, S. Oudot, M. Ovsjanikov. Stable topological signatures for points on 3D shapes. Computer
 *       Graphics Forum 34(5), 2015.
 *   <li>[DF15] B. Di Fabio, M. Ferri. Comparing persistence diagrams through complex vectors. ICIAP 2015.
 *   <li>[EIK01] A. Efrat, A. Itai, M. J. Katz. Geometry helps in bottleneck matching and related problems. Algorithmica
 *       31, 2001.
 *   <li>[HK73] J. E. Hopcroft, R. M. Karp. An n^(5/2) algorithm for maximum matchings in bipartite graphs. SIAM Journal
 *       on Computing 2(4), 1973.
 *   <li>[KHF16] G. Kusano, Y. Hiraoka, K. Fukumizu. Persistence weighted Gaussian kernel for topological data analysis.
 *       ICML 2016.
 *   <li>[KMN17] M. Kerber, D. Morozov, A. Nigmetov. Geometry helps to compare persistence diagrams. ACM Journal of
 *       Experimental Algorithmics 22, 2017.
 *   <li>[LY18] T. Le, M. Yamada. Persistence Fisher kernel: a Riemannian manifold kernel for persistence diagrams.
 *       NeurIPS 2018.
 *   <li>[MD58] N. S. Mendelsohn, A. L. Dulmage. Some generalizations of the problem of distinct representatives.
 *       Canadian Journal of Mathematics 10, 1958.
 *   <li>[RHB15] J. Reininghaus, S. Huber, U. Bauer, R. Kwitt. A stable multi-scale kernel for topological machine
 *       learning. CVPR 2015.
 *   <li>[U17] Y. Umeda. Time series classification via topological data analysis. Transactions of the Japanese Society
 *       for Artificial Intelligence 32(3), 2017.
 * </ul>
 */
@NullMarked
package org.gaspard.topology.diagram;

import org.jspecify.annotations.NullMarked;
