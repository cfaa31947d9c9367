package org.gaspard.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairsTest {

    @Test
    void takesTheRatioInEachPair() {
        // The machine is ten times as slow during the last pair; the ratio of that pair is none the worse.
        Pairs pairs = new Pairs(List.of(0.010, 0.020, 0.100), List.of(0.020, 0.030, 0.300));
        assertThat(pairs.ourMedian()).isEqualTo(0.020);
        assertThat(pairs.peerMedian()).isEqualTo(0.030);
        assertThat(pairs.ratio()).isEqualTo(2.0);
        assertThat(pairs.spread()).isEqualTo(15.0);
    }

    @Test
    void medianOfAnEvenCountIsBetweenTheTwoInTheMiddle() {
        assertThat(Pairs.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
    }

    @Test
    void writesTheResult() {
        Pairs pairs = new Pairs(List.of(0.0341), List.of(0.0662));
        assertThat(pairs.line("vae-step-1x64", "pytorch-channels-last"))
                .isEqualTo("vae-step-1x64: gaspard 34.1 ms, pytorch-channels-last 66.2 ms, ratio 1.94");
    }

    @Test
    void writesWhatACaseTakesMoreThanAnother() {
        Pairs pairs = new Pairs(List.of(0.045, 0.038, 0.036), List.of(0.03, 0.03, 0.03));
        assertThat(pairs.surplus("step-a", "step-b")).isEqualTo("step-a: 38.0 ms, +26.7 % to the 30.0 ms of step-b");
    }

    @Test
    void writesBothSidesInOneUnit() {
        Pairs pairs = new Pairs(List.of(0.0004), List.of(0.0012));
        assertThat(pairs.line("small-ops", "pytorch"))
                .isEqualTo("small-ops: gaspard 400 µs, pytorch 1200 µs, ratio 3.00");
    }

    @Test
    void wantsAsManyTimesOfBothSides() {
        assertThatThrownBy(() -> new Pairs(List.of(1.0), List.of(1.0, 2.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 and 2");
    }
}
