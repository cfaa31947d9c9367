package org.gaspard.metrics.unsupervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.junit.jupiter.api.Test;

class MutualInformationScoreTest {

    private static final MutualInformationScore MI = MutualInformationScore.standard();

    @Test
    void independentCodesShareNothing() {
        assertThat(MI.score(CodesTable.perfect()).value()).isCloseTo(0, within(1e-14));
        assertThat(MI.score(CodesTable.permuted()).value()).isCloseTo(0, within(1e-14));
    }

    /** [x, x]: their entropy; [x, y, x, y]: 4 of 12 ordered pairs are equal ones, with ln 10 each. */
    @Test
    void duplicatedCodesShareAll() {
        assertThat(MI.score(CodesTable.duplicated()).value()).isCloseTo(Math.log(10), within(1e-13));
        Codes both = CodesTable.of((x, y) -> x, (x, y) -> y, (x, y) -> x, (x, y) -> y);
        Score score = MI.score(both);
        assertThat(score.value()).isCloseTo(Math.log(10) / 3, within(1e-13));
        assertThat(score.figure("largest")).isCloseTo(Math.log(10), within(1e-13));
    }

    /** Sum and difference of x and y have the same parity and a support that is no box. */
    @Test
    void rotatedCodesShareSomething() {
        assertThat(MI.score(CodesTable.rotated()).value()).isGreaterThan(0.5);
    }

    /** One shared bit: x and a code that tells whether x is above 4. */
    @Test
    void aFactorInTwoCodes() {
        Codes codes = CodesTable.of((x, y) -> x, (x, y) -> x > 4 ? 1.0 : 0.0);
        assertThat(MI.score(codes).value()).isCloseTo(Math.log(2), within(1e-13));
    }

    /** A dead code takes part in 4 of 6 ordered pairs of three codes, with nothing. */
    @Test
    void deadCodesLowerTheMean() {
        Codes codes = CodesTable.of((x, y) -> x, (x, y) -> 0.1, (x, y) -> x);
        Score score = MI.score(codes);
        assertThat(score.value()).isCloseTo(Math.log(10) / 3, within(1e-13));
        assertThat(score.warnings()).containsExactly("dead codes [1]");
    }

    /** The plug-in bias of about (B − 1)² / 2N. */
    @Test
    void noiseHasTheBiasOfTheBins() {
        double bias = 19 * 19 / 8000.0;
        assertThat(MI.score(CodesTable.noise(4000, 3, 99)).value()).isBetween(0.7 * bias, 1.3 * bias);
    }

    @Test
    void refusesASingleCode() {
        assertThatThrownBy(() -> MI.score(Codes.ofRows(new double[][] {{1}, {2}})))
                .hasMessageContaining("L ≥ 2")
                .hasMessageContaining("[2 × 1]");
    }
}
