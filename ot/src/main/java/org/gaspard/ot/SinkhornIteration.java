package org.gaspard.ot;

import java.util.Arrays;

/**
 * The state and the working memory of {@link Sinkhorn}, reused from one solve to the next by outer loops.
 *
 * <p>Invariant between calls: {@code P = diag(u) K diag(v)} with {@code K = exp((f ⊕ g − C)/ε)}.
 */
final class SinkhornIteration {

    /** Scalings outside [1/LARGEST, LARGEST] are absorbed; entries of K that underflow stay negligible inside it. */
    private static final double LARGEST = 1e40;

    private final int n;
    private final int m;
    private final double[] a;
    private final double[] b;
    private final double[] f;
    private final double[] g;
    private final double[] kernel;
    private final double[] u;
    private final double[] v;
    private final double[] rows;
    private final double[] columns;
    private final double[] columnMax;
    private double epsilon;
    private int iterations;
    private StopReason stop = StopReason.MAX_ITERATIONS;

    SinkhornIteration(double[] a, double[] b) {
        this.a = a;
        this.b = b;
        n = a.length;
        m = b.length;
        f = new double[n];
        g = new double[m];
        kernel = new double[n * m];
        u = new double[n];
        v = new double[m];
        rows = new double[n];
        columns = new double[m];
        columnMax = new double[m];
    }

    void start(Potentials potentials) {
        System.arraycopy(potentials.f(), 0, f, 0, n);
        System.arraycopy(potentials.g(), 0, g, 0, m);
    }

    void startFromZero() {
        Arrays.fill(f, 0);
        Arrays.fill(g, 0);
    }

    /** Solves from the present potentials, down to {@code targetEpsilon}, which replaces that of the options. */
    void run(double[] cost, Sinkhorn options, double targetEpsilon) {
        iterations = 0;
        int step = 0;
        epsilon = options.annealing().at(targetEpsilon, 0);
        boolean rebuild = true;
        while (true) {
            boolean finite;
            if (rebuild) {
                finite = logDomainIteration(cost);
                rebuild = false;
            } else if (kernelIteration()) {
                finite = true;
            } else {
                absorb();
                finite = logDomainIteration(cost);
            }
            iterations++;
            if (!finite) {
                stop = StopReason.NON_FINITE;
                break;
            }
            boolean annealed = epsilon == targetEpsilon;
            boolean check = iterations % options.checkEvery() == 0;
            if (check && annealed && columnError() <= options.threshold()) {
                stop = StopReason.CONVERGED;
                break;
            }
            if (iterations >= options.maxIterations()) {
                stop = annealed && columnError() <= options.threshold()
                        ? StopReason.CONVERGED
                        : StopReason.MAX_ITERATIONS;
                break;
            }
            if (check && !annealed) {
                absorb();
                epsilon = options.annealing().at(targetEpsilon, ++step);
                rebuild = true;
            }
        }
    }

    int iterations() {
        return iterations;
    }

    StopReason stop() {
        return stop;
    }

    double epsilon() {
        return epsilon;
    }

