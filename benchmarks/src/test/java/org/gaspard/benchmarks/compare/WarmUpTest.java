package org.gaspard.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    @Test
    void isSettledWhenTurnsGetNoFaster() {
        assertThat(WarmUp.isSettled(List.of(9.0, 5.0, 3.0, 2.0, 2.0, 2.0))).isFalse();
        assertThat(WarmUp.isSettled(List.of(9.0, 2.0, 2.0, 2.1, 2.0, 2.0, 2.0))).isTrue();
        assertThat(WarmUp.isSettled(List.of(2.0, 2.0, 2.0, 2.0, 2.0))).isFalse();
    }

    @Test
    void countsTheStepsUntilNearTheFinalTime() {
        List<Double> slowThenFast = Stream.of(
                        Collections.nCopies(100, 5.0), Collections.nCopies(60, 1.05), Collections.nCopies(300, 1.0))
                .flatMap(List::stream)
                .toList();
        assertThat(OurSide.finalTime(slowThenFast)).isEqualTo(1.0);
        // Of steps 96 to 105, five are slow: the median is between. One more, and it is that of the fast ones.
        assertThat(OurSide.stepsUntilNear(slowThenFast)).isEqualTo(106);
    }

    @Test
    void aConstantTimeIsNearFromTheFirstTenStepsOn() {
        assertThat(OurSide.stepsUntilNear(
                        IntStream.range(0, 40).mapToObj(i -> 1.0).toList()))
                .isEqualTo(10);
    }
}
