package org.gaspard.models.prior;

import java.util.Arrays;
import org.gaspard.metrics.learners.KMeans;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.array.Parallel;

/**
 * Fits a {@link GaussianMixture} to points by expectation maximisation. On the codes of a trained autoencoder it is the ex-post
 * density that images are generated from (Ghosh et al. 2020, with 10 components).
 *
 * <pre>{@code
 * E:  r_nk = w_k N(z_n; μ_k, Σ_k) / Σ_l w_l N(z_n; μ_l, Σ_l)
 * M:  n_k = Σ_n r_nk,  w_k = n_k / n,  μ_k = Σ_n r_nk z_n / n_k,  Σ_k = Σ_n r_nk (z_n − μ_k)(z_n − μ_k)ᵀ / n_k + λI
 * }</pre>
 *
 * <p>Each step raises the likelihood (up to λ); it ends at a local maximum, which depends on the start: the best of ten
 * {@link KMeans}. The loop, its end and the regularisation are those of scikit-learn's {@code GaussianMixture} with full covariances
 * and one start; only the seeds differ. {@code O(n K d²)} an iteration; the result depends on the seed, not on the number of
 * threads.
 *
 * @param components K
 * @param regularisation λ, added to the variances
 * @param tolerance the mean log-likelihood must rise by at least this for the loop to go on
 * @param iterations the most that are done
 * @param seed of the start
 */
public record GaussianMixtureFit(int components, double regularisation, double tolerance, int iterations, long seed) {

    private static final double LEAST_COUNT = 10 * Math.ulp(1.0);

    /** Checks the options. */
    public GaussianMixtureFit {
        Checks.atLeast("components", components, 1);
        Checks.nonNegative("regularisation", regularisation);
        Checks.nonNegative("tolerance", tolerance);
        Checks.atLeast("iterations", iterations, 1);
    }

    /** With the options of scikit-learn: λ = 1e-6, a tolerance of 1e-3, 100 iterations. */
    public static GaussianMixtureFit of(int components, long seed) {
        return new GaussianMixtureFit(components, 1e-6, 1e-3, 100, seed);
    }

    /** Ten components, as for regularised autoencoders. */
    public static GaussianMixtureFit exPost(long seed) {
        return of(10, seed);
    }

    /**
     * What was found.
     *
     * @param mixture the mixture
     * @param logLikelihood the mean of {@code ln p(z_n)} before the last M step, as scikit-learn's lower bound
     * @param iterations how many were done
     * @param converged whether the last one was below the tolerance
     */
    public record Result(GaussianMixture mixture, double logLikelihood, int iterations, boolean converged) {}

    /**
     * Fits from k-means.
     *
     * @param points [n, d], floating point, n at least K
     * @throws IllegalArgumentException if there are fewer points than components, or a number is not finite
     * @throws ArithmeticException if a covariance is singular in spite of λ
     */
    public Result fit(Tensor points) {
        double[] z = checked(points);
        return loop(z, points.extent(1), clusters(z, points.extent(1)));
    }

    /**
     * Fits from a given partition of the points.
     *
     * @param points [n, d]
     * @param labels of each point the component, from 0 to K − 1, where it starts
     */
    public Result fit(Tensor points, int[] labels) {
        double[] z = checked(points);
        if (labels.length != points.extent(0)) {
            throw new IllegalArgumentException(
                    "labels must be of " + points.extent(0) + " points, found " + labels.length);
        }
        for (int label : labels) {
            if (label < 0 || label >= components) {
                throw new IllegalArgumentException("labels must be from 0 to " + (components - 1) + ", found " + label);
            }
        }
        return loop(z, points.extent(1), labels);
    }

    private double[] checked(Tensor points) {
        double[] z = rows(points, -1);
        Checks.atLeast("the number of points", points.extent(0), components);
        return z;
    }

    /** The numbers of points [n, d], finite. */
    static double[] rows(Tensor points, int width) {
        if (points.rank() != 2
                || points.extent(1) < 1
                || width >= 0 && points.extent(1) != width
                || !points.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    "points must be floating-point [n, " + (width < 0 ? "d" : width) + "], found " + points.type());
        }
        double[] z = points.toDoubleArray();
        for (double number : z) {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("points must be finite, found " + number);
            }
        }
        return z;
    }

    private Result loop(double[] z, int d, int[] labels) {
        double[] shares = new double[labels.length * components];
        for (int n = 0; n < labels.length; n++) {
            shares[n * components + labels[n]] = 1;
        }
        GaussianMixture mixture = maximised(z, d, shares);
        double before = Double.NEGATIVE_INFINITY;
        for (int iteration = 1; ; iteration++) {
            double likelihood = expected(mixture, z, shares);
            mixture = maximised(z, d, shares);
            boolean converged = Math.abs(likelihood - before) < tolerance;
            if (converged || iteration == iterations) {
                return new Result(mixture, likelihood, iteration, converged);
            }
            before = likelihood;
        }
    }

    /** Writes the shares r and returns the mean log-likelihood. */
    private double expected(GaussianMixture mixture, double[] z, double[] shares) {
        double[] joint = mixture.logJoint(z);
        int n = joint.length / components;
        double sum = 0;
        for (int row = 0; row < n; row++) {
            double total = GaussianMixture.logSum(joint, row * components, components);
            sum += total;
            for (int k = 0; k < components; k++) {
                shares[row * components + k] = Math.exp(joint[row * components + k] - total);
            }
        }
        return sum / n;
    }

    private GaussianMixture maximised(double[] z, int d, double[] shares) {
        int n = z.length / d;
        double[] weights = new double[components];
        double[][] means = new double[components][d];
        double[][] covariances = new double[components][d * d];
        Parallel.run(components, k -> {
            double count = LEAST_COUNT;
            for (int row = 0; row < n; row++) {
                double share = shares[row * components + k];
                count += share;
                for (int i = 0; i < d; i++) {
                    means[k][i] += share * z[row * d + i];
                }
            }
            for (int i = 0; i < d; i++) {
                means[k][i] /= count;
            }
            weights[k] = count;
            covariances[k] = covariance(z, shares, k, means[k], count);
        });
        double total = Arrays.stream(weights).sum();
        for (int k = 0; k < components; k++) {
            weights[k] /= total;
        }
        return new GaussianMixture(weights, means, covariances);
    }

    private double[] covariance(double[] z, double[] shares, int k, double[] mean, double count) {
        int d = mean.length;
        double[] covariance = new double[d * d];
        double[] centred = new double[d];
        for (int row = 0; row < z.length / d; row++) {
            double share = shares[row * components + k];
            for (int i = 0; i < d; i++) {
                centred[i] = z[row * d + i] - mean[i];
                for (int j = 0; j <= i; j++) {
                    covariance[i * d + j] += share * centred[i] * centred[j];
                }
            }
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i * d + j] /= count;
                covariance[j * d + i] = covariance[i * d + j];
            }
            covariance[i * d + i] += regularisation;
        }
        return covariance;
    }

    /** The nearest centre of each point, by the best of ten k-means. */
    private int[] clusters(double[] z, int d) {
        double[][] rows = new double[z.length / d][];
        Arrays.setAll(rows, n -> Arrays.copyOfRange(z, n * d, (n + 1) * d));
        return KMeans.of(components, seed).fit(rows).labels();
    }

    /** The position at which the cumulative sum passes the part {@code u} in (0, 1) of its end; 0 if all are 0. */
    static int drawn(double[] weights, double u) {
        double left = u * Arrays.stream(weights).sum();
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }
}
