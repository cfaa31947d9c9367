package org.gaspard.metrics.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.learners.GradientBoosting;
import org.gaspard.metrics.learners.MaxFeatures;
import org.gaspard.metrics.learners.RandomForestClassifier;
import org.gaspard.metrics.learners.RandomFourierFeatures;
import org.gaspard.metrics.learners.TreeLimits;
import org.junit.jupiter.api.Test;

class DciEsTest {

    /** A forest that looks at all codes, so that it errs only by its depth. */
    private static final DciEs FOREST = depths(30, new MaxFeatures.Fraction(1));

    /** One tree, whose cuts cannot be outvoted. */
    private static final DciEs TREE = depths(1, new MaxFeatures.Fraction(1));

    private static DciEs depths(int trees, MaxFeatures features) {
        var forest = new RandomForestClassifier(trees, TreeLimits.none(), features, 5);
        var probe = new CapacityProbe.ForestDepth(forest, List.of(1, 2, 3, 4));
        return new DciEs("depths", probe, DciEs.Loss.ERROR, DciEs.Scale.LINEAR, 0);
    }

    private static LossCapacityCurve curve(List<Double> losses) {
        return new LossCapacityCurve(List.of(1.0, 2.0, 4.0), losses);
    }

    @Test
    void areasOfCurvesAreComputedByHand() {
        // The lowest at once; a straight line from the baseline; and the baseline up to the last but one, with the area
        // 1
        // of a square and 1 of a triangle of width 2, against Z = 3/2.
        assertThat(curve(List.of(0.25, 0.25, 0.25)).explicitness(3, 1, 0)).isEqualTo(1);
        assertThat(curve(List.of(1.0, 2 / 3.0, 0.0)).explicitness(3, 1, 0)).isCloseTo(0, within(1e-15));
        assertThat(curve(List.of(1.0, 1.0, 0.0)).explicitness(3, 1, 0)).isCloseTo(1 - 2 / 1.5, within(1e-15));
        // Later losses that are higher do not count: 1/4, then 0.
        LossCapacityCurve rising = curve(List.of(0.5, 0.0, 0.9));
        assertThat(rising.losses()).containsExactly(0.5, 0.0, 0.0);
        assertThat(rising.area()).isEqualTo(0.25);
        // A wider range of other curves adds no area, a possible loss ℓ* above 0 lowers Z.
        assertThat(rising.explicitness(6, 1, 0)).isCloseTo(1 - 0.25 / 3, within(1e-15));
        assertThat(curve(List.of(1.0, 0.5, 0.5)).explicitness(3, 1, 0.5)).isCloseTo(1 - 0.25 / 0.75, within(1e-15));
    }

    @Test
    void codesThatAreTheFactorsNeedTheCutsOfTheirValues() {
        Score score = FOREST.score(PredictionCases.grid(2, 2, 20, (a, b) -> new double[] {b, a}));
        // One cut tells two values: no loss at any depth.
        assertThat(score.value()).isEqualTo(1);
        assertThat(score.figure("explicitness")).isEqualTo(1);
        assertThat(score.figure("informativeness")).isEqualTo(1);
        assertThat(score.figure("disentanglement")).isCloseTo(1, within(1e-9));
        assertThat(score.figure("completeness")).isCloseTo(1, within(1e-9));
        assertThat(score.figure("size")).isEqualTo(1);
        assertThat(score.warnings()).isEmpty();
    }

