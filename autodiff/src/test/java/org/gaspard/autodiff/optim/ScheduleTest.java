package org.gaspard.autodiff.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static void assertValues(Schedule schedule, double... expected) {
        double[] found =
                LongStream.range(0, expected.length).mapToDouble(schedule::at).toArray();
        assertThat(found).containsExactly(expected, within(1e-12));
    }

    @Test
    void closedForms() {
        assertValues(Schedule.constant(3), 3, 3, 3);
        assertValues(Schedule.linear(1, 3, 4), 1, 1.5, 2, 2.5, 3, 3, 3);
        assertValues(Schedule.cosine(2, 0, 4), 2, 1 + Math.sqrt(0.5), 1, 1 - Math.sqrt(0.5), 0, 0);
        assertValues(Schedule.exponential(8, 0.5), 8, 4, 2, 1);
        assertValues(Schedule.step(8, 0.5, 2), 8, 8, 4, 4, 2);
        assertValues(Schedule.cyclic(0, 1, 4, 0.5), 0, 0.5, 1, 1, 0, 0.5, 1, 1, 0);
        assertValues(Schedule.triangular(1, 3, 4), 1, 2, 3, 2, 1, 2);
    }

    @Test
    void combinations() {
        assertValues(Schedule.linear(4, 0, 2).afterWarmUp(4), 1, 2, 3, 4, 4, 2, 0, 0);
        assertValues(Schedule.constant(1).then(2, Schedule.linear(5, 7, 2)), 1, 1, 5, 6, 7, 7);
    }

    /** Step numbers beyond 2³¹ neither overflow nor lose the period. */
    @Test
    void longRuns() {
        long far = 4_000_000_000L;
        assertThat(Schedule.cyclic(0, 1, 4, 1).at(far + 3)).isEqualTo(0.75);
        assertThat(Schedule.linear(0, 1, far).at(far / 2)).isEqualTo(0.5);
    }

    @Test
    void wrongNumbersAreRefused() {
        assertThatThrownBy(() -> Schedule.linear(0, 1, 0)).hasMessageContaining("steps");
        assertThatThrownBy(() -> Schedule.cyclic(0, 1, 4, 0)).hasMessageContaining("rise");
    }
}
