package org.gaspard.metrics.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.Score;
import org.junit.jupiter.api.Test;

class FactoredLinearityTest {

    private static final FactoredLinearity METRIC = new FactoredLinearity("linearity", 20);
    private static final Offset<Double> EXACT = within(1e-6);

    private static Score score(Function<int[], double[]> codes) {
        return METRIC.score(Populations.grid(codes, 6, 5, 8), 1);
    }

    private static void all(Score score, double expected) {
        assertThat(score.value()).isCloseTo(expected, EXACT);
        score.figures().forEach((name, figure) -> assertThat(figure).as(name).isCloseTo(expected, EXACT));
    }

    @Test
    void oneAxisForEachFactorGetsOne() {
        all(score(Populations::perfect), 1);
        all(score(Populations::permuted), 1);
        all(score(Populations::withDeadDimensions), 1);
        all(score(v -> new double[] {Math.exp(v[0]), -v[1] * v[1], v[2]}), 1);
    }

    @Test
    void diagonalsAreLinearButNotAligned() {
        Score rotated = METRIC.score(Populations.grid(Populations::rotated, 8, 8), 1);
        // Variances of both codes are equal: (1/2 − 1/2) / (1 − 1/2).
        assertThat(rotated.value()).isCloseTo(0, within(1e-3));
        assertThat(rotated.figure("linear ratio")).isCloseTo(1, EXACT);
        assertThat(rotated.figure("axis alignment")).isCloseTo(0, within(1e-3));
        Score duplicated = METRIC.score(Populations.grid(Populations::duplicated, 4, 4), 1);
        // Two of L = 4 variances are equal, the others 0.
        assertThat(duplicated.value()).isCloseTo((1 / 2.0 - 1 / 4.0) / (1 - 1 / 4.0), EXACT);
        assertThat(duplicated.figure("linear ratio, deviations")).isCloseTo(1, EXACT);
    }

    @Test
    void bentSweeps() {
        // Corners of an L: (−1, 0), (0, 0), (0, 1) have variances 1/3 and 1/3, along (1, 1) and (1, −1) 1/2 and 1/6.
        Function<int[], double[]> bent = v -> new double[] {Math.min(v[0] - 1, 0), Math.max(v[0] - 1, 0)};
        Score score = METRIC.score(Populations.grid(bent, 3), 1);
        assertThat(score.value()).isCloseTo(0, EXACT);
        assertThat(score.figure("linear ratio")).isCloseTo(2 * (3 / 4.0 - 1 / 2.0), EXACT);
        double deviations = Math.sqrt(3) / (Math.sqrt(3) + 1);
        assertThat(score.figure("linear ratio, deviations")).isCloseTo(2 * (deviations - 0.5), EXACT);
    }

    @Test
    void theSameAxisInAllSweeps() {
        // The axis of the first factor depends on the second one: each sweep is aligned, their mean is not.
        Function<int[], double[]> swapped = v -> v[1] == 0 ? new double[] {v[0], 9} : new double[] {9, v[0]};
        Score score = new FactoredLinearity("linearity", 4000).score(Populations.grid(swapped, 5, 2), 1);
        double[] first = score.table("sweeps").values()[0];
        assertThat(first[0]).isCloseTo(1, EXACT);
        assertThat(first[3]).isCloseTo(0, within(0.06));
    }

    @Test
    void noiseGetsLittle() {
        Function<int[], double[]> noise = v -> {
            double[] codes = new double[10];
            for (int l = 0; l < 10; l++) {
                codes[l] = Populations.noise(l, v);
            }
            return codes;
        };
        assertThat(METRIC.score(Populations.grid(noise, 60, 3), 1)
                        .table("sweeps")
                        .values()[0][0])
                .isBetween(0.0, 0.06);
    }

    @Test
    void aFactorThatMovesNothingCountsAsZero() {
        Score score = METRIC.score(Populations.grid(v -> new double[] {v[0], 0}, 3, 4), 1);
        all(score, 0);
        assertThat(score.table("sweeps").values()[0][0]).isCloseTo(1, EXACT);
        assertThat(score.warnings()).containsExactly("no code moves along factors [v1]; they count as 0");
    }

    @Test
    void sweepsOfOnePointCountAsZero() {
        PointSource source =
                PointSource.of(Populations.table(Populations::perfect, 2, 2).at(0, 3));
        Score score = METRIC.score(source, 1);
        all(score, 0);
        assertThat(score.warnings()).anyMatch(warning -> warning.contains("40 of 40 sweeps"));
    }

    @Test
    void refusesWhatHasNoMeaning() {
        assertThatThrownBy(() -> METRIC.score(Populations.grid(v -> new double[] {v[0]}, 3), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("L ≥ 2");
        assertThatThrownBy(() -> new FactoredLinearity("x", 0)).hasMessageContaining("repeats");
        assertThat(FactoredLinearity.standard().repeats()).isEqualTo(1024);
        assertThat(FactoredLinearity.fast().repeats()).isEqualTo(128);
    }
}