    @Test
    void rotationByAnEighthTurnNeedsDeeperTreesOrVotes() {
        // One cut of a + b or a − b errs at 1 of 4 points, two cuts at none: E = 1 − 2 · (1/8) / (3 · 1/2).
        Sample rotated = PredictionCases.grid(2, 2, 20, (a, b) -> new double[] {a + b, a - b});
        Score tree = TREE.score(rotated);
        assertThat(tree.table("losses").values()[0]).containsExactly(0.25, 0, 0, 0);
        assertThat(tree.value()).isCloseTo(5 / 6.0, within(1e-12));
        assertThat(tree.figure("informativeness")).isEqualTo(1);
        // Both codes are needed for both factors, with shares of gain 1/3 and 2/3: D at most 1 − H(1/3) / ln 2 = 0.08.
        assertThat(tree.figure("disentanglement")).isBetween(0.0, 0.1);
        // The four cuts that are equally good give (0, 0) a mean probability 1/3 of a = 1, as (0, 1), and the others
        // 2/3.
        Score forest = FOREST.score(rotated);
        assertThat(forest.value()).isEqualTo(1);
        assertThat(forest.figure("disentanglement")).isBetween(0.0, 0.1);
    }

    @Test
    void aFactorInTwoCodesNeedsTwoCutsOrVotes() {
        // Four values of two bits: depth 1 errs at half of the points, depth 2 never: 1 − 2 · (1/4) / (3 · 3/4).
        Sample split = PredictionCases.grid(4, 2, 20, (a, b) -> new double[] {a % 2, a < 2 ? 0 : 1, b});
        Score tree = TREE.score(split);
        assertThat(tree.table("explicitness of factors").column(0))
                .containsExactly(new double[] {7 / 9.0, 1}, within(1e-12));
        assertThat(tree.figure("size")).isCloseTo(2 / 3.0, within(1e-15));
        // Trees that cut one bit and trees that cut the other add up to the value.
        assertThat(FOREST.score(split).value()).isEqualTo(1);
    }

    @Test
    void sizeCountsCopiesAndDeadCodes() {
        Sample copies = PredictionCases.grid(2, 2, 20, (a, b) -> new double[] {a, b, a, b});
        Score twice = FOREST.score(copies);
        assertThat(twice.figure("size")).isEqualTo(0.5);
        assertThat(twice.value()).isEqualTo(1);
        assertThat(twice.figure("disentanglement")).isCloseTo(1, within(1e-9));
        // Equal cuts are drawn from: either copy has about half, 1 − ln 2 / ln 4.
        assertThat(twice.figure("completeness")).isBetween(0.45, 0.6);
        // Trees that see two codes of four must use the copies, and codes of the other factor where they see no other.
        Score some = depths(100, new MaxFeatures.SquareRoot()).score(copies);
        assertThat(some.value()).isEqualTo(1);
        assertThat(some.figure("completeness")).isBetween(0.1, 0.5);
        assertThat(some.figure("disentanglement")).isBetween(0.2, 0.9);
        Score dead = FOREST.score(PredictionCases.grid(2, 2, 20, (a, b) -> new double[] {a, b, 3}));
        assertThat(dead.figure("size")).isCloseTo(2 / 3.0, within(1e-15));
        assertThat(dead.value()).isEqualTo(1);
        assertThat(dead.warnings()).containsExactly("dead codes [2]");
    }

    @Test
    void noiseIsExplicitButNotInformative() {
        Score score = DciEs.standard().score(PredictionCases.noise(1000, 3, 2, 2));
        assertThat(score.value()).isBetween(0.95, 1.0);
        assertThat(score.figure("informativeness")).isBetween(-0.05, 0.05);
    }

    @Test
    void orderAndScaleOfCodesDoNotMatterToTrees() {
        Score score = DciEs.boosting().score(PredictionCases.grid(4, 3, 6, (a, b) -> new double[] {a, b}));
        Score moved =
                DciEs.boosting().score(PredictionCases.grid(4, 3, 6, (a, b) -> new double[] {5 - 3 * b, 9.0 * a}));
        assertThat(moved.value()).isCloseTo(score.value(), within(1e-6));
        assertThat(score.figure("informativeness")).isGreaterThan(0.95);
        assertThat(score.figure("disentanglement")).isCloseTo(1, within(1e-6));
    }

