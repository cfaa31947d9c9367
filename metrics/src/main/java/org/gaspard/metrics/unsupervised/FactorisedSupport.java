package org.gaspard.metrics.unsupervised;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.UnsupervisedMetric;
import org.gaspard.metrics.check.Checks;
import org.gaspard.tensor.array.Parallel;

/**
 * Is the support of the codes a box? For each pair of codes, how far the product of their values reaches beyond the points
 * themselves: the one-sided Hausdorff distance
 *
 * <pre>{@code d_ab = max_{i,j} min_k ( (z_ia − z_ka)² + (z_jb − z_kb)² )
 * FOS  = mean over batches of Σ_{a<b} d_ab}</pre>
 *
 * with i, j, k over the points of a batch; squared distances. 0 and up; small is good. Unlike independence this does not forbid
 * correlated codes as long as all combinations occur. The sum grows with the number of pairs and the square of the scale of the
 * codes: compare models with {@link #standardised}, or the figure "mean of pairs".
 *
 * <p>Codes on a full grid get 0; a permutation of codes changes nothing; a square turned by 45° becomes a diamond, whose box has
 * corners {@code a/√2} from the nearest edge for a diamond of radius a, which gives about {@code a²/2}; a duplicated code of
 * range r gives {@code r²/2} for densely sampled values (the corner (low, high) is nearest to the middle of the diagonal); a dead
 * code adds 0; an independent noise code adds the gaps that chance leaves, which shrink as the batch grows; a factor in two codes
 * is as the duplicated code. Known criticism: one outlier decides each maximum, and the value falls with the size of the batch.
 *
 * <p>Defaults: all pairs, and consecutive batches of 256 points, a last smaller one included; the authors' program has the size of
 * a batch and a number of randomly chosen pairs as options. Time {@code O(L² N B)} for batches of B, by envelopes of parabolas
 * instead of the {@code O(L² N B²)} of the definition. Source: [R23]; estimated on pairs of codes and batches as in its program.
 *
 * @param batch B, the points of a batch, at least 1
 * @param standardised whether each code is divided by its standard deviation (divisor N) first
 */
public record FactorisedSupport(int batch, boolean standardised) implements UnsupervisedMetric {

    private static final int PUBLISHED_BATCH = 256;

    /** Checks the size of a batch. */
    public FactorisedSupport {
        Checks.atLeast("batch", batch, 1);
    }

    /** Batches of 256, codes as they are. */
    public static FactorisedSupport standard() {
        return new FactorisedSupport(PUBLISHED_BATCH, false);
    }

    @Override
    public String name() {
        String batches = batch == PUBLISHED_BATCH ? "" : ", batches of " + batch;
        return (standardised ? "factorised support, standardised" : "factorised support") + batches;
    }

    /**
     * {@inheritDoc} A table has the distance of each pair, averaged over batches.
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
        double[][] columns = IntStream.range(0, width)
                .mapToObj(l -> standardised ? Moments.standardised(codes.column(l)) : codes.column(l))
                .toArray(double[][]::new);
        int batches = Math.ceilDiv(codes.points(), batch);
        double[][][] distances = new double[batches][width][width];
        Parallel.run(batches * width * width, task -> {
            int a = task / width % width;
            int b = task % width;
            if (a < b) {
                int number = task / width / width;
                int from = number * batch;
                int to = Math.min(codes.points(), from + batch);
                distances[number][a][b] = FarthestProduct.of(
                                Arrays.copyOfRange(columns[a], from, to), Arrays.copyOfRange(columns[b], from, to))
                        .squaredDistance();
            }
        });
        double[][] means = new double[width][width];
        double sum = 0;
        for (int a = 0; a < width; a++) {
            for (int b = a + 1; b < width; b++) {
                for (double[][] ofBatch : distances) {
                    means[a][b] += ofBatch[a][b] / batches;
                }
                means[b][a] = means[a][b];
                sum += means[a][b];
            }
        }
        List<String> names = IntStream.range(0, width).mapToObj(l -> "z" + l).toList();
        Score score = Score.of(name(), sum)
                .withFigure("mean of pairs", sum / (width * (width - 1) / 2.0))
                .withTable(new Score.Table("squared Hausdorff distance", "code", names, "code", names, means))
                .withSetting("batch", batch)
                .withSetting("standardised", standardised);
        return DeadCodes.warned(score, codes);
    }
}
