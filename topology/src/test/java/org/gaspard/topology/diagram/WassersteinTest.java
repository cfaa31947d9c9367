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
import java.util.stream.IntStream;
import org.gaspard.topology.Diagram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WassersteinTest {

    private static final Diagram X = of(2.7, 3.7, 9.6, 14, 34.2, 34.974);
    private static final Diagram Y = of(2.8, 4.45, 9.5, 14.1);
    private static final Diagram U = of(0, 2, 4, 6);
    private static final Diagram V = of(0, 3, 4, 8);

    @Test
    void givesTheValuesOfGudhisTests() {
        assertDistance(X, Y, 2, 1, 1.4453593023967701);
        assertDistance(X, Y, 2.35, 1.74, 0.9772734057168739);
        assertDistance(X, EMPTY, 2.35, 1.7863, 3.141592214572228);
        for (double norm : new double[] {1, INF}) {
            assertDistance(U, V, norm, 1, 3);
        }
        for (double norm : new double[] {1, 4.5, INF}) {
            assertDistance(U, V, norm, 2, Math.sqrt(5));
        }
        assertDistance(U, EMPTY, INF, 1, 2);
        assertDistance(U, EMPTY, 1, 1, 4);
        assertDistance(V, EMPTY, 1, 2, 5);
        assertDistance(V, EMPTY, INF, 2, 2.5);
        assertDistance(V, EMPTY, 2, 2, 3.5355339059327378);
        assertDistance(of(0, 3, 4, INF), of(7, 8, 4, 6, 3, INF), INF, 1, 4);
        assertDistance(EMPTY, EMPTY, 2, 2, 0);
        assertDistance(of(0, INF), EMPTY, 2, 2, INF);
    }

    @Test
    void givesTheValuesOfPersim() {
        assertDistance(of(.5, 1), of(.5, 1.1), 2, 1, 0.1);
        assertDistance(of(.5, 1, .6, 1.1), of(.5, 1.1, .6, 1.3), 2, 1, 0.3);
        assertDistance(of(1, 2), EMPTY, 2, 1, Math.sqrt(2) / 2);
    }

    private static void assertDistance(Diagram first, Diagram second, double norm, double order, double expected) {
        Wasserstein wasserstein = new Wasserstein(order, norm);
        assertThat(wasserstein.distance(first, second)).isCloseTo(expected, within(1e-12));
        assertThat(wasserstein.distance(second, first)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void matchesAsGudhiDoes() {
        DiagramMatching matching = new Wasserstein(2, 2).matching(X, Y);
        assertThat(matching.matches()).extracting(Match::first).containsExactly(0, 1, 2);
        assertThat(matching.matches()).extracting(Match::second).containsExactly(0, 1, Match.DIAGONAL);
        DiagramMatching reversed = new Wasserstein(2, 2).matching(Y, X);
        assertThat(reversed.matches()).extracting(Match::first).containsExactly(0, 1, Match.DIAGONAL);
        assertThat(reversed.matches()).extracting(Match::second).containsExactly(0, 1, 2);
        assertThat(reversed.pairs()).hasSize(2);
        assertThat(reversed.diagonal()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "wide", "middle", "large", "moved"})
    void agreesWithGudhiAndPot(String name) {
        Diagram first = Fixtures.diagram(name + ".first");
        Diagram second = Fixtures.diagram(name + ".second");
        for (String options : List.of("1.inf", "1.2", "2.2", "2.inf", "1.74.2.35", "3.1")) {
            double expected = Fixtures.read(name + ".wasserstein." + options)[0];
            assertThat(options(options).distance(first, second)).isCloseTo(expected, within(1e-10 * expected));
            assertThat(options(options).distance(second, first)).isCloseTo(expected, within(1e-10 * expected));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.inf", "2.2", "1.5.3"})
    void agreesWithGudhiOnEssentialBars(String options) {
        Diagram first = Fixtures.diagram("essential.first");
        Diagram second = Fixtures.diagram("essential.second");
        double expected = Fixtures.read("essential.wasserstein." + options)[0];
        assertThat(options(options).distance(first, second)).isCloseTo(expected, within(1e-12));
    }

    private static Wasserstein options(String name) {
        return switch (name) {
            case "1.inf" -> new Wasserstein();
            case "1.2" -> new Wasserstein(1, 2);
            case "2.2" -> new Wasserstein(2, 2);
            case "2.inf" -> new Wasserstein(2, INF);
            case "1.74.2.35" -> new Wasserstein(1.74, 2.35);
            case "3.1" -> new Wasserstein(3, 1);
            case "1.5.3" -> new Wasserstein(1.5, 3);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Test
    void agreesWithBruteForceAlsoAmongTies() {
        RandomGenerator random = Fixtures.random(5);
        double[] orders = {1, 1.5, 2, 4};
        double[] norms = {1, 1.3, 2, INF};
        for (int trial = 0; trial < 1600; trial++) {
            int n = random.nextInt(6);
            int m = random.nextInt(6);
            boolean ties = trial % 2 == 0;
            Diagram first = ties ? Fixtures.tied(random, n) : Fixtures.random(random, n);
            Diagram second = ties ? Fixtures.tied(random, m) : Fixtures.random(random, m);
            double order = orders[trial / 2 % 4];
            double norm = norms[trial / 8 % 4];
            DiagramMatching matching = new Wasserstein(order, norm).matching(first, second);
            double expected = BruteForce.wasserstein(first, second, order, norm);
            assertThat(matching.distance()).isCloseTo(expected, within(1e-12));
            assertCovers(first, second, matching);
        }
    }

    private static void assertCovers(Diagram first, Diagram second, DiagramMatching matching) {
        assertThat(matching.matches().stream().mapToInt(Match::first).filter(i -> i != Match.DIAGONAL))
                .containsExactly(IntStream.range(0, first.size()).boxed().toArray(Integer[]::new));
        assertThat(matching.matches().stream().mapToInt(Match::second).filter(j -> j != Match.DIAGONAL))
                .containsExactlyInAnyOrder(
                        IntStream.range(0, second.size()).boxed().toArray(Integer[]::new));
    }

    @Test
    void agreesWithBruteForceOnBarsWithOneBirth() {
        RandomGenerator random = Fixtures.random(27);
        for (int trial = 0; trial < 800; trial++) {
            Diagram first = born(random, random.nextInt(6), trial % 2 == 0);
            Diagram second = born(random, random.nextInt(6), trial % 2 == 0);
            double order = new double[] {1, 1.5, 2, 4}[trial / 2 % 4];
            double norm = new double[] {1, 2, INF}[trial / 8 % 3];
            DiagramMatching matching = new Wasserstein(order, norm).matching(first, second);
            assertThat(matching.distance())
                    .isCloseTo(BruteForce.wasserstein(first, second, order, norm), within(1e-12));
            assertCovers(first, second, matching);
        }
    }

    /** Both ways to a matching of bars with one birth. */
    @Test
    void alignmentAndAssignmentAgree() {
        RandomGenerator random = Fixtures.random(28);
        for (int trial = 0; trial < 12; trial++) {
            Diagram first = born(random, 200, trial % 2 == 0);
            Diagram second = born(random, 100 + 20 * trial, trial % 2 == 0);
            FiniteBars left = FiniteBars.of(first);
            FiniteBars right = FiniteBars.of(second);
            double order = 1 + trial % 3;
            int[] partner =
                    new WassersteinSearch(left, right, order, 2).assignment().solve();
            double sum = 0;
            boolean[] matched = new boolean[second.size()];
            for (int i = 0; i < partner.length; i++) {
                double length = Math.sqrt(0.5) * first.length(i);
                if (partner[i] != DiagonalAssignment.ALONE) {
                    matched[partner[i]] = true;
                    length = Math.abs(first.death(i) - second.death(partner[i]));
                }
                sum += Math.pow(length, order);
            }
            for (int j = 0; j < matched.length; j++) {
                sum += matched[j] ? 0 : Math.pow(Math.sqrt(0.5) * second.length(j), order);
            }
            assertThat(AlignedMatching.applies(left, right)).isTrue();
            assertThat(new Wasserstein(order, 2).distance(first, second))
                    .isCloseTo(Math.pow(sum, 1 / order), within(1e-12));
        }
        assertThat(AlignedMatching.applies(FiniteBars.of(of(0, 1)), FiniteBars.of(of(1, 2))))
                .isFalse();
    }

    private static Diagram born(RandomGenerator random, int size, boolean ties) {
        double[] deaths = new double[size];
        Arrays.setAll(deaths, i -> ties ? 2 + random.nextInt(9) : 2 + random.nextDouble());
        double[] births = new double[size];
        Arrays.fill(births, 2);
        return Diagram.of(1, births, deaths);
    }

    @Test
    void isAMetricOffTheDiagonal() {
        RandomGenerator random = Fixtures.random(6);
        for (Wasserstein wasserstein :
                List.of(new Wasserstein(), new Wasserstein(2, 2), new Wasserstein(1, 1), new Wasserstein(3, 1.5))) {
            for (int trial = 0; trial < 60; trial++) {
                Diagram a = Fixtures.random(random, random.nextInt(12));
                Diagram b = Fixtures.random(random, random.nextInt(12));
                Diagram c = Fixtures.random(random, random.nextInt(12));
                assertThat(wasserstein.distance(a, c))
                        .isLessThanOrEqualTo(wasserstein.distance(a, b) + wasserstein.distance(b, c) + 1e-12);
                assertThat(wasserstein.distance(a, b)).isCloseTo(wasserstein.distance(b, a), within(1e-12));
                assertThat(wasserstein.distance(a, a.sorted())).isZero();
            }
            assertThat(wasserstein.distance(of(0, 1, 3, 3), of(5, 5, 0, 1, -2, -2)))
                    .isZero();
            assertThat(wasserstein.distance(of(0, 1, 3, 3.5), of(0, 1))).isPositive();
        }
    }

    @Test
    void isStableAndNoLessThanTheBottleneck() {
        RandomGenerator random = Fixtures.random(7);
        for (int trial = 0; trial < 20; trial++) {
            Diagram diagram = Fixtures.random(random, 60);
            double by = Math.pow(10, -trial / 4.0);
            Diagram moved = Fixtures.moved(random, diagram, by);
            double bottleneck = new Bottleneck().distance(diagram, moved);
            assertThat(new Wasserstein().distance(diagram, moved)).isBetween(bottleneck, 60 * by);
            assertThat(new Wasserstein(2, INF).distance(diagram, moved)).isBetween(bottleneck, Math.sqrt(60) * by);
        }
    }

    @Test
    void aHighOrderComesCloseToTheBottleneck() {
        RandomGenerator random = Fixtures.random(8);
        Diagram first = Fixtures.random(random, 30);
        Diagram second = Fixtures.random(random, 25);
        double bottleneck = new Bottleneck().distance(first, second);
        assertThat(new Wasserstein(300, INF).distance(first, second))
                .isBetween(bottleneck, bottleneck * Math.pow(55, 1 / 300.0));
    }

    @Test
    void toTheEmptyDiagramItIsTotalPersistence() {
        Diagram diagram = Fixtures.random(Fixtures.random(9), 40);
        for (double order : new double[] {1, 2, 3.5}) {
            for (double norm : new double[] {1, 2, 2.5, INF}) {
                assertThat(new Wasserstein(order, norm).distance(diagram, EMPTY))
                        .isCloseTo(Math.pow(2, 1 / norm - 1) * TotalPersistence.norm(diagram, order), within(1e-13));
            }
        }
        assertThat(new Bottleneck().distance(EMPTY, diagram))
                .isCloseTo(TotalPersistence.norm(diagram, INF) / 2, within(1e-15));
    }

    @Test
    void extremeScalesNeitherOverflowNorVanish() {
        for (double scale : new double[] {1e-200, 1e200}) {
            assertThat(new Wasserstein(2, 1).distance(of(0, 3 * scale), of(5 * scale, 9 * scale)))
                    .isCloseTo(5 * scale, within(1e-12 * scale));
        }
    }

    @Test
    void essentialBarsAreMatchedAmongTheirKind() {
        DiagramMatching matching = new Wasserstein(2, INF).matching(of(5, INF, 0, INF), of(1, INF, 7, INF));
        assertThat(matching.matches()).containsExactly(new Match(0, 1, 2), new Match(1, 0, 1));
        assertThat(matching.distance()).isCloseTo(Math.sqrt(5), within(1e-15));
        assertThat(new Wasserstein().matching(of(0, INF), of(-INF, 0))).isEqualTo(new DiagramMatching(INF, List.of()));
    }

    @Test
    void refusesWrongOptionsAndDimensions() {
        assertThatThrownBy(() -> new Wasserstein(0.5, 2)).hasMessageContaining("order is 0.5");
        assertThatThrownBy(() -> new Wasserstein(INF, 2)).hasMessageContaining("order is Infinity");
        assertThatThrownBy(() -> new Wasserstein(1, 0.5)).hasMessageContaining("norm is 0.5");
        assertThatThrownBy(() -> new Wasserstein(1, Double.NaN)).hasMessageContaining("norm is NaN");
        assertThatThrownBy(() -> new Wasserstein().distance(EMPTY, Diagram.empty(2)))
                .hasMessageContaining("second has dimension 2");
    }

    /** Prices within all bounds whose sum is the cost prove that nothing is cheaper. */
    @Test
    void pricesProveOptimality() {
        RandomGenerator random = Fixtures.random(26);
        for (int trial = 0; trial < 8; trial++) {
            FiniteBars first = FiniteBars.of(trial < 4 ? Fixtures.random(random, 300) : Fixtures.tied(random, 200));
            FiniteBars second =
                    FiniteBars.of(trial % 2 == 0 ? Fixtures.random(random, 250) : Fixtures.tied(random, 280));
            DiagonalAssignment assignment = new WassersteinSearch(first, second, 1, 1).assignment();
            int[] partner = assignment.solve();
            double unit = 0;
            for (int i = 0; i < first.size(); i++) {
                unit = Math.max(unit, 2 * first.halfLength(i));
            }
            for (int j = 0; j < second.size(); j++) {
                unit = Math.max(unit, 2 * second.halfLength(j));
            }
            double[] u = assignment.rowPrices();
            double[] v = assignment.columnPrices();
            double cost = 0;
            boolean[] matched = new boolean[second.size()];
            for (int i = 0; i < first.size(); i++) {
                assertThat(u[i]).isLessThanOrEqualTo(2 * first.halfLength(i) / unit + 1e-12);
                for (int j = 0; j < second.size(); j++) {
                    assertThat(u[i] + v[j]).isLessThanOrEqualTo(apart(first, i, second, j) / unit + 1e-12);
                }
                if (partner[i] == DiagonalAssignment.ALONE) {
                    cost += 2 * first.halfLength(i) / unit;
                } else {
                    cost += apart(first, i, second, partner[i]) / unit;
                    matched[partner[i]] = true;
                }
            }
            for (int j = 0; j < second.size(); j++) {
                assertThat(v[j]).isLessThanOrEqualTo(2 * second.halfLength(j) / unit + 1e-12);
                cost += matched[j] ? 0 : 2 * second.halfLength(j) / unit;
            }
            assertThat(Arrays.stream(u).sum() + Arrays.stream(v).sum()).isCloseTo(cost, within(1e-10));
        }
    }

    private static double apart(FiniteBars first, int i, FiniteBars second, int j) {
        return Math.abs(first.x()[i] - second.x()[j]) + Math.abs(first.y()[i] - second.y()[j]);
    }

    /** Long bars that are matched do not cost the digits of short differences. */
    @Test
    void smallDifferencesOfLongBarsKeepTheirDigits() {
        double e = 0x1p-30;
        Diagram first = of(0, 1, 0, 1 + 2 * e, 1, 2);
        Diagram second = of(0, 1 + 3 * e, 0, 1 + e, 1, 2 + e);
        assertThat(new Wasserstein(2, INF).distance(first, second)).isCloseTo(Math.sqrt(3) * e, within(1e-15 * e));
        assertThat(new Wasserstein(4, INF).distance(first, second)).isCloseTo(Math.pow(3, 0.25) * e, within(1e-15 * e));
        assertThat(new Wasserstein(9, 1).distance(first, second))
                .isCloseTo(Math.pow(3, 1 / 9.0) * e, within(1e-15 * e));
    }

    @Test
    void copesWithAThousandBars() {
        RandomGenerator random = Fixtures.random(10);
        Diagram first = Fixtures.random(random, 1000);
        Diagram second = Fixtures.random(random, 900);
        DiagramMatching matching = new Wasserstein().matching(first, second);
        assertCovers(first, second, matching);
        assertThat(matching.distance())
                .isCloseTo(
                        matching.matches().stream().mapToDouble(Match::length).sum(), within(1e-9));
        assertThat(new Wasserstein().distance(first, second))
                .isLessThan(new Wasserstein().distance(first, EMPTY) + new Wasserstein().distance(EMPTY, second));
    }
}
