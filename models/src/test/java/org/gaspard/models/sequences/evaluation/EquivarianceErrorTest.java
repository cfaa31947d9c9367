package org.gaspard.models.sequences.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.gaspard.metrics.Score;
import org.gaspard.models.OracleFile;
import org.gaspard.models.sequences.SequencePredictor;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;

class EquivarianceErrorTest {

    private static final OracleFile ORACLE = new OracleFile("sequences/evaluation.txt");
    private static final TableSequences SEQUENCES = TableSequences.of(ORACLE.get("x"));
    private static final RandomKey KEY = RandomKey.of(4);
    private static final int[] ALL = {0, 1, 2};
    /** Measured: at most 1.8e-15. */
    private static final Offset<Double> ROUNDING = within(2e-14);

    private static final SequencePredictor FORETOLD =
            (first, k, steps, key) -> ORACLE.get("foretold").index(0, k);

    private static double[] rows(String name) {
        return ORACLE.get(name).toDoubleArray();
    }

    @Test
    void errorsAreThoseOfTheEquation() {
        Score score = EquivarianceError.paper(3).of(FORETOLD, SEQUENCES, KEY, ALL);
        double[] expected = rows("paper");
        double[] errors = rows("paper.standardError");
        double[] frames = rows("paper.frames");
        for (int k = 0; k < 2; k++) {
            assertThat(score.table("error").values()[k][0]).isCloseTo(expected[k], ROUNDING);
            assertThat(score.table("error").values()[k][1]).isCloseTo(errors[k], ROUNDING);
            assertThat(score.table("mean absolute error").values()[k][0])
                    .isCloseTo(expected[k] / (3 * 2 * 3 * 2), ROUNDING);
            for (int t = 0; t < 3; t++) {
                assertThat(score.table("error by frame").values()[k][t]).isCloseTo(frames[k * 3 + t], ROUNDING);
            }
        }
        assertThat(score.value()).isCloseTo((expected[0] + expected[1]) / 2, ROUNDING);
        assertThat(score.figure("standard error"))
                .isCloseTo(ORACLE.get("paper.standardErrorOfAll").item(), ROUNDING);
        assertThat(score.figure("mean absolute error")).isCloseTo(score.value() / 36, ROUNDING);
    }

    @Test
    void thePublishedMeterIsNeverReset() {
        Score score = EquivarianceError.published(3).of(FORETOLD, SEQUENCES, KEY, ALL);
        double[] expected = rows("published");
        assertThat(score.table("error").values()[0][0]).isCloseTo(expected[0], ROUNDING);
        assertThat(score.table("error").values()[1][0]).isCloseTo(expected[1], ROUNDING);
        assertThat(score.value()).isCloseTo(expected[1], ROUNDING);
        assertThat(score.table("error by frame").columns()).containsExactly("1", "2");
        Score reset = new EquivarianceError(FrameRange.WITHOUT_LAST, EquivarianceError.Accumulator.RESET, 3)
                .of(FORETOLD, SEQUENCES, KEY, ALL);
        double[] each = reset.table("error").column(0);
        assertThat((each[0] + each[1]) / 2).isCloseTo(expected[1], ROUNDING);
        assertThat(each[1]).isNotCloseTo(expected[1], within(0.01));
    }

    /** Frame t is x_0 · (1 − (k + 1) t / 8). */
    private static Tensor dimmed(Tensor first, int k, int steps) {
        return Tensor.stack(
                1,
                IntStream.rangeClosed(0, steps)
                        .mapToObj(t -> first.multiply(1 - (k + 1) * t / 8.0))
                        .toList());
    }

    @Test
    void batchesDoNotMatterToAPredictorThatDrawsNothing() {
        SequencePredictor dims = (first, k, steps, key) -> dimmed(first, k, steps);
        Score whole = EquivarianceError.paper(3).of(dims, SEQUENCES, KEY, ALL);
        for (int batch : new int[] {1, 2, 5}) {
            Score score = EquivarianceError.paper(batch).of(dims, SEQUENCES, RandomKey.of(9), ALL);
            assertThat(score.value()).isCloseTo(whole.value(), ROUNDING);
            assertThat(score.figure("standard error")).isCloseTo(whole.figure("standard error"), ROUNDING);
        }
        double[] some = EquivarianceError.paper(2)
                .of(dims, SEQUENCES, KEY, 2)
                .table("error")
                .column(0);
        double[] x = rows("x");
        for (int k = 0; k < 2; k++) {
            double sum = 0;
            int sequence = (k * 3 + 2) * 4 * 12;
            for (int i = 12; i < 4 * 12; i++) {
                double first = x[sequence + i % 12];
                sum += Math.abs(x[sequence + i] - first * (1 - (k + 1) * (i / 12) / 8.0));
            }
            assertThat(some[k]).isCloseTo(sum, ROUNDING);
        }
    }

