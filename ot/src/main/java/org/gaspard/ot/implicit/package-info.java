/**
 * Derivatives of entropic plans and potentials, not of the optimal value alone.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[C22] M. Cuturi, L. Meng-Papaxanthos, Y. Tian, C. Bunne, G. Davis, O. Teboul. Optimal transport tools (OTT): a
 *       JAX toolbox for all things Wasserstein. arXiv:2201.12324, 2022.
 *   <li>[LRPC18] G. Luise, A. Rudi, M. Pontil, C. Ciliberto. Differential properties of Sinkhorn approximation for
 *       learning with Wasserstein distance. NeurIPS 2018.
 *   <li>[SFVTP19] T. Séjourné, J. Feydy, F.-X. Vialard, A. Trouvé, G. Peyré. Sinkhorn divergences for unbalanced
 *       optimal transport. arXiv:1910.12958, 2019.
 * </ul>
 */
@NullMarked
package org.gaspard.ot.implicit;

import org.jspecify.annotations.NullMarked;
