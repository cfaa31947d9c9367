/**
 * Learners that measures of representations train on codes: tree ensembles and linear models, on plain arrays.
 *
 * <p>The semantics are those of scikit-learn, so that measures agree with those of the literature.
 */
package org.gaspard.metrics.learners;
