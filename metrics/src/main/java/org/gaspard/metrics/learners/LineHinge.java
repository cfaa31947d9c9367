package org.gaspard.metrics.learners;

import java.util.function.DoubleUnaryOperator;

/**
 * The squared hinge of points on a line, one class against the rest.
 *
 * <p>The points inside the margin are, of either side, those beyond a threshold: with sums over sorted points, an evaluation
 * takes {@code O(log N)}.
 */
final class LineHinge implements SquaredHinge {

    private final SortedSums all;
    private final SortedSums positive;
    private final double positiveCost;
    private final double negativeCost;

    /** {@code positive} must be some of the points of {@code all}; the others are negative. */
    LineHinge(SortedSums all, SortedSums positive, double positiveCost, double negativeCost) {
        this.all = all;
        this.positive = positive;
        this.positiveCost = positiveCost;
        this.negativeCost = negativeCost;
    }

    @Override
    public int size() {
        return 2;
    }

    @Override
    public void derivatives(double[] v, double[] gradient, double[] hessian) {
        double w = v[0];
        double b = v[1];
        // Positive points with w x + b < 1, negative ones with w x + b > −1.
        double[] inner = positive.below(w, b - 1);
        double[] outer = all.below(-w, -b - 1);
        double[] both = positive.below(-w, -b - 1);
        for (int i = 0; i < 3; i++) {
            outer[i] -= both[i];
            inner[i] *= 2 * positiveCost;
            outer[i] *= 2 * negativeCost;
        }
        double n = inner[0] + outer[0];
        double s = inner[1] + outer[1];
        double q = inner[2] + outer[2];
        gradient[0] = w + w * q + b * s - inner[1] + outer[1];
        gradient[1] = b + w * s + b * n - inner[0] + outer[0];
        hessian[0] = 1 + q;
        hessian[1] = s;
        hessian[2] = s;
        hessian[3] = 1 + n;
    }

    @Override
    public DoubleUnaryOperator slope(double[] v, double[] d) {
        double[] gradient = new double[2];
        double[] hessian = new double[4];
        return t -> {
            derivatives(new double[] {v[0] + t * d[0], v[1] + t * d[1]}, gradient, hessian);
            return gradient[0] * d[0] + gradient[1] * d[1];
        };
    }
}
