/**
 * Topological losses: births and deaths as tensors, with gradients.
 *
 * <p>The places of a diagram's ends are found on arrays, outside of differentiation; the ends themselves are gathered from
 * the tensor at these places. As long as the order of its numbers stays, the places stay, so the gradient is exact almost
 * everywhere; at ties it is one of several one-sided ones, chosen by the tie rule.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[CCG21] M. Carrière, F. Chazal, M. Glisse, Y. Ike, H. Kannan, Y. Umeda. Optimizing persistent homology based
 *       functions. ICML 2021.
 *   <li>[LOT22] J. Leygonie, S. Oudot, U. Tillmann. A framework for differential calculus on persistence barcodes.
 *       Foundations of Computational Mathematics 22, 2022.
 * </ul>
 */
@NullMarked
package org.gaspard.topology.loss;

import org.jspecify.annotations.NullMarked;
