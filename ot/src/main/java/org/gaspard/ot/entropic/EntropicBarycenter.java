package org.gaspard.ot.entropic;

import java.util.Arrays;
import java.util.List;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.geometry.Geometry;
import org.gaspard.ot.geometry.SoftMin;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * Wasserstein barycentres on a fixed support: the weights p that minimise {@code Σ_k w_k OT_ε(p, b_k)}, with
 * {@code OT_ε = min ⟨P, C⟩ − ε H(P)}, by iterative Bregman projections ([BCCNP15]), in the log domain on any
 * geometry.
 *
 * <p>One iteration matches the columns of each plan to its b_k, then sets p to the weighted geometric mean of the row sums
 * and matches the rows to it: two soft-minima for each input. Entropy blurs p; the debiased form ([JCG20])
 * undoes it by a factor d on the support, {@code p = d Π_k (K v_k)^{w_k}}, {@code d ← √(d p / (K d))}, and minimises
 * {@code Σ_k w_k S_ε(p, b_k)} for the Sinkhorn divergence; it needs symmetric costs on one support.
 *
 * @param epsilon ε; a relative one is that of the first geometry
 * @param debiased whether to debias
 * @param tolerance stop once {@code Σ_k w_k ‖P_kᵀ1 − b_k‖₁} is at most this, for the total mass; debiased, and each step
 *     moves p by no more than that in the 1-norm
 * @param maxIterations the limit on iterations, at least 1
 */
public record EntropicBarycenter(Epsilon epsilon, boolean debiased, Tolerance tolerance, int maxIterations) {

    public EntropicBarycenter {
        Checks.atLeast("maxIterations", maxIterations, 1);
    }

    /** Biased, relative tolerance 10⁻⁶, at most 10 000 iterations. */
    public EntropicBarycenter(double epsilon) {
        this(Epsilon.of(epsilon), false, Tolerance.relative(1e-6), 10_000);
    }

    public EntropicBarycenter withEpsilon(Epsilon value) {
        return new EntropicBarycenter(value, debiased, tolerance, maxIterations);
    }

    public EntropicBarycenter withDebiased(boolean value) {
        return new EntropicBarycenter(epsilon, value, tolerance, maxIterations);
    }

    public EntropicBarycenter withTolerance(Tolerance value) {
        return new EntropicBarycenter(epsilon, debiased, value, maxIterations);
    }

    public EntropicBarycenter withMaxIterations(int value) {
        return new EntropicBarycenter(epsilon, debiased, tolerance, value);
    }

    /**
     * A barycentre and how its solver ended.
     *
     * @param weights p, [n]
     * @param epsilon ε
     * @param residual what the tolerance was compared with
     * @param iterations how many times p was computed
     * @param stop why the solver stopped
     */
    public record Result(double[] weights, double epsilon, double residual, int iterations, StopReason stop) {

        public boolean converged() {
            return stop == StopReason.CONVERGED;
        }
    }

    /**
     * The barycentre of K histograms on the support of the rows.
     *
     * @param geometry costs between the support of the barycentre (rows) and that of the inputs (columns)
     * @param histograms K arrays of column weights with equal sums
     * @param weights K weights, at least 0; divided by their sum
     */
    public Result of(Geometry geometry, List<double[]> histograms, double[] weights) {
        return of(histograms.stream().map(h -> geometry).toList(), histograms, weights);
    }

    /**
     * The barycentre of histograms on supports of their own.
     *
     * @param geometries K costs between the support of the barycentre (rows) and that of each input (columns)
     * @throws IllegalArgumentException if sizes or sums disagree, or, debiased, the first geometry is not square
     */
    public Result of(List<Geometry> geometries, List<double[]> histograms, double[] weights) {
        int count = histograms.size();
        Checks.atLeast("the number of histograms", count, 1);
        Checks.length("weights", weights, count);
        if (geometries.size() != count) {
            throw new IllegalArgumentException(
                    "there are " + geometries.size() + " geometries, expected " + count + ", one for each histogram");
        }
        double sumOfWeights = Checks.weights("weights", weights);
        double mass = Checks.weights("histograms[0]", histograms.get(0));
        int n = geometries.get(0).rows();
        for (int k = 0; k < count; k++) {
            Checks.length(
                    "histograms[" + k + "]",
                    histograms.get(k),
                    geometries.get(k).columns());
            double sum = Checks.weights("histograms[" + k + "]", histograms.get(k));
            if (Math.abs(sum - mass) > 1e-6 * mass) {
                throw new IllegalArgumentException(
                        "histograms[" + k + "] sums to " + sum + ", expected " + mass + ", the sum of the first");
            }
            if (geometries.get(k).rows() != n) {
                throw new IllegalArgumentException(
                        "geometries[" + k + "] has " + geometries.get(k).rows() + " rows, expected " + n);
            }
        }
        if (debiased && geometries.get(0).columns() != n) {
            throw new IllegalArgumentException(
                    "the costs are " + n + " × " + geometries.get(0).columns() + ", expected a square to debias");
        }
        double[] shares = new double[count];
        Arrays.setAll(shares, k -> weights[k] / sumOfWeights);
        return new Iteration(geometries, histograms, shares, epsilon.of(geometries.get(0))).run(this, mass);
    }

