package org.gaspard.ot;

/** A cost between two points that the user defines. */
@FunctionalInterface
public interface PointCost {

    /**
     * The cost of the pair (x, y).
     *
     * @param x array that holds the first point at {@code x[xOffset] … x[xOffset + d − 1]}; not modified
     * @param y array that holds the second point at {@code y[yOffset] … y[yOffset + d − 1]}; not modified
     */
    double between(double[] x, int xOffset, double[] y, int yOffset, int d);
}
