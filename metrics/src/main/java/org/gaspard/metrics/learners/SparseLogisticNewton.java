package org.gaspard.metrics.learners;

import java.util.Optional;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * Minimises {@code Σ_j λ_j |w_j| + C Σ_n ( ln(1 + e^{z_n}) − t_n z_n )}, {@code z = X w} with a last column of ones, by Newton steps:
 * the quadratic model of the loss with the penalty as it is, minimised by coordinate descent, and a step length at which the value
 * falls enough.
 */
final class SparseLogisticNewton {

    private static final int MOST_STEPS = 200;
    private static final int MOST_SWEEPS = 10_000;
    private static final int MOST_HALVINGS = 60;
    private static final double TOLERANCE = 1e-13;
    private static final double ACCEPTABLE = 1e-9;
    private static final double LEAST_FALL = 0.01;
    private static final double ROUNDING = 1e-11;

    private final int points;
    private final int size;
    private final double[] x;
    private final boolean[] positive;
    private final double c;
    private final double[] penalties;

    /**
     * @param weights w, the last one of the column of ones
     * @param converged whether the conditions of the optimum hold
     */
    record Minimum(double[] weights, boolean converged) {}

    /**
     * @param positive t, [N]
     * @param penalties λ, one more than there are columns
     */
    SparseLogisticNewton(FeatureMatrix features, boolean[] positive, double c, double[] penalties) {
        this.points = features.points();
        this.size = features.width() + 1;
        this.x = new double[Math.multiplyExact(points, size)];
        for (int n = 0; n < points; n++) {
            System.arraycopy(features.values(), n * (size - 1), x, n * size, size - 1);
            x[n * size + size - 1] = 1;
        }
        this.positive = positive;
        this.c = c;
        this.penalties = penalties;
    }

    Minimum minimize() {
        State state = at(new double[size]);
        double scale = largest(state.gradient);
        for (int step = 0; step < MOST_STEPS && state.violation > TOLERANCE * scale; step++) {
            Optional<State> next = next(state);
            if (next.isEmpty()) {
                break;
            }
            state = next.orElseThrow();
        }
        return new Minimum(state.w, state.violation <= ACCEPTABLE * scale);
    }

    /** What is known of one place; the gradient is that of the loss alone. */
    private record State(double[] w, double value, double[] probabilities, double[] gradient, double violation) {}

    private State at(double[] w) {
        double[] probabilities = new double[points];
        double value = evaluate(w, probabilities);
        double[] gradient = gradient(probabilities);
        return new State(w, value, probabilities, gradient, violation(w, gradient));
    }

    /** A better place; none if none is found, up to rounding. */
    private Optional<State> next(State state) {
        double[] direction = direction(state.w, state.gradient, hessian(state.probabilities));
        double slope = DoubleArrays.dot(state.gradient, 0, direction, 0, size)
                + penalty(state.w, direction, 1)
                - penalty(state.w, direction, 0);
        double length = 1;
        for (int halving = 0; halving < MOST_HALVINGS; halving++, length /= 2) {
            double[] w = state.w.clone();
            DoubleArrays.addScaled(length, direction, 0, w, 0, size);
            State next = at(w);
            // Near the optimum the value no longer shows what a step gains, but the conditions of the optimum do.
            boolean falls = -slope > ROUNDING * state.value
                    ? next.value - state.value <= LEAST_FALL * length * slope
                    : next.violation < state.violation;
            if (falls) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** The value at w; the probabilities of the positive class go to {@code probabilities}. */
    private double evaluate(double[] w, double[] probabilities) {
        DoubleArrays.matmul(x, false, w, false, probabilities, points, size, 1);
        double loss = 0;
        for (int n = 0; n < points; n++) {
            double z = probabilities[n];
            double e = Math.exp(-Math.abs(z));
            loss += Math.log1p(e) + Math.max(z, 0) - (positive[n] ? z : 0);
            probabilities[n] = (z >= 0 ? 1 : e) / (1 + e);
        }
        return c * loss + penalty(w, w, 0);
    }

    /** {@code Σ_j λ_j |w_j + t d_j|}. */
    private double penalty(double[] w, double[] direction, double t) {
        double sum = 0;
        for (int j = 0; j < size; j++) {
            sum += penalties[j] * Math.abs(w[j] + t * direction[j]);
        }
        return sum;
    }

    private double[] gradient(double[] probabilities) {
        double[] gradient = new double[size];
        double[] differences = new double[points];
        for (int n = 0; n < points; n++) {
            differences[n] = c * (probabilities[n] - (positive[n] ? 1 : 0));
        }
        DoubleArrays.matmul(x, true, differences, false, gradient, size, points, 1);
        return gradient;
    }

    /** Of the loss, [size × size]. */
    private double[] hessian(double[] probabilities) {
        double[] scaled = new double[x.length];
        for (int n = 0; n < points; n++) {
            double curvature = c * probabilities[n] * (1 - probabilities[n]);
            DoubleArrays.addScaled(curvature, x, n * size, scaled, n * size, size);
        }
        double[] hessian = new double[size * size];
        DoubleArrays.matmul(x, true, scaled, false, hessian, size, points, size);
        return hessian;
    }

    /** How far the conditions of the optimum are from holding. */
    private double violation(double[] w, double[] gradient) {
        double largest = 0;
        for (int j = 0; j < size; j++) {
            double distance = w[j] == 0
                    ? Math.max(0, Math.abs(gradient[j]) - penalties[j])
                    : Math.abs(gradient[j] + Math.copySign(penalties[j], w[j]));
            largest = Math.max(largest, distance);
        }
        return largest;
    }

    /** The d that minimises {@code g·d + ½ dᵀHd + Σ_j λ_j |w_j + d_j|}, up to rounding. */
    private double[] direction(double[] w, double[] gradient, double[] hessian) {
        double[] d = new double[size];
        double[] slopes = gradient.clone();
        double change = Double.POSITIVE_INFINITY;
        double longest = 0;
        for (int sweep = 0; sweep < MOST_SWEEPS && change > Math.ulp(1.0) * longest; sweep++) {
            change = 0;
            for (int j = 0; j < size; j++) {
                double curvature = hessian[j * size + j];
                if (curvature > 0) {
                    double pull = (w[j] + d[j]) * curvature - slopes[j];
                    double next = Math.copySign(Math.max(Math.abs(pull) - penalties[j], 0), pull) / curvature;
                    double move = next - (w[j] + d[j]);
                    if (move != 0) {
                        // So that a weight that becomes 0 is 0 exactly.
                        d[j] = next - w[j];
                        DoubleArrays.addScaled(move, hessian, j * size, slopes, 0, size);
                        change = Math.max(change, Math.abs(move));
                        longest = Math.max(longest, Math.abs(next));
                    }
                }
            }
        }
        return d;
    }
}
