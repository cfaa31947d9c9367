package org.gaspard.topology.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.topology.diagram.Fixtures.EMPTY;
import static org.gaspard.topology.diagram.Fixtures.INF;
import static org.gaspard.topology.diagram.Fixtures.of;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.gaspard.topology.Diagram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagramKernelTest {

    private static final Diagram FIRST = Fixtures.diagram("small.first");
    private static final Diagram SECOND = Fixtures.diagram("small.second");

    static List<DiagramKernel> kernels() {
        return List.of(
                new ScaleSpaceKernel(0.1),
                new WeightedGaussianKernel(0.3),
                new GaussianOfKernel(new WeightedGaussianKernel(0.3), 0.7),
                new GaussianOfKernel(new ScaleSpaceKernel(0.1), 0.7),
                new SlicedWassersteinKernel(0.5),
                new SlicedWassersteinKernel(SlicedWasserstein.exact(), 0.5),
                new FisherKernel(0.3, 1));
    }

    @Test
    void scaleSpaceAgreesWithGudhiAndNumpy() {
        ScaleSpaceKernel kernel = new ScaleSpaceKernel(0.3);
        assertThat(kernel.value(FIRST, SECOND)).isCloseTo(Fixtures.read("kernel.scale.0.3")[0], within(1e-13));
        assertThat(kernel.distance(FIRST, SECOND)).isCloseTo(Fixtures.read("kernel.heat.0.3")[0], within(1e-12));
    }

    @Test
    void scaleSpaceOfTwoBarsIsTheFormula() {
        double sigma = 0.7;
        double direct = Math.exp(-(1 + 4) / (8 * sigma)) - Math.exp(-(16 + 1) / (8 * sigma));
        assertThat(new ScaleSpaceKernel(sigma).value(of(1, 3), of(2, 5)))
                .isCloseTo(direct / (8 * Math.PI * sigma), within(1e-16));
        // Close to the diagonal the two terms all but cancel.
        assertThat(new ScaleSpaceKernel(1).value(of(0, 1e-9), of(0, 1e-9)) * 8 * Math.PI)
                .isCloseTo(0.25e-18, within(1e-31));
    }

    @Test
    void weightedGaussianAgreesWithGudhi() {
        assertThat(new WeightedGaussianKernel(0.4, Weight.arctan(2, 1.5)).value(FIRST, SECOND))
                .isCloseTo(Fixtures.read("kernel.pwg.0.4")[0], within(1e-12));
        assertThat(new WeightedGaussianKernel(2, Weight.power(2)).value(of(0, 3), of(1, 2)))
                .isCloseTo(9 * Math.exp(-2 / 8.0), within(1e-15));
    }

    @Test
    void slicedWassersteinAgreesWithGudhi() {
        assertThat(new SlicedWassersteinKernel(SlicedWasserstein.directions(10), 0.7).value(FIRST, SECOND))
                .isCloseTo(Fixtures.read("kernel.sliced.10.0.7")[0], within(1e-13));
    }

    @Test
    void fisherAgreesWithGudhi() {
        assertThat(new FisherKernel(0.3, 2).value(FIRST, SECOND))
                .isCloseTo(Fixtures.read("kernel.fisher.0.3.2")[0], within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "wide", "middle", "large", "moved"})
    void fisherDistanceAgreesWithGudhi(String name) {
        Diagram first = Fixtures.diagram(name + ".first");
        Diagram second = Fixtures.diagram(name + ".second");
        assertThat(new FisherDistance(0.2).distance(first, second))
                .isCloseTo(Fixtures.read(name + ".fisher.0.2")[0], within(1e-10));
    }

    @Test
    void fisherDistanceIsExactNearZeroAndAtMostARightAngle() {
        FisherDistance fisher = new FisherDistance(0.1);
        assertThat(fisher.distance(FIRST, FIRST)).isZero();
        // Far from everything else, two points at a distance e have an angle proportional to e², here around 1e-9.
        double once = fisher.distance(of(0, 1), of(0, 1 + 1e-5));
        double twice = fisher.distance(of(0, 1), of(0, 1 + 2e-5));
        assertThat(once).isBetween(1e-10, 1e-8);
        assertThat(twice / once).isCloseTo(4, within(1e-3));
        assertThat(fisher.distance(of(0, 100), of(500, 700))).isCloseTo(Math.PI / 2, within(1e-12));
        assertThat(fisher.distance(EMPTY, of(0, 100))).isCloseTo(Math.PI / 2, within(1e-12));
        assertThat(fisher.distance(EMPTY, EMPTY)).isZero();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void gramIsSymmetricAndPositive(DiagramKernel kernel) {
        RandomGenerator random = Fixtures.random(15);
        List<Diagram> diagrams = new ArrayList<>(List.of(EMPTY));
        for (int i = 0; i < 9; i++) {
            diagrams.add(Fixtures.random(random, 1 + random.nextInt(10)));
        }
        double[] gram = kernel.gram(diagrams);
        double[] again = kernel.gram(diagrams, diagrams);
        for (int i = 0; i < gram.length; i++) {
            assertThat(gram[i]).isCloseTo(again[i], within(1e-14));
        }
        for (int trial = 0; trial < 300; trial++) {
            double[] c = random.doubles(10, -1, 1).toArray();
            double form = 0;
            for (int i = 0; i < 10; i++) {
                for (int j = 0; j < 10; j++) {
                    form += c[i] * c[j] * gram[i * 10 + j];
                    assertThat(gram[i * 10 + j]).isEqualTo(gram[j * 10 + i]);
                }
            }
            assertThat(form).isGreaterThan(kernel instanceof FisherKernel ? -0.01 : -1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void treatsTheDiagonalAsNothing(DiagramKernel kernel) {
        Diagram withDiagonal = of(0.2, 0.7, 0.4, 0.4, 0.1, 0.3);
        if (!(kernel instanceof FisherKernel)) {
            assertThat(kernel.value(withDiagonal, SECOND))
                    .isCloseTo(kernel.value(withDiagonal.longerThan(0), SECOND), within(1e-14));
        }
        assertThat(kernel.value(withDiagonal, withDiagonal))
                .isCloseTo(kernel.value(withDiagonal.longerThan(0), withDiagonal), within(1e-14));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void refusesEssentialBars(DiagramKernel kernel) {
        assertThatThrownBy(() -> kernel.value(of(0, INF), SECOND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bar 0 of first is [0.0, Infinity)");
        assertThatThrownBy(() -> kernel.value(SECOND, of(0, 1, -INF, 1))).hasMessageContaining("bar 1 of second");
        assertThatThrownBy(() -> kernel.value(SECOND, Diagram.empty(0))).hasMessageContaining("second has dimension 0");
    }

    @Test
    void emptyDiagrams() {
        for (DiagramKernel kernel : kernels()) {
            boolean linear = kernel instanceof ScaleSpaceKernel || kernel instanceof WeightedGaussianKernel;
            assertThat(kernel.value(EMPTY, EMPTY)).isEqualTo(linear ? 0 : 1);
            assertThat(kernel.distance(EMPTY, EMPTY)).isZero();
        }
        assertThat(new ScaleSpaceKernel(1).value(EMPTY, FIRST)).isZero();
        assertThat(new WeightedGaussianKernel(1).value(FIRST, EMPTY)).isZero();
        double norm = Math.sqrt(new WeightedGaussianKernel(1).value(FIRST, FIRST));
        assertThat(new GaussianOfKernel(new WeightedGaussianKernel(1), 2).value(FIRST, EMPTY))
                .isCloseTo(Math.exp(-norm * norm / 8), within(1e-14));
        assertThat(new SlicedWassersteinKernel(1).value(FIRST, EMPTY)).isBetween(0.0, 0.999);
    }

    @Test
    void weightsAreTheirFormulas() {
        assertThat(Weight.power(3).at(1, 3)).isEqualTo(8);
        assertThat(Weight.power(0).at(1, 1)).isEqualTo(1);
        assertThat(Weight.ramp(4).at(1, 3)).isEqualTo(0.5);
        assertThat(Weight.ramp(1).at(1, 3)).isEqualTo(1);
        assertThat(Weight.arctan(2, 2).at(1, 1.5)).isCloseTo(Math.atan(0.5), within(1e-16));
        assertThat(Weight.of("middle", (b, d) -> (b + d) / 2).of(of(0, 1, 1, 3)))
                .containsExactly(0.5, 2);
        assertThat(Weight.power(2)).isEqualTo(Weight.power(2)).isNotEqualTo(Weight.power(1));
        assertThatThrownBy(() -> Weight.of("middle", (b, d) -> (b + d) / 2).at(-3, 1))
                .hasMessageContaining("weight middle of [-3.0, 1.0) is -1.0");
        assertThatThrownBy(() -> Weight.power(-1)).hasMessageContaining("p is -1.0");
        assertThatThrownBy(() -> Weight.ramp(0)).hasMessageContaining("end is 0.0");
        assertThatThrownBy(() -> Weight.arctan(0, 1)).hasMessageContaining("c is 0.0");
        assertThatThrownBy(() -> Weight.power(1).of(of(0, INF))).hasMessageContaining("bar 0 of diagram");
    }

    @Test
    void refusesScalesThatAreNotPositive() {
        assertThatThrownBy(() -> new ScaleSpaceKernel(0)).hasMessageContaining("sigma is 0.0");
        assertThatThrownBy(() -> new WeightedGaussianKernel(-1)).hasMessageContaining("sigma is -1.0");
        assertThatThrownBy(() -> new GaussianOfKernel(new ScaleSpaceKernel(1), 0))
                .hasMessageContaining("tau is 0.0");
        assertThatThrownBy(() -> new SlicedWassersteinKernel(Double.NaN)).hasMessageContaining("sigma is NaN");
        assertThatThrownBy(() -> new FisherDistance(0)).hasMessageContaining("sigma is 0.0");
        assertThatThrownBy(() -> new FisherKernel(1, 0)).hasMessageContaining("t is 0.0");
    }
}
