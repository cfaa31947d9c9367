package org.gaspard.topology.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.topology.diagram.Fixtures.EMPTY;
import static org.gaspard.topology.diagram.Fixtures.INF;
import static org.gaspard.topology.diagram.Fixtures.of;

import java.util.random.RandomGenerator;
import org.gaspard.topology.Diagram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlicedWassersteinTest {

    private static final SlicedWasserstein EXACT = SlicedWasserstein.exact();

    @ParameterizedTest
    @ValueSource(strings = {"small", "wide", "middle", "large", "moved"})
    void agreesWithGudhi(String name) {
        Diagram first = Fixtures.diagram(name + ".first");
        Diagram second = Fixtures.diagram(name + ".second");
        double expected = Fixtures.read(name + ".sliced.17")[0];
        assertThat(SlicedWasserstein.directions(17).distance(first, second))
                .isCloseTo(expected, within(1e-11 * expected));
    }

    /** A bar and its middle on the diagonal are apart by half its length times (−1, 1), whose projections average 2√2/π. */
    @Test
    void ofOneBarAndNoneIsTheMeanProjectionOfItsWayToTheDiagonal() {
        double expected = 1.5 * 2 * Math.sqrt(2) / Math.PI;
        assertThat(EXACT.distance(of(2, 5), EMPTY)).isCloseTo(expected, within(1e-14));
        assertThat(EXACT.distance(EMPTY, of(2, 5))).isCloseTo(expected, within(1e-14));
        assertThat(EXACT.distance(of(-5, -2), EMPTY)).isCloseTo(expected, within(1e-14));
        assertThat(SlicedWasserstein.directions(1000).distance(of(2, 5), EMPTY)).isCloseTo(expected, within(1e-5));
    }

    /** In every direction each bar is closest to its own projection. */
    @Test
    void ofTwoShortBarsFarApartIsTheSumOfTheirWaysToTheDiagonal() {
        assertThat(EXACT.distance(of(0, 1e-9), of(3, 3 + 1e-9)))
                .isCloseTo(2 * 5e-10 * 2 * Math.sqrt(2) / Math.PI, within(1e-15));
    }

    @Test
    void theIntegralIsTheLimitOfManyDirections() {
        RandomGenerator random = Fixtures.random(11);
        for (int trial = 0; trial < 60; trial++) {
            boolean ties = trial % 2 == 0;
            int n = random.nextInt(8);
            int m = random.nextInt(8);
            Diagram first = ties ? Fixtures.tied(random, n) : Fixtures.random(random, n);
            Diagram second = ties ? Fixtures.tied(random, m) : Fixtures.random(random, m);
            double many = SlicedWasserstein.directions(20_000).distance(first, second);
            assertThat(EXACT.distance(first, second)).isCloseTo(many, within(1e-6 * (1 + many)));
        }
    }

    /** The error of the mean over k directions falls with 1/k². */
    @Test
    void theIntegralIsTheLimitOfManyDirectionsToNineDigits() {
        Diagram first = of(0, 2, 1, 1.5);
        Diagram second = of(0.25, 1.75);
        double many = SlicedWasserstein.directions(200_000).distance(first, second);
        assertThat(EXACT.distance(first, second)).isCloseTo(many, within(1e-9));
    }

    @Test
    void isAMetricOffTheDiagonal() {
        RandomGenerator random = Fixtures.random(12);
        for (SlicedWasserstein sliced : new SlicedWasserstein[] {EXACT, SlicedWasserstein.directions(25)}) {
            for (int trial = 0; trial < 60; trial++) {
                Diagram a = Fixtures.random(random, random.nextInt(10));
                Diagram b = Fixtures.random(random, random.nextInt(10));
                Diagram c = Fixtures.random(random, random.nextInt(10));
                assertThat(sliced.distance(a, c))
                        .isLessThanOrEqualTo(sliced.distance(a, b) + sliced.distance(b, c) + 1e-12);
                assertThat(sliced.distance(a, b)).isCloseTo(sliced.distance(b, a), within(1e-12));
                assertThat(sliced.distance(a, a.sorted())).isCloseTo(0, within(1e-13));
            }
            assertThat(sliced.distance(of(0, 1, 3, 3), of(5, 5, 0, 1, -2, -2))).isCloseTo(0, within(1e-14));
            assertThat(sliced.distance(of(0, 1, 3, 3.5), of(0, 1))).isPositive();
            assertThat(sliced.distance(EMPTY, EMPTY)).isZero();
        }
    }

    /** The upper bound of [CCO17]: SW is at most 2√2 times the Wasserstein distance of order 1. */
    @Test
    void isBoundedByTheWassersteinDistance() {
        RandomGenerator random = Fixtures.random(13);
        for (int trial = 0; trial < 50; trial++) {
            Diagram first = Fixtures.random(random, random.nextInt(10));
            Diagram second = Fixtures.random(random, random.nextInt(10));
            assertThat(EXACT.distance(first, second))
                    .isLessThanOrEqualTo(2 * Math.sqrt(2) * new Wasserstein().distance(first, second) + 1e-12);
        }
    }

    @Test
    void farFromTheOriginItKeepsItsDigits() {
        Diagram first = of(0.25, 1, 0.5, 0.75);
        Diagram second = of(0.125, 1.5);
        double far = 0x1p40;
        Diagram farFirst = of(far + 0.25, far + 1, far + 0.5, far + 0.75);
        Diagram farSecond = of(far + 0.125, far + 1.5);
        for (SlicedWasserstein sliced : new SlicedWasserstein[] {EXACT, SlicedWasserstein.directions(7)}) {
            assertThat(sliced.distance(farFirst, farSecond)).isCloseTo(sliced.distance(first, second), within(1e-12));
        }
    }

    /** Clusters of points that differ in their last bits have no certain order in any direction. */
    @Test
    void copesWithBarsThatDifferByRounding() {
        double[] ends = new double[200];
        for (int i = 0; i < 100; i++) {
            ends[2 * i] = 0.3 + (i % 5) * 0x1p-54;
            ends[2 * i + 1] = 0.9 + (i % 7) * 0x1p-53;
        }
        assertThat(EXACT.distance(of(ends), EMPTY)).isCloseTo(100 * 0.3 * 2 * Math.sqrt(2) / Math.PI, within(1e-12));
    }

    @Test
    void copesWithHundredsOfBars() {
        RandomGenerator random = Fixtures.random(14);
        Diagram first = Fixtures.random(random, 150);
        Diagram second = Fixtures.random(random, 130);
        assertThat(EXACT.distance(first, second))
                .isCloseTo(SlicedWasserstein.directions(5000).distance(first, second), within(1e-4));
        Diagram many = Fixtures.random(random, 1000);
        assertThat(SlicedWasserstein.directions(50).distance(many, Fixtures.moved(random, many, 1e-4)))
                .isBetween(0.0, 0.2);
    }

    @Test
    void refusesEssentialBarsAndNoDirections() {
        for (SlicedWasserstein sliced : new SlicedWasserstein[] {EXACT, SlicedWasserstein.directions(3)}) {
            assertThatThrownBy(() -> sliced.distance(EMPTY, of(0, 1, 2, INF)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("bar 1 of second is [2.0, Infinity)")
                    .hasMessageContaining("finite()");
            assertThatThrownBy(() -> sliced.distance(EMPTY, Diagram.empty(0))).hasMessageContaining("dimension 0");
        }
        assertThatThrownBy(() -> SlicedWasserstein.directions(0)).hasMessageContaining("count is 0");
    }
}
