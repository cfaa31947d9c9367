/**
 * Persistent homology of images and of functions on graphs and complexes: sublevel sets instead of distances.
 *
 * <p>{@link org.gaspard.topology.cubical.CubicalPersistence} takes arrays of one, two or three axes,
 * {@link org.gaspard.topology.cubical.LowerStar} series, graphs and simplicial complexes. Bars come with the pixels (or
 * vertices) whose values are their ends, {@link org.gaspard.topology.cubical.CriticalDiagram}: gathering an image there
 * makes births and deaths differentiable.
 *
 * <h2>One order of pixels</h2>
 *
 * <p>Pixels are put in one order, by value and among equals by flat index, and every cell of the complex enters together
 * with one pixel. In this order of pixels the bars are unique, whatever the order of the cells of one pixel, hence the
 * critical pixels are too. All algorithms of this package work on the places of pixels in the order; values come back at
 * the end.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[WCV12] H. Wagner, C. Chen, E. Vuçini. Efficient computation of persistent homology for cubical data. Topological
 *       Methods in Data Analysis and Visualization II, Springer, 2012.
 *   <li>[GHM20] A. Garin, T. Heiss, K. Maggs, B. Bleile, V. Robins. Duality in persistent homology of images.
 *       arXiv:2005.04597, 2020.
 *   <li>[BGH21] B. Bleile, A. Garin, T. Heiss, K. Maggs, V. Robins. The persistent homology of dual digital image
 *       constructions. arXiv:2102.11397, 2021. (The two constructions and how they are dual, with proofs.)
 *   <li>[KSA20] S. Kaji, T. Sudo, K. Ahara. Cubical Ripser: software for computing persistent homology of image and volume
 *       data. arXiv:2005.12692, 2020. (Components and voids by union-find.)
 *   <li>[CK11] C. Chen, M. Kerber. Persistent homology computation with a twist. European Workshop on Computational
 *       Geometry, 2011. (Clearing.)
 *   <li>[BKR14] U. Bauer, M. Kerber, J. Reininghaus. Clear and compress: computing persistent homology in chunks.
 *       Topological Methods in Data Analysis and Visualization III, Springer, 2014. (Compression.)
 *   <li>[BKRW17] U. Bauer, M. Kerber, J. Reininghaus, H. Wagner. PHAT: persistent homology algorithms toolbox. Journal of
 *       Symbolic Computation 78, 2017. (A bit tree as the column in work.)
 *   <li>[EH10] H. Edelsbrunner, J. Harer. Computational topology: an introduction. American Mathematical Society, 2010.
 *       (Lower stars, duality, the elder rule.)
 * </ul>
 */
@NullMarked
package org.gaspard.topology.cubical;

import org.jspecify.annotations.NullMarked;
