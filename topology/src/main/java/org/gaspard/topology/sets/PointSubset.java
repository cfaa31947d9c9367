package org.gaspard.topology.sets;

import java.util.stream.IntStream;

/** Some of n points in ascending order, as rows and columns of matrices. */
public final class PointSubset {

    private final int n;
    private final int[] points;

    private PointSubset(int n, int[] points) {
        this.n = n;
        this.points = points;
    }

    public static PointSubset all(int n) {
        return new PointSubset(n, IntStream.range(0, n).toArray());
    }

    /**
     * The points at which a mask is 1.
     *
     * @throws IllegalArgumentException if it is neither 0 nor 1 somewhere
     */
    public static PointSubset of(double[] mask) {
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] != 0 && mask[i] != 1) {
                throw new IllegalArgumentException("mask[" + i + "] is " + mask[i] + ", expected 0 or 1");
            }
        }
        return new PointSubset(
                mask.length,
                IntStream.range(0, mask.length).filter(i -> mask[i] == 1).toArray());
    }

    /** The number of points in the subset. */
    public int size() {
        return points.length;
    }

    /** The i-th point of the subset, from 0 to n. */
    public int get(int i) {
        return points[i];
    }

    /**
     * Checks a matrix of distances of the points of the subset, [m × m], for an argument that holds all points.
     *
     * @throws IllegalArgumentException if it is not symmetric, its diagonal is not 0, or a distance is NaN or negative
     */
    public void checkDistances(String name, double[] d) {
        int m = points.length;
        for (int i = 0; i < m; i++) {
            if (d[i * m + i] != 0) {
                throw new IllegalArgumentException(
                        entry(name, i, i) + " is " + d[i * m + i] + ", expected 0 on the diagonal");
            }
            for (int j = 0; j < i; j++) {
                if (!(d[i * m + j] >= 0)) {
                    throw new IllegalArgumentException(
                            entry(name, i, j) + " is " + d[i * m + j] + ", expected a number of at least 0");
                }
                if (d[i * m + j] != d[j * m + i]) {
                    throw new IllegalArgumentException(entry(name, i, j) + " is " + d[i * m + j] + " and "
                            + entry(name, j, i) + " is " + d[j * m + i] + ", expected a symmetric matrix");
                }
            }
        }
    }

    private String entry(String name, int i, int j) {
        return name + "[" + points[i] + "," + points[j] + "]";
    }

    /** Their rows and columns of a matrix [n × n]: the matrix itself, not a copy, if all points are there. */
    public double[] restrict(double[] matrix) {
        int m = points.length;
        if (m == n) {
            return matrix;
        }
        double[] part = new double[m * m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                part[i * m + j] = matrix[points[i] * n + points[j]];
            }
        }
        return part;
    }
}
