package org.gaspard.metrics.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.OracleSets;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.similarity.TopologicalDivergence.Kind;
import org.gaspard.tensor.RandomKey;
import org.gaspard.topology.divergence.RepresentationTopologyDivergence;
import org.junit.jupiter.api.Test;

class TopologicalDivergenceTest {

    private static final Codes X = OracleSets.codes(1);
    private static final Codes Y = OracleSets.others(1);

    private static double[] flat(Codes codes) {
        return Arrays.stream(codes.rows()).flatMapToDouble(Arrays::stream).toArray();
    }

    /** The parts are those that the divergence itself draws for the key of the seed. */
    @Test
    void theMeanOfDrawnParts() {
        double[] parts = RepresentationTopologyDivergence.standard()
                .sampled(flat(X), flat(Y), X.points(), 20, 4, RandomKey.of(9));
        Score score = new TopologicalDivergence(Kind.RTD, 20, 4, 9).compare(X, Y);
        double mean = Arrays.stream(parts).average().orElseThrow();
        assertThat(score.value()).isCloseTo(mean, within(1e-14)).isPositive();
        double squares = Arrays.stream(parts).map(v -> (v - mean) * (v - mean)).sum();
        assertThat(score.figure("standard deviation")).isCloseTo(Math.sqrt(squares / 3), within(1e-14));
        assertThat(score.settings()).containsEntry("parts", "4");
    }

    @Test
    void fewPointsAreComparedOnce() {
        Score score = TopologicalDivergence.rtd().compare(X, Y);
        assertThat(score.settings()).containsEntry("parts", "1").containsEntry("points of a part", "47");
        assertThat(score.figures()).isEmpty();
        assertThat(score.value()).isPositive();
        assertThat(TopologicalDivergence.rtdLite().compare(X, Y).value()).isPositive();
    }

    @Test
    void refusesBadOptions() {
        assertThatThrownBy(() -> new TopologicalDivergence(Kind.RTD, 1, 1, 0)).hasMessageContaining("size");
        assertThatThrownBy(() -> new TopologicalDivergence(Kind.RTD, 2, 0, 0)).hasMessageContaining("trials");
    }
}
