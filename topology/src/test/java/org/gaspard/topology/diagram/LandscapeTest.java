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

class LandscapeTest {

    private static final Axis AXIS = axis();

    private static Axis axis() {
        double[] samples = Fixtures.read("vector.samples");
        return new Axis(samples[0], samples[1], (int) samples[2]);
    }

    @Test
    void samplesAgreeWithGudhi() {
        Diagram diagram = Fixtures.diagram("vector.diagram");
        double[] expected = Fixtures.read("vector.landscape");
        assertThat(Landscape.of(diagram, 6).sample(AXIS)).containsExactly(expected, within(1e-12));
        assertThat(Landscape.sampled(diagram, 6, AXIS)).containsExactly(expected, within(1e-12));
    }

    @Test
    void oneBarIsATent() {
        Landscape landscape = Landscape.of(of(1, 5));
        assertThat(landscape.functions())
                .containsExactly(PiecewiseLinear.of(new double[] {1, 3, 5}, new double[] {0, 2, 0}));
        assertThat(landscape.at(1, 2)).isEqualTo(1);
        assertThat(landscape.at(1, 0)).isZero();
        assertThat(landscape.at(2, 3)).isZero();
        assertThat(landscape.norm(1)).isCloseTo(4, within(1e-15));
        assertThat(landscape.norm(2)).isCloseTo(Math.sqrt(16 / 3.0), within(1e-15));
        assertThat(landscape.norm(3.5)).isCloseTo(Math.pow(2 * Math.pow(2, 4.5) / 4.5, 1 / 3.5), within(1e-14));
        assertThat(landscape.norm(INF)).isEqualTo(2);
        assertThat(landscape.innerProduct(landscape)).isCloseTo(16 / 3.0, within(1e-15));
    }

    @Test
    void crossingTentsPassTheLowerPartOn() {
        Landscape landscape = Landscape.of(of(0, 4, 2, 6));
        assertThat(landscape.functions())
                .containsExactly(
                        PiecewiseLinear.of(new double[] {0, 2, 3, 4, 6}, new double[] {0, 2, 1, 2, 0}),
                        PiecewiseLinear.of(new double[] {2, 3, 4}, new double[] {0, 1, 0}));
    }

    @Test
    void nestedTouchingAndEqualBars() {
        assertThat(Landscape.of(of(0, 6, 2, 4)).functions())
                .containsExactly(
                        PiecewiseLinear.of(new double[] {0, 3, 6}, new double[] {0, 3, 0}),
                        PiecewiseLinear.of(new double[] {2, 3, 4}, new double[] {0, 1, 0}));
        assertThat(Landscape.of(of(0, 2, 2, 4)).functions())
                .containsExactly(PiecewiseLinear.of(new double[] {0, 1, 2, 3, 4}, new double[] {0, 1, 0, 1, 0}));
        assertThat(Landscape.of(of(5, 7, 0, 2)).functions())
                .containsExactly(PiecewiseLinear.of(new double[] {0, 1, 2, 5, 6, 7}, new double[] {0, 1, 0, 0, 1, 0}));
        assertThat(Landscape.of(of(0, 2, 0, 2, 0, 2)).functions()).hasSize(3).containsOnly(tent(0, 2));
    }

    private static PiecewiseLinear tent(double birth, double death) {
        return Landscape.of(of(birth, death)).functions().get(0);
    }

    /** At every point the k-th function is the k-th largest tent. */
    @Test
    void functionsAreTheOrderedTents() {
        RandomGenerator random = Fixtures.random(17);
        for (int trial = 0; trial < 300; trial++) {
            boolean ties = trial % 2 == 0;
            int n = random.nextInt(15);
            Diagram diagram = ties ? Fixtures.tied(random, n) : Fixtures.random(random, n);
            Axis axis = new Axis(-0.5, 7.75, 67);
            Landscape landscape = Landscape.of(diagram);
            double[] expected = Landscape.sampled(diagram, landscape.depth() + 1, axis);
            double[] exact = landscape.sample(axis);
            for (int i = 0; i < expected.length; i++) {
                assertThat(i < exact.length ? exact[i] : 0).isCloseTo(expected[i], within(1e-14));
            }
        }
    }

