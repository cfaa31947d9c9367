package org.gaspard.metrics.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Score;
import org.junit.jupiter.api.Test;

class FlatnessTest {

    private static final Flatness METRIC = new Flatness("flatness", 40);
    /** Codes of a grid are kept in single precision. */
    private static final Offset<Double> EXACT = within(1e-6);

    private static Score score(Function<int[], double[]> codes) {
        return METRIC.score(Populations.grid(codes, 6, 5, 8), 1);
    }

    @Test
    void monotoneCodesOfOneFactorGetOne() {
        assertThat(score(Populations::perfect).value()).isCloseTo(1, EXACT);
        assertThat(score(Populations::permuted).value()).isCloseTo(1, EXACT);
        assertThat(score(Populations::withDeadDimensions).value()).isCloseTo(1, EXACT);
        assertThat(score(v -> new double[] {Math.exp(v[0]), -v[1] * v[1], v[2]}).value())
                .isCloseTo(1, EXACT);
    }

    @Test
    void diagonalsGetTheRatioOfNorms() {
        // Along the diagonal of m axes: L2 width √m, L1 length m.
        assertThat(METRIC.score(Populations.grid(Populations::rotated, 8, 8), 1).value())
                .isCloseTo(Math.sqrt(0.5), EXACT);
        Score duplicated = score(Populations::duplicated);
        assertThat(duplicated.value()).isCloseTo(Math.sqrt(0.5), EXACT);
        assertThat(duplicated.figure("flatness L1")).isCloseTo(1, EXACT);
        assertThat(duplicated.figure("flatness L2")).isCloseTo(1, EXACT);
        // Two of three factors have one code, the first has two.
        assertThat(score(v -> new double[] {v[0], v[1], v[2], 3 * v[0]}).value())
                .isCloseTo((2 + Math.sqrt(10) / 4) / 3, EXACT);
    }

    @Test
    void foldedAndClosedSweeps() {
        // 0 1 2 3 2 1 0: width 3; cyclic steps are six of 1 and a 0 back to the start, and one of 1 is left out.
        assertThat(METRIC.score(Populations.grid(v -> new double[] {3 - Math.abs(v[0] - 3)}, 7), 1)
                        .value())
                .isCloseTo(3 / 5.0, EXACT);
        // A regular hexagon: width 2, five sides of length 1 (L2).
        Function<int[], double[]> circle =
                v -> new double[] {Math.cos(v[0] * Math.PI / 3), Math.sin(v[0] * Math.PI / 3)};
        assertThat(METRIC.score(Populations.grid(circle, 6), 1).figure("flatness L2"))
                .isCloseTo(2 / 5.0, EXACT);
    }

    @Test
    void widthsAndLengths() {
        Score score = METRIC.score(Populations.grid(v -> new double[] {2 * v[0], 3 * v[1], 3 * v[1]}, 6, 4), 1);
        double[][] rows = score.table("sweeps").values();
        assertThat(rows[0]).containsExactly(new double[] {1, 10, 10, 10, 10}, EXACT);
        assertThat(rows[1])
                .containsExactly(new double[] {Math.sqrt(0.5), 18, 9 * Math.sqrt(2), 18, 9 * Math.sqrt(2)}, EXACT);
        assertThat(score.figure("width L1")).isCloseTo(14, EXACT);
        assertThat(score.figure("length L1")).isCloseTo(14, EXACT);
    }

    @Test
    void noiseGetsLittle() {
        // A uniform number: width about 1, 39 cyclic steps of a third in the mean.
        assertThat(METRIC.score(Populations.grid(v -> new double[] {Populations.noise(1, v)}, 40, 3), 1)
                        .table("sweeps")
                        .values()[0][0])
                .isCloseTo(1 / 13.0, within(0.02));
    }

    @Test
    void aFactorThatMovesNothingCountsAsZero() {
        Score score = METRIC.score(Populations.grid(v -> new double[] {v[0], 0}, 3, 4), 1);
        assertThat(score.value()).isCloseTo(0.5, EXACT);
        assertThat(score.warnings()).containsExactly("no code moves along factors [v1]; they count as 0");
    }

    @Test
    void constantFactorsAreLeftOut() {
        Score score = METRIC.score(Populations.grid(Populations::perfect, 4, 1), 1);
        assertThat(score.value()).isCloseTo(1, EXACT);
        assertThat(score.warnings()).containsExactly("constant factors left out: [v1]");
        assertThatThrownBy(() -> METRIC.score(Populations.grid(Populations::perfect, 1), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tablesWithGapsAreNamed() {
        Points grid = Populations.table(Populations::perfect, 3, 3);
        assertThat(METRIC.score(PointSource.of(grid), 1).warnings()).isEmpty();
        Score score = METRIC.score(PointSource.of(grid.range(0, 8)), 1);
        assertThat(score.warnings()).singleElement().asString().contains("of 80 sweeps lack values of their factor");
        // What is left of the sweeps is still in order.
        assertThat(score.value()).isCloseTo(1, EXACT);
    }

    @Test
    void options() {
        assertThat(Flatness.standard().repeats()).isEqualTo(1024);
        assertThat(Flatness.fast().repeats()).isEqualTo(128);
        assertThatThrownBy(() -> new Flatness("x", 0)).hasMessageContaining("repeats");
    }

    @Test
    void pointsOfTheSameCombinationDoNotLengthenSweeps() {
        double once = METRIC.score(PointSource.of(noisy(1)), 1).value();
        double often = METRIC.score(PointSource.of(noisy(200)), 1).value();
        assertThat(once).isBetween(0.55, 0.95);
        assertThat(often).isCloseTo(once, within(0.1));
        assertThat(METRIC.score(PointSource.of(noisy(200)), 1).warnings()).isEmpty();
    }

    /** All combinations of two factors, each several times, with codes that scatter around them. */
    private static Points noisy(int times) {
        int[][] factors = IntStream.range(0, 36 * times)
                .mapToObj(n -> new int[] {n / 6 % 6, n % 6})
                .toArray(int[][]::new);
        double[][] codes = IntStream.range(0, factors.length)
                .mapToObj(n -> new double[] {
                    factors[n][0] + 0.3 * Populations.noise(1, n), factors[n][1] + 0.3 * Populations.noise(2, n)
                })
                .toArray(double[][]::new);
        return Points.of(codes, factors);
    }
}
