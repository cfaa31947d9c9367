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
import org.gaspard.topology.diagram.ComplexPolynomial.Roots;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers and vectors that stand for a diagram. */
class VectorsTest {

    private static final Diagram DIAGRAM = Fixtures.diagram("vector.diagram");

    @Test
    void entropyAgreesWithGudhi() {
        assertThat(PersistentEntropy.of(DIAGRAM)).isCloseTo(Fixtures.read("vector.entropy")[0], within(1e-12));
        assertThat(PersistentEntropy.of(of(0, 1, 0, 1, 0, 2))).isCloseTo(1.0397207708399179, within(1e-15));
    }

    @Test
    void entropyOfEqualBarsIsTheLogarithmOfTheirNumber() {
        assertThat(PersistentEntropy.of(of(0, 3))).isZero();
        assertThat(PersistentEntropy.of(of(0, 3, 1, 4, 2, 5, 7, 7))).isCloseTo(Math.log(3), within(1e-15));
        assertThat(PersistentEntropy.normalized(of(0, 3, 1, 4, 2, 5, 7, 7))).isCloseTo(1, within(1e-15));
        assertThat(PersistentEntropy.normalized(of(0, 1, 0, 1, 0, 2)))
                .isCloseTo(1.0397207708399179 / Math.log(3), within(1e-15));
        assertThat(PersistentEntropy.normalized(of(0, 3))).isZero();
        assertThat(PersistentEntropy.of(EMPTY)).isZero();
        assertThat(PersistentEntropy.normalized(EMPTY)).isZero();
        assertThat(PersistentEntropy.of(of(2, 2))).isZero();
        assertThatThrownBy(() -> PersistentEntropy.of(of(0, 1, 0, INF)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bar 1 of diagram is [0.0, Infinity), expected two finite ends");
    }

    @Test
    void totalPersistenceSumsPowersOfLengths() {
        Diagram diagram = of(0, 3, 1, 5, 2, 2);
        assertThat(TotalPersistence.of(diagram, 1)).isEqualTo(7);
        assertThat(TotalPersistence.of(diagram, 2)).isEqualTo(25);
        assertThat(TotalPersistence.of(diagram, 0.5)).isCloseTo(2 + Math.sqrt(3), within(1e-15));
        assertThat(TotalPersistence.norm(diagram, 2)).isCloseTo(5, within(1e-15));
        assertThat(TotalPersistence.norm(diagram, INF)).isEqualTo(4);
        assertThat(TotalPersistence.norm(of(0, 3e200, 0, 4e200), 2)).isCloseTo(5e200, within(1e186));
        assertThat(TotalPersistence.of(EMPTY, 1)).isZero();
        assertThat(TotalPersistence.norm(EMPTY, 2)).isZero();
        assertThat(TotalPersistence.norm(of(1, 1), 2)).isZero();
        assertThat(TotalPersistence.of(of(0, 1, 0, INF), 0.5)).isEqualTo(INF);
        assertThat(TotalPersistence.norm(of(0, 1, -INF, 0), 3)).isEqualTo(INF);
        assertThatThrownBy(() -> TotalPersistence.of(EMPTY, 0)).hasMessageContaining("p is 0.0");
        assertThatThrownBy(() -> TotalPersistence.norm(EMPTY, 0.5)).hasMessageContaining("p is 0.5");
    }

    @Test
    void topologicalVectorAgreesWithNumpy() {
        assertThat(TopologicalVector.of(DIAGRAM, 40))
                .containsExactly(Fixtures.read("vector.topological"), within(1e-12));
    }

    @Test
    void topologicalVectorTakesTheNearestOfThree() {
        // Pairs: 3 apart, 2 and 3 from the diagonal; 10 apart; 13 apart.
        assertThat(TopologicalVector.of(of(0, 4, 1, 7, 10, 11), 5)).containsExactly(2, 0.5, 0.5, 0, 0);
        assertThat(TopologicalVector.of(of(0, 40, 1, 39), 1)).containsExactly(1);
        assertThat(TopologicalVector.of(of(0, 4, 1, 7, 10, 11), 1)).containsExactly(2);
        assertThat(TopologicalVector.of(EMPTY, 2)).containsExactly(0, 0);
        assertThat(TopologicalVector.of(of(0, 5), 1)).containsExactly(0);
        assertThatThrownBy(() -> TopologicalVector.of(of(0, INF), 1)).hasMessageContaining("bar 0 of diagram");
        assertThatThrownBy(() -> TopologicalVector.of(EMPTY, -1)).hasMessageContaining("size is -1");
    }

    @Test
    void topologicalVectorIsStable() {
        RandomGenerator random = Fixtures.random(25);
        for (int trial = 0; trial < 30; trial++) {
            Diagram first = Fixtures.random(random, random.nextInt(15));
            Diagram second =
                    trial % 2 == 0 ? Fixtures.random(random, random.nextInt(15)) : Fixtures.moved(random, first, 0.02);
            double[] a = TopologicalVector.of(first, 110);
            double[] b = TopologicalVector.of(second, 110);
            double bound = 2 * new Bottleneck().distance(first, second) + 1e-14;
            for (int i = 0; i < a.length; i++) {
                assertThat(Math.abs(a[i] - b[i])).isLessThanOrEqualTo(bound);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Roots.class)
    void complexPolynomialAgreesWithGudhi(Roots roots) {
        Diagram diagram = firstTwelve();
        double[] expected = Fixtures.read("vector.polynomial." + roots);
        ComplexPolynomial polynomial = ComplexPolynomial.of(diagram, roots, 9);
        for (int i = 0; i < 9; i++) {
            double scale = Math.hypot(expected[i], expected[9 + i]);
            assertThat(polynomial.real()[i]).isCloseTo(expected[i], within(1e-12 * scale));
            assertThat(polynomial.imaginary()[i]).isCloseTo(expected[9 + i], within(1e-12 * scale));
        }
    }

    private static Diagram firstTwelve() {
        return Diagram.of(1, Arrays.copyOf(DIAGRAM.births(), 12), Arrays.copyOf(DIAGRAM.deaths(), 12));
    }

    @Test
    void complexPolynomialOfTwoBarsIsItsFormula() {
        // (z − 1 − 2i)(z − 3i) = z² − (1 + 5i) z + (1 + 2i) 3i
        ComplexPolynomial polynomial = ComplexPolynomial.of(of(1, 2, 0, 3), Roots.R, 4);
        assertThat(polynomial.real()).containsExactly(-1, -6, 0, 0);
        assertThat(polynomial.imaginary()).containsExactly(-5, 3, 0, 0);
        ComplexPolynomial s = ComplexPolynomial.of(of(3, 4), Roots.S, 1);
        assertThat(s.real()[0]).isCloseTo(-3 / (5 * Math.sqrt(2)), within(1e-15));
        assertThat(s.imaginary()[0]).isCloseTo(-4 / (5 * Math.sqrt(2)), within(1e-15));
        ComplexPolynomial t = ComplexPolynomial.of(of(3, 4), Roots.T, 1);
        assertThat(t.real()[0]).isCloseTo(-(Math.cos(5) - Math.sin(5)) / 2, within(1e-15));
        assertThat(t.imaginary()[0]).isCloseTo(-(Math.cos(5) + Math.sin(5)) / 2, within(1e-15));
        assertThat(ComplexPolynomial.of(of(0, 0, 3, 4), Roots.S, 1).real()).containsExactly(s.real());
    }

    @ParameterizedTest
    @EnumSource(Roots.class)
    void complexPolynomialOfNothingIsZero(Roots roots) {
        ComplexPolynomial polynomial = ComplexPolynomial.of(EMPTY, roots, 3);
        assertThat(polynomial.real()).containsExactly(0, 0, 0);
        assertThat(polynomial.imaginary()).containsExactly(0, 0, 0);
        assertThat(ComplexPolynomial.of(DIAGRAM, roots, 0).real()).isEmpty();
        assertThatThrownBy(() -> ComplexPolynomial.of(of(0, INF), roots, 3)).hasMessageContaining("bar 0 of diagram");
        assertThatThrownBy(() -> ComplexPolynomial.of(EMPTY, roots, -1)).hasMessageContaining("size is -1");
    }

    @Test
    void sortedLengthsArePaddedWithZeros() {
        assertThat(SortedLengths.of(of(0, 1, 2, 5, 3, 3), 4)).containsExactly(3, 1, 0, 0);
        assertThat(SortedLengths.of(of(0, 1, 2, 5, 3, 3), 1)).containsExactly(3);
        assertThat(SortedLengths.of(of(0, 1, 2, INF), 3)).containsExactly(INF, 1, 0);
        assertThat(SortedLengths.of(EMPTY, 2)).containsExactly(0, 0);
        assertThatThrownBy(() -> SortedLengths.of(EMPTY, -1)).hasMessageContaining("is -1");
    }

    @Test
    void clampingCutsBars() {
        Clamping clamping = new Clamping(0, 10);
        assertThat(clamping.of(of(-INF, 3, 2, INF, 4, 5, 11, 12, -5, -2)))
                .isEqualTo(of(0, 3, 2, 10, 4, 5, 10, 10, 0, 0));
        assertThat(clamping.of(EMPTY)).isEqualTo(EMPTY);
        assertThatThrownBy(() -> new Clamping(1, 0)).hasMessageContaining("low is 1.0 and high is 0.0");
        assertThatThrownBy(() -> new Clamping(0, INF)).hasMessageContaining("high is Infinity");
    }
}
