package org.gaspard.topology.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.topology.diagram.Fixtures.EMPTY;
import static org.gaspard.topology.diagram.Fixtures.INF;
import static org.gaspard.topology.diagram.Fixtures.of;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.gaspard.topology.Diagram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BottleneckTest {

    private static final Bottleneck BOTTLENECK = new Bottleneck();

    @Test
    void givesTheValueOfGudhisDocumentation() {
        Diagram first = of(2.7, 3.7, 9.6, 14, 34.2, 34.974, 3, INF);
        Diagram second = of(2.8, 4.45, 9.5, 14.1, 3.2, INF);
        DiagramMatching matching = BOTTLENECK.matching(first, second);
        assertThat(matching.distance()).isCloseTo(0.75, within(1e-12));
        assertThat(matching.longest()).hasValueSatisfying(match -> {
            assertThat(match.first()).isZero();
            assertThat(match.second()).isZero();
        });
        assertThat(matching.matches()).extracting(Match::first).containsExactly(0, 1, 2, 3);
        assertThat(matching.matches()).extracting(Match::second).containsExactly(0, 1, Match.DIAGONAL, 2);
        assertThat(matching.diagonal()).containsExactly(new Match(2, Match.DIAGONAL, (34.974 - 34.2) / 2));
    }

    @Test
    void givesTheValuesOfPersim() {
        assertDistance(of(.5, 1), of(.5, 1.1), 0.1);
        assertDistance(of(.5, 1, .6, 1.1), of(.5, 1.1, .6, 1.3), 0.2);
        assertDistance(of(0, 0, 1, 1, .5, .5), of(.5, 1, .6, 1.2, .3, .7), 0.3);
        assertDistance(of(.5, 1, .6, 1.1), of(.5, 1.1), 0.25);
        assertDistance(of(6, 9, 6, 8), of(4, 10, 9, 10), 2);
        assertDistance(of(1, 2), EMPTY, 0.5);
        assertDistance(of(0, 1, 0, 1), of(0, 1), 0.5);
        assertDistance(of(0, 10), of(5, 5), 5);
        assertDistance(of(1, 2), of(0, INF), INF);
        assertDistance(of(1, 2), of(0, INF).finite(), 0.5);
    }

    private static void assertDistance(Diagram first, Diagram second, double expected) {
        assertThat(BOTTLENECK.distance(first, second)).isCloseTo(expected, within(1e-15));
        assertThat(BOTTLENECK.distance(second, first)).isEqualTo(BOTTLENECK.distance(first, second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "wide", "middle", "large", "moved"})
    void agreesWithGudhi(String name) {
        Diagram first = Fixtures.diagram(name + ".first");
        Diagram second = Fixtures.diagram(name + ".second");
        double expected = Fixtures.read(name + ".bottleneck")[0];
        assertThat(BOTTLENECK.distance(first, second)).isCloseTo(expected, within(1e-12));
        assertMatching(first, second, BOTTLENECK.matching(first, second));
    }

    @Test
    void agreesWithGudhiOnEssentialBars() {
        Diagram first = withBirths(Fixtures.diagram("essential.first"));
        Diagram second = withBirths(Fixtures.diagram("essential.second"));
        double expected = Fixtures.read("essential.deaths.bottleneck")[0];
        assertThat(BOTTLENECK.distance(first, second)).isCloseTo(expected, within(1e-12));
    }

    private static Diagram withBirths(Diagram diagram) {
        double[][] bars = new double[diagram.size()][];
        Arrays.setAll(bars, i -> new double[] {diagram.birth(i), diagram.death(i)});
        return Diagram.of(
                1, Arrays.stream(bars).filter(bar -> Double.isFinite(bar[0])).toArray(double[][]::new));
    }

    @Test
    void agreesWithBruteForceAlsoAmongTies() {
        RandomGenerator random = Fixtures.random(1);
        for (int trial = 0; trial < 2000; trial++) {
            int n = random.nextInt(6);
            int m = random.nextInt(6);
            boolean ties = trial % 2 == 0;
            Diagram first = ties ? Fixtures.tied(random, n) : Fixtures.random(random, n);
            Diagram second = ties ? Fixtures.tied(random, m) : Fixtures.random(random, m);
            DiagramMatching matching = BOTTLENECK.matching(first, second);
            assertThat(matching.distance()).isCloseTo(BruteForce.bottleneck(first, second), within(1e-15));
            assertMatching(first, second, matching);
        }
    }

    /** Each bar once, true lengths, none above the distance, one equal to it. */
    private static void assertMatching(Diagram first, Diagram second, DiagramMatching matching) {
        boolean[] left = new boolean[first.size()];
        boolean[] right = new boolean[second.size()];
        double longest = 0;
        for (Match match : matching.matches()) {
            double expected;
            if (match.second() == Match.DIAGONAL) {
                expected = first.length(match.first()) / 2;
            } else if (match.first() == Match.DIAGONAL) {
                expected = second.length(match.second()) / 2;
            } else {
                expected = Math.max(
                        Math.abs(first.birth(match.first()) - second.birth(match.second())),
                        Math.abs(first.death(match.first()) - second.death(match.second())));
            }
            assertThat(match.length()).isEqualTo(expected);
            longest = Math.max(longest, expected);
            if (match.first() != Match.DIAGONAL) {
                assertThat(left[match.first()]).isFalse();
                left[match.first()] = true;
            }
            if (match.second() != Match.DIAGONAL) {
                assertThat(right[match.second()]).isFalse();
                right[match.second()] = true;
            }
        }
        assertThat(left).doesNotContain(false);
        assertThat(right).doesNotContain(false);
        assertThat(longest).isEqualTo(matching.distance());
        assertThat(matching.longest().map(Match::length).orElse(0.0)).isEqualTo(matching.distance());
    }

    @Test
    void isAMetricOffTheDiagonal() {
        RandomGenerator random = Fixtures.random(2);
        for (int trial = 0; trial < 200; trial++) {
            Diagram a = Fixtures.random(random, random.nextInt(12));
            Diagram b = Fixtures.random(random, random.nextInt(12));
            Diagram c = Fixtures.random(random, random.nextInt(12));
            assertThat(BOTTLENECK.distance(a, c))
                    .isLessThanOrEqualTo(BOTTLENECK.distance(a, b) + BOTTLENECK.distance(b, c) + 1e-15);
            assertThat(BOTTLENECK.distance(a, b)).isEqualTo(BOTTLENECK.distance(b, a));
            assertThat(BOTTLENECK.distance(a, a.sorted())).isZero();
        }
        assertThat(BOTTLENECK.distance(of(0, 1, 3, 3), of(5, 5, 0, 1, -2, -2))).isZero();
        assertThat(BOTTLENECK.distance(of(0, 1, 3, 3.5), of(0, 1))).isPositive();
    }

    @Test
    void isStable() {
        RandomGenerator random = Fixtures.random(3);
        for (int trial = 0; trial < 20; trial++) {
            Diagram diagram = Fixtures.random(random, 60);
            double by = Math.pow(10, -trial / 4.0);
            assertThat(BOTTLENECK.distance(diagram, Fixtures.moved(random, diagram, by)))
                    .isBetween(1e-300, by);
        }
    }

    @Test
    void isExactToTheLastBitAtAllScales() {
        for (double scale : new double[] {Double.MIN_VALUE, 1e-300, 1, 1e300}) {
            assertThat(BOTTLENECK.distance(of(0, 10 * scale), of(scale, 10 * scale)))
                    .isEqualTo(scale);
        }
    }

    @Test
    void matchesEssentialBarsOfAKindInTheirOrder() {
        Diagram first = of(5, INF, 0, INF, -INF, 2, 1, 4);
        Diagram second = of(0.5, INF, -INF, 2.25, 5.125, INF);
        DiagramMatching matching = BOTTLENECK.matching(first, second);
        assertThat(matching.distance()).isEqualTo(1.5);
        assertThat(matching.matches())
                .containsExactly(
                        new Match(3, Match.DIAGONAL, 1.5),
                        new Match(0, 2, 0.125),
                        new Match(1, 0, 0.5),
                        new Match(2, 1, 0.25));
        assertThat(BOTTLENECK.matching(of(-INF, INF), of(-INF, INF)).matches()).containsExactly(new Match(0, 0, 0));
    }

    @Test
    void isInfiniteBetweenDifferentNumbersOfEssentialBarsOfAKind() {
        List<Diagram> diagrams = List.of(EMPTY, of(0, INF), of(-INF, 0), of(-INF, INF), of(0, INF, 0, INF));
        for (Diagram first : diagrams) {
            for (Diagram second : diagrams) {
                DiagramMatching matching = BOTTLENECK.matching(first, second);
                assertThat(matching.distance()).isEqualTo(first.equals(second) ? 0 : INF);
                assertThat(matching.matches()).hasSize(first.equals(second) ? first.size() : 0);
            }
        }
    }

    @Test
    void emptyDiagramsAreAtDistanceZeroAndHaveNoMatches() {
        DiagramMatching matching = BOTTLENECK.matching(EMPTY, EMPTY);
        assertThat(matching).isEqualTo(new DiagramMatching(0, List.of()));
        assertThat(matching.longest()).isEmpty();
        assertThat(BOTTLENECK.matching(EMPTY, of(0, 1, 3, 7)).matches())
                .containsExactly(new Match(Match.DIAGONAL, 0, 0.5), new Match(Match.DIAGONAL, 1, 2));
    }

    @Test
    void refusesDiagramsOfDifferentDimensions() {
        assertThatThrownBy(() -> BOTTLENECK.distance(Diagram.empty(0), EMPTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("second has dimension 1, expected that of first, 0");
    }

    @Test
    void matrixHoldsAllPairs() {
        List<Diagram> diagrams = List.of(EMPTY, of(0, 1), of(0, 4));
        assertThat(BOTTLENECK.matrix(diagrams)).containsExactly(0, 0.5, 2, 0.5, 0, 2, 2, 2, 0);
    }

    /** All births equal, as in dimension 0, and thousands of bars: sizes and shapes that a careless search chokes on. */
    @Test
    void copesWithManyBars() {
        RandomGenerator random = Fixtures.random(4);
        double[] deaths = random.doubles(3000).sorted().toArray();
        double[] others = random.doubles(3000).sorted().toArray();
        Diagram first = Diagram.of(0, new double[3000], deaths);
        Diagram second = Diagram.of(0, new double[3000], others);
        double inOrder = 0;
        for (int i = 0; i < deaths.length; i++) {
            inOrder = Math.max(inOrder, Math.abs(deaths[i] - others[i]));
        }
        assertThat(BOTTLENECK.distance(first, second)).isLessThanOrEqualTo(inOrder);
        Diagram same = Diagram.of(0, new double[3000], filled(1));
        assertThat(BOTTLENECK.distance(same, Diagram.of(0, new double[3000], filled(1.25))))
                .isEqualTo(0.25);
        Diagram cloud = Fixtures.random(random, 3000);
        assertThat(BOTTLENECK.distance(cloud, Fixtures.moved(random, cloud, 1e-3)))
                .isBetween(5e-4, 1e-3);
    }

    private static double[] filled(double value) {
        double[] filled = new double[3000];
        Arrays.fill(filled, value);
        return filled;
    }
}
