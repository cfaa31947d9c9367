package org.gaspard.metrics.information;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The mutual information gap (MIG): is each factor of variation carried by one code, or spread over several?
 *
 * <p>With codes z_1 … z_L, each put into bins by a {@link Discretizer}, and discrete factors v_1 … v_K,
 *
 * <pre>{@code MIG = 1/K Σ_k ( I(z_(1); v_k) − I(z_(2); v_k) ) / H(v_k)}</pre>
 *
 * where (1) and (2) are the codes that know most and second most about factor k. Between 0 and 1; 1 when each factor is
 * determined by one code and no other code knows anything of it.
 *
 * <p>The defaults are those of disentanglement_lib: 20 equal-width bins over each code's own range, plug-in information
 * in nats, entropy of the factor as divisor; there the codes are encoder means of 10,000 random points. The library
 * returns NaN when a factor is constant in the sample; here such a factor is left out, and the result names it.
 *
 * <p>Time {@code L K N log N}. Invariant under permutation of codes, of factors and of points, under
 * {@code z ↦ a z + b} with {@code a > 0} (up to rounding at the edges of bins), and under renaming of factor values; not
 * invariant under rotation of the code space.
 *
 * <p>Source: Chen, Li, Grosse and Duvenaud, "Isolating Sources of Disentanglement in Variational Autoencoders", 2018,
 * equation 6; estimator as in Locatello et al., "Challenging Common Assumptions in the Unsupervised Learning of
 * Disentangled Representations", 2019. Pitfalls: a constant code counts as a code that knows nothing; plug-in bias
 * lifts all information alike and cancels only in part, so compare at equal N.
 *
 * @param discretizer how codes become labels
 */
public record MutualInformationGap(Discretizer discretizer) {

    /** The defaults of disentanglement_lib: 20 bins. */
    public static MutualInformationGap defaults() {
        return new MutualInformationGap(new Discretizer(20));
    }

    /**
     * What was found.
     *
     * @param score the mean gap over the factors that vary
     * @param mutualInformation I(z_l; v_k) in nats, [L codes][K factors]
     * @param entropies H(v_k) in nats, [K]
     * @param gaps the gap of each factor divided by its entropy, [K]; NaN for a dropped factor
     * @param droppedFactors the factors that are constant in the sample, ascending; not part of the score
     */
    public record Result(
            double score,
            double[][] mutualInformation,
            double[] entropies,
            double[] gaps,
            List<Integer> droppedFactors) {

        /** One line: the score and, if any, the factors that were left out. */
        public String summary() {
            String dropped = droppedFactors.isEmpty() ? "" : " (constant factors left out: " + droppedFactors + ")";
            return "MIG " + score + dropped;
        }
    }

    /**
     * The gap of N points given as rows.
     *
     * @param codes [N][L], L ≥ 2, finite
     * @param factors [N][K], any ints
     * @throws IllegalArgumentException if shapes disagree, {@code L < 2}, a code is not finite, or no factor varies
     */
    public Result evaluate(double[][] codes, int[][] factors) {
        int points = codes.length;
        if (points == 0 || factors.length != points) {
            throw new IllegalArgumentException("codes and factors must have one row for each of N ≥ 1 points, found "
                    + points + " rows of codes and " + factors.length + " of factors");
        }
        double[][] z = new double[codes[0].length][points];
        int[][] v = new int[factors[0].length][points];
        for (int n = 0; n < points; n++) {
            requireLength("codes", n, codes[n].length, z.length);
            requireLength("factors", n, factors[n].length, v.length);
            for (int l = 0; l < z.length; l++) {
                z[l][n] = codes[n][l];
            }
            for (int k = 0; k < v.length; k++) {
                v[k][n] = factors[n][k];
            }
        }
        return evaluateColumns(z, v);
    }

    /**
     * The gap of N points given row by row. The floats are widened: where NumPy keeps bin edges in float32, only a
     * point within float32 rounding of an edge can get another label.
     *
     * @param points the number of points N, at least 1
     * @param codes [N × L] row-major, L ≥ 2, finite
     * @param factors [N × K] row-major, any ints
     * @throws IllegalArgumentException if lengths are not multiples of N, {@code L < 2}, a code is not finite, or no factor
     * varies
     */
    public Result evaluate(int points, float[] codes, int[] factors) {
        double[][] z = new double[width("codes", codes.length, points)][points];
        int[][] v = new int[width("factors", factors.length, points)][points];
        for (int n = 0; n < points; n++) {
            for (int l = 0; l < z.length; l++) {
                z[l][n] = codes[n * z.length + l];
            }
            for (int k = 0; k < v.length; k++) {
                v[k][n] = factors[n * v.length + k];
            }
        }
        return evaluateColumns(z, v);
    }

    private Result evaluateColumns(double[][] z, int[][] v) {
        if (z.length < 2) {
            throw new IllegalArgumentException(
                    "codes must have L ≥ 2 columns, found L = " + z.length + ": a gap needs a second code");
        }
        if (v.length == 0) {
            throw new IllegalArgumentException("factors must have K ≥ 1 columns, found none");
        }
        var codeLabels = Arrays.stream(z)
                .map(column -> DiscreteInformation.Indexed.of(discretizer.labels(column)))
                .toList();
        double[][] information = new double[z.length][v.length];
        double[] entropies = new double[v.length];
        double[] gaps = new double[v.length];
        List<Integer> dropped = new ArrayList<>();
        double sum = 0;
        for (int k = 0; k < v.length; k++) {
            var factor = DiscreteInformation.Indexed.of(v[k]);
            for (int l = 0; l < z.length; l++) {
                information[l][k] = DiscreteInformation.mutualInformation(codeLabels.get(l), factor);
            }
            entropies[k] = DiscreteInformation.entropy(v[k]);
            if (factor.counts().length == 1) {
                dropped.add(k);
                gaps[k] = Double.NaN;
            } else {
                gaps[k] = topTwoDifference(information, k) / entropies[k];
                sum += gaps[k];
            }
        }
        if (dropped.size() == v.length) {
            throw new IllegalArgumentException("factors must vary, found all " + v.length + " constant over "
                    + v[0].length + " points: there is nothing to measure");
        }
        return new Result(sum / (v.length - dropped.size()), information, entropies, gaps, List.copyOf(dropped));
    }

    private static double topTwoDifference(double[][] information, int factor) {
        double first = Double.NEGATIVE_INFINITY;
        double second = Double.NEGATIVE_INFINITY;
        for (double[] code : information) {
            second = Math.max(second, Math.min(first, code[factor]));
            first = Math.max(first, code[factor]);
        }
        return first - second;
    }

    private static int width(String name, int length, int points) {
        if (points < 1 || length % points != 0) {
            throw new IllegalArgumentException(
                    name + " must hold N ≥ 1 rows of equal length, found " + length + " values for N = " + points);
        }
        return length / points;
    }

    private static void requireLength(String name, int row, int found, int expected) {
        if (found != expected) {
            throw new IllegalArgumentException(name + " must be rectangular, found " + found + " columns in row " + row
                    + " and " + expected + " in row 0");
        }
    }
}
