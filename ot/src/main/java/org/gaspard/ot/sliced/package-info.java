/**
 * Sliced transport: distances between distributions in space from the exact distances of their projections on lines, in
 * {@code O(L (n + m)(d + log(n + m)))} for L lines.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[BRPP15] N. Bonneel, J. Rabin, G. Peyré, H. Pfister. Sliced and Radon Wasserstein barycenters of measures. Journal
 *       of Mathematical Imaging and Vision 51, 2015.
 *   <li>[D19] I. Deshpande, Y.-T. Hu, R. Sun, A. Pyrros, N. Siddiqui, S. Koyejo, Z. Zhao, D. Forsyth, A. Schwing.
 *       Max-sliced Wasserstein distance and its use for GANs. CVPR 2019.
 * </ul>
 */
@NullMarked
package org.gaspard.ot.sliced;

import org.jspecify.annotations.NullMarked;