    @Test
    void depthLimitsTheFunctions() {
        Diagram diagram = Fixtures.diagram("vector.diagram");
        Landscape all = Landscape.of(diagram);
        assertThat(Landscape.of(diagram, 3).functions())
                .isEqualTo(all.functions().subList(0, 3));
        assertThat(Landscape.of(diagram, 0).functions()).isEmpty();
        assertThat(all.depth()).isEqualTo((int)
                Arrays.stream(BettiCurve.of(diagram).values()).max().orElseThrow());
    }

    @Test
    void normsAndProductsAgreeWithQuadrature() {
        RandomGenerator random = Fixtures.random(18);
        Landscape first = Landscape.of(Fixtures.random(random, 12));
        Landscape second = Landscape.of(Fixtures.random(random, 9));
        Landscape difference = first.combination(1, second, -1);
        int depth = difference.depth();
        Axis fine = new Axis(-0.5, 4, 200_001);
        double[] f = padded(first.sample(fine), depth * fine.count());
        double[] g = padded(second.sample(fine), depth * fine.count());
        double step = 4.5 / 200_000;
        for (double p : new double[] {1, 2, 3.5}) {
            double sum = 0;
            for (int i = 0; i < f.length; i++) {
                sum += step * Math.pow(Math.abs(f[i] - g[i]), p);
            }
            assertThat(difference.norm(p)).isCloseTo(Math.pow(sum, 1 / p), within(1e-8));
            assertThat(first.distance(second, p)).isEqualTo(difference.norm(p));
        }
        double product = 0;
        for (int i = 0; i < f.length; i++) {
            product += step * f[i] * g[i];
        }
        assertThat(first.innerProduct(second)).isCloseTo(product, within(1e-8));
        assertThat(difference.norm(2) * difference.norm(2))
                .isCloseTo(
                        first.innerProduct(first) - 2 * first.innerProduct(second) + second.innerProduct(second),
                        within(1e-14));
    }

    private static double[] padded(double[] values, int length) {
        return Arrays.copyOf(values, length);
    }

    /** [B15]: the greatest difference of landscapes is at most the bottleneck distance. */
    @Test
    void isStable() {
        RandomGenerator random = Fixtures.random(19);
        for (int trial = 0; trial < 50; trial++) {
            Diagram first = Fixtures.random(random, random.nextInt(12));
            Diagram second =
                    trial % 2 == 0 ? Fixtures.random(random, random.nextInt(12)) : Fixtures.moved(random, first, 0.01);
            assertThat(Landscape.of(first).distance(Landscape.of(second), INF))
                    .isLessThanOrEqualTo(new Bottleneck().distance(first, second) + 1e-14);
        }
    }

    @Test
    void normsHoldTheLawsOfNorms() {
        RandomGenerator random = Fixtures.random(20);
        for (double p : new double[] {1, 1.5, 2, INF}) {
            for (int trial = 0; trial < 30; trial++) {
                Landscape a = Landscape.of(Fixtures.random(random, random.nextInt(8)));
                Landscape b = Landscape.of(Fixtures.random(random, random.nextInt(8)));
                Landscape c = Landscape.of(Fixtures.random(random, random.nextInt(8)));
                assertThat(a.distance(c, p)).isLessThanOrEqualTo(a.distance(b, p) + b.distance(c, p) + 1e-13);
                assertThat(a.distance(b, p)).isCloseTo(b.distance(a, p), within(1e-15));
                assertThat(a.combination(-3, b, 0).norm(p)).isCloseTo(3 * a.norm(p), within(1e-13));
                assertThat(a.distance(a, p)).isZero();
            }
        }
    }

