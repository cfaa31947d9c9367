package org.gaspard.datasets.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.gaspard.datasets.Batches;
import org.gaspard.datasets.images.PixelGrid;
import org.gaspard.datasets.sequences.SparseSequences.Settings;
import org.gaspard.datasets.sequences.TransformationSequencesTest.Digits;
import org.junit.jupiter.api.Test;

class SparseSequencesTest {

    private static final int K = 3;
    private static final int STATES = 1 << K;

    private static SparseSequences sparse(int frames, Settings settings, long seed) {
        return SparseSequences.of(digits(), frames, settings, seed);
    }

    private static TransformationSequences digits() {
        return PublishedSequences.mnist(new Digits(6, 5, 1), PixelGrid.AREAS);
    }

    private static int state(boolean[] spikes) {
        int state = 0;
        for (int k = 0; k < K; k++) {
            state |= spikes[k] ? 1 << k : 0;
        }
        return state;
    }

    /** The probability that flips of independent spikes lead from one state to another. */
    private static double flips(int from, int to, double rate) {
        int changed = Integer.bitCount(from ^ to);
        return Math.pow(rate, changed) * Math.pow(1 - rate, K - changed);
    }

    /** The same without the state in which nothing acts, from which flips begin anew. */
    private static double transition(int from, int to, double rate) {
        double again = flips(0, to, rate) / (1 - flips(0, 0, rate));
        return flips(from, to, rate) + flips(from, 0, rate) * again;
    }

    @Test
    void spikesAreTheMarkovChainWithoutStillSteps() {
        SparseSequences sparse = sparse(9, Settings.PUBLISHED, 4);
        int numbers = 20_000;
        int[] starts = new int[STATES];
        int[][] counts = new int[STATES][STATES];
        for (int number = 0; number < numbers; number++) {
            boolean[][] active = sparse.active(number);
            assertThat(active).hasDimensions(8, K);
            starts[state(active[0])]++;
            for (int t = 1; t < 8; t++) {
                counts[state(active[t - 1])][state(active[t])]++;
            }
        }
        assertThat(starts[0]).isZero();
        for (int to = 1; to < STATES; to++) {
            check(starts[to], numbers, flips(0, to, 0.1) / (1 - flips(0, 0, 0.1)));
        }
        for (int from = 1; from < STATES; from++) {
            int times = Arrays.stream(counts[from]).sum();
            assertThat(times).isGreaterThan(1000);
            assertThat(counts[from][0]).isZero();
            for (int to = 1; to < STATES; to++) {
                check(counts[from][to], times, transition(from, to, 0.1));
            }
        }
    }

    /** Within five standard deviations of the binomial. */
    private static void check(int count, int times, double probability) {
        double deviation = Math.sqrt(times * probability * (1 - probability));
        assertThat((double) count).isCloseTo(times * probability, within(5 * deviation + 1));
    }

    @Test
    void stepsGoOnWhereSpikesAreAndNeverBeyondTheTransformation() {
        Settings settings = new Settings(0.3, 0.7, 4);
        for (int frames : new int[] {2, 5, 9}) {
            SparseSequences sparse = sparse(frames, settings, 12);
            int fastest = 0;
            for (int number = 0; number < 2000; number++) {
                boolean[][] active = sparse.active(number);
                int[][] steps = sparse.steps(number);
                assertThat(steps).hasDimensions(frames, K);
                assertThat(steps[0]).containsOnly(0);
                for (int k = 0; k < K; k++) {
                    for (int t = 1; t < frames; t++) {
                        int speed = steps[t][k] - steps[t - 1][k];
                        assertThat(speed > 0).isEqualTo(active[t - 1][k]);
                        assertThat(speed).isBetween(0, 4);
                        fastest = Math.max(fastest, speed);
                    }
                    assertThat(steps[frames - 1][k]).isLessThanOrEqualTo(8);
                }
            }
            assertThat(fastest).isEqualTo(4);
        }
    }

    /** Two steps of at most three fit into eight, so that all speeds are equally likely. */
    @Test
    void speedsAreUniformWhereThereIsRoom() {
        SparseSequences sparse = sparse(3, Settings.PUBLISHED.withTopSpeed(3), 2);
        int[] counts = new int[4];
        for (int number = 0; number < 10_000; number++) {
            int[][] steps = sparse.steps(number);
            for (int t = 1; t < 3; t++) {
                for (int k = 0; k < K; k++) {
                    counts[steps[t][k] - steps[t - 1][k]]++;
                }
            }
        }
        int acting = counts[1] + counts[2] + counts[3];
        for (int speed = 1; speed <= 3; speed++) {
            check(counts[speed], acting, 1.0 / 3);
        }
    }

    @Test
    void publishedTrainingBeginsWithSpeedOne() {
        SparseSequences sparse = sparse(9, Settings.PUBLISHED, 1);
        for (int number = 0; number < 100; number++) {
            int[][] steps = sparse.steps(number);
            for (int t = 1; t < 9; t++) {
                for (int k = 0; k < K; k++) {
                    assertThat(steps[t][k] - steps[t - 1][k]).isBetween(0, 1);
                }
            }
        }
    }

    @Test
    void batchesArePureFunctionsOfTheSeedAndTheStep() {
        Settings settings = Settings.PUBLISHED.withTopSpeed(2);
        TransformationSequences digits = digits();
        SparseSequences sparse = SparseSequences.of(digits, 6, settings, 9);
        assertThat(sparse.frames()).isEqualTo(6);
        assertThat(sparse.values()).isEqualTo(6 * 6 * 5 * 3);
        int values = sparse.values();
        float[] batch = sparse.reading(7).apply(5);
        assertThat(batch)
                .isEqualTo(SparseSequences.of(digits, 6, settings, 9).reading(7).apply(5));
        int[] images = new Batches(20, 7, 9).indices(5);
        for (int i = 0; i < 7; i++) {
            assertThat(sparse.image(35 + i)).isEqualTo(images[i]);
            float[] expected = new float[values];
            digits.readComposed(images[i], sparse.steps(35 + i), expected, 0);
            assertThat(Arrays.copyOfRange(batch, i * values, (i + 1) * values)).isEqualTo(expected);
        }
        int same = 0;
        for (int number = 0; number < 100; number++) {
            same += Arrays.deepEquals(
                            sparse.steps(number), sparse(6, settings, 10).steps(number))
                    ? 1
                    : 0;
        }
        assertThat(same).isLessThan(20);
    }

    @Test
    void badArgumentsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sparse(10, Settings.PUBLISHED, 0))
                .withMessageContaining("frames is 10, expected 2 to the 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sparse(1, Settings.PUBLISHED, 0))
                .withMessageContaining("frames is 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Settings(0, 0.9, 1))
                .withMessageContaining("startRate is 0.0, expected a number in (0, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Settings(0.1, Double.NaN, 1))
                .withMessageContaining("keepRate is NaN, expected a number in [0, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Settings(0.1, 0.9, 0))
                .withMessageContaining("topSpeed is 0");
        SparseSequences sparse = sparse(4, Settings.PUBLISHED, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sparse.reading(0))
                .withMessageContaining("batchSize is 0");
        assertThatIllegalArgumentException().isThrownBy(() -> sparse.steps(-1)).withMessageContaining("number is -1");
        assertThatIllegalArgumentException().isThrownBy(() -> sparse.image(-3)).withMessageContaining("number is -3");
    }
}
