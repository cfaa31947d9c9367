package org.gaspard.metrics.learners;

import java.util.Arrays;

/** How much the points of a class weigh in a loss. */
public enum ClassWeights {
    /** All points weigh 1. */
    NONE,

    /** A point of class k weighs {@code N / (K N_k)}: all classes weigh alike, all points together N. */
    BALANCED;

    /** The weight of a point of each class. */
    double[] of(int[] counts) {
        double points = Arrays.stream(counts).sum();
        return Arrays.stream(counts)
                .mapToDouble(count -> this == NONE ? 1 : points / (counts.length * (double) count))
                .toArray();
    }
}
