package org.gaspard.examples.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {

    @Test
    void equalDifferencesLeaveNoDoubt() {
        PairedDifference d = PairedDifference.of(new double[] {3, 5, 9}, new double[] {1, 3, 7});
        assertThat(d).isEqualTo(new PairedDifference(2, 2, 2, 3, 3));
    }

    @Test
    void twoSeedsGiveBothDifferencesAsEnds() {
        // Of two draws a quarter has twice the smaller, a quarter twice the larger difference.
        PairedDifference d = PairedDifference.of(new double[] {1, 7}, new double[] {2, 4});
        assertThat(d).isEqualTo(new PairedDifference(1, -1, 3, 1, 2));
    }

    @Test
    void ofManySeedsItIsTheNormalInterval() {
        var random = new Random(5);
        double[] values = random.doubles(400, 0, 1).toArray();
        PairedDifference d = PairedDifference.of(values, new double[400]);
        // 1.96 √(1/12 / 400), as far as these numbers have the variance of their distribution.
        assertThat(d.high() - d.mean()).isCloseTo(0.0283, within(0.002));
        assertThat(d.mean() - d.low()).isCloseTo(0.0283, within(0.002));
    }

    @Test
    void refusesOtherSeeds() {
        assertThatThrownBy(() -> PairedDifference.of(new double[2], new double[3]))
                .hasMessageContaining("found 2 and 3");
        assertThatThrownBy(() -> PairedDifference.of(new double[0], new double[0]))
                .hasMessageContaining("at least one");
    }
}
