package org.gaspard.ot.gromov;

import org.gaspard.ot.StopReason;
import org.gaspard.ot.matrix.Products;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * Sinkhorn's iteration for relaxed sums, in the log domain:
 * {@code min ⟨C, P⟩ + ρ₁ KL(P1 ‖ a) + ρ₂ KL(Pᵀ1 ‖ b) + ε KL(P ‖ abᵀ)}, {@code P = abᵀ ∘ exp((f ⊕ g − C)/ε)}, by
 * {@code f_i ← −ρ₁/(ρ₁ + ε) · ε log Σ_j b_j exp((g_j − C_ij)/ε)} and the same for g. Between two iterations a constant moves
 * from f to g such that the dual is largest, which else takes of the order of ρ/ε iterations.
 */
final class UnbalancedScaling {

    private final int n;
    private final int m;
    private final double[] logA;
    private final double[] logB;
    private final int maxIterations;
    private final double tolerance;
    private final double[] f;
    private final double[] g;
    private final double[] cost;
    private final double[] turned;
    private final double[] work;
    private double epsilon;
    private int iterations;
    private StopReason stop = StopReason.MAX_ITERATIONS;

    UnbalancedScaling(double[] a, double[] b, int maxIterations, double tolerance) {
        n = a.length;
        m = b.length;
        logA = logs(a);
        logB = logs(b);
        this.maxIterations = maxIterations;
        this.tolerance = tolerance;
        f = new double[n];
        g = new double[m];
        cost = new double[n * m];
        turned = new double[n * m];
        work = new double[Math.max(n, m)];
    }

    /** Solves from the potentials of the call before. */
    void run(double[] costs, double rho1, double rho2, double regularisation) {
        System.arraycopy(costs, 0, cost, 0, cost.length);
        Products.transpose(costs, turned, n, m);
        epsilon = regularisation;
        iterations = 0;
        stop = StopReason.MAX_ITERATIONS;
        while (iterations < maxIterations && stop == StopReason.MAX_ITERATIONS) {
            iterations++;
            double moved = update(cost, g, logB, f, share(rho1));
            moved = Math.max(moved, update(turned, f, logA, g, share(rho2)));
            if (rho1 < Double.POSITIVE_INFINITY && rho2 < Double.POSITIVE_INFINITY) {
                translate(rho1, rho2);
            }
            if (!Double.isFinite(moved)) {
                stop = StopReason.NON_FINITE;
            } else if (moved <= tolerance * epsilon) {
                stop = StopReason.CONVERGED;
            }
        }
    }

    int iterations() {
        return iterations;
    }

    StopReason stop() {
        return stop;
    }

    void plan(double[] plan) {
        for (int i = 0; i < n; i++) {
            int row = i * m;
            for (int j = 0; j < m; j++) {
                plan[row + j] = (f[i] + g[j] - cost[row + j]) / epsilon + logA[i] + logB[j];
            }
            DoubleArrays.exp(plan, row, plan, row, m);
        }
    }

    private double share(double rho) {
        return rho < Double.POSITIVE_INFINITY ? rho / (rho + epsilon) : 1;
    }

    /** The new potential of the rows of c, and by how much it moved. */
    private double update(double[] c, double[] other, double[] logWeights, double[] potential, double share) {
        int size = other.length;
        double inverse = 1 / epsilon;
        double moved = 0;
        for (int i = 0; i < potential.length; i++) {
            int row = i * size;
            for (int j = 0; j < size; j++) {
                work[j] = (other[j] - c[row + j]) * inverse + logWeights[j];
            }
            double max = DoubleArrays.max(work, 0, size);
            for (int j = 0; j < size; j++) {
                work[j] -= max;
            }
            DoubleArrays.exp(work, 0, work, 0, size);
            double value = -share * epsilon * (max + Math.log(DoubleArrays.sum(work, 0, size)));
            moved = Math.max(moved, Math.abs(value - potential[i]));
            if (Double.isNaN(value)) {
                return Double.NaN;
            }
            potential[i] = value;
        }
        return moved;
    }

    /** {@code f + λ, g − λ} with {@code λ = ρ₁ρ₂/(ρ₁+ρ₂) (log Σ a e^{−f/ρ₁} − log Σ b e^{−g/ρ₂})}. */
    private void translate(double rho1, double rho2) {
        double lambda = (logSum(f, logA, rho1) - logSum(g, logB, rho2)) / (1 / rho1 + 1 / rho2);
        for (int i = 0; i < n; i++) {
            f[i] += lambda;
        }
        for (int j = 0; j < m; j++) {
            g[j] -= lambda;
        }
    }

    private static double logSum(double[] potential, double[] logWeights, double rho) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < potential.length; i++) {
            max = Math.max(max, logWeights[i] - potential[i] / rho);
        }
        double sum = 0;
        for (int i = 0; i < potential.length; i++) {
            sum += Math.exp(logWeights[i] - potential[i] / rho - max);
        }
        return max + Math.log(sum);
    }

    private static double[] logs(double[] weights) {
        double[] logs = new double[weights.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log(weights[i]);
        }
        return logs;
    }
}
