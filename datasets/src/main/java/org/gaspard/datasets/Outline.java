package org.gaspard.datasets;

import java.util.Arrays;

/**
 * The outline of a sprite as a closed polygon around the origin, in pixels, with y downwards, and its conversion to the
 * pixels whose centres it contains (even-odd rule). Sines come from StrictMath, so that all machines draw the same.
 */
final class Outline {

    /** The side of the images; a row of pixels is one {@code long}, bit {@code x} for column {@code x}. */
    static final int SIDE = 64;

    private static final int ELLIPSE_CORNERS = 256;
    private static final int CURVE_CORNERS = 24;

    private final double[] x;
    private final double[] y;

    private Outline(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    /** A square with sides parallel to the axes. */
    static Outline square(double side) {
        double half = side / 2;
        return new Outline(new double[] {-half, half, half, -half}, new double[] {-half, -half, half, half});
    }

    /** An ellipse with its first semi-axis along x. */
    static Outline ellipse(double semiX, double semiY) {
        double[] x = new double[ELLIPSE_CORNERS];
        double[] y = new double[ELLIPSE_CORNERS];
        for (int i = 0; i < ELLIPSE_CORNERS; i++) {
            double angle = 2 * Math.PI * i / ELLIPSE_CORNERS;
            x[i] = semiX * StrictMath.cos(angle);
            y[i] = semiY * StrictMath.sin(angle);
        }
        return new Outline(x, y);
    }

    /**
     * A closed curve that is its own mirror image in x, from cubic Bézier pieces of its right half.
     *
     * @param half the control points x₀, y₀, x₁, y₁, … from the axis to the axis, adjoining pieces sharing a point
     */
    static Outline symmetric(double... half) {
        int pieces = (half.length / 2 - 1) / 3;
        int corners = pieces * CURVE_CORNERS;
        double[] x = new double[2 * corners];
        double[] y = new double[2 * corners];
        for (int i = 0; i <= corners; i++) {
            int piece = Math.min(i / CURVE_CORNERS, pieces - 1);
            double t = (double) (i - piece * CURVE_CORNERS) / CURVE_CORNERS;
            x[i] = bezier(half, 6 * piece, t);
            y[i] = bezier(half, 6 * piece + 1, t);
            if (i > 0 && i < corners) {
                x[2 * corners - i] = -x[i];
                y[2 * corners - i] = y[i];
            }
        }
        return new Outline(x, y);
    }

    private static double bezier(double[] points, int at, double t) {
        double s = 1 - t;
        return s * s * s * points[at]
                + 3 * s * s * t * points[at + 2]
                + 3 * s * t * t * points[at + 4]
                + t * t * t * points[at + 6];
    }

    /**
     * Draws the outline, scaled, turned counter-clockwise by {@code angle} and moved to {@code (centreX, centreY)},
     * where pixel {@code (i, j)} covers {@code [i, i+1) × [j, j+1)}. Each edge inverts the part to its right of the
     * rows that it crosses; O(corners + edges crossing rows).
     */
    void draw(double scale, double angle, double centreX, double centreY, long[] rows) {
        Arrays.fill(rows, 0);
        double cos = scale * StrictMath.cos(angle);
        double sin = scale * StrictMath.sin(angle);
        int last = x.length - 1;
        double fromX = centreX + cos * x[last] + sin * y[last];
        double fromY = centreY - sin * x[last] + cos * y[last];
        for (int i = 0; i <= last; i++) {
            double toX = centreX + cos * x[i] + sin * y[i];
            double toY = centreY - sin * x[i] + cos * y[i];
            edge(fromX, fromY, toX, toY, rows);
            fromX = toX;
            fromY = toY;
        }
    }

    private static void edge(double fromX, double fromY, double toX, double toY, long[] rows) {
        double slope = (toX - fromX) / (toY - fromY);
        int first = Math.max(0, (int) Math.ceil(Math.min(fromY, toY) - 0.5));
        int end = Math.min(SIDE, (int) Math.ceil(Math.max(fromY, toY) - 0.5));
        for (int row = first; row < end; row++) {
            int column = (int) Math.ceil(fromX + (row + 0.5 - fromY) * slope - 0.5);
            if (column < SIDE) {
                rows[row] ^= -1L << Math.max(column, 0);
            }
        }
    }
}
