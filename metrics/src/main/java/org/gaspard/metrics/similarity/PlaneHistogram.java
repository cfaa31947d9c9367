package org.gaspard.metrics.similarity;

import java.util.Arrays;
import org.gaspard.metrics.check.Checks;

/**
 * How many points of a plane fall into each cell of a grid over the range of both coordinates, as numpy's {@code histogram2d}: cells
 * of equal size, the last ones with their upper edges. A range of one value is widened by ½ to both sides.
 *
 * @param counts [rows of y][columns of x], ascending
 * @param left the lower edge of the first column
 * @param right the upper edge of the last one
 * @param bottom the lower edge of the first row
 * @param top the upper edge of the last one
 */
public record PlaneHistogram(double[][] counts, double left, double right, double bottom, double top) {

    /**
     * Counts points. {@code O(N + bins²)}.
     *
     * @param x finite, at least one
     * @param y of the same points
     * @param bins columns and rows, at least 1
     * @throws IllegalArgumentException if there are no points, or not as many of both coordinates, or one is not finite
     */
    public static PlaneHistogram of(double[] x, double[] y, int bins) {
        Checks.atLeast("bins", bins, 1);
        if (x.length != y.length || x.length == 0) {
            throw new IllegalArgumentException(
                    "x and y must be of the same points, at least one, found " + x.length + " and " + y.length);
        }
        double[] columns = range("x", x);
        double[] rows = range("y", y);
        double[][] counts = new double[bins][bins];
        for (int n = 0; n < x.length; n++) {
            counts[bin(y[n], rows, bins)][bin(x[n], columns, bins)]++;
        }
        return new PlaneHistogram(counts, columns[0], columns[1], rows[0], rows[1]);
    }

    private static double[] range(String name, double[] values) {
        double least = Arrays.stream(values).min().orElseThrow();
        double most = Arrays.stream(values).max().orElseThrow();
        if (!Double.isFinite(most - least)) {
            throw new IllegalArgumentException(name + " must be finite, found values from " + least + " to " + most);
        }
        return least == most ? new double[] {least - 0.5, most + 0.5} : new double[] {least, most};
    }

    private static int bin(double value, double[] range, int bins) {
        return (int) Math.min(bins - 1, Math.floor((value - range[0]) / (range[1] - range[0]) * bins));
    }
}