    /** The state of a solve: for each input the potentials f (rows) and the soft-minima of the rows s. */
    private static final class Iteration {
        private final List<SoftMin> softMins;
        private final List<double[]> histograms;
        private final double[] shares;
        private final double eps;
        private final double[][] f;
        private final double[][] s;
        private final double[][] g;
        private final double[] logP;
        private final double[] logD;
        private final double[] scratch;

        Iteration(List<Geometry> geometries, List<double[]> histograms, double[] shares, double eps) {
            softMins = geometries.stream().map(Geometry::softMin).toList();
            this.histograms = histograms;
            this.shares = shares;
            this.eps = eps;
            int count = shares.length;
            int n = geometries.get(0).rows();
            f = new double[count][n];
            s = new double[count][n];
            g = new double[count][];
            Arrays.setAll(g, k -> new double[histograms.get(k).length]);
            logP = new double[n];
            logD = new double[n];
            scratch = new double[n];
        }

        Result run(EntropicBarycenter options, double mass) {
            StopReason stop = StopReason.MAX_ITERATIONS;
            double residual = Double.POSITIVE_INFINITY;
            double[] p = new double[logP.length];
            int iterations = 0;
            while (stop == StopReason.MAX_ITERATIONS && iterations < options.maxIterations) {
                double columns = matchColumns();
                double[] before = p.clone();
                matchRows(options.debiased);
                DoubleArrays.exp(logP, 0, p, 0, p.length);
                iterations++;
                residual = columns;
                if (options.debiased) {
                    double moved = 0;
                    for (int i = 0; i < p.length; i++) {
                        moved += Math.abs(p[i] - before[i]);
                    }
                    residual = Math.max(residual, moved);
                }
                if (!Double.isFinite(DoubleArrays.sum(p, 0, p.length))) {
                    stop = StopReason.NON_FINITE;
                } else if (iterations > 1 && residual <= options.tolerance.of(mass)) {
                    stop = StopReason.CONVERGED;
                }
            }
            return new Result(p, eps, residual, iterations, stop);
        }

        /** {@code g_k = ε log b_k + soft-minimum of the columns}; returns the weighted errors of the sums before. */
        private double matchColumns() {
            double error = 0;
            for (int k = 0; k < shares.length; k++) {
                double[] b = histograms.get(k);
                double[] next = new double[b.length];
                softMins.get(k).columns(f[k], eps, next);
                double difference = 0;
                for (int j = 0; j < b.length; j++) {
                    next[j] = b[j] == 0 ? Double.NEGATIVE_INFINITY : eps * Math.log(b[j]) + next[j];
                    if (b[j] > 0) {
                        difference += b[j] * Math.abs(Math.expm1((g[k][j] - next[j]) / eps));
                    }
                }
                error += shares[k] * difference;
                g[k] = next;
            }
            return error;
        }

        /** {@code log p = log d − Σ w_k s_k / ε}, {@code f_k = ε log p + s_k}. */
        private void matchRows(boolean debiased) {
            System.arraycopy(logD, 0, logP, 0, logP.length);
            for (int k = 0; k < shares.length; k++) {
                softMins.get(k).rows(g[k], eps, s[k]);
                for (int i = 0; i < logP.length; i++) {
                    logP[i] -= shares[k] * s[k][i] / eps;
                }
            }
            for (int k = 0; k < shares.length; k++) {
                for (int i = 0; i < logP.length; i++) {
                    f[k][i] = eps * logP[i] + s[k][i];
                }
            }
            if (debiased) {
                for (int i = 0; i < logD.length; i++) {
                    scratch[i] = eps * logD[i];
                }
                double[] softMin = scratch.clone();
                softMins.get(0).rows(scratch, eps, softMin);
                for (int i = 0; i < logD.length; i++) {
                    logD[i] = 0.5 * (logD[i] + logP[i] + softMin[i] / eps);
                }
            }
        }
    }
}
