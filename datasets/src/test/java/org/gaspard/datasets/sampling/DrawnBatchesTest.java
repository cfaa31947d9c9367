package org.gaspard.datasets.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.datasets.DSprites;
import org.gaspard.datasets.FactorGrid;
import org.junit.jupiter.api.Test;

class DrawnBatchesTest {

    private static final int STEPS = 500;
    private static final int BATCH = 64;
    /** The standard error of a coefficient is at most 1 / √n. */
    private static final double FOUR_ERRORS = 4 / Math.sqrt(STEPS * BATCH);

    private static final int SHAPE = 1;
    private static final int SCALE = 2;
    private static final int POS_X = 4;
    private static final int POS_Y = 5;

    private final FactorGrid sprites = new DSprites().grid();

    private double drawn(FactorDistribution distribution, int first, int second) {
        DrawnBatches batches = new DrawnBatches(distribution, BATCH, 11);
        int[] indices = IntStream.range(0, STEPS)
                .flatMap(step -> Arrays.stream(batches.indices(step)))
                .toArray();
        double[] weights = new double[indices.length];
        Arrays.fill(weights, 1.0 / indices.length);
        return correlation(indices, weights, first, second);
    }

    /** Pearson's coefficient of two factors' positions. */
    private double correlation(int[] indices, double[] weights, int first, int second) {
        double[] sums = new double[5];
        for (int i = 0; i < indices.length; i++) {
            double a = sprites.position(indices[i], first);
            double b = sprites.position(indices[i], second);
            double[] moments = {a, b, a * a, b * b, a * b};
            for (int m = 0; m < sums.length; m++) {
                sums[m] += weights[i] * moments[m];
            }
        }
        return (sums[4] - sums[0] * sums[1]) / Math.sqrt((sums[2] - sums[0] * sums[0]) * (sums[3] - sums[1] * sums[1]));
    }

    private double exact(FactorDistribution distribution, int first, int second) {
        int[] all = IntStream.range(0, sprites.size()).toArray();
        double[] weights =
                Arrays.stream(all).mapToDouble(distribution::probability).toArray();
        return correlation(all, weights, first, second);
    }

    @Test
    void theFactorsOfTheImagesAreCorrelatedAsTheDistributionSays() {
        FactorDistribution published =
                Correlation.distribution(sprites, PublishedCorrelations.named("dsprites-double-1-01"));
        assertThat(exact(published, SHAPE, POS_X)).isBetween(0.9, 0.99);
        for (int[] pair : new int[][] {{SHAPE, POS_X}, {SCALE, POS_Y}, {SHAPE, SCALE}, {POS_X, POS_Y}}) {
            assertThat(drawn(published, pair[0], pair[1]))
                    .isCloseTo(exact(published, pair[0], pair[1]), within(FOUR_ERRORS));
        }
        FactorDistribution inverse = Correlation.distribution(sprites, List.of(Correlation.parse("posX,-posY=0.1")));
        assertThat(drawn(inverse, POS_X, POS_Y))
                .isNegative()
                .isCloseTo(exact(inverse, POS_X, POS_Y), within(FOUR_ERRORS));
    }

    @Test
    void aBatchIsAFunctionOfItsStepAndTheSeed() {
        FactorDistribution distribution = FactorDistribution.uniform(sprites);
        DrawnBatches batches = new DrawnBatches(distribution, 8, 5);
        int[] ninth = batches.indices(9);
        assertThat(batches.size()).isEqualTo(sprites.size());
        assertThat(batches.indices(8)).hasSize(8).isNotEqualTo(ninth);
        assertThat(new DrawnBatches(distribution, 8, 5).indices(9)).isEqualTo(ninth);
        assertThat(new DrawnBatches(distribution, 8, 6).indices(8)).isNotEqualTo(ninth);
        assertThat(new DrawnBatches(distribution, 8, 6).indices(9)).isNotEqualTo(ninth);
    }

    @Test
    void whatCannotBeIsRefused() {
        FactorDistribution distribution = FactorDistribution.uniform(sprites);
        assertThatIllegalArgumentException().isThrownBy(() -> new DrawnBatches(distribution, 0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DrawnBatches(distribution, 1, 1).indices(-1))
                .withMessageContaining("step -1");
    }
}
