package org.gaspard.metrics.similarity;

import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;

/** A number that says how alike, or how different, two representations of the same points are. */
public interface RepresentationMetric {

    /** A short name, unique among metrics with different settings. */
    String name();

    /**
     * Compares two representations; the number of codes may differ. The same codes give the same score, on any number of threads.
     *
     * @param first codes of N points
     * @param second codes of the same points, in the same order
     * @throws IllegalArgumentException if the numbers of points differ, or there are too few of them
     */
    Score compare(Codes first, Codes second);
}
