package org.gaspard.metrics.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.gaspard.metrics.FactorImages;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.rows.Correlation;
import org.junit.jupiter.api.Test;

class FactoredDistancesTest {

    private static final FactoredDistances METRIC = new FactoredDistances("distances", 40, 32, 32, Optional.empty());

    private static Score score(Function<int[], double[]> codes) {
        return METRIC.score(Populations.grid(codes, 6, 5, 8), 1);
    }

    @Test
    void codesThatAreTheFactorsAgree() {
        for (Score score : new Score[] {score(Populations::perfect), score(Populations::withDeadDimensions)}) {
            score.figures().forEach((name, figure) -> {
                if (name.endsWith("sweeps") || name.contains("L1")) {
                    assertThat(figure).as(name).isCloseTo(1, within(1e-12));
                }
            });
            // Norms differ between axes and diagonals, so the global L2 figures are below 1.
            assertThat(score.value()).isBetween(0.9, 0.999);
        }
    }

    @Test
    void scaleOrderAndDuplicatesChangeNothing() {
        Score perfect = score(Populations::perfect);
        Score other = score(v -> new double[] {-4 * v[2], 4 * v[0], 4 * v[1]});
        Score duplicated = score(Populations::duplicated);
        for (String name : perfect.figures().keySet()) {
            assertThat(other.figure(name)).as(name).isCloseTo(perfect.figure(name), within(1e-12));
            if (!name.startsWith("same ratio")) {
                assertThat(duplicated.figure(name)).as(name).isCloseTo(perfect.figure(name), within(1e-6));
            }
        }
    }

    @Test
    void rotationKeepsL2Correlations() {
        Score straight = METRIC.score(Populations.grid(Populations::perfect, 8, 8), 1);
        Score rotated = METRIC.score(Populations.grid(Populations::rotated, 8, 8), 1);
        String linear = "linear correlation factors - codes L2, global";
        assertThat(rotated.figure(linear)).isCloseTo(straight.figure(linear), within(1e-6));
        String other = "linear correlation factors - codes L1, global";
        assertThat(rotated.figure(other)).isLessThan(straight.figure(other) - 0.05);
    }

    @Test
    void noiseDoesNotFollow() {
        Score score = score(Populations::onlyNoise);
        // But for equal points: one pair in 32.
        assertThat(score.value()).isCloseTo(0, within(0.2));
        assertThat(score.figure("same ratio factors - codes L2, global")).isBetween(0.35, 0.65);
    }

    @Test
    void aSingleFactorIsMeasuredByRanks() {
        // |i² − j²| orders pairs much as |i − j| does, but not all.
        Score score = METRIC.score(Populations.grid(v -> new double[] {v[0] * v[0]}, 9), 1);
        assertThat(score.figure("rank correlation factors - codes L2, sweeps")).isBetween(0.8, 0.99);
        assertThat(score.figure("rank correlation factors - codes L2, sweeps"))
                .isEqualTo(score.figure("rank correlation factors - codes L1, sweeps"));
    }

    @Test
    void distancesOfImages() {
        FactorImages images = FactorImages.of(6, 5, 8);
        PointSource source = Populations.grid(Populations::perfect, 6, 5, 8);
        PointDistances byHand = PointDistances.of((a, b) -> {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                double d = images.grid().position(a, k) - images.grid().position(b, k);
                sum += d * d;
            }
            return sum / 3;
        });
        Score read = METRIC.withData(PointDistances.meanSquared(images)).score(source, 1);
        assertThat(read.figures())
                .isEqualTo(METRIC.withData(byHand).score(source, 1).figures());
        // Pixels are the codes: mean squares are a monotone function of L2 distances.
        assertThat(read.figure("rank correlation codes L2 - data, global")).isCloseTo(1, within(1e-12));
        assertThat(read.figure("same ratio codes L2 - data, global")).isEqualTo(1);
        assertThat(read.settings()).containsEntry("distances of data", "true");
        // What is said of codes does not depend on it.
        assertThat(read.value()).isEqualTo(METRIC.score(source, 1).value());
    }

    @Test
    void constantDistancesHaveNoCorrelation() {
        Score score = score(Populations::dead);
        assertThat(score.value()).isNaN();
        assertThat(score.warnings()).singleElement().asString().startsWith("not defined");
        assertThat(score.figure("same ratio factors - codes L2, global")).isBetween(0.0, 0.2);
    }

    @Test
    void constantFactorsAreLeftOut() {
        Score score = METRIC.score(Populations.grid(Populations::perfect, 4, 1), 1);
        assertThat(score.table("sweeps").rows()).containsExactly("v0");
        assertThat(score.warnings()).containsExactly("constant factors left out: [v1]");
        assertThatThrownBy(() -> METRIC.score(Populations.grid(Populations::perfect, 1), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatHasNoMeaning() {
        PointSource source = Populations.grid(Populations::perfect, 4, 3);
        assertThatThrownBy(
                        () -> METRIC.withData((first, second) -> new double[1]).score(source, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 pairs, found 1");
        assertThatThrownBy(() ->
                        METRIC.withData(PointDistances.of((a, b) -> Double.NaN)).score(source, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> new FactoredDistances("x", 0, 1, 2, Optional.empty()))
                .hasMessageContaining("repeats");
        assertThatThrownBy(() -> new FactoredDistances("x", 1, 0, 2, Optional.empty()))
                .hasMessageContaining("triplets");
        assertThatThrownBy(() -> new FactoredDistances("x", 1, 1, 1, Optional.empty()))
                .hasMessageContaining("globalPoints");
        assertThat(FactoredDistances.standard().repeats()).isEqualTo(1024);
        assertThat(FactoredDistances.fast().repeats()).isEqualTo(128);
    }

    @Test
    void ranksShareTheirMean() {
        assertThat(Correlation.ranks(new double[] {5, 1, 5, 3, 1, 1})).containsExactly(5.5, 2, 5.5, 4, 2, 2);
        double[] x = {1, 2, 3, 4};
        assertThat(Correlation.pearson(x, Arrays.stream(x).map(v -> -2 * v).toArray()))
                .isCloseTo(-1, within(1e-15));
        assertThat(Correlation.spearman(x, Arrays.stream(x).map(Math::exp).toArray()))
                .isEqualTo(1);
        assertThat(Correlation.pearson(x, new double[] {0.1, 0.1, 0.1, 0.1})).isNaN();
    }
}
