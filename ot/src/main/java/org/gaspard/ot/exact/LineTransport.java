package org.gaspard.ot.exact;

import java.util.Arrays;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.matrix.Couplings;
import org.gaspard.ot.matrix.MonotoneCoupling;

/**
 * Exact transport between distributions on the line with a convex cost of the difference ([PC19], section 2.6): the optimal
 * coupling is the monotone one, {@code min ⟨P, C⟩ = ∫₀¹ h(F⁻¹(u) − G⁻¹(u)) du} for the quantile functions of the two
 * distributions. For {@code h = |t|^p} this is {@code W_p^p}.
 *
 * <p>Time {@code O((n + m) log(n + m))}: sorting and one walk through both. Points and weights come in any order and may
 * coincide or be 0; where the sums of the weights differ in their last digits, b is scaled to the sum of a.
 *
 * @param cost h
 */
public record LineTransport(ConvexCost cost) {

    /**
     * A value and how it changes with the points.
     *
     * @param value {@code ⟨P, C⟩}
     * @param x its derivative in each x_i, {@code Σ_j P[i,j] h′(x_i − y_j)}; a subgradient where points of one side
     *     coincide, or where h has none
     * @param y its derivative in each y_j
     */
    public record Gradient(double value, double[] x, double[] y) {}

    /** {@code W_p^p}, for p at least 1. */
    public static LineTransport power(double p) {
        return new LineTransport(ConvexCost.power(p));
    }

    /** The optimal value between uniform distributions on n and m points. */
    public double value(double[] x, double[] y) {
        if (x.length != y.length) {
            return value(x, uniform("x", x), y, uniform("y", y));
        }
        Checks.atLeast("the number of points of x", x.length, 1);
        Checks.finite("x", x);
        Checks.finite("y", y);
        double[] left = x.clone();
        double[] right = y.clone();
        Arrays.sort(left);
        Arrays.sort(right);
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += cost.at(left[i] - right[i]);
        }
        return sum / left.length;
    }

    /**
     * The optimal value.
     *
     * @param x n points
     * @param a n weights, at least 0
     * @param y m points
     * @param b m weights, at least 0, with the same sum as a (to 10⁻⁶ of it)
     */
    public double value(double[] x, double[] a, double[] y, double[] b) {
        return value(steps(x, a, y, b), x, y);
    }

    private static MonotoneCoupling steps(double[] x, double[] a, double[] y, double[] b) {
        Weights.check(x, a, y, b);
        return MonotoneCoupling.of(x, a, y, b);
    }

    private double value(MonotoneCoupling steps, double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < steps.length(); k++) {
            sum += steps.mass()[k] * cost.at(x[steps.row()[k]] - y[steps.column()[k]]);
        }
        return sum;
    }

    /** The optimal coupling, at most n + m − 1 entries in increasing order; the arguments are those of {@link #value}. */
    public SparsePlan plan(double[] x, double[] a, double[] y, double[] b) {
        MonotoneCoupling steps = steps(x, a, y, b);
        SparsePlan.Builder plan = new SparsePlan.Builder(x.length, y.length, steps.length());
        for (int k = 0; k < steps.length(); k++) {
            plan.add(steps.row()[k], steps.column()[k], steps.mass()[k]);
        }
        return plan.build();
    }

    /** The optimal value and its derivatives in the points; the arguments are those of {@link #value}. */
    public Gradient gradient(double[] x, double[] a, double[] y, double[] b) {
        MonotoneCoupling steps = steps(x, a, y, b);
        double[] inX = new double[x.length];
        double[] inY = new double[y.length];
        for (int k = 0; k < steps.length(); k++) {
            int i = steps.row()[k];
            int j = steps.column()[k];
            if (steps.mass()[k] > 0) {
                double slope = steps.mass()[k] * cost.slope(x[i] - y[j]);
                inX[i] += slope;
                inY[j] -= slope;
            }
        }
        return new Gradient(value(steps, x, y), inX, inY);
    }

    /**
     * The optimal coupling, and potentials that prove it: {@code f_i + g_j = c_ij} along the steps of the coupling, and no
     * more than c elsewhere because the cost is convex. The arguments are those of {@link #value}.
     */
    public ExactTransportResult solve(double[] x, double[] a, double[] y, double[] b) {
        MonotoneCoupling steps = steps(x, a, y, b);
        SparsePlan.Builder plan = new SparsePlan.Builder(x.length, y.length, steps.length());
        double[] f = new double[x.length];
        double[] g = new double[y.length];
        int previousRow = steps.row()[0];
        for (int k = 0; k < steps.length(); k++) {
            int i = steps.row()[k];
            int j = steps.column()[k];
            double c = cost.at(x[i] - y[j]);
            if (k > 0 && i != previousRow) {
                f[i] = c - g[j];
            } else {
                g[j] = c - f[i];
            }
            previousRow = i;
            plan.add(i, j, steps.mass()[k]);
        }
        double dualValue = Couplings.dot(a, f) + Couplings.dot(b, g);
        return new ExactTransportResult(plan.build(), f, g, value(steps, x, y), dualValue, 0, true);
    }

    private static double[] uniform(String name, double[] points) {
        Checks.atLeast("the number of points of " + name, points.length, 1);
        double[] weights = new double[points.length];
        Arrays.fill(weights, 1.0 / points.length);
        return weights;
    }
}
