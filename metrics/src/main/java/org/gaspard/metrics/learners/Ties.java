package org.gaspard.metrics.learners;

/** Which of equally good cuts of different features is taken. Of one feature it is that with the lowest threshold. */
public sealed interface Ties {

    /** That of the lowest feature. */
    record First() implements Ties {}

    /**
     * That of the feature that comes first in an order drawn for each node, as in scikit-learn: no feature is preferred. The
     * random numbers are not those of scikit-learn.
     *
     * @param seed of the orders
     */
    record Drawn(long seed) implements Ties {}
}
