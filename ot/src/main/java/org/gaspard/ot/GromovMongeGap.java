package org.gaspard.ot;

import java.util.EnumSet;
import java.util.Set;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.matrix.Couplings;
import org.gaspard.ot.matrix.Products;

/**
 * The Gromov-Monge gap ([U24]): how much more a map distorts a cost than the best rearrangement of the same points
 * would.
 *
 * <p>For points x_i with images {@code y_i = T(x_i)}, cost matrices C_X and C_Y and weights 1/n:
 *
 * <pre>{@code
 * DST = 1/(2n²) ‖C_X − C_Y‖²
 * GW  = min_P ½ Σ (C_X[i,i'] − C_Y[j,j'])² P[i,j] P[i',j']
 * GMG = DST − GW = max_P ⟨C_X P C_Y, P⟩ − ⟨C_X, C_Y⟩/n²
 * }</pre>
 *
 * <p>The last form is the one computed, as {@code ⟨C_X, P C_Y Pᵀ − C_Y/n²⟩}: the large constants of DST and GW cancel
 * on paper rather than in digits, and the gap of the identity plan is exactly 0.
 *
 * <p>Gradient: by the envelope theorem the optimal plan and ε count as constants, {@code ∂GMG/∂C_Y = Pᵀ C_X P −
 * C_X/n²}, {@code ∂GMG/∂C_X = P C_Y Pᵀ − C_Y/n²}. This is the derivative of the optimum of the regularised objective;
 * it presumes a plan that is stationary and has the right marginals, and an inner solver that stops early biases it.
 *
 * <p>Time: {@code O(n³)} an iteration. The exact gap is at least 0; with entropy see {@link ValueConvention}.
 */
public final class GromovMongeGap {

    private GromovMongeGap() {}

    /**
     * The gap of a map with the given cost matrices of points and images.
     *
     * @param cX costs among the points, [n × n], symmetric; not modified
     * @param cY costs among their images, [n × n], symmetric, in the same order; not modified
     * @throws IllegalArgumentException if a matrix has the wrong size, is not symmetric or not finite
     */
    public static GromovMongeGapResult evaluate(double[] cX, double[] cY, int n, GromovMongeGapOptions options) {
        GromovProblem problem = GromovProblem.uniform(cX, n, cY, n);
        Set<SolverWarning> warnings = EnumSet.noneOf(SolverWarning.class);
        GromovResult solution = switch (options.solver()) {
            case ExactGromovWasserstein exact -> exact.solve(problem);
            case EntropicGromovWasserstein entropic -> {
                RelativeEpsilon.Value epsilon = options.epsilon().of(problem.cX(), problem.cY());
                if (epsilon.floored()) {
                    warnings.add(SolverWarning.EPSILON_FLOORED);
                }
                yield entropic.withEpsilon(epsilon.epsilon()).solve(problem);
            }
        };
        warnings.addAll(solution.warnings());
        double[] work = new double[n * n];
        double[] work2 = new double[n * n];
        double[] gradientX = conjugate(solution.plan(), problem.cY(), n, work, work2);
        double[] transposed = new double[n * n];
        Products.transpose(solution.plan(), transposed, n, n);
        double[] gradientY = conjugate(transposed, problem.cX(), n, work, work2);
        subtractIdentity(gradientX, problem.cY(), n);
        subtractIdentity(gradientY, problem.cX(), n);
        return new GromovMongeGapResult(
                n,
                distortion(problem.cX(), problem.cY(), n),
                Couplings.dot(problem.cX(), gradientX),
                gradientX,
                gradientY,
                solution,
                options.value(),
                warnings);
    }

    /** The distortion {@code ‖C_X − C_Y‖² / (2n²)} of the map itself. */
    public static double distortion(double[] cX, double[] cY, int n) {
        checkCosts(cX, cY, n);
        double sum = 0;
        for (int k = 0; k < cX.length; k++) {
            sum += (cX[k] - cY[k]) * (cX[k] - cY[k]);
        }
        return sum / (2.0 * n * n);
    }

    /** {@code ∂DST/∂C_Y = (C_Y − C_X)/n²}; its negative is {@code ∂DST/∂C_X}. */
    public static double[] distortionGradientY(double[] cX, double[] cY, int n) {
        checkCosts(cX, cY, n);
        double[] gradient = new double[n * n];
        for (int k = 0; k < gradient.length; k++) {
            gradient[k] = (cY[k] - cX[k]) / ((double) n * n);
        }
        return gradient;
    }

    private static void checkCosts(double[] cX, double[] cY, int n) {
        Checks.atLeast("n", n, 1);
        Checks.length("cX", cX, (long) n * n);
        Checks.length("cY", cY, (long) n * n);
        Checks.finite("cX", cX);
        Checks.finite("cY", cY);
    }

    /** {@code P C Pᵀ} for symmetric C, with P on the left of both products, where its zeros save work. */
    private static double[] conjugate(double[] plan, double[] c, int n, double[] left, double[] turned) {
        Products.multiply(plan, c, left, n, n, n);
        Products.transpose(left, turned, n, n);
        double[] conjugate = new double[n * n];
        Products.multiply(plan, turned, conjugate, n, n, n);
        return conjugate;
    }

    /** Subtracts {@code C/n²}, rounded as the identity plan rounds it. */
    private static void subtractIdentity(double[] matrix, double[] c, int n) {
        double weight = 1.0 / n;
        for (int k = 0; k < matrix.length; k++) {
            matrix[k] -= c[k] * weight * weight;
        }
    }
}
