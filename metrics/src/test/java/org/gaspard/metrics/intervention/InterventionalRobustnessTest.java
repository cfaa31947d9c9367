package org.gaspard.metrics.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.junit.jupiter.api.Test;

class InterventionalRobustnessTest {

    private static final List<InterventionalRobustness> ALL = List.of(
            InterventionalRobustness.standard(), InterventionalRobustness.paper(), InterventionalRobustness.zaidi());

    private static Score score(InterventionalRobustness metric, Points points) {
        return metric.score(new Sample(points, points.at(0)));
    }

    private static Points grid(Function<int[], double[]> codes) {
        return Populations.table(codes, 6, 5, 8);
    }

    @Test
    void codesThatOneFactorDecidesGetOne() {
        for (InterventionalRobustness metric : ALL) {
            // Within a value of its factor each code is constant.
            assertThat(score(metric, grid(Populations::perfect)).value()).isEqualTo(1);
            assertThat(score(metric, grid(Populations::permuted)).value()).isEqualTo(1);
            assertThat(score(metric, grid(Populations::duplicated)).value()).isEqualTo(1);
            assertThat(score(metric, grid(Populations::firstFactorInTwoCodes)).value())
                    .isEqualTo(1);
        }
    }

    @Test
    void aFactorThatDoesNotMatterGetsZeroForTheMaximum() {
        // The values of other factors leave a code its whole range around the same mean.
        Score score = score(InterventionalRobustness.paper(), grid(Populations::permuted));
        double[][] table = score.table("IRS").values();
        for (int l = 0; l < 3; l++) {
            for (int k = 0; k < 3; k++) {
                boolean own = k == (l + 2) % 3;
                assertThat(table[l][k]).isCloseTo(own ? 1 : 0, within(1e-12));
            }
        }
        assertThat(score.table("IRS of factors").column(0)).containsExactly(1, 1, 1);
        // Half of the range 7 of factor 2, times 3; of 5; and a quarter of 4.
        assertThat(score.table("maximal deviation").column(0)).containsExactly(10.5, 2.5, 0.5);
    }

    @Test
    void rotatedCodesKeepHalfOfTheirRange() {
        // z = (a ± b) / √2: a held factor leaves half of the range.
        Score score = score(InterventionalRobustness.paper(), Populations.table(Populations::rotated, 8, 8));
        assertThat(score.value()).isCloseTo(0.5, within(1e-12));
        assertThat(score.table("IRS of codes").column(0)).containsExactly(new double[] {0.5, 0.5}, within(1e-12));
    }

    @Test
    void codesWeighByTheirRange() {
        // Code 0 scores 1 with maximal deviation 30, code 1 a half with 3 √½ · 2.
        Points points = Populations.table(v -> new double[] {20 * (v[0] - 1.5), (v[0] + v[1]) * Math.sqrt(0.5)}, 4, 4);
        double weight = 3 * Math.sqrt(0.5);
        assertThat(score(InterventionalRobustness.paper(), points).value())
                .isCloseTo((30 + 0.5 * weight) / (30 + weight), within(1e-12));
    }

    @Test
    void noiseGetsLittle() {
        Points points = Populations.table(Populations::onlyNoise, 6, 5, 8);
        // Uniform noise: maxima in groups of 30 to 48 points are nearly those of all 240, and the mean hardly moves.
        assertThat(score(InterventionalRobustness.paper(), points).value()).isBetween(0.0, 0.15);
        assertThat(score(InterventionalRobustness.standard(), points).value()).isBetween(0.0, 0.15);
    }

    @Test
    void constantCodesAreLeftOut() {
        Score score = score(InterventionalRobustness.standard(), grid(Populations::withDeadDimensions));
        assertThat(score.value()).isEqualTo(1);
        assertThat(score.warnings()).containsExactly("constant codes left out: [1, 4]");
        assertThat(score.table("IRS of codes").column(0)).containsExactly(1, Double.NaN, 1, 1, Double.NaN);
        Score dead = score(InterventionalRobustness.standard(), grid(Populations::dead));
        assertThat(dead.value()).isZero();
        assertThat(dead.warnings()).singleElement().asString().contains("all codes are constant");
    }

