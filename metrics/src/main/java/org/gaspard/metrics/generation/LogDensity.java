package org.gaspard.metrics.generation;

/**
 * The logarithm of a density at several points at once, with its gradient: for example {@code ln p(x, z)} of a model for fixed data x
 * as a function of z, computed in one batch.
 */
@FunctionalInterface
public interface LogDensity {

    /**
     * The values; the gradients are written.
     *
     * @param points [count × d]; not to be changed
     * @param gradients [count × d]; to be overwritten
     * @return [count]; finite or −∞, where the gradient does not matter
     */
    double[] of(double[] points, int count, double[] gradients);
}
