package org.gaspard.ot;

import java.util.Arrays;
import org.gaspard.ot.matrix.Couplings;
import org.gaspard.ot.matrix.Products;
import org.gaspard.ot.solver.TransportSimplex;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * The loop of {@link ExactGromovWasserstein} and its working memory, reused among several starts.
 *
 * <p>With {@code M(P) = C_X P C_Y} linear in P and {@code E(P) = const − ⟨M(P), P⟩}, along {@code D = S − P}:
 * {@code E(P + γD) = E(P) − 2γ⟨M(P), D⟩ − γ²⟨M(D), D⟩}.
 */
final class FrankWolfe {

    /** Pairs that gain less than this, relative to the largest entry, are left alone: rounding errors. */
    private static final double SIMPLEX_TOLERANCE = 1e-14;

    private final GromovProblem problem;
    private final ExactGromovWasserstein options;
    private final int n;
    private final double[] gradient;
    private final double[] atVertex;
    private final double[] permuted;
    private final double[] difference;
    private final double[] assignmentCost;
    private final double[] ones;
    private final int[] vertex;
    private final int[] sigma;

    FrankWolfe(GromovProblem problem, ExactGromovWasserstein options) {
        this.problem = problem;
        this.options = options;
        n = problem.rows();
        gradient = new double[n * n];
        atVertex = new double[n * n];
        permuted = new double[n * n];
        difference = new double[n];
        assignmentCost = new double[n * n];
        ones = new double[n];
        Arrays.fill(ones, 1);
        vertex = new int[n];
        sigma = new int[n];
    }

    GromovResult solve(InitialCoupling start) {
        double[] plan = start.coupling(problem);
        double scale = 2 * GromovReport.constants(problem);
        Products.multiply(plan, problem.cY(), permuted, n, n, n);
        Products.multiply(problem.cX(), permuted, gradient, n, n, n);
        int iterations = 0;
        boolean exchanging = false;
        StopReason stop = StopReason.MAX_ITERATIONS;
        while (iterations < options.maxIterations()) {
            iterations++;
            if (exchanging && exchange(plan, options.tolerance() * scale)) {
                continue;
            }
            findVertex();
            double slope = atAssignment(gradient) - Couplings.dot(gradient, plan);
            if (slope > options.tolerance() * scale) {
                step(plan, slope);
                exchanging = false;
            } else if (exchanging || !options.exchanges() || !exchange(plan, options.tolerance() * scale)) {
                stop = StopReason.CONVERGED;
                break;
            } else {
                exchanging = true;
            }
        }
        var progress = new GromovReport.Progress(iterations, iterations, 0, stop, StopReason.CONVERGED);
        return GromovReport.of(problem, plan, 0, progress, start);
    }

    /** The assignment with the largest {@code ⟨M(P), S⟩}, as a vertex of a transport problem of n units of mass. */
    private void findVertex() {
        for (int k = 0; k < gradient.length; k++) {
            assignmentCost[k] = -gradient[k];
        }
        TransportSimplex simplex = new TransportSimplex(assignmentCost, ones, ones);
        simplex.solve(SIMPLEX_TOLERANCE, Long.MAX_VALUE);
        simplex.forEachEntry((i, j, mass) -> {
            if (mass > 0) {
                vertex[i] = j;
            }
        });
    }

    /** Moves plan and gradient by the exact step γ towards the assignment. */
    private void step(double[] plan, double slope) {
        gradientAt(vertex);
        // ⟨M(D), D⟩ = ⟨M(S), S⟩ − 2⟨M(P), S⟩ + ⟨M(P), P⟩, as M is symmetric.
        double curvature = atAssignment(atVertex) - 2 * atAssignment(gradient) + Couplings.dot(gradient, plan);
        double gamma = curvature >= 0 ? 1 : Math.min(1, -slope / curvature);
        move(plan, vertex, gamma);
    }