    @Test
    void meanIsFunctionByFunction() {
        Landscape mean =
                Landscape.mean(List.of(Landscape.of(of(0, 4)), Landscape.of(of(2, 6, 2, 4)), Landscape.of(EMPTY)));
        assertThat(mean.depth()).isEqualTo(2);
        assertThat(mean.at(1, 3)).isCloseTo(2 / 3.0, within(1e-15));
        assertThat(mean.at(2, 3)).isCloseTo(1 / 3.0, within(1e-15));
        assertThatThrownBy(() -> Landscape.mean(List.of())).hasMessageContaining("the number of landscapes is 0");
    }

    @Test
    void emptyDiagramsHaveTheZeroLandscape() {
        for (Diagram nothing : List.of(EMPTY, of(1, 1, 2, 2))) {
            Landscape zero = Landscape.of(nothing);
            assertThat(zero.depth()).isZero();
            assertThat(zero.sample(AXIS)).isEmpty();
            assertThat(zero.norm(1)).isZero();
            assertThat(zero.norm(INF)).isZero();
            assertThat(zero.distance(Landscape.of(of(0, 4)), INF)).isEqualTo(2);
            assertThat(Landscape.sampled(nothing, 2, AXIS))
                    .hasSize(2 * AXIS.count())
                    .containsOnly(0);
        }
    }

    @Test
    void essentialBarsAreRefusedExactlyAndDefinedSampled() {
        assertThatThrownBy(() -> Landscape.of(of(0, 1, 0, INF)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bar 1 of diagram is [0.0, Infinity)");
        Axis axis = new Axis(0, 4, 5);
        assertThat(Landscape.sampled(of(1, INF, 0, 4), 2, axis)).containsExactly(0, 1, 2, 2, 3, 0, 0, 1, 1, 0);
        assertThat(Landscape.sampled(of(-INF, 3), 1, axis)).containsExactly(3, 2, 1, 0, 0);
        assertThat(Landscape.sampled(of(-INF, INF), 1, axis)).containsOnly(INF);
        // Far beyond the samples a cut bar is the same.
        assertThat(Landscape.of(new Clamping(0, 100).of(of(1, INF, 0, 4)), 2).sample(axis))
                .containsExactly(0, 1, 2, 2, 3, 0, 0, 1, 1, 0);
    }

    @Test
    void refusesWrongOptions() {
        assertThatThrownBy(() -> Landscape.of(EMPTY, -1)).hasMessageContaining("depth is -1");
        assertThatThrownBy(() -> Landscape.sampled(EMPTY, -1, AXIS)).hasMessageContaining("depth is -1");
        assertThatThrownBy(() -> Landscape.of(EMPTY).norm(0.5)).hasMessageContaining("p is 0.5");
        assertThatThrownBy(() -> Landscape.of(EMPTY).at(0, 1)).hasMessageContaining("k is 0");
    }

    /** Bars so short, or so close, that their middles coincide with their ends in floating point. */
    @Test
    void roundingDoesNotBreakTheSweep() {
        double next = Math.nextUp(1.0);
        Landscape tiny = Landscape.of(of(1, next, -0.0, 1, 0.0, next));
        assertThat(tiny.at(1, 0.5)).isEqualTo(0.5);
        assertThat(tiny.at(2, 0.5)).isEqualTo(0.5);
        assertThat(tiny.norm(2)).isCloseTo(Math.sqrt(2.0 / 12), within(1e-15));
    }

    @Test
    void copesWithAThousandBars() {
        Diagram diagram = Fixtures.random(Fixtures.random(21), 1000);
        Landscape landscape = Landscape.of(diagram);
        // The tents keep their sum: each point belongs to as many functions as bars.
        double tents = 0;
        for (double length : diagram.lengths()) {
            tents += length * length / 4;
        }
        assertThat(landscape.norm(1)).isCloseTo(tents, within(1e-10));
    }
}
