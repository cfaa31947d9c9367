/**
 * Learners that measures of representations train on codes: tree ensembles and linear models, on plain arrays.
 *
 * <p>The semantics are those of scikit-learn, so that measures agree with those of the literature. Learners are records of
 * options, what they learn are immutable models. All are deterministic; random numbers come from a seed that is an
 * option. Results do not depend on the number of threads.
 *
 * <h2>References</h2>
 * <ul>
 *   <li>[Bre01] L. Breiman. Random forests. Machine Learning 45, 2001.
 *   <li>[BFOS84] L. Breiman, J. Friedman, R. Olshen, C. Stone. Classification and regression trees. Wadsworth, 1984.
 *   <li>[Fri01] J. Friedman. Greedy function approximation: a gradient boosting machine. The Annals of Statistics 29(5),
 *       2001.
 * </ul>
 */
@NullMarked
package org.gaspard.metrics.learners;

import org.jspecify.annotations.NullMarked;
