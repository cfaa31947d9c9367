package org.gaspard.metrics.similarity;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.rows.Rows;
import org.gaspard.tensor.LinearAlgebra;

/**
 * Canonical correlations of two representations, averaged. With orthonormal bases U and V of the leading singular directions of the
 * centred codes X and Y, as many as hold the part {@link #kept} of the variance, the correlations ρ are the singular values of
 * {@code UᵀV = P diag(ρ) Qᵀ}, and the value is
 *
 * <pre>{@code
 * mean:      1/c Σ_i ρ_i,  c = min(rank X, rank Y)
 * squared:   1/c Σ_i ρ_i²
 * projected: Σ_i α_i ρ_i / Σ_i α_i,  α_i = Σ_j |⟨h_i, x_j⟩|,  h_i = (U P)_i, x_j the columns of X
 * }</pre>
 *
 * The mean with all directions is the mean canonical correlation, with 0.99 of the variance SVCCA, and projected with all
 * directions PWCCA, which weighs the canonical directions by how much of the first representation they carry (it is not symmetric;
 * the other order is a figure). From 0 to 1.
 *
 * <p>Equal representations get 1, and with all directions so does any invertible linear map of one: permutation, rotation by 45°,
 * scales (PWCCA: the weights change, but all ρ are 1). A duplicated code or a dead code adds no rank and changes nothing; noise
 * codes lower the mean if they raise c, and raise chance correlations otherwise; a factor in two codes counts once if these are
 * equal. Known criticism: with many codes or few points all correlations are large by chance: they are 1 if {@code N − 1} is at
 * most the rank, which gets a warning when N is below 10 (rank X + rank Y); SVCCA depends on the scale of codes by its truncation.
 *
 * <p>Directions with a singular value of at most {@code max(N, L)} ulps of the largest do not count. A representation without variation
 * gives NaN with a warning. Time {@code O(N (L₁² + L₂²))}. Source: [R17], section 2; [MRB18]; [K19] for the squared
 * mean.
 *
 * @param kept the part of the variance whose directions are used, above 0, at most 1
 * @param average how the correlations become one number
 */
public record CanonicalCorrelation(double kept, Average average) implements RepresentationMetric {

    /** How correlations are averaged. */
    public enum Average {
        /** Their mean. */
        MEAN,
        /** The mean of their squares. */
        SQUARED,
        /** Weighted by how much of the first representation the directions carry. */
        PROJECTED
    }

    /** Checks the part of the variance. */
    public CanonicalCorrelation {
        Checks.positive("kept", Checks.within("kept", kept, 0, 1));
    }

    /** The mean canonical correlation. */
    public static CanonicalCorrelation mean() {
        return new CanonicalCorrelation(1, Average.MEAN);
    }

    /** SVCCA with 0.99 of the variance. */
    public static CanonicalCorrelation svcca() {
        return new CanonicalCorrelation(0.99, Average.MEAN);
    }

    /** PWCCA. */
    public static CanonicalCorrelation pwcca() {
        return new CanonicalCorrelation(1, Average.PROJECTED);
    }

    @Override
    public String name() {
        String which = switch (average) {
            case MEAN -> "CCA";
            case SQUARED -> "squared CCA";
            case PROJECTED -> "PWCCA";
        };
        return kept == 1 ? which : "SV" + which + " " + kept;
    }

    /**
     * {@inheritDoc} A table has the correlations, largest first.
     *
     * @throws IllegalArgumentException if the numbers of points differ, or there are fewer than 2
     */
    @Override
    public Score compare(Codes first, Codes second) {
        Checks.samePoints(first, second, 2);
        Directions x = Directions.of(first, kept);
        Directions y = Directions.of(second, kept);
        Score base = Score.of(name(), Double.NaN)
                .withFigure("directions of the first", x.count())
                .withFigure("directions of the second", y.count())
                .withSetting("kept", kept)
                .withSetting("average", average);
        if (x.count() == 0 || y.count() == 0) {
            return base.withWarning("a representation does not vary: correlations are not defined");
        }
        LinearAlgebra.Svd svd = Rows.svd(x.basis().productsWith(y.basis()), x.count(), y.count());
        double[] correlations = Arrays.stream(svd.values().toDoubleArray())
                .map(r -> Math.min(r, 1))
                .toArray();
        double value = average(correlations, x, svd.u().toDoubleArray());
        Score score = new Score(name(), value, base.figures(), base.tables(), base.settings(), base.warnings());
        if (average == Average.PROJECTED) {
            score = score.withFigure(
                    "projected on the second", average(correlations, y, svd.v().toDoubleArray()));
        }
        score = score.withTable(Score.Table.ofColumn(
                "correlation",
                "direction",
                IntStream.range(0, correlations.length)
                        .mapToObj(Integer::toString)
                        .toList(),
                correlations));
        return first.points() < 10 * (x.count() + y.count())
                ? score.withWarning("correlations of " + x.count() + " and " + y.count()
                        + " directions are large by chance for " + first.points() + " points")
                : score;
    }

    private double average(double[] correlations, Directions directions, double[] rotation) {
        return switch (average) {
            case MEAN -> Arrays.stream(correlations).average().orElseThrow();
            case SQUARED ->
                Arrays.stream(correlations).map(r -> r * r).average().orElseThrow();
            case PROJECTED -> {
                double[] weights = directions.weights(rotation, correlations.length);
                double sum = 0;
                for (int i = 0; i < weights.length; i++) {
                    sum += weights[i] * correlations[i];
                }
                yield sum / Arrays.stream(weights).sum();
            }
        };
    }
}
