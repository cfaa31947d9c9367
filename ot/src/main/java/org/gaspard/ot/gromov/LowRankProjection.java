package org.gaspard.ot.gromov;

import java.util.Arrays;
import org.gaspard.ot.MarginalRounding;
import org.gaspard.ot.matrix.Products;

/**
 * The factors (Q, R, g) of a coupling of low rank, and the projection of any positive ones, in the relative entropy, onto
 * {@code Q1 = a, R1 = b, Qᵀ1 = Rᵀ1 = g ≥ α}: Dykstra's algorithm between the sets of the first two equations with the
 * bound, and of the last two ([SPC22]; the projections are in closed form). The equations are affine and need no
 * corrections; the bound does.
 */
final class LowRankProjection {

    private static final int MAX_ITERATIONS = 2000;

    final double[] q;
    final double[] r;
    final double[] g;
    private final double[] a;
    private final double[] b;
    private final int rank;
    private final double least;

    /** Factors that are not yet projected, used as working memory. */
    LowRankProjection(double[] q, double[] r, double[] a, double[] b, double[] g) {
        rank = g.length;
        this.q = q;
        this.r = r;
        this.a = a;
        this.b = b;
        this.g = g;
        least = 1e-6 / rank;
    }

    /** Projects the present factors, until the row sums are off by at most the tolerance in total. */
    void project(double tolerance) {
        double[] correction = new double[rank];
        Arrays.fill(correction, 1);
        double[] u = new double[a.length];
        double[] w = new double[b.length];
        double[] v = new double[rank];
        double[] z = new double[rank];
        Arrays.fill(v, 1);
        Arrays.fill(z, 1);
        double[] left = new double[rank];
        double[] right = new double[rank];
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            double error = match(q, v, a, u) + match(r, z, b, w);
            if (iteration > 0 && error <= tolerance) {
                break;
            }
            columns(q, u, left);
            columns(r, w, right);
            for (int k = 0; k < rank; k++) {
                double moved = g[k] * correction[k];
                double bounded = Math.max(moved, least);
                correction[k] = moved / bounded;
                double joint = Math.cbrt(bounded * v[k] * left[k] * z[k] * right[k]);
                g[k] = joint;
                v[k] = joint / left[k];
                z[k] = joint / right[k];
            }
        }
        scale(q, u, v);
        scale(r, w, z);
    }

    /** What the projection leaves off is put right by corrections of rank 1, unless something is not finite. */
    void round() {
        double sum = 0;
        for (double weight : g) {
            sum += weight;
        }
        double mass = 0;
        for (double weight : a) {
            mass += weight;
        }
        for (int k = 0; k < rank; k++) {
            g[k] *= mass / sum;
        }
        if (finite(q) && finite(r) && finite(g)) {
            System.arraycopy(MarginalRounding.round(q, a, g), 0, q, 0, q.length);
            System.arraycopy(MarginalRounding.round(r, b, g), 0, r, 0, r.length);
        }
    }

    private static boolean finite(double[] x) {
        return Arrays.stream(x).allMatch(Double::isFinite);
    }

    /** {@code u ← weights ⊘ (K v)}; returns how far the row sums were off before, 1 in the first call. */
    private double match(double[] kernel, double[] v, double[] weights, double[] u) {
        double[] sums = new double[u.length];
        Products.multiply(kernel, v, sums, u.length, rank, 1);
        double error = 0;
        for (int i = 0; i < u.length; i++) {
            error += Math.abs(u[i] * sums[i] - weights[i]);
            u[i] = weights[i] / sums[i];
        }
        return error;
    }

    private void columns(double[] kernel, double[] u, double[] out) {
        Arrays.fill(out, 0);
        for (int i = 0; i < u.length; i++) {
            for (int k = 0; k < rank; k++) {
                out[k] += u[i] * kernel[i * rank + k];
            }
        }
    }

    private void scale(double[] kernel, double[] u, double[] v) {
        for (int i = 0; i < u.length; i++) {
            for (int k = 0; k < rank; k++) {
                kernel[i * rank + k] *= u[i] * v[k];
            }
        }
    }
}
