package org.gaspard.metrics.prediction;

import java.util.Arrays;
import org.gaspard.metrics.Codes;

/** The scale that maps the training points of a column onto [0, 1]; all of a constant column onto 0. */
record UnitRange(double least, double width) {

    static UnitRange of(double[] training) {
        double least = Arrays.stream(training).min().orElseThrow();
        return new UnitRange(least, Arrays.stream(training).max().orElseThrow() - least);
    }

    /** Points on this scale; those beyond the training points are outside [0, 1]. */
    double[] apply(double[] column) {
        return Arrays.stream(column)
                .map(value -> width == 0 ? 0 : (value - least) / width)
                .toArray();
    }

    /** The columns of codes, each on the scale of its training points, as rows. */
    static double[][] rows(Codes training, Codes points) {
        double[][] rows = new double[points.points()][points.width()];
        for (int l = 0; l < points.width(); l++) {
            double[] column = of(training.column(l)).apply(points.column(l));
            for (int n = 0; n < rows.length; n++) {
                rows[n][l] = column[n];
            }
        }
        return rows;
    }
}