    @Test
    void aModelThatForetellsEverythingHasErrorZero() {
        TableSequences dimming = TableSequences.of(Tensor.stack(
                0, List.of(dimmed(ORACLE.get("x").index(0, 0).index(1, 0), 0, 3))));
        SequencePredictor dims = (first, k, steps, key) -> dimmed(first, k, steps);
        assertThat(EquivarianceError.paper(2).of(dims, dimming, KEY, ALL).value())
                .isZero();
    }

    @Test
    void everyBatchHasAKeyOfItsOwn() {
        List<String> keys = new ArrayList<>();
        SequencePredictor draws = (first, k, steps, key) -> {
            int[] words = key.words().toIntArray();
            keys.add(words[0] + " " + words[1]);
            return ORACLE.get("foretold").index(0, k).slice(0, 0, 2);
        };
        EquivarianceError.paper(2).of(draws, SEQUENCES, KEY, ALL);
        assertThat(keys).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void latentsAreComparedByTheSumOfTheirDistances() {
        // Codes are the six numbers of the first channel, half as large; those foretold are the codes of x_0.
        LatentPredictor still = new LatentPredictor() {
            @Override
            public Tensor encode(Tensor images) {
                return images.slice(3, 0, 1).multiply(0.5).reshape(images.extent(0), 6);
            }

            @Override
            public Tensor predict(Tensor first, int k, int steps, RandomKey key) {
                Tensor code = encode(first);
                return Tensor.stack(
                        1, IntStream.rangeClosed(0, steps).mapToObj(t -> code).toList());
            }
        };
        Score score = EquivarianceError.paper(2).latent(still, SEQUENCES, KEY, ALL);
        double[] x = rows("x");
        for (int k = 0; k < 2; k++) {
            double sum = 0;
            for (int n = 0; n < 3; n++) {
                int sequence = (k * 3 + n) * 4 * 12;
                for (int i = 12; i < 4 * 12; i += 2) {
                    sum += Math.abs(x[sequence + i] - x[sequence + i % 12]) / 2 / 3;
                }
            }
            assertThat(score.table("error").values()[k][0]).isCloseTo(sum, ROUNDING);
            assertThat(score.table("mean absolute error").values()[k][0]).isCloseTo(sum / 18, ROUNDING);
        }
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        EquivarianceError error = EquivarianceError.paper(3);
        SequencePredictor narrow = (first, k, steps, key) -> first;
        assertThatThrownBy(() -> error.of(narrow, SEQUENCES, KEY, ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the shape of foretold images must be [3, 4, 2, 3, 2], found [3, 2, 3, 2]");
        assertThatThrownBy(() -> error.of(FORETOLD, SEQUENCES, KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the number of sequences must be at least 1");
        assertThatThrownBy(() -> error.of(FORETOLD, SEQUENCES, KEY, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        TableSequences two = TableSequences.of(ORACLE.get("x").slice(2, 0, 2));
        assertThatThrownBy(() -> EquivarianceError.published(3).of(FORETOLD, two, KEY, ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 3 frames");
        assertThatThrownBy(() -> EquivarianceError.paper(0)).hasMessageContaining("batchSize");
    }

    @Test
    void numbersThatAreNotFiniteAndErrorsOfOneImageAreWarnedOf() {
        SequencePredictor lost = (first, k, steps, key) ->
                ORACLE.get("foretold").index(0, k).multiply(Double.NaN).cast(DType.FLOAT32);
        Score score = EquivarianceError.paper(3).of(lost, SEQUENCES, KEY, ALL);
        assertThat(score.value()).isNaN();
        assertThat(score.warnings()).containsExactly("of 3 starting images the number is not finite");
        Score one = EquivarianceError.paper(3).of(FORETOLD, SEQUENCES, KEY, 1);
        assertThat(one.figure("standard error")).isNaN();
        assertThat(one.warnings()).containsExactly("one starting image: no standard errors");
    }
}
