package org.gaspard.metrics.learners;

/** Which cuts of a feature are looked at. */
public enum Splits {

    /** All, in the features' order. */
    EXACT,

    /**
     * Those between at most 255 bins that hold equal numbers of points; all, if a feature has at most 255 different values
     * that are more than {@code 10⁻⁷} apart.
     * Thresholds lie in the middle between the neighbouring values of all points, not of those in the node. Faster for many
     * points.
     */
    HISTOGRAM
}
