package org.gaspard.ot;

import java.util.Arrays;
import org.gaspard.ot.check.Checks;

/**
 * Two weighted spaces to be matched by their inner costs: {@code min ½ Σ (C_X[i,i'] − C_Y[j,j'])² P[i,j] P[i',j']} over
 * the couplings P of a and b ([M11], [PCS16]).
 *
 * <p>The constructor copies everything, and symmetrises the matrices: those of float arithmetic are rarely symmetric to
 * the last digit.
 *
 * @param cX symmetric costs of the first space, [n × n], at most 10¹⁴⁰ in absolute value
 * @param cY symmetric costs of the second space, [m × m], the same
 * @param a n weights, at least 0, with sum 1 (to 10⁻⁶)
 * @param b m weights, at least 0, with sum 1 and that of a (both to 10⁻⁶)
 */
public record GromovProblem(double[] cX, double[] cY, double[] a, double[] b) {

    /** Squares of differences, and sums of them, do not overflow. */
    private static final double LARGEST_COST = 1e140;

    private static final double ASYMMETRY = 1e-4;
    private static final double SUM_TOLERANCE = 1e-6;

    public GromovProblem {
        int n = Checks.atLeast("the number of points of the first space", a.length, 1);
        int m = Checks.atLeast("the number of points of the second space", b.length, 1);
        double rows = Checks.weights("a", a);
        double columns = Checks.weights("b", b);
        Checks.within("the sum of a", rows, 1 - SUM_TOLERANCE, 1 + SUM_TOLERANCE);
        Checks.within("the sum of b", columns, 1 - SUM_TOLERANCE, 1 + SUM_TOLERANCE);
        Checks.sameSum(rows, columns);
        cX = symmetric("cX", cX, n);
        cY = symmetric("cY", cY, m);
        a = a.clone();
        b = b.clone();
    }

    /** The problem with uniform weights. */
    public static GromovProblem uniform(double[] cX, int n, double[] cY, int m) {
        Checks.atLeast("n", n, 1);
        Checks.atLeast("m", m, 1);
        return new GromovProblem(cX, cY, TransportProblem.uniformWeights(n), TransportProblem.uniformWeights(m));
    }

    /** n. */
    public int rows() {
        return a.length;
    }

    /** m. */
    public int columns() {
        return b.length;
    }

    /** Whether the spaces have the same weights point by point, so that the identity is a coupling. */
    public boolean sameWeights() {
        return Arrays.equals(a, b);
    }

    boolean uniformSquare() {
        if (rows() != columns()) {
            return false;
        }
        for (int i = 0; i < rows(); i++) {
            if (Math.abs(a[i] * rows() - 1) > SUM_TOLERANCE || Math.abs(b[i] * rows() - 1) > SUM_TOLERANCE) {
                return false;
            }
        }
        return true;
    }

    private static double[] symmetric(String name, double[] c, int n) {
        Checks.length(name, c, (long) n * n);
        Checks.bounded(name, c, LARGEST_COST);
        double largest = 0;
        for (double value : c) {
            largest = Math.max(largest, Math.abs(value));
        }
        double[] symmetric = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double here = c[i * n + j];
                double there = c[j * n + i];
                if (Math.abs(here - there) > ASYMMETRY * largest) {
                    throw new IllegalArgumentException(name + " is not symmetric: [" + i + "," + j + "] is " + here
                            + " and [" + j + "," + i + "] is " + there);
                }
                symmetric[i * n + j] = 0.5 * here + 0.5 * there;
            }
        }
        return symmetric;
    }
}
