/**
 * Do codes form clusters, and are these the classes? Indices of clusterings that are learned from codes alone, as functions of the
 * number of clusters, and their agreement with labels.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[CH74] T. Caliński, J. Harabasz. A dendrite method for cluster analysis. Communications in Statistics 3(1), 1974.
 *   <li>[HA85] L. Hubert, P. Arabie. Comparing partitions. Journal of Classification 2, 1985.
 *   <li>[NTO23] N. Nakagawa, R. Togo, T. Ogawa, M. Haseyama. Gromov-Wasserstein autoencoders. ICLR 2023.
 *   <li>[VEB10] N. X. Vinh, J. Epps, J. Bailey. Information theoretic measures for clusterings comparison. Journal of Machine
 *       Learning Research 11, 2010.
 *   <li>[X16] J. Xie, R. Girshick, A. Farhadi. Unsupervised deep embedding for clustering analysis. ICML 2016.
 * </ul>
 */
@NullMarked
package org.gaspard.metrics.clustering;

import org.jspecify.annotations.NullMarked;
