package org.gaspard.ot.solver;

import java.util.Arrays;
import org.gaspard.ot.matrix.Stripes;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * The state and the working memory of Sinkhorn's iteration, reused from one solve to the next by outer loops.
 *
 * <p>Invariant between calls: {@code P = diag(u) K diag(v)} with {@code K = exp((f ⊕ g − C)/ε)}, and the column sums
 * {@code Kᵀu} are at hand. An iteration on the scalings therefore reads each row of K once: it gives the new u_i from
 * the new v, and adds itself to the next column sums while it is still in the cache: see {@link KernelMatrix}.
 */
public final class SinkhornIteration {

    /** The ε of a step, on the way down to a target. */
    @FunctionalInterface
    public interface Schedule {
        double at(double target, int step);
    }

    /**
     * When to stop, and the way there.
     *
     * @param threshold the largest error of the column sums
     * @param maxIterations the limit on iterations
     * @param checkEvery how many iterations between two checks of the error
     * @param annealing one step for each {@code checkEvery} iterations
     */
    public record Settings(double threshold, int maxIterations, int checkEvery, Schedule annealing) {}

    /** Scalings outside [1/LARGEST, LARGEST] are absorbed. */
    private static final double LARGEST = 1e80;

    /**
     * Kernel entries below the exponential of this count as 0. Times the largest scalings they would still be below
     * 10⁻⁴⁰, and what remains is never multiplied into the slow range of subnormal numbers.
     */
    private static final double LEAST_EXPONENT = -460;

    private final int n;
    private final int m;
    private final double[] a;
    private final double[] b;
    private final double[] f;
    private final double[] g;
    private final KernelMatrix kernel;
    private final double[] u;
    private final double[] v;
    private final double[] nextU;
    private final double[] nextV;
    private final double[] columns;
    private final double[] columnMax;
    private final Stripes stripes;
    private final double[][] partials;
    private final double[][] scratch;
    private final double dropped;
    private double epsilon;
    private boolean near;
    private int iterations;
    private Ending stop = Ending.MAX_ITERATIONS;

    /** Working memory for the given weights, which are not copied. */
    public SinkhornIteration(double[] a, double[] b) {
        this.a = a;
        this.b = b;
        n = a.length;
        m = b.length;
        f = new double[n];
        g = new double[m];
        kernel = new KernelMatrix(n, m);
        u = new double[n];
        v = new double[m];
        nextU = new double[n];
        nextV = new double[m];
        columns = new double[m];
        columnMax = new double[m];
        stripes = Stripes.of(n, m);
        partials = stripes.partials();
        scratch = stripes.partials();
        double[] least = {LEAST_EXPONENT};
        DoubleArrays.exp(least, 0, least, 0, 1);
        dropped = least[0];
    }

    /** Starts from the given potentials. */
    public void start(double[] rowPotentials, double[] columnPotentials) {
        System.arraycopy(rowPotentials, 0, f, 0, n);
        System.arraycopy(columnPotentials, 0, g, 0, m);
        near = false;
    }

    /** Starts from zero potentials. */
    public void startFromZero() {
        Arrays.fill(f, 0);
        Arrays.fill(g, 0);
        near = false;
    }

    /** Solves from the present potentials, down to {@code targetEpsilon}. */
    public void run(double[] cost, Settings options, double targetEpsilon) {
        iterations = 0;
        int step = 0;
        epsilon = options.annealing().at(targetEpsilon, 0);
        boolean rebuild = true;
        while (true) {
            boolean done = !rebuild && kernelIteration();
            if (!done) {
                if (!rebuild) {
                    absorb();
                }
                rebuild = false;
                done = (near && rebuildAndIterate(cost)) || logDomainIteration(cost);
                near = true;
            }
            iterations++;
            if (!done) {
                stop = Ending.NON_FINITE;
                break;
            }
            boolean annealed = epsilon == targetEpsilon;
            boolean check = iterations % options.checkEvery() == 0;
            if (check && annealed && columnError() <= options.threshold()) {
                stop = Ending.CONVERGED;
                break;
            }
            if (iterations >= options.maxIterations()) {
                stop = annealed && columnError() <= options.threshold() ? Ending.CONVERGED : Ending.MAX_ITERATIONS;
                break;
            }
            if (check && !annealed) {
                absorb();
                epsilon = options.annealing().at(targetEpsilon, ++step);
                rebuild = true;
            }
        }
    }

    public int iterations() {
        return iterations;
    }

    public Ending stop() {
        return stop;
    }

    public double epsilon() {
        return epsilon;
    }

    /** Writes the plan; also absorbs the scalings, so that the potentials are those of this plan. */
    public void plan(double[] plan) {
        kernel.scale(u, v, plan);
        for (int j = 0; j < m; j++) {
            columns[j] *= v[j];
        }
        absorb();
        Arrays.fill(u, 1);
        Arrays.fill(v, 1);
    }

    /** The sums of the columns of the plan, those of its rows being their weights; call after {@link #plan}. */
    double[] columnSums() {
        return columns.clone();
    }

    /** The potentials of the rows. */
    public double[] f() {
        return f.clone();
    }

    /** The potentials of the columns. */
    public double[] g() {
        return g.clone();
    }

