package org.gaspard.metrics.learners;

import java.util.Arrays;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * Minimises a {@link LogisticObjective} by Newton's method: directions by conjugate gradients on the Hessian with its
 * diagonal as preconditioner, solved the more exactly the smaller the gradient is, and steps halved until the value falls.
 *
 * <p>Source: Nocedal and Wright, "Numerical Optimization", 2nd edition, 2006, algorithm 7.1.
 */
final class LogisticNewton {

    private static final double ARMIJO = 1e-4;
    private static final int MAX_HALVINGS = 30;
    private static final int MAX_CONJUGATE_STEPS = 250;
    private static final int PATIENCE = 4;

    private final LogisticObjective objective;
    private final double[] squares;
    private final double[] scales;

    LogisticNewton(LogisticObjective objective, double[] squares, double[] scales) {
        this.objective = objective;
        this.squares = squares;
        this.scales = scales;
    }

    /** What was found: the weights, [M × K], the number of steps, and whether the gradient got small enough. */
    record Minimum(double[] weights, int iterations, boolean converged) {}

    /** Stops when {@link LogisticObjective#size} of the gradient is at most {@code tolerance}. */
    Minimum minimize(double[] start, int maxIterations, double tolerance) {
        double[] weights = start.clone();
        double[] gradient = new double[weights.length];
        double value = objective.evaluate(weights, gradient);
        double size = objective.size(gradient, scales);
        double least = size;
        int sinceLeast = 0;
        int iteration = 0;
        double[] next = new double[weights.length];
        double[] nextGradient = new double[weights.length];
        // Rounding can keep the gradient above the tolerance: give up when it has not fallen for a while.
        while (size > tolerance && iteration < maxIterations && sinceLeast < PATIENCE) {
            double[] direction = direction(gradient, Math.min(0.1, Math.sqrt(size)));
            double slope = dot(gradient, direction);
            double step = 1;
            boolean accepted = false;
            double nextValue = value;
            for (int halving = 0; halving < MAX_HALVINGS && !accepted; halving++, step /= 2) {
                for (int i = 0; i < next.length; i++) {
                    next[i] = weights[i] + step * direction[i];
                }
                nextValue = objective.evaluate(next, nextGradient);
                accepted = nextValue <= value + ARMIJO * step * slope + 4 * Math.ulp(value);
            }
            if (!accepted) {
                break;
            }
            iteration++;
            System.arraycopy(next, 0, weights, 0, next.length);
            System.arraycopy(nextGradient, 0, gradient, 0, next.length);
            value = nextValue;
            size = objective.size(gradient, scales);
            sinceLeast = size < least ? 0 : sinceLeast + 1;
            least = Math.min(least, size);
        }
        return new Minimum(weights, iteration, size <= tolerance);
    }

    /** An approximate solution of {@code ∇²f d = −g} that goes downhill. */
    private double[] direction(double[] gradient, double accuracy) {
        int size = gradient.length;
        double[] inverse = new double[size];
        objective.hessianDiagonal(squares, inverse);
        double floor = 1e-12 * Arrays.stream(inverse).max().orElseThrow() + Double.MIN_NORMAL;
        Arrays.setAll(inverse, i -> 1 / (inverse[i] + floor));
        double[] solution = new double[size];
        double[] residual = Arrays.stream(gradient).map(g -> -g).toArray();
        double[] conditioned = new double[size];
        DoubleArrays.multiply(inverse, 0, residual, 0, conditioned, 0, size);
        double[] direction = conditioned.clone();
        double[] product = new double[size];
        double norm = dot(residual, conditioned);
        double enough = accuracy * accuracy * norm;
        for (int step = 0; step < Math.min(MAX_CONJUGATE_STEPS, 2 * size) && norm > enough; step++) {
            objective.timesHessian(direction, product);
            double curvature = dot(direction, product);
            if (!(curvature > 0)) {
                break;
            }
            double length = norm / curvature;
            DoubleArrays.addScaled(length, direction, 0, solution, 0, size);
            DoubleArrays.addScaled(-length, product, 0, residual, 0, size);
            DoubleArrays.multiply(inverse, 0, residual, 0, conditioned, 0, size);
            double nextNorm = dot(residual, conditioned);
            for (int i = 0; i < size; i++) {
                direction[i] = conditioned[i] + nextNorm / norm * direction[i];
            }
            norm = nextNorm;
        }
        objective.removeCommonPart(solution);
        return dot(solution, gradient) < 0 ? solution : preconditionedDescent(gradient, inverse);
    }

    private double[] preconditionedDescent(double[] gradient, double[] inverse) {
        double[] descent = new double[gradient.length];
        for (int i = 0; i < descent.length; i++) {
            descent[i] = -inverse[i] * gradient[i];
        }
        objective.removeCommonPart(descent);
        return descent;
    }

    private static double dot(double[] a, double[] b) {
        return DoubleArrays.dot(a, 0, b, 0, a.length);
    }
}
