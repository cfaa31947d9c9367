package org.gaspard.datasets.points;

import java.util.random.RandomGenerator;

/**
 * Points of a space with a label and some generating coordinates each. The arrays belong to the caller.
 *
 * @param size the number of points n
 * @param dimension the dimension of the space d
 * @param values the points, n × d, row-major
 * @param labels the label of each point, from 0
 * @param parameters the number of generating coordinates p
 * @param coordinates the coordinates from which the points were made before noise, n × p, row-major
 */
public record PointCloud(int size, int dimension, double[] values, int[] labels, int parameters, double[] coordinates) {

    /** @throws IllegalArgumentException if an array does not have the length that the numbers announce */
    public PointCloud {
        if (size < 0
                || values.length != (long) size * dimension
                || labels.length != size
                || coordinates.length != (long) size * parameters) {
            throw new IllegalArgumentException("cloud of " + size + " points of dimension " + dimension + " with "
                    + parameters + " coordinates has " + values.length + " values, " + labels.length + " labels and "
                    + coordinates.length + " coordinates");
        }
    }

    /** A copy of one point. */
    public double[] point(int i) {
        double[] point = new double[dimension];
        System.arraycopy(values, i * dimension, point, 0, dimension);
        return point;
    }

    /**
     * This cloud with independent normal noise added to every value.
     *
     * @param deviation the standard deviation
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public PointCloud withNoise(double deviation, RandomGenerator random) {
        if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("deviation is " + deviation + ", expected finite and at least 0");
        }
        double[] noisy = values.clone();
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += deviation * random.nextGaussian();
        }
        return new PointCloud(size, dimension, noisy, labels, parameters, coordinates);
    }
}
