package org.gaspard.ot.entropic;

import java.util.Arrays;
import org.gaspard.ot.MarginalRounding;

/**
 * The projection of positive (Q, R, g) onto {@code Q1 = a}, {@code R1 = b}, {@code Qᵀ1 = Rᵀ1 = g ≥ α} in the sense of
 * Kullback and Leibler, by Dykstra's algorithm ([SCP21]). The two affine sets need no corrections, so only the
 * bound α has one.
 */
final class FactorProjection {

    private static final int MOST = 500;

    /** Of the total mass: how far the sums of the rows may be off after a match of the columns. */
    private static final double TOLERANCE = 1e-6;

    private final double[] a;
    private final double[] b;
    private final int rank;
    private final double floor;
    private final double[] q;
    private final double[] r;
    private final double[] g;
    private final double[] sumsOfQ;
    private final double[] sumsOfR;
    private final double[] correction;

    FactorProjection(double[] a, double[] b, int rank, double floor) {
        this.a = a;
        this.b = b;
        this.rank = rank;
        this.floor = floor;
        q = new double[a.length * rank];
        r = new double[b.length * rank];
        g = new double[rank];
        sumsOfQ = new double[rank];
        sumsOfR = new double[rank];
        correction = new double[rank];
    }

    double[] q() {
        return q;
    }

    double[] r() {
        return r;
    }

    double[] g() {
        return g;
    }

    void project(double[] startQ, double[] startR, double[] startG) {
        System.arraycopy(startQ, 0, q, 0, q.length);
        System.arraycopy(startR, 0, r, 0, r.length);
        System.arraycopy(startG, 0, g, 0, g.length);
        Arrays.fill(correction, 1);
        double mass = Arrays.stream(a).sum();
        for (int iteration = 0; iteration < MOST; iteration++) {
            double error = matchRows(q, a) + matchRows(r, b);
            for (int l = 0; l < rank; l++) {
                double raised = g[l] * correction[l];
                g[l] = Math.max(raised, floor);
                correction[l] = raised / g[l];
            }
            columnSums(q, sumsOfQ);
            columnSums(r, sumsOfR);
            for (int l = 0; l < rank; l++) {
                g[l] = Math.cbrt(g[l] * sumsOfQ[l] * sumsOfR[l]);
            }
            matchColumns(q, sumsOfQ);
            matchColumns(r, sumsOfR);
            if (iteration > 0 && error <= TOLERANCE * mass) {
                break;
            }
        }
    }

    /** What projections leave off is put right by corrections of rank 1: afterwards Q, R and g are feasible. */
    void round() {
        double mass = Arrays.stream(a).sum();
        double sum = Arrays.stream(g).sum();
        for (int l = 0; l < rank; l++) {
            g[l] *= mass / sum;
        }
        System.arraycopy(MarginalRounding.round(q, a, g), 0, q, 0, q.length);
        System.arraycopy(MarginalRounding.round(r, b, g), 0, r, 0, r.length);
    }

    /** {@code ‖Q1 − a‖₁ + ‖R1 − b‖₁}. */
    double rowError() {
        return rowError(q, a) + rowError(r, b);
    }

    private double rowError(double[] factor, double[] weights) {
        double error = 0;
        for (int i = 0; i < weights.length; i++) {
            error += Math.abs(rowSum(factor, i) - weights[i]);
        }
        return error;
    }

    private double rowSum(double[] factor, int i) {
        double sum = 0;
        for (int l = i * rank; l < (i + 1) * rank; l++) {
            sum += factor[l];
        }
        return sum;
    }

    /** Scales the rows; returns by how much they were off. */
    private double matchRows(double[] factor, double[] weights) {
        double error = 0;
        for (int i = 0; i < weights.length; i++) {
            double sum = rowSum(factor, i);
            error += Math.abs(sum - weights[i]);
            double scaling = weights[i] / sum;
            for (int l = i * rank; l < (i + 1) * rank; l++) {
                factor[l] *= scaling;
            }
        }
        return error;
    }

    private void columnSums(double[] factor, double[] sums) {
        Arrays.fill(sums, 0);
        for (int k = 0; k < factor.length; k += rank) {
            for (int l = 0; l < rank; l++) {
                sums[l] += factor[k + l];
            }
        }
    }

    private void matchColumns(double[] factor, double[] sums) {
        for (int k = 0; k < factor.length; k += rank) {
            for (int l = 0; l < rank; l++) {
                factor[k + l] *= g[l] / sums[l];
            }
        }
    }
}
