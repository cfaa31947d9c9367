package org.gaspard.metrics.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Deviations;
import org.gaspard.metrics.OracleSets;
import org.gaspard.metrics.Score;
import org.junit.jupiter.api.Test;

/** Against oracles/gwae_evaluation.py, on 24 sets each, and by hand. */
class OutOfDistributionTest {

    private static void hold(String name, String values, double bound, IntFunction<double[]> found) {
        Deviations.record(
                name,
                OracleSets.COUNT,
                OracleSets.largestDeviation(
                        OracleSets.values(OutOfDistributionTest.class, "novelty.txt", values), found),
                bound);
    }

    /** Whole numbers, so that many are tied. */
    private static double[] scores(int set, int more, int seed, int shift) {
        return Arrays.stream(OracleSets.noise(1, OracleSets.points(set) + more, seed + set)[0])
                .map(u -> Math.floor((5 + set) * u + shift))
                .toArray();
    }

    private static double[] inside(int set) {
        return scores(set, set % 5, 12000, 0);
    }

    private static double[] outside(int set) {
        return scores(set, set % 3, 13000, set % 4);
    }

    @Test
    void areaOfTiedScores() {
        hold("out-of-distribution area", "area", 1e-14, set -> {
            Score score = OutOfDistribution.area(inside(set), outside(set));
            return new double[] {score.value(), score.figure("negated")};
        });
    }

    @Test
    void curveOfTiedScores() {
        hold("ROC curve", "curve", 1e-15, set -> {
            RocCurve curve = OutOfDistribution.curve(inside(set), outside(set));
            return DoubleStream.concat(Arrays.stream(curve.falsePositives()), Arrays.stream(curve.truePositives()))
                    .toArray();
        });
    }

    @Test
    void standardNormalScore() {
        hold(
                "standard normal score",
                "normal",
                1e-13,
                set -> CodeScore.standardNormal().of(OracleSets.codes(set)));
    }

    /** Of 1, 2, 2 against 2, 3, 4: of nine pairs seven are in order and two tied. */
    @Test
    void theFirstPointsOfTheLargerSetAreTaken() {
        double[] inside = {1, 2, 2, 100, 100};
        Score score = OutOfDistribution.area(inside, new double[] {2, 3, 4});
        assertThat(score.value()).isCloseTo(8 / 9.0, within(1e-15));
        assertThat(score.figure("negated")).isCloseTo(1 / 9.0, within(1e-15));
        assertThat(score.figure("mean inside")).isCloseTo(5 / 3.0, within(1e-15));
        assertThat(score.figure("mean outside")).isEqualTo(3);
        assertThat(score.settings()).containsEntry("points of each", "3").containsEntry("inside", "first of 5");
    }

    @Test
    void farCodesAreOutside() {
        Codes inside = Codes.ofRows(new double[][] {{0, 0}, {1, -1}});
        Codes outside = Codes.ofRows(new double[][] {{3, 0}, {0, -2}});
        Score score = OutOfDistribution.area(CodeScore.standardNormal(), inside, outside);
        assertThat(score.value()).isEqualTo(1);
        assertThat(score.settings()).containsEntry("score", "−ln N(z; 0, I)");
    }

    /** Of so many that the sum of their ranks is no int. */
    @Test
    void manyTiedPointsAreChance() {
        double[] same = new double[50_000];
        assertThat(OutOfDistribution.area(same, same).value()).isEqualTo(0.5);
        assertThat(OutOfDistribution.curve(same, same).truePositives()).containsExactly(0, 1);
    }

    @Test
    void infiniteScoresAreTheLargest() {
        double[] outside = {3, Double.POSITIVE_INFINITY};
        assertThat(OutOfDistribution.area(new double[] {Double.NEGATIVE_INFINITY, 4}, outside)
                        .value())
                .isEqualTo(0.75);
    }

    @Test
    void zerosOfEitherSignAreOneScore() {
        RocCurve curve = RocCurve.of(new boolean[] {true, false}, new double[] {0.0, -0.0});
        assertThat(curve.falsePositives()).containsExactly(0, 1);
        assertThat(curve.truePositives()).containsExactly(0, 1);
    }

    @Test
    void refusesBadInput() {
        assertThatThrownBy(() -> OutOfDistribution.area(new double[0], new double[] {1}))
                .hasMessageContaining("at least one point each, found 0 and 1");
        assertThatThrownBy(() -> OutOfDistribution.area(new double[] {1, Double.NaN}, new double[] {1}))
                .hasMessageContaining("inside must be numbers, found NaN at position 1");
        Codes two = Codes.ofRows(new double[][] {{0, 0}});
        Codes one = Codes.ofRows(new double[][] {{0}});
        assertThatThrownBy(() -> OutOfDistribution.area(CodeScore.standardNormal(), two, one))
                .hasMessageContaining("2 and 1");
        assertThatThrownBy(() -> RocCurve.of(new boolean[] {true}, new double[] {1}))
                .hasMessageContaining("found 1 of 1");
        assertThatThrownBy(() -> RocCurve.of(new boolean[] {true}, new double[] {1, 2}))
                .hasMessageContaining("1 and 2");
    }
}