    @Test
    void constantFactorsAreLeftOut() {
        Points points = Populations.table(Populations::perfect, 4, 1, 3);
        Score score = score(InterventionalRobustness.standard(), points);
        assertThat(score.table("IRS").columns()).containsExactly("v0", "v2");
        assertThat(score.warnings())
                .containsExactlyInAnyOrder("constant factors left out: [v1]", "constant codes left out: [1]");
        Points constant = points.at(0, 0, 0);
        assertThatThrownBy(() -> score(InterventionalRobustness.standard(), constant))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("constant");
    }

    @Test
    void binsMakeFewerValues() {
        // 40 values in 20 bins of two: within a bin the code still moves by ½ around its mean, of 19.5 in all.
        Points points = Populations.table(Populations::perfect, 40, 3);
        double[][] binned =
                score(InterventionalRobustness.standard(), points).table("IRS").values();
        assertThat(binned[0][0]).isCloseTo(1 - 0.5 / 19.5, within(1e-12));
        assertThat(score(InterventionalRobustness.paper(), points).table("IRS").values()[0][0])
                .isEqualTo(1);
    }

    @Test
    void continuousFactorsArePutIntoBins() {
        double[][] values = new double[100][];
        Arrays.setAll(values, n -> new double[] {n / 99.0, n % 10 / 9.0});
        Points points = new Points(Codes.ofRows(values), Factors.continuous(List.of("a", "b"), values));
        double[][] table =
                score(InterventionalRobustness.zaidi(), points).table("IRS").values();
        // Ten points in each tenth: a deviation of 4.5 steps of 49.5. The second factor has 10 values, one to a bin.
        assertThat(table[0][0]).isCloseTo(1 - 4.5 / 49.5, within(1e-12));
        assertThat(table[1][1]).isCloseTo(1, within(1e-12));
    }

    @Test
    void quantilesAreLinearBetweenOrderStatistics() {
        // numpy.quantile([4, 1, 3, 2], q)
        double[] values = {4, 1, 3, 2};
        assertThat(InterventionalRobustness.quantile(values.clone(), 0.5)).isEqualTo(2.5);
        assertThat(InterventionalRobustness.quantile(values.clone(), 0.99)).isCloseTo(3.97, within(1e-15));
        assertThat(InterventionalRobustness.quantile(values.clone(), 1)).isEqualTo(4);
        assertThat(InterventionalRobustness.quantile(new double[] {7}, 0.3)).isEqualTo(7);
    }

    /** Ten independent factors, uniform on 1 … 10, 3,000 points, as in the tests of disentanglement_lib. */
    @Test
    void identityAndDeadCodesScoreAsInTheReferenceLibrary() {
        Random random = new Random(0);
        int[][] factors = new int[3000][];
        Arrays.setAll(factors, n -> random.ints(10, 1, 11).toArray());
        double[][] identity = Arrays.stream(factors).map(Populations::perfect).toArray(double[][]::new);
        InterventionalRobustness metric = InterventionalRobustness.standard();
        assertThat(score(metric, Points.of(identity, factors)).value()).isBetween(0.9, 1.0);
        assertThat(score(metric, Points.of(new double[3000][10], factors)).value())
                .isZero();
    }

    @Test
    void refusesOptionsWithoutMeaning() {
        assertThatThrownBy(() -> new InterventionalRobustness("x", 0, 20, true)).hasMessageContaining("quantile");
        assertThatThrownBy(() -> new InterventionalRobustness("x", 1.1, 20, true))
                .hasMessageContaining("1.1");
        assertThatThrownBy(() -> new InterventionalRobustness("x", 1, 0, true)).hasMessageContaining("bins");
    }

    @Test
    void onlyTheOrderOfLabelsMatters() {
        double[][] codes = IntStream.range(0, 90)
                .mapToObj(n -> new double[] {n % 3, n / 3 % 5})
                .toArray(double[][]::new);
        for (int[] labels : new int[][] {{0, 1, 2}, {0, 1, 1000}, {-5, 7, Integer.MAX_VALUE}}) {
            int[][] factors = IntStream.range(0, 90)
                    .mapToObj(n -> new int[] {labels[n % 3], n / 3 % 5})
                    .toArray(int[][]::new);
            for (InterventionalRobustness metric : ALL) {
                assertThat(score(metric, Points.of(codes, factors)).value()).isEqualTo(1);
            }
        }
    }
}
