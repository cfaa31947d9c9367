/**
 * Does a model notice what it was not trained for? Numbers that say how strange a point is, and how well they tell points of other
 * data (label 1) from points of the data that were learned (label 0).
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[F06] T. Fawcett. An introduction to ROC analysis. Pattern Recognition Letters 27(8), 2006.
 *   <li>[HG17] D. Hendrycks, K. Gimpel. A baseline for detecting misclassified and out-of-distribution examples in neural networks.
 *       ICLR 2017.
 *   <li>[N19] E. Nalisnick, A. Matsukawa, Y. W. Teh, D. Gorur, B. Lakshminarayanan. Do deep generative models know what they don't
 *       know? ICLR 2019.
 *   <li>[NTO23] N. Nakagawa, R. Togo, T. Ogawa, M. Haseyama. Gromov-Wasserstein autoencoders. ICLR 2023.
 * </ul>
 */
@NullMarked
package org.gaspard.metrics.novelty;

import org.jspecify.annotations.NullMarked;
