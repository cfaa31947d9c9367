/**
 * How alike are two representations of the same points? The codes may differ in number and meaning; what is compared is how the
 * points lie to each other.
 *
 * <table>
 *   <caption>What leaves the score as it is when done to one representation</caption>
 *   <tr><th>measure</th><th>invariant under</th></tr>
 *   <tr><td>{@link org.gaspard.metrics.similarity.CentredKernelAlignment}</td><td>rotations, one scale for all codes</td></tr>
 *   <tr><td>{@link org.gaspard.metrics.similarity.CanonicalCorrelation}</td><td>invertible linear maps; SVCCA rotations and one
 *       scale</td></tr>
 *   <tr><td>{@link org.gaspard.metrics.similarity.ProcrustesDistance}</td><td>rotations, one scale</td></tr>
 *   <tr><td>{@link org.gaspard.metrics.similarity.DistancePreservation},
 *       {@link org.gaspard.metrics.similarity.TripletAccuracy}</td><td>rotations, one scale; ranks also monotone maps of the
 *       distances</td></tr>
 *   <tr><td>{@link org.gaspard.metrics.similarity.NeighbourAlignment}</td><td>what keeps the order of neighbours</td></tr>
 *   <tr><td>{@link org.gaspard.metrics.similarity.TopologicalDivergence}</td><td>rotations, one scale</td></tr>
 * </table>
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[B22] S. Barannikov, I. Trofimov, N. Balabin, E. Burnaev. Representation topology divergence: a method for comparing
 *       neural network representations. ICML 2022.
 *   <li>[DDS21] F. Ding, J.-S. Denain, J. Steinhardt. Grounding representation similarity through statistical testing. NeurIPS
 *       2021.
 *   <li>[H24] M. Huh, B. Cheung, T. Wang, P. Isola. The platonic representation hypothesis. ICML 2024.
 *   <li>[K19] S. Kornblith, M. Norouzi, H. Lee, G. Hinton. Similarity of neural network representations revisited. ICML 2019.
 *   <li>[M67] N. Mantel. The detection of disease clustering and a generalized regression approach. Cancer Research 27(2), 1967.
 *   <li>[MRB18] A. S. Morcos, M. Raghu, S. Bengio. Insights on representational similarity in neural networks with canonical
 *       correlation. NeurIPS 2018.
 *   <li>[R17] M. Raghu, J. Gilmer, J. Yosinski, J. Sohl-Dickstein. SVCCA: singular vector canonical correlation analysis for deep
 *       learning dynamics and interpretability. NeurIPS 2017.
 *   <li>[S66] P. H. Schönemann. A generalized solution of the orthogonal Procrustes problem. Psychometrika 31(1), 1966.
 *   <li>[S12] L. Song, A. Smola, A. Gretton, J. Bedo, K. Borgwardt. Feature selection via dependence maximization. JMLR 13, 2012.
 *   <li>[TVTBB25] E. Tulchinskii, D. Voronkova, I. Trofimov, E. Burnaev, S. Barannikov. RTD-Lite: scalable topological analysis
 *       for comparing weighted graphs in learning tasks. AISTATS 2025.
 *   <li>[W21] Y. Wang, H. Huang, C. Rudin, Y. Shaposhnik. Understanding how dimension reduction tools work. JMLR 22, 2021.
 * </ul>
 */
package org.gaspard.metrics.similarity;