    /** {@code atVertex ← C_X S C_Y} for a permutation with mass 1/n at each pair. */
    private void gradientAt(int[] columnOf) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                permuted[i * n + j] = problem.cY()[columnOf[i] * n + j] / n;
            }
        }
        Products.multiply(problem.cX(), permuted, atVertex, n, n, n);
    }

    private void move(double[] plan, int[] columnOf, double gamma) {
        for (int k = 0; k < plan.length; k++) {
            plan[k] *= 1 - gamma;
            gradient[k] = gamma == 1 ? atVertex[k] : gradient[k] + gamma * (atVertex[k] - gradient[k]);
        }
        for (int i = 0; i < n; i++) {
            plan[i * n + columnOf[i]] += gamma / n;
        }
    }

    /**
     * If the plan is a permutation, makes the exchange {@code σ(r) ↔ σ(s)} that raises {@code ⟨M(P), P⟩} most; false if
     * none raises it by more than the least gain. The gradient holds the gain of every exchange:
     * {@code Σ_k C_X[r,k] C_Y[σ(k),σ(s)] = n M[r,σ(s)]}.
     */
    private boolean exchange(double[] plan, double leastGain) {
        if (!isPermutation(plan)) {
            return false;
        }
        double best = leastGain;
        int bestR = -1;
        int bestS = -1;
        for (int r = 0; r < n; r++) {
            for (int s = 0; s < r; s++) {
                double gain = gain(r, s);
                if (gain > best) {
                    best = gain;
                    bestR = r;
                    bestS = s;
                }
            }
        }
        if (bestR < 0) {
            return false;
        }
        exchange(plan, bestR, bestS);
        return true;
    }

    /** {@code M} changes by {@code (C_X[·,r] − C_X[·,s]) (C_Y[σ(s),·] − C_Y[σ(r),·]) / n}: no product of matrices. */
    private void exchange(double[] plan, int r, int s) {
        double[] x = problem.cX();
        double[] y = problem.cY();
        int p = sigma[r];
        int q = sigma[s];
        for (int j = 0; j < n; j++) {
            difference[j] = (y[q * n + j] - y[p * n + j]) / n;
        }
        for (int i = 0; i < n; i++) {
            DoubleArrays.addScaled(x[i * n + r] - x[i * n + s], difference, 0, gradient, i * n, n);
        }
        plan[r * n + p] = 0;
        plan[s * n + q] = 0;
        plan[r * n + q] = 1.0 / n;
        plan[s * n + p] = 1.0 / n;
    }

    private double gain(int r, int s) {
        double[] x = problem.cX();
        double[] y = problem.cY();
        int p = sigma[r];
        int q = sigma[s];
        double all = n * (gradient[r * n + q] + gradient[s * n + p] - gradient[r * n + p] - gradient[s * n + q]);
        // Pairs that involve r and s on both sides were counted as if the partner stayed.
        double inner = (x[r * n + r] - x[s * n + r]) * (y[q * n + p] - y[p * n + p])
                + (x[r * n + s] - x[s * n + s]) * (y[q * n + q] - y[p * n + q]);
        double diagonal = (x[r * n + r] - x[s * n + s]) * (y[q * n + q] - y[p * n + p]);
        return (2 * (all - inner) + diagonal) / ((double) n * n);
    }

    /** Whether each row has one entry; {@code sigma} then says where. */
    private boolean isPermutation(double[] plan) {
        for (int i = 0; i < n; i++) {
            int entries = 0;
            for (int j = 0; j < n; j++) {
                if (plan[i * n + j] != 0) {
                    entries++;
                    sigma[i] = j;
                }
            }
            if (entries != 1) {
                return false;
            }
        }
        return true;
    }

    /** {@code ⟨matrix, S⟩} for the present assignment with mass 1/n at each pair. */
    private double atAssignment(double[] matrix) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += matrix[i * n + vertex[i]];
        }
        return sum / n;
    }
}
