package org.gaspard.metrics;

/** A metric of points whose codes and factors are known. */
public non-sealed interface SupervisedMetric extends Metric {

    /**
     * Scores a sample. The same sample gives the same score, on any number of threads. The score has what {@link
     * Sample#describe} says of the sample.
     *
     * @throws IllegalArgumentException if the metric is not defined for these codes or factors
     */
    Score score(Sample sample);
}
