/**
 * Costs between two sets of points in the form that makes them cheap to transport with: matrices, point clouds that are
 * never stored as matrices, products of low rank, grids.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[S19] B. Schmitzer. Stabilized sparse scaling algorithms for entropy regularized transport problems. SIAM
 *       Journal on Scientific Computing 41(3), 2019.
 *   <li>[SCP21] M. Scetbon, M. Cuturi, G. Peyré. Low-rank Sinkhorn factorization. ICML 2021.
 *   <li>[SdGP15] J. Solomon, F. de Goes, G. Peyré, M. Cuturi, A. Butscher, A. Nguyen, T. Du, L. Guibas. Convolutional
 *       Wasserstein distances: efficient optimal transportation on geometric domains. ACM Transactions on Graphics 34(4),
 *       2015.
 * </ul>
 */
@NullMarked
package org.gaspard.ot.geometry;

import org.jspecify.annotations.NullMarked;