    @Test
    void fourierFeaturesHaveNoImportances() {
        Score score = DciEs.fourierFeatures(3).score(PredictionCases.grid(3, 3, 20, (a, b) -> new double[] {a, b}));
        assertThat(score.figures()).containsOnlyKeys("explicitness", "size", "informativeness");
        assertThat(score.figure("informativeness")).isGreaterThan(0.9);
        double[][] points = {{0.3, -0.2}, {1, 0.5}, {-0.4, 0}};
        double[][] z = new RandomFourierFeatures(20000, 1.5, 7).apply(points);
        for (int n = 0; n < 3; n++) {
            for (int m = 0; m < 3; m++) {
                double product = 0;
                for (int j = 0; j < z[n].length; j++) {
                    product += z[n][j] * z[m][j];
                }
                double kernel = Math.exp(
                        -(Math.pow(points[n][0] - points[m][0], 2) + Math.pow(points[n][1] - points[m][1], 2)) / 4.5);
                // A mean of 20,000 products with deviations of at most 1: four standard errors.
                assertThat(product).isCloseTo(kernel, within(0.029));
            }
        }
    }

    @Test
    void degenerateFactorsAreNamed() {
        Points training = Points.of(new double[][] {{0}, {1}, {0}}, new int[][] {{0, 4}, {1, 4}, {0, 4}});
        Points test = Points.of(new double[][] {{0}, {0}}, new int[][] {{0, 4}, {0, 4}});
        Score score = FOREST.score(new Sample(training, test));
        assertThat(score.value()).isNaN();
        assertThat(score.warnings())
                .containsExactly(
                        "the baseline 0.0 of factor 'v0' is not above the lowest loss possible, 0.0",
                        "constant factors left out: 'v1'");
        Points strange = Points.of(new double[][] {{0}, {1}}, new int[][] {{0, 4}, {9, 4}});
        // An unknown label costs −ln 2⁻⁵².
        Score unseen = DciEs.standard().score(new Sample(training, strange));
        assertThat(unseen.table("baseline of factors").column(0)[0])
                .isCloseTo((52 * Math.log(2) + Math.log(1.5)) / 2, within(1e-9));
    }

    @Test
    void refusesInputsWithoutMeaning() {
        Codes codes = Codes.ofRows(new double[][] {{1}, {2}});
        Points continuous = new Points(codes, Factors.continuous(List.of("x"), new double[][] {{1}, {2}}));
        Points constant = new Points(codes, Factors.discrete(new int[][] {{3}, {3}}));
        assertThatThrownBy(() -> DciEs.standard().score(new Sample(continuous, continuous)))
                .hasMessageContaining("factor 'x' is continuous");
        assertThatThrownBy(() -> DciEs.standard().score(new Sample(constant, constant)))
                .hasMessageContaining("all 1 constant");
        assertThatThrownBy(() -> new CapacityProbe.BoostingStages(GradientBoosting.standard(), List.of(2, 2)))
                .hasMessageContaining("strictly ascending, found [2, 2]");
        assertThatThrownBy(() -> new DciEs("x", FOREST.probe(), DciEs.Loss.LOG, DciEs.Scale.LINEAR, -1))
                .hasMessageContaining("best");
        assertThatThrownBy(() -> curve(List.of(1.0, Double.NaN, 1.0))).hasMessageContaining("losses be finite");
        assertThatThrownBy(() -> curve(List.of(1.0))).hasMessage("losses must have 3 elements, found 1");
        assertThatThrownBy(() -> curve(List.of(1.0, 1.0, 1.0)).explicitness(2, 1, 0))
                .hasMessage("range must be finite and at least 3.0, found 2.0");
        assertThatThrownBy(() -> new RandomFourierFeatures(0, 1, 1)).hasMessageContaining("count");
        assertThatThrownBy(() -> new RandomFourierFeatures(1, 0, 1)).hasMessageContaining("bandwidth");
    }
}
