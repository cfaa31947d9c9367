package org.gaspard.topology.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.topology.diagram.Fixtures.EMPTY;
import static org.gaspard.topology.diagram.Fixtures.INF;
import static org.gaspard.topology.diagram.Fixtures.of;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.gaspard.topology.Diagram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of one variable: silhouettes, Betti curves, entropy summaries, and the piecewise functions themselves. */
class CurvesTest {

    private static final Diagram DIAGRAM = Fixtures.diagram("vector.diagram");

    private static final Axis AXIS = axis();

    private static Axis axis() {
        double[] samples = Fixtures.read("vector.samples");
        return new Axis(samples[0], samples[1], (int) samples[2]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2.5"})
    void silhouettesAgreeWithGudhi(String power) {
        assertThat(Silhouette.of(DIAGRAM, Double.parseDouble(power)).sample(AXIS))
                .containsExactly(Fixtures.read("vector.silhouette." + power), within(1e-12));
    }

    @Test
    void silhouettesAreWeightedMeansOfTents() {
        PiecewiseLinear tent = PiecewiseLinear.of(new double[] {1, 2, 3}, new double[] {0, 1, 0});
        assertThat(Silhouette.of(of(1, 3), 2)).isEqualTo(tent);
        assertThat(Silhouette.of(of(1, 3, 1, 3), 7)).isEqualTo(tent);
        // Lengths 2 and 6: weights 1/4 and 3/4, or one half each.
        PiecewiseLinear linear = Silhouette.of(of(0, 2, 4, 10), 1);
        assertThat(linear.x()).containsExactly(0, 1, 2, 4, 7, 10);
        assertThat(linear.y()).containsExactly(new double[] {0, 0.25, 0, 0, 2.25, 0}, within(1e-15));
        assertThat(Silhouette.of(of(0, 2, 4, 10), 0).at(7)).isCloseTo(1.5, within(1e-15));
        assertThat(Silhouette.of(of(0, 2, 4, 10), Weight.ramp(4)).at(7)).isCloseTo(2, within(1e-15));
        // A point of the diagonal weighs in only with p = 0.
        assertThat(Silhouette.of(of(1, 3, 5, 5), 1)).isEqualTo(tent);
        assertThat(Silhouette.of(of(1, 3, 5, 5), 0).at(2)).isEqualTo(0.5);
    }

    @Test
    void silhouettesAgreeWithTheirDefinition() {
        RandomGenerator random = Fixtures.random(22);
        for (int trial = 0; trial < 100; trial++) {
            int n = 1 + random.nextInt(12);
            Diagram diagram = trial % 2 == 0 ? Fixtures.tied(random, n) : Fixtures.random(random, n);
            PiecewiseLinear silhouette = Silhouette.of(diagram, 1.5);
            for (double t = -0.5; t < 8; t += 0.0625) {
                double sum = 0;
                double total = 0;
                for (int i = 0; i < n; i++) {
                    double weight = Math.pow(diagram.length(i), 1.5);
                    total += weight;
                    sum += weight * Math.max(0, Math.min(t - diagram.birth(i), diagram.death(i) - t));
                }
                assertThat(silhouette.at(t)).isCloseTo(total == 0 ? 0 : sum / total, within(1e-13));
            }
        }
    }

    @Test
    void bettiCurvesAgreeWithGudhi() {
        assertThat(BettiCurve.of(DIAGRAM).sample(AXIS)).containsExactly(Fixtures.read("vector.betti"));
    }

    @Test
    void bettiCurvesCountBars() {
        StepFunction curve = BettiCurve.of(of(0, 2, 1, 3, 1, 2, 5, 5));
        assertThat(curve.x()).containsExactly(0, 1, 2, 3);
        assertThat(curve.values()).containsExactly(1, 3, 1, 0);
        assertThat(curve.before()).isZero();
        assertThat(curve.size()).isEqualTo(4);
        assertThat(new double[] {curve.at(-1), curve.at(0), curve.at(1.5), curve.at(2), curve.at(3), curve.at(9)})
                .containsExactly(0, 1, 3, 1, 0, 0);
        assertThat(curve.integral()).isEqualTo(5);
        assertThat(BettiCurve.of(DIAGRAM).integral()).isCloseTo(TotalPersistence.of(DIAGRAM, 1), within(1e-12));
    }

    @Test
    void bettiCurvesCountEssentialBars() {
        StepFunction curve = BettiCurve.of(of(-INF, 1, 0, INF, -INF, INF));
        assertThat(curve.before()).isEqualTo(2);
        assertThat(curve.at(-1e300)).isEqualTo(2);
        assertThat(curve.at(0.5)).isEqualTo(3);
        assertThat(curve.at(1e300)).isEqualTo(2);
        assertThat(curve.integral()).isEqualTo(INF);
        assertThat(BettiCurve.of(of(0, INF)).integral()).isEqualTo(INF);
        // One bar ends where the next begins: no jump.
        assertThat(BettiCurve.of(of(0, 1, 1, 2)).x()).containsExactly(0, 2);
    }

    @Test
    void entropySummariesAgreeWithGudhi() {
        assertThat(PersistentEntropy.summary(DIAGRAM).sample(AXIS))
                .containsExactly(Fixtures.read("vector.summary"), within(1e-12));
    }

    @Test
    void entropySummariesSumTheTermsOfTheEntropy() {
        StepFunction summary = PersistentEntropy.summary(of(0, 1, 0, 1, 0.5, 2.5));
        double quarter = Math.log(4) / 4;
        double half = Math.log(2) / 2;
        assertThat(summary.x()).containsExactly(0, 0.5, 1, 2.5);
        assertThat(summary.values())
                .containsExactly(new double[] {2 * quarter, 2 * quarter + half, half, 0}, within(1e-15));
        assertThat(PersistentEntropy.summary(of(0, 1)).size()).isZero();
        RandomGenerator random = Fixtures.random(23);
        Diagram many = Fixtures.random(random, 500);
        assertThat(PersistentEntropy.summary(many).at(1e9)).isZero();
    }

    @Test
    void emptyDiagramsHaveZeroCurves() {
        assertThat(Silhouette.of(EMPTY, 1).sample(AXIS)).containsOnly(0);
        assertThat(Silhouette.of(of(1, 1), 1).sample(AXIS)).containsOnly(0);
        assertThat(Silhouette.of(of(1, 1), 0).sample(AXIS)).containsOnly(0);
        assertThat(BettiCurve.of(EMPTY).sample(AXIS)).containsOnly(0);
        assertThat(BettiCurve.of(EMPTY).integral()).isZero();
        assertThat(PersistentEntropy.summary(EMPTY).sample(AXIS)).containsOnly(0);
        assertThat(PersistentEntropy.summary(of(1, 1)).sample(AXIS)).containsOnly(0);
    }

    @Test
    void essentialBarsAreRefusedWhereTheyHaveNoWeight() {
        assertThatThrownBy(() -> Silhouette.of(of(0, INF), 1)).hasMessageContaining("bar 0 of diagram");
        assertThatThrownBy(() -> PersistentEntropy.summary(of(0, INF))).hasMessageContaining("bar 0 of diagram");
    }

    @Test
    void piecewiseLinearFunctionsAreExact() {
        PiecewiseLinear f = PiecewiseLinear.of(new double[] {0, 1, 3, 4}, new double[] {0, 2, -2, 0});
        assertThat(f.at(0.5)).isEqualTo(1);
        assertThat(f.at(2)).isEqualTo(0);
        assertThat(f.at(3)).isEqualTo(-2);
        assertThat(f.at(-1)).isZero();
        assertThat(f.at(5)).isZero();
        assertThat(f.integral()).isZero();
        assertThat(f.norm(1)).isCloseTo(4, within(1e-15));
        assertThat(f.norm(2)).isCloseTo(Math.sqrt(16 / 3.0), within(1e-15));
        assertThat(f.norm(3)).isCloseTo(Math.cbrt(8), within(1e-15));
        assertThat(f.norm(INF)).isEqualTo(2);
        assertThat(f.innerProduct(f)).isCloseTo(16 / 3.0, within(1e-15));
        PiecewiseLinear g = PiecewiseLinear.of(new double[] {2, 3, 6}, new double[] {0, 1, 0});
        assertThat(f.combination(1, g, 2).x()).containsExactly(0, 1, 2, 3, 4, 6);
        assertThat(f.combination(1, g, 2).y()).containsExactly(new double[] {0, 2, 0, 0, 4 / 3.0, 0}, within(1e-15));
        assertThat(f.size()).isEqualTo(4);
        assertThat(f).isNotEqualTo(g).hasSameHashCodeAs(PiecewiseLinear.of(f.x(), f.y()));
        assertThat(f)
                .isEqualTo(PiecewiseLinear.of(f.x(), f.y()))
                .hasToString("PiecewiseLinear [0.0, 1.0, 3.0, 4.0] -> [0.0, 2.0, -2.0, 0.0]");
    }

    /** An almost constant piece, where the closed form for the power of a linear function cancels. */
    @Test
    void normsOfAlmostFlatPiecesKeepTheirDigits() {
        double[] x = {0, 1e-9, 1, 1 + 1e-9};
        PiecewiseLinear flat = PiecewiseLinear.of(x, new double[] {0, 1, 1 + 1e-12, 0});
        assertThat(flat.norm(2.5)).isCloseTo(1, within(1e-9));
        PiecewiseLinear exactlyFlat = PiecewiseLinear.of(x, new double[] {0, 1, 1, 0});
        assertThat(flat.norm(2.5) - exactlyFlat.norm(2.5)).isCloseTo(0.5e-12, within(1e-15));
    }

    @Test
    void piecewiseLinearFunctionsRefuseWhatIsNone() {
        double[] y = {0, 1, 0};
        assertThatThrownBy(() -> PiecewiseLinear.of(new double[] {0, 1, 1}, y)).hasMessageContaining("x[2] is 1.0");
        assertThatThrownBy(() -> PiecewiseLinear.of(new double[] {0, 1}, y)).hasMessageContaining("y has 3");
        assertThatThrownBy(() -> PiecewiseLinear.of(new double[] {0, 1, INF}, y))
                .hasMessageContaining("x[2] is Inf");
        assertThatThrownBy(() -> PiecewiseLinear.of(new double[] {0, 1}, new double[] {0, 1}))
                .hasMessageContaining("y[1] is 1.0, expected 0");
        assertThatThrownBy(
                        () -> PiecewiseLinear.of(new double[0], new double[0]).norm(0))
                .hasMessageContaining("p is 0.0");
        double[] x = {0, 1, 2};
        PiecewiseLinear kept = PiecewiseLinear.of(x, y);
        x[1] = 1.5;
        kept.y()[1] = 7;
        kept.x()[1] = 7;
        assertThat(kept.at(1)).isEqualTo(1);
        assertThat(Arrays.stream(kept.x()).sum()).isEqualTo(3);
    }

    @Test
    void copesWithManyBars() {
        Diagram many = Fixtures.random(Fixtures.random(24), 20_000);
        double weighted = 0;
        double total = 0;
        for (double length : many.lengths()) {
            weighted += length * length * length / 4;
            total += length;
        }
        assertThat(Silhouette.of(many, 1).integral()).isCloseTo(weighted / total, within(1e-10));
        assertThat(BettiCurve.of(many).integral()).isCloseTo(total, within(1e-8));
    }
}
