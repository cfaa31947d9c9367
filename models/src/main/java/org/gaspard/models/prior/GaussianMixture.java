package org.gaspard.models.prior;

import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.array.Parallel;

/**
 * A mixture {@code p(z) = Σ_k w_k N(z; μ_k, Σ_k)} of Gaussians with full covariances, a density on arrays: what
 * {@link GaussianMixtureFit} finds. Arrays belong to the caller, who should not change them while using the mixture.
 *
 * @param weights w, [K], positive, with the sum 1
 * @param means μ, [K][d]
 * @param covariances Σ, [K][d²], row by row, symmetric positive definite
 */
public record GaussianMixture(double[] weights, double[][] means, double[][] covariances) {

    private static final int PIECE = 1024;
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    /** Checks the lengths. */
    public GaussianMixture {
        if (weights.length == 0 || means.length != weights.length || covariances.length != weights.length) {
            throw new IllegalArgumentException("weights, means and covariances must be of one number K ≥ 1, found "
                    + weights.length + ", " + means.length + " and " + covariances.length);
        }
        int d = means[0].length;
        for (int k = 0; k < weights.length; k++) {
            if (means[k].length != d || covariances[k].length != d * d) {
                throw new IllegalArgumentException("component " + k + " must have " + d + " means and " + d * d
                        + " covariances, found " + means[k].length + " and " + covariances[k].length);
            }
        }
    }

    /** K. */
    public int components() {
        return weights.length;
    }

    /** d. */
    public int latents() {
        return means[0].length;
    }

    /**
     * {@code ln p(z)} of each point, in {@code O(n K d²)}.
     *
     * @param points [n, d], floating point
     * @throws IllegalArgumentException if the points have another width
     * @throws ArithmeticException if a covariance is not positive definite
     */
    public double[] logDensities(Tensor points) {
        double[] z = GaussianMixtureFit.rows(points, latents());
        double[] joint = logJoint(z);
        int count = components();
        double[] result = new double[joint.length / count];
        for (int n = 0; n < result.length; n++) {
            result[n] = logSum(joint, n * count, count);
        }
        return result;
    }

    /** {@code ln w_k N(z; μ_k, Σ_k)}, [n × K]. */
    double[] logJoint(double[] z) {
        int d = latents();
        int count = components();
        double[][] roots = roots();
        double[] constants = new double[count];
        for (int k = 0; k < count; k++) {
            constants[k] = Math.log(weights[k]) - 0.5 * d * LOG_TWO_PI;
            for (int i = 0; i < d; i++) {
                constants[k] -= Math.log(roots[k][i * d + i]);
            }
        }
        int n = z.length / d;
        double[] joint = new double[n * count];
        Parallel.pieces(n, PIECE, (from, end) -> {
            double[] y = new double[d];
            for (int row = from; row < end; row++) {
                for (int k = 0; k < count; k++) {
                    joint[row * count + k] = constants[k] - 0.5 * mahalanobis(z, row * d, means[k], roots[k], y);
                }
            }
        });
        return joint;
    }

    /** {@code ‖L⁻¹ (z − μ)‖²}. */
    private static double mahalanobis(double[] z, int at, double[] mean, double[] root, double[] y) {
        double sum = 0;
        int d = mean.length;
        for (int i = 0; i < d; i++) {
            double rest = z[at + i] - mean[i];
            for (int j = 0; j < i; j++) {
                rest -= root[i * d + j] * y[j];
            }
            y[i] = rest / root[i * d + i];
            sum += y[i] * y[i];
        }
        return sum;
    }

    static double logSum(double[] x, int from, int count) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < count; k++) {
            largest = Math.max(largest, x[from + k]);
        }
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += Math.exp(x[from + k] - largest);
        }
        return largest + Math.log(sum);
    }

    /** The lower triangular L with {@code L Lᵀ = Σ} of each component. */
    private double[][] roots() {
        int d = latents();
        double[][] roots = new double[components()][d * d];
        for (int k = 0; k < roots.length; k++) {
            double[] a = covariances[k];
            double[] l = roots[k];
            for (int i = 0; i < d; i++) {
                for (int j = 0; j <= i; j++) {
                    double rest = a[i * d + j];
                    for (int m = 0; m < j; m++) {
                        rest -= l[i * d + m] * l[j * d + m];
                    }
                    if (j < i) {
                        l[i * d + j] = rest / l[j * d + j];
                    } else if (rest > 0) {
                        l[i * d + i] = Math.sqrt(rest);
                    } else {
                        throw new ArithmeticException("the covariance of component " + k + " is not positive definite");
                    }
                }
            }
        }
        return roots;
    }

    /** n draws, float64 [n, d], the same for the same key. */
    public Tensor sample(int n, RandomKey key) {
        int d = latents();
        double[] uniform = key.child(0).uniform(DType.FLOAT64, n).toDoubleArray();
        double[] noise = key.child(1).normal(DType.FLOAT64, n, d).toDoubleArray();
        double[][] roots = roots();
        double[] drawn = new double[n * d];
        for (int row = 0; row < n; row++) {
            int k = GaussianMixtureFit.drawn(weights, uniform[row]);
            for (int i = 0; i < d; i++) {
                double value = means[k][i];
                for (int j = 0; j <= i; j++) {
                    value += roots[k][i * d + j] * noise[row * d + j];
                }
                drawn[row * d + i] = value;
            }
        }
        return Tensor.of(drawn, n, d);
    }
}
