package org.gaspard.metrics;

/** A metric that chooses its own points: pairs or groups that share a factor, or sweeps of one. */
public non-sealed interface SampledMetric extends Metric {

    /**
     * Scores points drawn from a source. The same seed gives the same score, on any number of threads. The score has the
     * setting "seed".
     *
     * @throws IllegalArgumentException if the metric is not defined for this source
     */
    Score score(PointSource source, long seed);
}
