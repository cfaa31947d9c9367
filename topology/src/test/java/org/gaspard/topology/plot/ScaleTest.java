package org.gaspard.topology.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {

    private static List<String> ticks(double low, double high, int count) {
        return new Scale(low, high, 0, 1).ticks(count).stream().map(Scale::text).toList();
    }

    @Test
    void valuesLieStraightBetweenTheEnds() {
        Scale scale = new Scale(2, 6, 100, 20);
        assertThat(scale.at(2)).isEqualTo(100);
        assertThat(scale.at(3)).isEqualTo(80);
        assertThat(scale.at(6)).isEqualTo(20);
        assertThat(new Scale(-1e308, 1e308, 0, 10).at(0)).isEqualTo(5);
    }

    @Test
    void ticksAreRoundNumbersOfTheRange() {
        assertThat(ticks(0, 1, 5)).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
        assertThat(ticks(0.1, 0.3, 2)).containsExactly("0.1", "0.2", "0.3");
        assertThat(ticks(-1.2, 2.3, 3)).containsExactly("0", "2");
        assertThat(ticks(-1.2, 2.3, 4)).containsExactly("−1", "0", "1", "2");
        assertThat(ticks(0, 3e7, 3)).containsExactly("0", "1e7", "2e7", "3e7");
        assertThat(ticks(0, 3e-6, 3)).containsExactly("0", "1e−6", "2e−6", "3e−6");
    }

    @Test
    void rangesAreNeverEmpty() {
        assertThat(Scale.Range.of()).isEqualTo(new Scale.Range(0, 1));
        assertThat(Scale.Range.of(new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}))
                .isEqualTo(new Scale.Range(0, 1));
        assertThat(Scale.Range.of(new double[] {4}, new double[] {4})).isEqualTo(new Scale.Range(2, 6));
        assertThat(Scale.Range.of(new double[] {0})).isEqualTo(new Scale.Range(0, 1));
        assertThat(Scale.Range.of(new double[] {3, Double.NEGATIVE_INFINITY}, new double[] {-1}))
                .isEqualTo(new Scale.Range(-1, 3));
        assertThat(new Scale.Range(0, 10).padded(0.1, 0.2)).isEqualTo(new Scale.Range(-1, 12));
    }
}
