package org.gaspard.metrics.unsupervised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.unsupervised.UnsupervisedDisentanglementRanking.Model;
import org.junit.jupiter.api.Test;

class RankingTest {

    private static final UnsupervisedDisentanglementRanking SPEARMAN = UnsupervisedDisentanglementRanking.spearman();

    private static Model model(String name, Codes codes) {
        double[] divergences = new double[codes.width()];
        Arrays.fill(divergences, 1);
        return new Model(name, codes, divergences);
    }

    /** Ranks of independent codes are uncorrelated on the grid: R is a permutation. */
    @Test
    void permutedMonotoneModelsAgree() {
        Score score = SPEARMAN.rank(List.of(
                model("a", CodesTable.perfect()),
                model("b", CodesTable.permuted()),
                model("c", CodesTable.of((x, y) -> -Math.exp(x), (x, y) -> y * y * y))));
        assertThat(score.value()).isCloseTo(1, within(1e-13));
        assertThat(score.figures().values())
                .allSatisfy(figure -> assertThat(figure).isCloseTo(1, within(1e-13)));
    }

    /** With a lasso of penalty α on standardised independent codes the coefficient of an equal one is 1 − α. */
    @Test
    void theLassoShrinksAgreement() {
        Score score = UnsupervisedDisentanglementRanking.lasso()
                .rank(List.of(model("a", CodesTable.perfect()), model("b", CodesTable.permuted())));
        assertThat(score.value()).isCloseTo(0.9, within(1e-9));
    }

    /** R = [[½, ½], [½, ½]]-like: equal correlations r with both give r² / 2r = r / 2 everywhere. */
    @Test
    void aRotatedModelAgreesLess() {
        Score score = SPEARMAN.rank(List.of(
                model("a", CodesTable.perfect()),
                model("b", CodesTable.permuted()),
                model("turned", CodesTable.rotated())));
        double r = CodeSimilarity.spearman()
                .of(
                        new double[][] {CodesTable.perfect().column(0)},
                        new double[][] {CodesTable.rotated().column(0)})[0][0];
        assertThat(r).isBetween(0.6, 0.8);
        assertThat(score.figure("turned")).isCloseTo(r / 2, within(1e-12));
        // The median of agreement with the equal one and with the turned one.
        assertThat(score.figure("a")).isCloseTo(0.5 * (1 + r / 2), within(1e-12));
        assertThat(score.figures().lastEntry().getKey()).isEqualTo("turned");
        assertThat(score.value()).isEqualTo(score.figure("a"));
    }

    /** [x, x] against [x, y]: R = [[1, 0], [1, 0]]; columns give ½ and 0, rows 1 and 1: ½ (¼ + 1). */
    @Test
    void duplicatedCodes() {
        Score score =
                SPEARMAN.rank(List.of(model("twice", CodesTable.duplicated()), model("both", CodesTable.perfect())));
        assertThat(score.figure("both")).isCloseTo(0.625, within(1e-13));
    }

    @Test
    void codesOfThePriorAreLeftOut() {
        Codes noisy = CodesTable.of((x, y) -> x, (x, y) -> y, (x, y) -> x + 3 * y);
        Score score = SPEARMAN.rank(
                List.of(model("a", CodesTable.perfect()), new Model("b", noisy, new double[] {1, 0.02, 0.01})));
        assertThat(score.value()).isCloseTo(1, within(1e-13));
    }

    @Test
    void aModelThatSaysNothing() {
        Score score = SPEARMAN.rank(List.of(
                model("a", CodesTable.perfect()), new Model("none", CodesTable.perfect(), new double[] {0, 0.01})));
        assertThat(score.value()).isZero();
        assertThat(score.warnings()).containsExactly("no code of 'none' is informative");
        Score dead = SPEARMAN.rank(
                List.of(model("a", CodesTable.perfect()), model("dead", CodesTable.of((x, y) -> 1.0, (x, y) -> 2.0))));
        assertThat(dead.value()).isZero();
    }

    @Test
    void strengthByHand() {
        // Columns: 16/5, 1/1; rows: 16/4, 1/2.
        assertThat(UnsupervisedDisentanglementRanking.relativeStrength(new double[][] {{4, 0}, {1, 1}}))
                .isCloseTo(0.5 * (4.2 / 2) + 0.5 * (4.5 / 2), within(1e-15));
        assertThat(UnsupervisedDisentanglementRanking.relativeStrength(new double[2][3]))
                .isZero();
    }

    @Test
    void refusesBadInput() {
        Model a = model("a", CodesTable.perfect());
        assertThatThrownBy(() -> SPEARMAN.rank(List.of(a))).hasMessageContaining("at least 2");
        assertThatThrownBy(() -> SPEARMAN.rank(List.of(a, a))).hasMessageContaining("different names");
        assertThatThrownBy(() -> SPEARMAN.rank(List.of(a, model("b", CodesTable.noise(5, 2, 1)))))
                .hasMessageContaining("same 100 points");
        assertThatThrownBy(() -> new Model("b", CodesTable.perfect(), new double[3]))
                .hasMessageContaining("found 3");
        assertThatThrownBy(() -> new Model("b", CodesTable.perfect(), new double[] {1, Double.NaN}))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new UnsupervisedDisentanglementRanking(CodeSimilarity.spearman(), -1))
                .hasMessageContaining("leastDivergence");
    }
}
