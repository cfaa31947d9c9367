package org.gaspard.metrics.learners;

import java.util.Arrays;

/**
 * Features by columns in single precision, as the trees see them: trees learn from floats, thresholds are doubles.
 *
 * @param columns [L][N]
 * @param points N
 */
record FeatureColumns(float[][] columns, int points) {

    /** Two values count as different if {@code a + GAP < b} in float arithmetic. */
    private static final float GAP = 1e-7f;

    /**
     * The columns of N ≥ 1 rows.
     *
     * @throws IllegalArgumentException if there are no rows or columns, rows differ in length, or a value is not finite as
     * a float
     */
    static FeatureColumns of(double[][] features) {
        if (features.length == 0 || features[0].length == 0) {
            throw new IllegalArgumentException("features must be [N][L] with N ≥ 1 and L ≥ 1, found N = "
                    + features.length + (features.length == 0 ? "" : " and L = 0"));
        }
        return of(features, features[0].length);
    }

    /**
     * The columns of any number of rows.
     *
     * @throws IllegalArgumentException if a row has not {@code width} values, or a value is not finite as a float
     */
    static FeatureColumns of(double[][] features, int width) {
        float[][] columns = new float[width][features.length];
        for (int n = 0; n < features.length; n++) {
            if (features[n].length != width) {
                throw new IllegalArgumentException(
                        "features must have L = " + width + " columns, found " + features[n].length + " in row " + n);
            }
            for (int l = 0; l < width; l++) {
                // Adding zero makes one zero of the two.
                float value = (float) features[n][l] + 0f;
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("features must be finite floats, found " + features[n][l]
                            + " in row " + n + ", column " + l);
                }
                columns[l][n] = value;
            }
        }
        return new FeatureColumns(columns, features.length);
    }

    int width() {
        return columns.length;
    }

    /** The points in ascending order of each feature, equal values by index: [L][N]. Time L N log N. */
    int[][] order() {
        int[][] order = new int[columns.length][points];
        long[] keys = new long[points];
        for (int l = 0; l < columns.length; l++) {
            for (int n = 0; n < points; n++) {
                int bits = Float.floatToIntBits(columns[l][n]);
                // Negative floats order backwards by their bits.
                int ascending = bits < 0 ? ~bits ^ Integer.MIN_VALUE : bits;
                keys[n] = (long) ascending << 32 | n;
            }
            Arrays.sort(keys);
            for (int n = 0; n < points; n++) {
                order[l][n] = (int) keys[n];
            }
        }
        return order;
    }

    /** The points {@code from … end − 1} row by row. */
    float[] rows(int from, int end) {
        float[] rows = new float[(end - from) * columns.length];
        for (int l = 0; l < columns.length; l++) {
            for (int n = from; n < end; n++) {
                rows[(n - from) * columns.length + l] = columns[l][n];
            }
        }
        return rows;
    }

    /** Whether a threshold fits between two values. */
    static boolean separated(float low, float high) {
        return high > low + GAP;
    }

    /** The threshold between two values. */
    static double threshold(float low, float high) {
        return low / 2.0 + high / 2.0;
    }
}
