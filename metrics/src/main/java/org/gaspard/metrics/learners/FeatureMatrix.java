package org.gaspard.metrics.learners;

import java.util.Arrays;

/**
 * Checked rows in one array.
 *
 * @param points the number of rows N
 * @param width the number of columns L
 * @param values [N × L], row by row
 */
record FeatureMatrix(int points, int width, double[] values) {

    /** Beyond this in size, sums of squares may be no doubles. */
    private static final double LARGEST = 1e100;

    /** Rows to learn from: at least one, at least one column, all of one length, each at most 1e100 in size. */
    static FeatureMatrix of(double[][] features) {
        if (features.length == 0) {
            throw new IllegalArgumentException("features must have at least one row, found none");
        }
        if (features[0].length == 0) {
            throw new IllegalArgumentException("features must have at least one column, found none");
        }
        FeatureMatrix matrix = of(features, features[0].length);
        for (int i = 0; i < matrix.values.length; i++) {
            if (Math.abs(matrix.values[i]) > LARGEST) {
                throw new IllegalArgumentException("features must be at most " + LARGEST
                        + " in size: rescale the column, found " + matrix.values[i] + " in row " + i / matrix.width
                        + ", column " + i % matrix.width);
            }
        }
        return matrix;
    }

    /** Rows of a known width, perhaps none. */
    static FeatureMatrix of(double[][] features, int width) {
        double[] values = new double[Math.multiplyExact(features.length, width)];
        for (int n = 0; n < features.length; n++) {
            double[] row = features[n];
            if (row.length != width) {
                throw new IllegalArgumentException(
                        "features must have " + width + " columns, found " + row.length + " in row " + n);
            }
            for (int l = 0; l < width; l++) {
                if (!Double.isFinite(row[l])) {
                    throw new IllegalArgumentException(
                            "features must be finite, found " + row[l] + " in row " + n + ", column " + l);
                }
            }
            System.arraycopy(row, 0, values, n * width, width);
        }
        return new FeatureMatrix(features.length, width, values);
    }

    double at(int row, int column) {
        return values[row * width + column];
    }

    double[] row(int n) {
        return Arrays.copyOfRange(values, n * width, (n + 1) * width);
    }

    double[] column(int l) {
        double[] column = new double[points];
        for (int n = 0; n < points; n++) {
            column[n] = at(n, l);
        }
        return column;
    }

    /** Some of the rows, in the given order. */
    FeatureMatrix rows(int[] chosen) {
        double[] some = new double[chosen.length * width];
        for (int n = 0; n < chosen.length; n++) {
            System.arraycopy(values, chosen[n] * width, some, n * width, width);
        }
        return new FeatureMatrix(chosen.length, width, some);
    }

    double[] means() {
        double[] means = new double[width];
        for (int n = 0; n < points; n++) {
            for (int l = 0; l < width; l++) {
                means[l] += at(n, l);
            }
        }
        for (int l = 0; l < width; l++) {
            means[l] /= points;
        }
        return means;
    }

    /** Checks one finite number for each point. */
    static void requireTargets(String name, double[] targets, int points) {
        if (targets.length != points) {
            throw new IllegalArgumentException(
                    name + " must have one value for each of " + points + " points, found " + targets.length);
        }
        for (int n = 0; n < points; n++) {
            if (!Double.isFinite(targets[n])) {
                throw new IllegalArgumentException(name + " must be finite, found " + targets[n] + " at position " + n);
            }
        }
    }
}
