package org.gaspard.ot.gaussian;

import java.util.List;
import org.gaspard.ot.check.Checks;

/**
 * The Wasserstein barycentre of Gaussian distributions, {@code argmin_N Σ_i w_i W₂²(N, N(m_i, S_i))}: the Gaussian with mean
 * {@code Σ w_i m_i} and the covariance that solves {@code S = Σ w_i (S^½ S_i S^½)^½}, found by the iteration
 * {@code S ← S^−½ (Σ w_i (S^½ S_i S^½)^½)² S^−½} ([ABCM16], theorem 4.2), which converges if one of the covariances is
 * regular. It starts at {@code (Σ w_i S_i^½)²}, the solution where the covariances commute. Singular ones are handled on the
 * joint range by pseudo-inverses; convergence is then not assured, and told by the result. {@code O(N d³)} an iteration.
 *
 * @param tolerance stop when {@code ‖Σ w_i (S^½ S_i S^½)^½ − S‖ / ‖S‖} is at most this, at least 0
 * @param maxIterations the limit on iterations, at least 0
 */
public record GaussianBarycenter(double tolerance, int maxIterations) {

    /** Checks the ranges. */
    public GaussianBarycenter {
        Checks.nonNegative("tolerance", tolerance);
        Checks.atLeast("maxIterations", maxIterations, 0);
    }

    /** Tolerance 10⁻¹², at most 1000 iterations. */
    public GaussianBarycenter() {
        this(1e-12, 1000);
    }

    /**
     * What was found.
     *
     * @param barycenter the distribution
     * @param residual {@code ‖Σ w_i (S^½ S_i S^½)^½ − S‖ / ‖S‖} at its covariance S
     * @param iterations how often S was updated
     * @param converged whether the residual came down to the tolerance
     */
    public record Result(Gaussian barycenter, double residual, int iterations, boolean converged) {}

    /**
     * Solves.
     *
     * @param gaussians at least one, of one dimension
     * @param weights as many weights, at least 0; divided by their sum
     */
    public Result solve(List<Gaussian> gaussians, double[] weights) {
        Checks.atLeast("the number of gaussians", gaussians.size(), 1);
        Checks.length("weights", weights, gaussians.size());
        double sum = Checks.weights("weights", weights);
        int d = gaussians.getFirst().dimension();
        double[] mean = new double[d];
        double[] meanRoot = new double[d * d];
        double[][] roots = new double[weights.length][];
        for (int i = 0; i < weights.length; i++) {
            Gaussian gaussian = gaussians.get(i);
            BuresWasserstein.sameDimension(gaussians.getFirst(), gaussian);
            roots[i] = Eigen.of(gaussian.covariance(), d).root();
            addScaled(weights[i] / sum, gaussian.mean(), mean);
            addScaled(weights[i] / sum, roots[i], meanRoot);
        }
        double[] covariance = Matrices.product(meanRoot, meanRoot, d);
        for (int iteration = 0; ; iteration++) {
            Eigen eigen = Eigen.of(covariance, d);
            double[] root = eigen.root();
            double[] average = new double[d * d];
            for (int i = 0; i < weights.length; i++) {
                addScaled(weights[i] / sum, RootProduct.of(root, roots[i], d).rootOfProduct(), average);
            }
            double norm = Matrices.norm(covariance);
            double residual = norm > 0 ? Math.sqrt(Matrices.squaredDistance(average, covariance)) / norm : 0;
            if (residual <= tolerance || iteration == maxIterations) {
                return new Result(new Gaussian(mean, covariance), residual, iteration, residual <= tolerance);
            }
            double[] factor = Matrices.product(eigen.inverseRoot(), average, d);
            covariance = Matrices.product(factor, Matrices.transposed(factor, d), d);
        }
    }

    private static void addScaled(double factor, double[] x, double[] y) {
        for (int k = 0; k < x.length; k++) {
            y[k] += factor * x[k];
        }
    }
}