    /** {@code Σ f p + Σ g q = ⟨P, C⟩ + ε Σ P log P} for the sums p, q of the plan; call after {@link #plan}. */
    public double dualValue(double[] p, double[] q) {
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

    /**
     * The kernel of the present potentials and an iteration on it: a third of the work of the log domain, and good where
     * the potentials are those of a similar problem; false if a scaling leaves the safe range.
     */
    private boolean rebuildAndIterate(double[] cost) {
        kernel.fill((from, end, out, offset) -> kernelRows(cost, from, end, out, offset), columns);
        Arrays.fill(u, 1);
        Arrays.fill(v, 1);
        return kernelIteration();
    }

    private void kernelRows(double[] cost, int from, int end, double[] out, int offset) {
        double inverse = 1 / epsilon;
        for (int i = from; i < end; i++) {
            double fi = f[i];
            int row = i * m;
            int at = offset + (i - from) * m;
            for (int j = 0; j < m; j++) {
                out[at + j] = Math.max((fi + g[j] - cost[row + j]) * inverse, LEAST_EXPONENT);
            }
            DoubleArrays.exp(out, at, out, at, m);
            for (int j = 0; j < m; j++) {
                out[at + j] -= dropped;
            }
        }
    }

    /** One iteration in the log domain, which leaves the kernel behind; false if a potential is not finite. */
    private boolean logDomainIteration(double[] cost) {
        updateColumns(cost);
        kernel.fill((from, end, out, offset) -> updateRows(cost, from, end, out, offset), columns);
        Arrays.fill(u, 1);
        Arrays.fill(v, 1);
        return finiteWherePositive(f, a) && finiteWherePositive(g, b);
    }

    /** {@code g_j = ε log b_j − ε log Σ_i exp((f_i − C_ij)/ε)}. */
    private void updateColumns(double[] cost) {
        stripes.run((s, from, end) -> largestOfColumns(cost, from, end, partials[s]));
        System.arraycopy(partials[0], 0, columnMax, 0, m);
        for (double[] partial : partials) {
            for (int j = 0; j < m; j++) {
                columnMax[j] = Math.max(columnMax[j], partial[j]);
            }
        }
        stripes.run((s, from, end) -> exponentialsOfColumns(cost, from, end, partials[s], scratch[s]));
        stripes.join(partials, columns);
        for (int j = 0; j < m; j++) {
            g[j] = epsilon * (Math.log(b[j]) - Math.log(columns[j])) - columnMax[j];
        }
    }

    private void largestOfColumns(double[] cost, int from, int end, double[] largest) {
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        for (int i = from; i < end; i++) {
            double fi = f[i];
            int row = i * m;
            for (int j = 0; j < m; j++) {
                largest[j] = Math.max(largest[j], fi - cost[row + j]);
            }
        }
    }

    private void exponentialsOfColumns(double[] cost, int from, int end, double[] sums, double[] terms) {
        double inverse = 1 / epsilon;
        Arrays.fill(sums, 0);
        for (int i = from; i < end; i++) {
            double fi = f[i];
            if (fi == Double.NEGATIVE_INFINITY) {
                continue;
            }
            int row = i * m;
            for (int j = 0; j < m; j++) {
                terms[j] = (fi - cost[row + j] - columnMax[j]) * inverse;
            }
            DoubleArrays.exp(terms, 0, terms, 0, m);
            for (int j = 0; j < m; j++) {
                sums[j] += terms[j];
            }
        }
    }

    /** {@code f_i = ε log a_i − ε log Σ_j exp((g_j − C_ij)/ε)}, and the rows of the kernel. */
    private void updateRows(double[] cost, int from, int end, double[] out, int offset) {
        double inverse = 1 / epsilon;
        for (int i = from; i < end; i++) {
            int row = i * m;
            int at = offset + (i - from) * m;
            for (int j = 0; j < m; j++) {
                out[at + j] = g[j] - cost[row + j];
            }
            double max = DoubleArrays.max(out, at, m);
            for (int j = 0; j < m; j++) {
                out[at + j] = Math.max((out[at + j] - max) * inverse, LEAST_EXPONENT);
            }
            DoubleArrays.exp(out, at, out, at, m);
            double sum = DoubleArrays.sum(out, at, m);
            double scale = a[i] / sum;
            f[i] = epsilon * (Math.log(a[i]) - Math.log(sum)) - max;
            for (int j = 0; j < m; j++) {
                out[at + j] = (out[at + j] - dropped) * scale;
            }
        }
    }

    /** One iteration on the scalings; false, with u and v unchanged, if they would leave the safe range. */
    private boolean kernelIteration() {
        for (int j = 0; j < m; j++) {
            nextV[j] = b[j] == 0 ? 0 : b[j] / columns[j];
        }
        if (!safe(nextV, b)) {
            return false;
        }
        kernel.update(nextV, (i, sum) -> a[i] == 0 ? 0 : a[i] / sum, nextU, columns);
        if (!safe(nextU, a)) {
            return false;
        }
        System.arraycopy(nextV, 0, v, 0, m);
        System.arraycopy(nextU, 0, u, 0, n);
        return true;
    }

    private static boolean safe(double[] scalings, double[] weights) {
        for (int i = 0; i < scalings.length; i++) {
            if (!(scalings[i] < LARGEST && scalings[i] > 1 / LARGEST) && weights[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private void absorb() {
        for (int i = 0; i < n; i++) {
            f[i] += epsilon * Math.log(u[i]);
        }
        for (int j = 0; j < m; j++) {
            g[j] += epsilon * Math.log(v[j]);
        }
    }

    private double columnError() {
        double error = 0;
        for (int j = 0; j < m; j++) {
            error += Math.abs(v[j] * columns[j] - b[j]);
        }
        return error;
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
