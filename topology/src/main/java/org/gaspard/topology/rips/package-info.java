/**
 * Persistent homology of Vietoris-Rips filtrations.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[BP20] J.-D. Boissonnat, S. Pritam. Edge collapse and persistence of flag complexes. SoCG 2020.
 *   <li>[B21] U. Bauer. Ripser: efficient computation of Vietoris-Rips persistence barcodes. Journal of Applied and
 *       Computational Topology 5, 2021.
 *   <li>[GP22] M. Glisse, S. Pritam. Swap, shift and trim to edge collapse a filtration. SoCG 2022.
 *   <li>[SMV11] V. de Silva, D. Morozov, M. Vejdemo-Johansson. Dualities in persistent (co)homology. Inverse Problems 27,
 *       2011.
 *   <li>[CK11] C. Chen, M. Kerber. Persistent homology computation with a twist. EuroCG 2011.
 * </ul>
 */
@NullMarked
package org.gaspard.topology.rips;

import org.jspecify.annotations.NullMarked;
