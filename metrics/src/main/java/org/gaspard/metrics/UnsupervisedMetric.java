package org.gaspard.metrics;

/** A metric of codes alone. */
public non-sealed interface UnsupervisedMetric extends Metric {

    /**
     * Scores the codes of some points. The same codes give the same score, on any number of threads.
     *
     * @throws IllegalArgumentException if the metric is not defined for these codes
     */
    Score score(Codes codes);
}
