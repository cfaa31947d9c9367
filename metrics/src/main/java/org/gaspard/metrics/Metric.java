package org.gaspard.metrics;

/** A number that says something about a representation; what it is computed from is the kind of metric. */
public sealed interface Metric permits SupervisedMetric, SampledMetric, UnsupervisedMetric, PosteriorMetric {

    /** A short name, unique among metrics with different settings of one battery; canonical acronyms where there are. */
    String name();
}
