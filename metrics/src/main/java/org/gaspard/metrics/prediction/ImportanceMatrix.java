package org.gaspard.metrics.prediction;

import java.util.Arrays;

/**
 * How much each of L codes matters for the prediction of each of K factors, {@code R [L × K]}, and what follows for
 * disentanglement and completeness.
 *
 * <p>With rows and columns of {@code R + 10⁻¹¹} as distributions, and H their entropies,
 *
 * <pre>{@code
 * D_l = 1 − H(R_l·) / ln K     is a code important for one factor only?
 * C_k = 1 − H(R_·k) / ln L     is one code only important for a factor?
 * D = Σ_l ρ_l D_l,  ρ_l = Σ_k R_lk / Σ R;      C = Σ_k σ_k C_k,  σ_k = Σ_l R_lk / Σ R, or σ_k = 1 / K
 * }</pre>
 *
 * All between 0 and 1. D_l is not defined for a single factor, nor C_k for a single code: they are NaN then. If no code is
 * important at all, all weights are alike, and D = C = 0.
 *
 * <p>Examples: 1 and 1 for a diagonal matrix, also with further rows of zeros; for K factors with two equal codes each,
 * {@code C = 1 − ln 2 / ln 2K}; for codes with two factors each, {@code D = 1 − ln 2 / ln K}. Invariant under permutations
 * of rows and of columns and under scaling of the whole; not under scaling of a row or column. {@code O(L K)}.
 *
 * <p>Source: [EW18], section 2; weights of C and the small number as in disentanglement_lib [LBL19].
 *
 * @param values R, [L][K], finite and not negative
 */
public record ImportanceMatrix(double[][] values) {

    private static final double SMALL = 1e-11;

    /** What the weights of factors are in the mean of their completeness. */
    public enum Weights {
        /** The sums of their columns, as in disentanglement_lib. */
        MASS,
        /** All alike, as in [EW18]. */
        EQUAL
    }

    /**
     * Copies and checks the values.
     *
     * @throws IllegalArgumentException if there are none, rows differ in length, or a value is negative or not finite
     */
    public ImportanceMatrix {
        if (values.length == 0 || values[0].length == 0) {
            throw new IllegalArgumentException("values must have at least one code and one factor, found none");
        }
        double[][] copies = new double[values.length][];
        for (int l = 0; l < values.length; l++) {
            if (values[l].length != values[0].length) {
                throw new IllegalArgumentException("values must be rectangular, found " + values[l].length
                        + " columns in row " + l + " and " + values[0].length + " in row 0");
            }
            for (double value : values[l]) {
                if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException(
                            "values must be finite and not negative, found " + value + " in row " + l);
                }
            }
            copies[l] = values[l].clone();
        }
        values = copies;
    }

    /** R, [L][K]; a copy. */
    @Override
    public double[][] values() {
        return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    /** The number of codes L. */
    public int codes() {
        return values.length;
    }

    /** The number of factors K. */
    public int factors() {
        return values[0].length;
    }

    /** D_l of each code, [L]; NaN for a single factor. */
    public double[] disentanglements() {
        return Arrays.stream(values)
                .mapToDouble(ImportanceMatrix::concentration)
                .toArray();
    }

    /** C_k of each factor, [K]; NaN for a single code. */
    public double[] completenesses() {
        double[] concentrations = new double[factors()];
        Arrays.setAll(concentrations, k -> concentration(column(k)));
        return concentrations;
    }

    /** D, the mean over the codes by their importance; NaN for a single factor. */
    public double disentanglement() {
        return weighted(
                disentanglements(),
                Arrays.stream(values)
                        .mapToDouble(row -> Arrays.stream(row).sum())
                        .toArray());
    }

    /** C, the mean over the factors; NaN for a single code. */
    public double completeness(Weights weights) {
        double[] masses = new double[factors()];
        if (weights == Weights.MASS) {
            Arrays.setAll(masses, k -> Arrays.stream(column(k)).sum());
        }
        return weighted(completenesses(), masses);
    }

    private double[] column(int k) {
        return Arrays.stream(values).mapToDouble(row -> row[k]).toArray();
    }

    private static double concentration(double[] importances) {
        double total = Arrays.stream(importances).sum() + importances.length * SMALL;
        double entropy = 0;
        for (double importance : importances) {
            double p = (importance + SMALL) / total;
            entropy -= p * Math.log(p);
        }
        return importances.length == 1 ? Double.NaN : 1 - entropy / Math.log(importances.length);
    }

    private static double weighted(double[] scores, double[] masses) {
        double total = Arrays.stream(masses).sum();
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            sum += scores[i] * (total == 0 ? 1.0 / scores.length : masses[i] / total);
        }
        return sum;
    }
}
