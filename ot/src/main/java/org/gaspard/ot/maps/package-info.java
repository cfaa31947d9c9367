/**
 * Maps between distributions: the one that an entropic plan defines, how far a map is from the best one, and networks that are
 * trained to be such maps.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[PNW21] A.-A. Pooladian, J. Niles-Weed. Entropic estimation of optimal transport maps. arXiv:2109.12004, 2021.
 *   <li>[UC23] T. Uscidda, M. Cuturi. The Monge gap: a regularizer to learn all transport maps. ICML 2023.
 *   <li>[U24] T. Uscidda, L. Eyring, K. Roth, F. Theis, Z. Akata, M. Cuturi. Disentangled representation learning with
 *       the Gromov-Monge gap. arXiv:2407.07829, 2024.
 * </ul>
 */
@NullMarked
package org.gaspard.ot.maps;

import org.jspecify.annotations.NullMarked;
