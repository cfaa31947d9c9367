package org.gaspard.metrics.generation;

import java.util.Arrays;
import org.gaspard.metrics.Score;

/**
 * Bounds on the log-likelihood of N points from log-weights of K draws each,
 *
 * <pre>{@code
 * ln w_nk = ln p(x_n, z_nk) − ln q(z_nk | x_n),  z_nk drawn from q(· | x_n)
 * ELBO    = mean_n mean_k ln w_nk
 * IWAE(k) = mean_n E_S[ ln 1/k Σ_{i ∈ S} w_ni ] ≤ mean_n ln p(x_n)
 * }</pre>
 *
 * with S the blocks of k consecutive draws, averaged over ⌊K / k⌋ of them. In nats. In expectation ELBO = IWAE(1) ≤ IWAE(k) ≤
 * IWAE(k + 1) ≤ the log-likelihood; equality where q is the posterior. The bound from all draws is an estimate of the log-likelihood
 * that is too small in expectation; the effective sample size tells whether few draws decide it.
 *
 * <p>{@code ln mean exp} is computed with the largest weight taken out, so weights of any size are fine; −∞ (a draw of probability 0)
 * is allowed; a bound of such draws alone is −∞, its standard error NaN, with a warning. {@code O(N K)}.
 *
 * <p>Range: any number; densities of continuous data can make it positive. The bounds look at the likelihood, not at the order of the
 * codes: a permuted or, with the prior N(0, I), rotated model scores as before, and so do further codes whose posterior is the prior
 * (dead ones). A second copy of a code costs its divergence from the prior without telling anything new, and noise codes (a
 * posterior apart from the prior that does not depend on the point) cost theirs. A perfect posterior makes all weights of a point
 * equal: ELBO and IWAE are then the log-likelihood, and the standard error of each estimate is 0.
 *
 * <p>Known criticism: a good bound says nothing of useful codes, for a strong decoder reaches it with codes that are all dead; the
 * tighter bounds of many draws make better estimates but can train worse encoders; with few effective draws the standard errors are
 * themselves far too small. Source: [KW14]; [BGS16].
 */
public final class LogWeights {

    private final double[][] values;

    private LogWeights(double[][] values) {
        this.values = values;
    }

    /**
     * Log-weights of points; copied.
     *
     * @param values [N][K], each finite or −∞
     * @throws IllegalArgumentException if there is no row or no column, rows differ in length, or a value is NaN or +∞
     */
    public static LogWeights of(double[][] values) {
        if (values.length == 0 || values[0].length == 0) {
            throw new IllegalArgumentException("log-weights must have at least one row and one column");
        }
        double[][] copy = new double[values.length][];
        for (int n = 0; n < values.length; n++) {
            if (values[n].length != values[0].length) {
                throw new IllegalArgumentException("log-weights must be rectangular, found " + values[n].length
                        + " columns in row " + n + " and " + values[0].length + " in row 0");
            }
            for (double value : values[n]) {
                if (!(value < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException(
                            "log-weights must be finite or −∞, found " + value + " in row " + n);
                }
            }
            copy[n] = values[n].clone();
        }
        return new LogWeights(copy);
    }

    /** N. */
    public int points() {
        return values.length;
    }

    /** K. */
    public int draws() {
        return values[0].length;
    }

    /** The log-weights of a point, [K]; a copy. */
    public double[] ofPoint(int point) {
        return values[point].clone();
    }

    /** The evidence lower bound, the mean of all log-weights; the standard error is that of the mean over points. */
    public Score elbo() {
        return bound("ELBO", 1);
    }

    /**
     * The importance weighted bound of k draws.
     *
     * @param k from 1 to K
     * @throws IllegalArgumentException if k is not
     */
    public Score iwae(int k) {
        if (k < 1 || k > draws()) {
            throw new IllegalArgumentException("k must be from 1 to the number of draws " + draws() + ", found " + k);
        }
        return bound("IWAE(" + k + ")", k);
    }

    private Score bound(String name, int k) {
        double[] bounds = new double[points()];
        for (int n = 0; n < bounds.length; n++) {
            int blocks = draws() / k;
            for (int block = 0; block < blocks; block++) {
                bounds[n] += logMeanExp(values[n], block * k, (block + 1) * k) / blocks;
            }
        }
        double mean = Arrays.stream(bounds).sum() / bounds.length;
        Score score = Score.of(name, mean).withSetting("points", points()).withSetting("draws", draws());
        if (mean == Double.NEGATIVE_INFINITY) {
            return score.withFigure("standard error", Double.NaN)
                    .withWarning(
                            "a point has weight 0 in all draws of a block: the bound is −∞, its error is not defined");
        }
        return points() == 1
                ? score.withWarning("one point: no standard error over points")
                : score.withFigure("standard error", standardError(bounds, mean));
    }

    private static double standardError(double[] values, double mean) {
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }

    /** {@code ln 1/K Σ_k w_nk} of each point, from all draws; [N]. */
    public double[] logLikelihoods() {
        return Arrays.stream(values).mapToDouble(LogWeights::logMeanExp).toArray();
    }

    /**
     * The standard error of each {@link #logLikelihoods} by the delta method, the standard deviation of the weights over their mean and
     * √K; NaN for one draw, and where all draws have weight 0. Too small where few draws decide.
     */
    public double[] standardErrors() {
        return Arrays.stream(values)
                .mapToDouble(row -> {
                    double mean = logMeanExp(row);
                    double squares = Arrays.stream(row)
                            .map(v -> Math.exp(v - mean) - 1)
                            .map(v -> v * v)
                            .sum();
                    return Math.sqrt(squares / (row.length - 1) / row.length);
                })
                .toArray();
    }

    /** {@code (Σ w)² / Σ w²} of each point, from 1 to K; 0 where all draws have weight 0; [N]. */
    public double[] effectiveSampleSizes() {
        return Arrays.stream(values)
                .mapToDouble(row -> {
                    if (logMeanExp(row) == Double.NEGATIVE_INFINITY) {
                        return 0;
                    }
                    double[] doubled = Arrays.stream(row).map(v -> 2 * v).toArray();
                    return row.length * Math.exp(2 * logMeanExp(row) - logMeanExp(doubled));
                })
                .toArray();
    }

    /** {@code ln( 1/n Σ exp v )} of some numbers, at least one; −∞ if all are, +∞ if one is, NaN if one is. */
    public static double logMeanExp(double[] values) {
        return logMeanExp(values, 0, values.length);
    }

    private static double logMeanExp(double[] values, int from, int end) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = from; k < end; k++) {
            largest = Math.max(largest, values[k]);
        }
        if (Double.isInfinite(largest)) {
            return largest;
        }
        double sum = 0;
        for (int k = from; k < end; k++) {
            sum += Math.exp(values[k] - largest);
        }
        return largest + Math.log(sum / (end - from));
    }
}
