package org.gaspard.metrics.unsupervised;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.UnsupervisedMetric;
import org.gaspard.metrics.information.DiscreteInformation;
import org.gaspard.metrics.information.Discretizer;

/**
 * How much codes tell of each other: the mean mutual information of two different codes, each put into equal-width bins,
 *
 * <pre>{@code MI = 1 / (L (L − 1)) Σ_{i ≠ j} I(z_i; z_j)}</pre>
 *
 * In nats by the plug-in estimate, from 0 (independent) to ln B for B bins. Small is good.
 *
 * <p>Independent codes get the plug-in bias, about {@code (B − 1)² / 2N} (0.018 for 20 bins and 10,000 points); a permutation of
 * codes and {@code z ↦ a z + b} change nothing (up to rounding at the edges of bins); independent uniform codes turned by 45° get
 * more, as their support is no box; of codes that are [x, y, x, y] with independent x and y, 4 of 12 pairs are equal ones, which
 * gives {@code (H(x) + H(y)) / 6} with the entropies of the bins; a dead code has information 0 and stays among the L, so that it
 * lowers the mean, and is named in a warning; a noise code lowers the mean as well. Known criticism: bins are relative to the
 * range, so one outlier makes a code nearly constant; the value depends on N through the bias.
 *
 * <p>disentanglement_lib has 20 bins and the means of 10,000 points. Time {@code O(L² N log N)}. Source: [L19].
 *
 * @param discretizer how codes become labels
 */
public record MutualInformationScore(Discretizer discretizer) implements UnsupervisedMetric {

    /** As disentanglement_lib: 20 bins. */
    public static MutualInformationScore standard() {
        return new MutualInformationScore(Discretizer.ownRange(20));
    }

    @Override
    public String name() {
        return equals(standard()) ? "MI of codes" : "MI of codes, " + discretizer;
    }

    /**
     * {@inheritDoc} A table has the information of each pair of codes; on its diagonal are their entropies.
     *
     * @throws IllegalArgumentException if there are fewer than 2 codes
     */
    @Override
    public Score score(Codes codes) {
        int width = codes.width();
        if (width < 2) {
            throw new IllegalArgumentException(
                    "codes must have L ≥ 2 columns, found " + codes + ": there are no pairs");
        }
        int[][] labels = IntStream.range(0, width)
                .mapToObj(l -> discretizer.labels(codes.column(l)))
                .toArray(int[][]::new);
        double[][] information = new double[width][width];
        double sum = 0;
        for (int i = 0; i < width; i++) {
            information[i][i] = DiscreteInformation.entropy(labels[i]);
            for (int j = 0; j < i; j++) {
                information[i][j] = DiscreteInformation.mutualInformation(labels[i], labels[j]);
                information[j][i] = information[i][j];
                sum += 2 * information[i][j];
            }
        }
        List<String> names = IntStream.range(0, width).mapToObj(l -> "z" + l).toList();
        Score score = Score.of(name(), sum / (width * (width - 1.0)))
                .withFigure("largest", largest(information))
                .withTable(new Score.Table("mutual information in nats", "code", names, "code", names, information))
                .withSetting("discretizer", discretizer);
        return DeadCodes.warned(score, codes);
    }

    private static double largest(double[][] information) {
        return IntStream.range(1, information.length)
                .mapToDouble(i -> Arrays.stream(information[i], 0, i).max().orElseThrow())
                .max()
                .orElseThrow();
    }
}
