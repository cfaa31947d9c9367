package org.gaspard.metrics.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.OracleSets;
import org.junit.jupiter.api.Test;

class FeatureDistancesTest {

    private static final FrechetDistance FRECHET = FrechetDistance.standard();

    private static Codes noise(int n, int width, int seed) {
        return Codes.ofRows(OracleSets.noise(n, width, seed));
    }

    private static Codes map(Codes codes, double scale, double shift) {
        double[][] rows = codes.rows();
        for (double[] row : rows) {
            Arrays.setAll(row, l -> scale * row[l] + shift);
        }
        return Codes.ofRows(rows);
    }

    /** A shift by c in each of L features gives L c²; a scale 1 + s gives s² tr Σ plus the shift of the means. */
    @Test
    void frechetDistanceOfShiftsAndScales() {
        Codes x = noise(60, 3, 5);
        assertThat(FRECHET.between(x, x).value()).isCloseTo(0, within(1e-15));
        assertThat(FRECHET.between(x, map(x, 1, 2)).value()).isCloseTo(12, within(1e-13));
        var score = FRECHET.between(x, map(x, 3, 0));
        double trace = 0;
        double means = 0;
        double[] covariance = FrechetDistance.fit(x).covariance();
        for (int l = 0; l < 3; l++) {
            trace += covariance[4 * l];
            means += Math.pow(2 * FrechetDistance.fit(x).mean()[l], 2);
        }
        assertThat(score.figure("of covariances")).isCloseTo(4 * trace, within(1e-13));
        assertThat(score.figure("of means")).isCloseTo(means, within(1e-13));
        assertThat(score.warnings()).isEmpty();
    }

    @Test
    void frechetDistanceOfFewPointsIsFiniteAndWarned() {
        var few = FRECHET.between(noise(4, 6, 7), noise(30, 6, 8));
        assertThat(few.value()).isFinite().isPositive();
        assertThat(few.warnings()).hasSize(2);
        assertThat(few.warnings().get(0)).contains("first", "singular");
        assertThat(few.warnings().get(1)).contains("second", "10 points per feature");
    }

    @Test
    void deadFeaturesAddNothing() {
        Codes x = noise(60, 2, 9);
        Codes y = noise(50, 2, 10);
        assertThat(FRECHET.between(withDead(x), withDead(y)).value())
                .isCloseTo(FRECHET.between(x, y).value(), within(1e-14));
    }

    private static Codes withDead(Codes codes) {
        double[] dead = new double[codes.points()];
        Arrays.fill(dead, 0.1);
        return Codes.ofColumns(new double[][] {codes.column(0), dead, codes.column(1)});
    }

    /** x = {0, 1}, y = {2, 2} with one feature: k(0, 1) = 1, k(2, 2) = 125, k(0, 2) = 1, k(1, 2) = 27. */
    @Test
    void kernelDistanceByHand() {
        Codes x = Codes.ofRows(new double[][] {{0}, {1}});
        Codes y = Codes.ofRows(new double[][] {{2}, {2}});
        assertThat(KernelDistance.standard().between(x, y).value()).isCloseTo(1 + 125 - 28, within(1e-13));
    }

    @Test
    void subsetsAverageToTheWhole() {
        Codes x = noise(300, 4, 11);
        Codes y = map(noise(280, 4, 12), 1, 0.1);
        double whole = new KernelDistance(1, 300, 0).between(x, y).value();
        var score = new KernelDistance(400, 60, 1).between(x, y);
        assertThat(score.value()).isCloseTo(whole, within(4 * score.figure("standard error")));
        assertThat(score.figure("standard error")).isLessThan(0.1 * whole);
        assertThat(new KernelDistance(400, 60, 1).between(x, y)).isEqualTo(score);
    }

    /** Each subset is an unbiased estimate: of halves of one sample the mean is 0 up to its error. */
    @Test
    void equalDistributionsHaveAboutZero() {
        var score = new KernelDistance(200, 50, 2).between(noise(500, 3, 13), noise(500, 3, 14));
        double whole = new KernelDistance(1, 500, 2)
                .between(noise(500, 3, 13), noise(500, 3, 14))
                .value();
        assertThat(Math.abs(score.value())).isLessThan(0.02);
        assertThat(Math.abs(whole)).isLessThan(0.01);
    }

    @Test
    void refusesBadInput() {
        assertThatThrownBy(() -> FRECHET.between(noise(5, 2, 1), noise(5, 3, 1)))
                .hasMessageContaining("2 and 3");
        assertThatThrownBy(() -> FRECHET.between(noise(1, 2, 1), noise(5, 2, 1)))
                .hasMessageContaining("at least 2 points");
        assertThatThrownBy(() -> KernelDistance.standard().between(noise(5, 2, 1), noise(5, 3, 1)))
                .hasMessageContaining("2 and 3");
        assertThatThrownBy(() -> KernelDistance.standard().between(noise(5, 2, 1), noise(1, 2, 1)))
                .hasMessageContaining("second");
        assertThatThrownBy(() -> new KernelDistance(0, 5, 0)).hasMessageContaining("subsets");
        assertThatThrownBy(() -> new KernelDistance(1, 1, 0)).hasMessageContaining("size");
    }
}