    /** Writes the plan; also absorbs the scalings, so that the potentials are those of this plan. */
    void plan(double[] plan) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                plan[i * m + j] = u[i] * kernel[i * m + j] * v[j];
            }
        }
        absorb();
        System.arraycopy(plan, 0, kernel, 0, n * m);
    }

    Potentials potentials() {
        return new Potentials(f.clone(), g.clone());
    }

    /** {@code Σ f p + Σ g q = ⟨P, C⟩ + ε Σ P log P} for the sums p, q of the plan; call after {@link #plan}. */
    double dualValue(double[] p, double[] q) {
        return finiteDot(f, p) + finiteDot(g, q);
    }

    private static double finiteDot(double[] potential, double[] sums) {
        double value = 0;
        for (int i = 0; i < sums.length; i++) {
            if (sums[i] > 0) {
                value += potential[i] * sums[i];
            }
        }
        return value;
    }

    /** One iteration in the log domain, then the kernel anew; false if a potential is not finite. */
    private boolean logDomainIteration(double[] cost) {
        updateColumns(cost);
        updateRows(cost);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                kernel[i * m + j] = Math.exp((f[i] + g[j] - cost[i * m + j]) / epsilon);
            }
        }
        Arrays.fill(u, 1);
        Arrays.fill(v, 1);
        return finiteWherePositive(f, a) && finiteWherePositive(g, b);
    }

    /** {@code g_j = ε log b_j − ε log Σ_i exp((f_i − C_ij)/ε)}. */
    private void updateColumns(double[] cost) {
        Arrays.fill(columnMax, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                columnMax[j] = Math.max(columnMax[j], f[i] - cost[i * m + j]);
            }
        }
        Arrays.fill(columns, 0);
        for (int i = 0; i < n; i++) {
            if (f[i] != Double.NEGATIVE_INFINITY) {
                for (int j = 0; j < m; j++) {
                    columns[j] += Math.exp((f[i] - cost[i * m + j] - columnMax[j]) / epsilon);
                }
            }
        }
        for (int j = 0; j < m; j++) {
            g[j] = epsilon * (Math.log(b[j]) - Math.log(columns[j])) - columnMax[j];
        }
    }

    /** {@code f_i = ε log a_i − ε log Σ_j exp((g_j − C_ij)/ε)}. */
    private void updateRows(double[] cost) {
        for (int i = 0; i < n; i++) {
            double max = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < m; j++) {
                max = Math.max(max, g[j] - cost[i * m + j]);
            }
            double sum = 0;
            for (int j = 0; j < m; j++) {
                sum += Math.exp((g[j] - cost[i * m + j] - max) / epsilon);
            }
            f[i] = epsilon * (Math.log(a[i]) - Math.log(sum)) - max;
        }
    }

    /** One iteration on the scalings; false, with u and v unchanged, if they would leave the safe range. */
    private boolean kernelIteration() {
        kernelTransposeTimes(u, columns);
        if (!divideSafely(b, columns)) {
            return false;
        }
        kernelTimes(columns, rows);
        if (!divideSafely(a, rows)) {
            return false;
        }
        System.arraycopy(columns, 0, v, 0, m);
        System.arraycopy(rows, 0, u, 0, n);
        return true;
    }

    /** {@code sums ← weights / sums}, 0 where the weight is 0. */
    private static boolean divideSafely(double[] weights, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            if (weights[i] == 0) {
                sums[i] = 0;
                continue;
            }
            double scaling = weights[i] / sums[i];
            if (!(scaling < LARGEST && scaling > 1 / LARGEST)) {
                return false;
            }
            sums[i] = scaling;
        }
        return true;
    }

    private void absorb() {
        for (int i = 0; i < n; i++) {
            f[i] += epsilon * Math.log(u[i]);
            u[i] = 1;
        }
        for (int j = 0; j < m; j++) {
            g[j] += epsilon * Math.log(v[j]);
            v[j] = 1;
        }
    }

    private double columnError() {
        kernelTransposeTimes(u, columns);
        double error = 0;
        for (int j = 0; j < m; j++) {
            error += Math.abs(v[j] * columns[j] - b[j]);
        }
        return error;
    }

    private void kernelTransposeTimes(double[] x, double[] out) {
        Arrays.fill(out, 0);
        for (int i = 0; i < n; i++) {
            double xi = x[i];
            int row = i * m;
            for (int j = 0; j < m; j++) {
                out[j] += xi * kernel[row + j];
            }
        }
    }

    /** Four rows at a time: four independent sums hide the latency of the addition. */
    private void kernelTimes(double[] x, double[] out) {
        int i = 0;
        for (; i + 3 < n; i += 4) {
            int row = i * m;
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            for (int j = 0; j < m; j++) {
                s0 += kernel[row + j] * x[j];
                s1 += kernel[row + m + j] * x[j];
                s2 += kernel[row + 2 * m + j] * x[j];
                s3 += kernel[row + 3 * m + j] * x[j];
            }
            out[i] = s0;
            out[i + 1] = s1;
            out[i + 2] = s2;
            out[i + 3] = s3;
        }
        for (; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < m; j++) {
                sum += kernel[i * m + j] * x[j];
            }
            out[i] = sum;
        }
    }

    private static boolean finiteWherePositive(double[] potential, double[] weights) {
        for (int i = 0; i < potential.length; i++) {
            if (weights[i] > 0 && !Double.isFinite(potential[i])) {
                return false;
            }
        }
        return true;
    }
}
