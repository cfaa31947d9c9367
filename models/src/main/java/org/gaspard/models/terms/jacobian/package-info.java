/**
 * Regularisers of the Jacobians of encoders and decoders.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[L22] Y. Lee, S. Yoon, M. Son, F. C. Park. Regularized autoencoders for isometric representation learning. ICLR 2022.
 *   <li>[R11] S. Rifai, P. Vincent, X. Muller, X. Glorot, Y. Bengio. Contractive auto-encoders: explicit invariance during
 *       feature extraction. ICML 2011.
 * </ul>
 */
@NullMarked
package org.gaspard.models.terms.jacobian;

import org.jspecify.annotations.NullMarked;
