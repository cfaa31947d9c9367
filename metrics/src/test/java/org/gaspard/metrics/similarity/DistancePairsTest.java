package org.gaspard.metrics.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import org.gaspard.metrics.Deviations;
import org.gaspard.metrics.OracleSets;
import org.gaspard.metrics.Score;
import org.junit.jupiter.api.Test;

/** Against oracles/gwae_evaluation.py, on 24 sets each, and by hand. */
class DistancePairsTest {

    private static void hold(String name, String values, double bound, IntFunction<double[]> found) {
        Deviations.record(
                name,
                OracleSets.COUNT,
                OracleSets.largestDeviation(OracleSets.values(DistancePairsTest.class, "distances.txt", values), found),
                bound);
    }

    private static DistancePairs pairs(int set) {
        double[][] rows = OracleSets.noise(OracleSets.points(set), 2, 18000 + set);
        return new DistancePairs(
                Arrays.stream(rows).mapToDouble(row -> row[0]).toArray(),
                Arrays.stream(rows)
                        .mapToDouble(row -> row[0] * (24 - set) / 24 + 3 * row[1])
                        .toArray());
    }

    @Test
    void histogramOfPairs() {
        hold("histogram of distances", "histogram", 1e-15, set -> {
            PlaneHistogram found = pairs(set).histogram(2 + set);
            return DoubleStream.concat(
                            Arrays.stream(found.counts()).flatMapToDouble(Arrays::stream),
                            DoubleStream.of(found.left(), found.right(), found.bottom(), found.top()))
                    .toArray();
        });
    }

    @Test
    void differenceOfDistances() {
        hold("difference of distances", "difference", 1e-13, set -> {
            Score score = pairs(set).score(1 + set / 4.0);
            return DoubleStream.concat(
                            DoubleStream.of(score.value()),
                            score.figures().values().stream().mapToDouble(x -> x))
                    .toArray();
        });
    }

    @Test
    void anIsometryUpToScaleHasNoDifference() {
        DistancePairs pairs = new DistancePairs(new double[] {1, 4, 9}, new double[] {9, 36, 81});
        assertThat(pairs.score(3).value()).isZero();
        assertThat(pairs.score(3).figure("correlation")).isCloseTo(1, within(1e-15));
        assertThat(pairs.score(3).figure("correlation of ranks")).isCloseTo(1, within(1e-15));
        assertThat(pairs.score(1).figure("factor of least squares")).isCloseTo(3, within(1e-15));
        assertThat(pairs.score(1).value()).isCloseTo(4, within(1e-15));
        assertThat(pairs.histogram(2).counts()).isDeepEqualTo(new double[][] {{2, 0}, {0, 1}});
    }

    @Test
    void equalDistancesHaveARange() {
        PlaneHistogram found = new DistancePairs(new double[] {2, 2}, new double[] {3, 4}).histogram(2);
        assertThat(found.left()).isEqualTo(1.5);
        assertThat(found.right()).isEqualTo(2.5);
        assertThat(found.counts()).isDeepEqualTo(new double[][] {{0, 1}, {0, 1}});
    }

    @Test
    void refusesBadInput() {
        assertThatThrownBy(() -> new DistancePairs(new double[1], new double[2]))
                .hasMessageContaining("1 and 2");
        assertThatThrownBy(() -> new DistancePairs(new double[] {-1}, new double[1]))
                .hasMessageContaining("latents[0] must be finite and at least 0, found -1.0");
        assertThatThrownBy(() -> pairs(0).histogram(0)).hasMessageContaining("bins");
        assertThatThrownBy(() -> PlaneHistogram.of(new double[2], new double[3], 4))
                .hasMessageContaining("2 and 3");
        assertThatThrownBy(() -> PlaneHistogram.of(new double[] {1, Double.NaN}, new double[2], 4))
                .hasMessageContaining("x must be finite, found values from NaN to NaN");
        assertThatThrownBy(() -> pairs(0).score(0)).hasMessageContaining("scale");
    }
}
