package org.gaspard.ot;

/**
 * The loop of {@link ExactGromovWasserstein} and its working memory, reused among several starts.
 *
 * <p>With {@code M(P) = C_X P C_Y} linear in P and {@code E(P) = const − ⟨M(P), P⟩}, along {@code D = S − P}:
 * {@code E(P + γD) = E(P) − 2γ⟨M(P), D⟩ − γ²⟨M(D), D⟩}.
 */
final class FrankWolfe {

    private final GromovProblem problem;
    private final ExactGromovWasserstein options;
    private final int n;
    private final double[] gradient;
    private final double[] atVertex;
    private final double[] permuted;
    private final double[] assignmentCost;
    private final ShortestAugmentingPaths assignment;

    FrankWolfe(GromovProblem problem, ExactGromovWasserstein options) {
        this.problem = problem;
        this.options = options;
        n = problem.rows();
        gradient = new double[n * n];
        atVertex = new double[n * n];
        permuted = new double[n * n];
        assignmentCost = new double[n * n];
        assignment = new ShortestAugmentingPaths(n, n);
    }

    GromovResult solve(InitialCoupling start) {
        double[] plan = start.coupling(problem);
        double scale = 2 * GromovReport.constants(problem);
        Products.multiply(plan, problem.cY(), permuted, n, n, n);
        Products.multiply(problem.cX(), permuted, gradient, n, n, n);
        int iterations = 0;
        StopReason stop = StopReason.MAX_ITERATIONS;
        while (iterations < options.maxIterations()) {
            iterations++;
            for (int k = 0; k < gradient.length; k++) {
                assignmentCost[k] = -gradient[k];
            }
            assignment.solve(assignmentCost);
            double slope = atAssignment(gradient) - Couplings.dot(gradient, plan);
            if (slope <= options.tolerance() * scale) {
                stop = StopReason.CONVERGED;
                break;
            }
            step(plan, slope);
        }
        var progress = new GromovReport.Progress(iterations, iterations, 0, stop, StopReason.CONVERGED);
        return GromovReport.of(problem, plan, 0, progress, start);
    }

    /** Moves plan and gradient by the exact step γ towards the assignment. */
    private void step(double[] plan, double slope) {
        for (int i = 0; i < n; i++) {
            int column = assignment.columnOf[i];
            for (int j = 0; j < n; j++) {
                permuted[i * n + j] = problem.cY()[column * n + j] / n;
            }
        }
        Products.multiply(problem.cX(), permuted, atVertex, n, n, n);
        // ⟨M(D), D⟩ = ⟨M(S), S⟩ − 2⟨M(P), S⟩ + ⟨M(P), P⟩, as M is symmetric.
        double curvature = atAssignment(atVertex) - 2 * atAssignment(gradient) + Couplings.dot(gradient, plan);
        double gamma = curvature >= 0 ? 1 : Math.min(1, -slope / curvature);
        for (int k = 0; k < plan.length; k++) {
            plan[k] *= 1 - gamma;
            gradient[k] = gamma == 1 ? atVertex[k] : gradient[k] + gamma * (atVertex[k] - gradient[k]);
        }
        for (int i = 0; i < n; i++) {
            plan[i * n + assignment.columnOf[i]] += gamma / n;
        }
    }

    /** {@code ⟨matrix, S⟩} for the present assignment with mass 1/n at each pair. */
    private double atAssignment(double[] matrix) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += matrix[i * n + assignment.columnOf[i]];
        }
        return sum / n;
    }
}
