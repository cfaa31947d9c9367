package org.gaspard.metrics.learners;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Minimises a {@link SquaredHinge} exactly: Newton steps on the points inside the margin, each followed by an exact search
 * along the line. As f is piecewise quadratic and strictly convex, the minimum is reached after finitely many steps.
 *
 * <p>Source: Keerthi and DeCoste, "A Modified Finite Newton Method for Fast Solution of Large Scale Linear SVMs", Journal
 * of Machine Learning Research 6, 2005, section 3.
 */
final class FiniteNewton {

    private static final int MAX_STEPS = 200;
    private static final int MAX_CUTS = 100;
    private static final int PATIENCE = 5;
    private static final double TOLERANCE = 1e-13;
    private static final double CONVERGED = 1e-9;
    private static final double RAISE = 1e-10;
    private static final double SLOPE_TOLERANCE = 1e-10;

    private FiniteNewton() {}

    /** The minimum, and whether the gradient fell to 1e-9 of what it is at 0. */
    record Minimum(double[] v, boolean converged) {}

    static Minimum minimize(SquaredHinge objective) {
        int size = objective.size();
        double[] v = new double[size];
        double[] gradient = new double[size];
        double[] hessian = new double[size * size];
        objective.derivatives(v, gradient, hessian);
        double first = largest(gradient);
        double found = first;
        double least = first;
        // The gradient falls to rounding errors, which may be above the tolerance: then it stays where it is.
        for (int step = 0, sinceLeast = 0;
                found > TOLERANCE * first && step < MAX_STEPS && sinceLeast < PATIENCE;
                step++) {
            double[] direction = direction(hessian, gradient, size);
            double length = lineMinimum(objective.slope(v, direction));
            for (int i = 0; i < size; i++) {
                v[i] += length * direction[i];
            }
            objective.derivatives(v, gradient, hessian);
            found = largest(gradient);
            sinceLeast = found < least ? 0 : sinceLeast + 1;
            least = Math.min(least, found);
        }
        return new Minimum(v, found <= CONVERGED * first);
    }

    /** {@code −H⁻¹ g}. For features far from 0, H can be singular up to rounding; then a little is added to its diagonal. */
    private static double[] direction(double[] hessian, double[] gradient, int size) {
        double[] downhill = Arrays.stream(gradient).map(g -> -g).toArray();
        return Cholesky.solve(hessian, downhill, size).orElseGet(() -> {
            double[] raised = hessian.clone();
            for (int i = 0; i < size; i++) {
                raised[i * size + i] *= 1 + RAISE;
            }
            return Cholesky.solve(raised, downhill, size).orElse(downhill);
        });
    }

    /** Where an increasing slope that is negative at 0 crosses 0. Mostly at 1, the full step. */
    private static double lineMinimum(DoubleUnaryOperator slope) {
        double low = 0;
        double atLow = slope.applyAsDouble(0);
        double enough = SLOPE_TOLERANCE * Math.abs(atLow);
        double high = 1;
        double atHigh = slope.applyAsDouble(1);
        while (atHigh < -enough) {
            low = high;
            atLow = atHigh;
            high *= 2;
            atHigh = slope.applyAsDouble(high);
        }
        if (Math.abs(atHigh) <= enough) {
            return high;
        }
        // Regula falsi; the Illinois rule halves the slope at an end that stays twice.
        int moved = 0;
        for (int cut = 0; cut < MAX_CUTS; cut++) {
            double t = low + (high - low) * (atLow / (atLow - atHigh));
            double atT = slope.applyAsDouble(t);
            if (Math.abs(atT) <= enough || t <= low || t >= high) {
                return t;
            }
            if (atT < 0) {
                low = t;
                atLow = atT;
                atHigh = moved < 0 ? atHigh / 2 : atHigh;
                moved = -1;
            } else {
                high = t;
                atHigh = atT;
                atLow = moved > 0 ? atLow / 2 : atLow;
                moved = 1;
            }
        }
        return low;
    }

    private static double largest(double[] gradient) {
        return Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
    }
}
