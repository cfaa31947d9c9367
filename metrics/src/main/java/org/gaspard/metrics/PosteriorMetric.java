package org.gaspard.metrics;

/** A metric of stochastic codes: the posteriors of points whose factors are known. */
public non-sealed interface PosteriorMetric extends Metric {

    /**
     * Scores the posteriors of some points. The same posteriors and factors give the same score, on any number of threads.
     *
     * @throws IllegalArgumentException if the metric is not defined for these, or they are of different numbers of points
     */
    Score score(GaussianPosteriors posteriors, Factors factors);
}
