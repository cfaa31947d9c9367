package org.gaspard.ot.gromov;

import org.gaspard.ot.Potentials;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.matrix.Couplings;

/**
 * The loop of all conditional gradients of this package ([V19], algorithms 1 and 2): towards the vertex S of the feasible
 * set that minimises {@code ⟨∇E(P), S⟩}, by the exact minimiser of the parabola
 * {@code E(P + γD) = E(P) + γ⟨∇E(P), D⟩ + ½γ²⟨T(D), D⟩} over [0, 1], {@code D = S − P}. The cost never increases. It
 * ends when {@code ⟨∇E(P), P − S⟩}, a bound on what is left to first order, is small.
 */
final class ConditionalGradient {

    /** The vertex that minimises a linear cost over the feasible plans. */
    @FunctionalInterface
    interface Oracle {
        LinearSolver.Solution minimise(double[] gradient);
    }

    /** Where the loop ended; prices are those of the last vertex. */
    record Outcome(double[] plan, Potentials prices, int iterations, StopReason stop) {}

    private ConditionalGradient() {}

    static Outcome run(Objective objective, double[] start, Oracle oracle, int maxIterations, double tolerance) {
        double[] plan = start.clone();
        int size = plan.length;
        double[] gradient = new double[size];
        double[] curved = new double[size];
        double[] direction = new double[size];
        double enough = tolerance * objective.scale();
        Potentials prices = new Potentials(new double[objective.n], new double[objective.m]);
        int iterations = 0;
        objective.gradient(plan, gradient);
        while (iterations < maxIterations) {
            iterations++;
            LinearSolver.Solution vertex = oracle.minimise(gradient);
            prices = new Potentials(vertex.u(), vertex.v());
            for (int k = 0; k < size; k++) {
                direction[k] = vertex.plan()[k] - plan[k];
            }
            double slope = Couplings.dot(gradient, direction);
            if (!Double.isFinite(slope)) {
                return new Outcome(plan, prices, iterations, StopReason.NON_FINITE);
            }
            if (slope >= -enough) {
                return new Outcome(plan, prices, iterations, StopReason.CONVERGED);
            }
            objective.tensor(direction, curved);
            double curvature = Couplings.dot(curved, direction);
            double gamma = curvature <= 0 ? 1 : Math.min(1, -slope / curvature);
            for (int k = 0; k < size; k++) {
                plan[k] = gamma == 1 ? vertex.plan()[k] : plan[k] + gamma * direction[k];
                gradient[k] += gamma * curved[k];
            }
            if (iterations % 50 == 0) {
                objective.gradient(plan, gradient);
            }
        }
        return new Outcome(plan, prices, iterations, StopReason.MAX_ITERATIONS);
    }
}
