package org.gaspard.ot.entropic;

import java.util.Arrays;
import org.gaspard.ot.geometry.ScalingKernel;
import org.gaspard.ot.geometry.SoftMin;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * Sinkhorn's iteration on scalings: {@code f = f̂ + ε log u}, {@code g = ĝ + ε log v} with the reference potentials of a
 * kernel ([S19]).
 */
final class Scalings {

    /** Scalings outside [1/LARGEST, LARGEST] are absorbed; entries of K̂ that underflow stay negligible inside it. */
    private static final double LARGEST = 1e40;

    private final ScalingKernel kernel;
    private final Marginals marginals;
    private final double[] referenceF;
    private final double[] referenceG;
    private final double[] u;
    private final double[] v;
    private final double[] columns;
    private final double[] nextF;
    private boolean ready;

    Scalings(ScalingKernel kernel, Marginals marginals) {
        this.kernel = kernel;
        this.marginals = marginals;
        int n = marginals.a.length;
        int m = marginals.b.length;
        referenceF = new double[n];
        referenceG = new double[m];
        u = new double[n];
        v = new double[m];
        columns = new double[m];
        nextF = new double[n];
    }

    /** Makes the next update start from a kernel of its own. */
    void forget() {
        ready = false;
    }

    boolean ready() {
        return ready;
    }

    void reset(double[] f, double[] g, double epsilon) {
        if (kernel.absorbs()) {
            System.arraycopy(f, 0, referenceF, 0, f.length);
            System.arraycopy(g, 0, referenceG, 0, g.length);
        } else {
            Arrays.fill(referenceF, 0);
            Arrays.fill(referenceG, 0);
        }
        kernel.reset(referenceF, referenceG, epsilon);
        ready = true;
    }

    /**
     * {@link SoftMin#updateRows} on scalings; false, with f unchanged, if one of them left the safe range.
     *
     * @param plain whether {@code u = a / K̂v}, which needs no rule
     */
    boolean update(
            double[] g, double epsilon, boolean plain, SoftMin.RowRule rule, double[] f, double[] logColumnSums) {
        for (int j = 0; j < v.length; j++) {
            v[j] = marginals.b[j] == 0 ? Double.NEGATIVE_INFINITY : (g[j] - referenceG[j]) / epsilon;
        }
        DoubleArrays.exp(v, 0, v, 0, v.length);
        if (!safe(v, marginals.b)) {
            return false;
        }
        if (plain) {
            kernel.update(v, (i, sum) -> marginals.a[i] == 0 ? 0 : marginals.a[i] / sum, u, columns);
        } else {
            kernel.update(
                    v,
                    (i, sum) -> {
                        if (marginals.a[i] == 0) {
                            nextF[i] = Double.NEGATIVE_INFINITY;
                            return 0;
                        }
                        nextF[i] = rule.potential(i, referenceF[i] - epsilon * Math.log(sum), f[i]);
                        return Math.exp((nextF[i] - referenceF[i]) / epsilon);
                    },
                    u,
                    columns);
        }
        if (!safe(u, marginals.a) || !positive(columns, marginals.b)) {
            return false;
        }
        if (plain) {
            DoubleArrays.log(u, 0, nextF, 0, u.length);
            for (int i = 0; i < f.length; i++) {
                f[i] = marginals.a[i] == 0 ? Double.NEGATIVE_INFINITY : referenceF[i] + epsilon * nextF[i];
            }
        } else {
            System.arraycopy(nextF, 0, f, 0, f.length);
        }
        DoubleArrays.log(columns, 0, columns, 0, columns.length);
        for (int j = 0; j < g.length; j++) {
            logColumnSums[j] =
                    marginals.b[j] == 0 ? Double.NEGATIVE_INFINITY : columns[j] + (g[j] - referenceG[j]) / epsilon;
        }
        return true;
    }

    private static boolean safe(double[] scalings, double[] weights) {
        for (int i = 0; i < scalings.length; i++) {
            if (weights[i] > 0 && !(scalings[i] < LARGEST && scalings[i] > 1 / LARGEST)) {
                return false;
            }
        }
        return true;
    }

    private static boolean positive(double[] sums, double[] weights) {
        for (int j = 0; j < sums.length; j++) {
            if (weights[j] > 0 && !(sums[j] > 1e-200)) {
                return false;
            }
        }
        return true;
    }
}
