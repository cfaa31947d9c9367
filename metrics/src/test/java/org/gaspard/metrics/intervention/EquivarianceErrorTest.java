package org.gaspard.metrics.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.junit.jupiter.api.Test;

class EquivarianceErrorTest {

    private static final Codes BEFORE = Codes.ofRows(new double[][] {{0, 0}, {1, 0}, {2, 5}});
    private static final Codes AFTER = Codes.ofRows(new double[][] {{3, 4}, {4, 4}, {5, 9}});

    @Test
    void anEncoderThatCommutesHasNoError() {
        Score score = EquivarianceError.of(BEFORE, AFTER, AFTER);
        assertThat(score.value()).isZero();
        assertThat(score.figure("mean L2 displacement")).isEqualTo(5);
        assertThat(score.warnings()).isEmpty();
    }

    @Test
    void predictingNoChangeGetsOne() {
        Score score = EquivarianceError.of(BEFORE, AFTER, BEFORE);
        assertThat(score.value()).isEqualTo(1);
        assertThat(score.figure("mean L1 error")).isEqualTo(7);
        assertThat(score.figure("mean L2 error")).isEqualTo(5);
        assertThat(score.figure("root mean square error")).isEqualTo(5);
        assertThat(score.table("root mean square error").column(0)).containsExactly(3, 4);
    }

    @Test
    void theMeanLeavesAllOfTheVariance() {
        Codes mean = Codes.ofRows(new double[][] {{4, 17 / 3.0}, {4, 17 / 3.0}, {4, 17 / 3.0}});
        assertThat(EquivarianceError.of(BEFORE, AFTER, mean).figure("unpredicted part of variance"))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void halfTheStepIsHalfTheError() {
        Codes half = Codes.ofRows(new double[][] {{1.5, 2}, {2.5, 2}, {3.5, 7}});
        assertThat(EquivarianceError.of(BEFORE, AFTER, half).value()).isEqualTo(0.5);
    }

    @Test
    void codesThatDoNotMoveHaveNoRelativeError() {
        Score score = EquivarianceError.of(AFTER, AFTER, BEFORE);
        assertThat(score.value()).isNaN();
        assertThat(score.warnings()).singleElement().asString().contains("no code moves");
        assertThat(score.figure("mean L2 error")).isEqualTo(5);
    }

    @Test
    void shapesMustAgree() {
        Codes fewer = BEFORE.atPoints(0, 1);
        assertThatThrownBy(() -> EquivarianceError.of(fewer, AFTER, AFTER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("before")
                .hasMessageContaining("[2 × 2]");
        assertThatThrownBy(() -> EquivarianceError.of(BEFORE, AFTER, AFTER.columns(0)))
                .hasMessageContaining("predicted");
    }
}
