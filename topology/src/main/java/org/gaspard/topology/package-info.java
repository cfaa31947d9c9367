/**
 * Persistence diagrams, the common language of this module, and the matrices of distances that they are made of.
 *
 * <p>A bar {@code [birth, death)} of dimension k is a k-dimensional hole that appears at one value of a filtration and is
 * filled at another: a component (0), a loop (1), a void (2). A death of {@code +∞} means that nothing fills it.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[ACGIITU20] H. Anai, F. Chazal, M. Glisse, Y. Ike, H. Inakoshi, R. Tinarrage, Y. Umeda. DTM-based filtrations.
 *       Topological Data Analysis, Abel Symposia 15, 2020, arXiv:1811.04757.
 *   <li>[CCGMO09] F. Chazal, D. Cohen-Steiner, L. J. Guibas, F. Mémoli, S. Y. Oudot. Gromov-Hausdorff stable signatures
 *       for shapes using persistence. Computer Graphics Forum 28(5), 2009.
 *   <li>[CCM11] F. Chazal, D. Cohen-Steiner, Q. Mérigot. Geometric inference for probability measures. Foundations of
 *       Computational Mathematics 11, 2011.
 *   <li>[CEH07] D. Cohen-Steiner, H. Edelsbrunner, J. Harer. Stability of persistence diagrams. Discrete and
 *       Computational Geometry 37, 2007.
 *   <li>[CJS15] N. J. Cavanna, M. Jahanseir, D. R. Sheehy. A geometric perspective on sparse filtrations. Canadian
 *       Conference on Computational Geometry 2015, arXiv:1506.03797.
 *   <li>[CSO14] F. Chazal, V. de Silva, S. Oudot. Persistence stability for geometric complexes. Geometriae Dedicata 173,
 *       2014.
 *   <li>[G85] T. F. Gonzalez. Clustering to minimize the maximum intercluster distance. Theoretical Computer Science 38,
 *       1985.
 * </ul>
 */
@NullMarked
package org.gaspard.topology;

import org.jspecify.annotations.NullMarked;
