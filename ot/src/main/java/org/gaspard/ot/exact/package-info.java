/**
 * Linear optimal transport solved exactly: the network simplex method for any costs and weights, and closed forms on the
 * line and the circle. Results come with dual potentials that prove them.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[AMO93] R. K. Ahuja, T. L. Magnanti, J. B. Orlin. Network Flows: Theory, Algorithms, and Applications. Prentice
 *       Hall, 1993.
 *   <li>[BPPH11] N. Bonneel, M. van de Panne, S. Paris, W. Heidrich. Displacement interpolation using Lagrangian mass
 *       transport. ACM Transactions on Graphics 30(6), 2011; with the block search of Z. Király, P. Kovács. Efficient
 *       implementations of minimum-cost flow algorithms. Acta Universitatis Sapientiae, Informatica 4(1), 2012.
 *   <li>[C76] W. H. Cunningham. A network simplex method. Mathematical Programming 11, 1976.
 *   <li>[CM95] C. A. Cabrelli, U. M. Molter. The Kantorovich metric for probability measures on the circle. Journal of
 *       Computational and Applied Mathematics 57(3), 1995.
 *   <li>[DSS10] J. Delon, J. Salomon, A. Sobolevski. Fast transport optimization for Monge costs on the circle. SIAM
 *       Journal on Applied Mathematics 70(7), 2010.
 *   <li>[PC19] G. Peyré, M. Cuturi. Computational optimal transport. Foundations and Trends in Machine Learning 11, 2019.
 * </ul>
 */
@NullMarked
package org.gaspard.ot.exact;

import org.jspecify.annotations.NullMarked;
