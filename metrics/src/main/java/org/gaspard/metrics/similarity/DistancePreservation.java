package org.gaspard.metrics.similarity;

import java.util.Locale;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.rows.Correlation;
import org.gaspard.metrics.rows.Rows;
import org.gaspard.ot.Cost;

/**
 * Are points that are far from each other in one representation far in the other? The correlation of the {@code N (N − 1) / 2}
 * Euclidean distances, by Pearson (Mantel's statistic) or Spearman. From −1 to 1, in practice from about 0 to 1.
 *
 * <p>Equal representations get 1, also after a permutation, a rotation by 45°, a shift, one scale for all codes, or duplicating all
 * codes; dead codes add nothing; noise codes lower it by their share; a factor in two codes counts as its variance says. Equal
 * distances (one point repeated, or N = 2) give NaN with a warning. Known criticism: large distances decide, and there are more of
 * them in many dimensions; pairs share points, so the usual significance of a correlation does not hold.
 *
 * <p>Time {@code O(N² (L₁ + L₂))}, Spearman {@code O(N² log N)} more; memory for several N × N matrices. Source: [M67].
 *
 * @param coefficient which correlation is the value; the other one is a figure
 */
public record DistancePreservation(Coefficient coefficient) implements RepresentationMetric {

    /** Which correlation. */
    public enum Coefficient {
        /** Of the distances. */
        PEARSON,
        /** Of their ranks, equal ones sharing the mean. */
        SPEARMAN
    }

    /** Of the distances. */
    public static DistancePreservation pearson() {
        return new DistancePreservation(Coefficient.PEARSON);
    }

    /** Of the ranks of the distances. */
    public static DistancePreservation spearman() {
        return new DistancePreservation(Coefficient.SPEARMAN);
    }

    @Override
    public String name() {
        return "distance preservation, " + coefficient.name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the numbers of points differ, or there are fewer than 3
     */
    @Override
    public Score compare(Codes first, Codes second) {
        Checks.samePoints(first, second, 3);
        double[] x = distances(first);
        double[] y = distances(second);
        double pearson = Correlation.pearson(x, y);
        double spearman = Correlation.spearman(x, y);
        double value = coefficient == Coefficient.PEARSON ? pearson : spearman;
        Score score = Score.of(name(), value).withFigure("pearson", pearson).withFigure("spearman", spearman);
        return Double.isNaN(value) ? score.withWarning("all distances of a representation are equal") : score;
    }

    private static double[] distances(Codes codes) {
        return Correlation.upperTriangle(Rows.of(codes).costs(Cost.euclidean()), codes.points());
    }
}
