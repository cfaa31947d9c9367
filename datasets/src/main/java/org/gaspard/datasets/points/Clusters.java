package org.gaspard.datasets.points;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Clouds of several groups, which the labels tell. */
public final class Clusters {

    private Clusters() {}

    /**
     * A mixture of spherical normal distributions. The label is the component, drawn with the given weights; the
     * coordinates are the mean.
     *
     * @param size the number of points
     * @param means one mean for each component, all of one dimension
     * @param deviations the standard deviation of each component
     * @param weights what the probabilities of the components are proportional to
     * @throws IllegalArgumentException if there are not as many of each, the means differ in length, a deviation is not
     *     positive, or the weights are negative or sum to 0
     */
    public static PointCloud gaussianMixture(
            int size, double[][] means, double[] deviations, double[] weights, RandomGenerator random) {
        double[] spread = CloudBuilder.positive("deviations", deviations);
        if (means.length != spread.length || weights.length != spread.length) {
            throw new IllegalArgumentException(means.length + " means, " + spread.length + " deviations and "
                    + weights.length + " weights, expected as many of each");
        }
        int dimension = means[0].length;
        double[][] centres = new double[means.length][];
        double[] cumulative = new double[weights.length];
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            if (means[k].length != dimension) {
                throw new IllegalArgumentException(
                        "means[" + k + "] has dimension " + means[k].length + ", expected " + dimension);
            }
            if (!(weights[k] >= 0 && weights[k] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weights[" + k + "] is " + weights[k] + ", expected finite and at least 0");
            }
            centres[k] = means[k].clone();
            sum += weights[k];
            cumulative[k] = sum;
        }
        CloudBuilder.positive("the sum of weights", sum);
        double total = sum;
        return new CloudBuilder(size, dimension, dimension).fill((i, point, mean) -> {
            double target = random.nextDouble() * total;
            int k = 0;
            while (cumulative[k] <= target) {
                k++;
            }
            for (int c = 0; c < dimension; c++) {
                mean[c] = centres[k][c];
                point[c] = mean[c] + spread[k] * random.nextGaussian();
            }
            return k;
        });
    }

    /**
     * Normal distributions of one deviation and weight on a circle in the plane, component {@code k} of {@code K} at
     * {@code radius·(cos 2πk/K, sin 2πk/K)}.
     *
     * @throws IllegalArgumentException if a number is not positive
     */
    public static PointCloud ringOfGaussians(
            int size, int components, double radius, double deviation, RandomGenerator random) {
        if (components < 1) {
            throw new IllegalArgumentException("components is " + components + ", expected at least 1");
        }
        CloudBuilder.positive("radius", radius);
        double[][] means = new double[components][];
        for (int k = 0; k < components; k++) {
            double angle = 2 * Math.PI * k / components;
            means[k] = new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
        }
        double[] deviations = new double[components];
        double[] weights = new double[components];
        Arrays.fill(deviations, deviation);
        Arrays.fill(weights, 1);
        return gaussianMixture(size, means, deviations, weights, random);
    }

    /**
     * Concentric circles around the origin of the plane. Point {@code i} is on circle {@code i mod K}, its label; the
     * coordinate is the angle, uniform in [0, 2π).
     *
     * @throws IllegalArgumentException if there is no radius, or one is not positive
     */
    public static PointCloud circles(int size, double[] radii, RandomGenerator random) {
        double[] lengths = CloudBuilder.positive("radii", radii);
        return new CloudBuilder(size, 2, 1).fill((i, point, angle) -> {
            int label = i % lengths.length;
            angle[0] = 2 * Math.PI * random.nextDouble();
            point[0] = lengths[label] * StrictMath.cos(angle[0]);
            point[1] = lengths[label] * StrictMath.sin(angle[0]);
            return label;
        });
    }

    /**
     * Two interleaved half circles of the plane: {@code (cos t, sin t)} with label 0 and {@code (1 − cos t, ½ − sin t)}
     * with label 1, by turns; the coordinate {@code t} is uniform in [0, π).
     */
    public static PointCloud twoMoons(int size, RandomGenerator random) {
        return new CloudBuilder(size, 2, 1).fill((i, point, t) -> {
            t[0] = Math.PI * random.nextDouble();
            double cos = StrictMath.cos(t[0]);
            double sin = StrictMath.sin(t[0]);
            boolean upper = i % 2 == 0;
            point[0] = upper ? cos : 1 - cos;
            point[1] = upper ? sin : 0.5 - sin;
            return upper ? 0 : 1;
        });
    }

    /**
     * Two unit circles of space that are linked: {@code (cos t, sin t, 0)} with label 0 and
     * {@code (1 + cos t, 0, sin t)} with label 1, by turns; the coordinate {@code t} is uniform in [0, 2π).
     */
    public static PointCloud linkedCircles(int size, RandomGenerator random) {
        return new CloudBuilder(size, 3, 1).fill((i, point, t) -> {
            t[0] = 2 * Math.PI * random.nextDouble();
            double cos = StrictMath.cos(t[0]);
            double sin = StrictMath.sin(t[0]);
            boolean flat = i % 2 == 0;
            point[0] = flat ? cos : 1 + cos;
            point[1] = flat ? sin : 0;
            point[2] = flat ? 0 : sin;
            return flat ? 0 : 1;
        });
    }
}
