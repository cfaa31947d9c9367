/**
 * Persistent homology as it is written down in papers: the boundary matrix of a filtered complex, reduced column by
 * column. Slow and short; for learning, for small complexes of any kind, and for testing the fast engines of this module.
 *
 * <p>A filtered complex is a list of cells, each entering not before its faces. Over a field the homology of the growing
 * complex splits into bars: each cell either opens a hole, and is the birth of a bar, or fills the youngest hole that its
 * boundary surrounds, and is the death of that one ([ELZ02], [ZC05]).
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[ELZ02] H. Edelsbrunner, D. Letscher, A. Zomorodian. Topological persistence and simplification. Discrete and
 *       Computational Geometry 28, 2002.
 *   <li>[ZC05] A. Zomorodian, G. Carlsson. Computing persistent homology. Discrete and Computational Geometry 33, 2005.
 *   <li>[CEM06] D. Cohen-Steiner, H. Edelsbrunner, D. Morozov. Vines and vineyards by updating persistence in linear time.
 *       Symposium on Computational Geometry, 2006. (The matrices R and V.)
 *   <li>[B21] U. Bauer. Ripser: efficient computation of Vietoris-Rips persistence barcodes. Journal of Applied and
 *       Computational Topology 5, 2021. (The order of simplices.)
 * </ul>
 */
@NullMarked
package org.gaspard.topology.reference;

import org.jspecify.annotations.NullMarked;
