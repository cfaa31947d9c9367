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
import org.gaspard.topology.diagram.PersistenceImage.Pixel;
import org.junit.jupiter.api.Test;

class PersistenceImageTest {

    private static final Diagram DIAGRAM = Fixtures.diagram("vector.diagram");

    @Test
    void centresAgreeWithGudhi() {
        PersistenceImage image =
                new PersistenceImage(new Axis(0, 1.4, 7), new Axis(0.1, 0.85, 5), 0.15, Weight.power(2), Pixel.CENTRE);
        assertThat(image.of(DIAGRAM)).containsExactly(Fixtures.read("image.centre"), within(1e-12));
    }

    @Test
    void integralsAgreeWithScipy() {
        PersistenceImage image = new PersistenceImage(new Axis(0, 1.4, 7), new Axis(0.1, 0.85, 5), 0.15);
        assertThat(image.of(DIAGRAM)).containsExactly(Fixtures.read("image.integral"), within(1e-12));
    }

    @Test
    void errorFunctionAgreesWithScipy() {
        double[] arguments = {0.1, 0.5, 1, 2, 2.4999, 2.5, 3, 4, 5.5};
        double[] expected = Fixtures.read("erf");
        for (int i = 0; i < arguments.length; i++) {
            assertThat(GaussianIntegral.erf(arguments[i])).isCloseTo(expected[i], within(1e-15));
            assertThat(GaussianIntegral.erf(-arguments[i])).isCloseTo(-expected[i], within(1e-15));
        }
        assertThat(GaussianIntegral.between(-INF, INF)).isEqualTo(1);
        assertThat(GaussianIntegral.between(-1, 1)).isCloseTo(0.6826894921370859, within(1e-15));
    }

    /** The far tail keeps its digits: Φ(−10) = 7.61985302416053e-24. */
    @Test
    void tailsKeepTheirDigits() {
        assertThat(GaussianIntegral.between(10, INF)).isCloseTo(7.61985302416053e-24, within(1e-37));
        assertThat(GaussianIntegral.between(-INF, -10)).isCloseTo(7.61985302416053e-24, within(1e-37));
        assertThat(GaussianIntegral.between(50, 60)).isZero();
    }

    @Test
    void aBarInTheMiddleOfAWidePixelGivesItsWeight() {
        PersistenceImage wide = new PersistenceImage(new Axis(-100, 100, 1), new Axis(-100, 100, 1), 2);
        assertThat(wide.of(of(1, 4))).containsExactly(new double[] {3}, within(1e-14));
        assertThat(wide.of(of(1, 4, 0, 2))).containsExactly(new double[] {5}, within(1e-14));
    }

    @Test
    void oneBarIsAProductOfNormalDensities() {
        Axis births = new Axis(0, 2, 2);
        Axis lengths = new Axis(1, 4, 3);
        double[] centres = new PersistenceImage(births, lengths, 0.8, Weight.power(0), Pixel.CENTRE).of(of(0.5, 3));
        double[] integrals = new PersistenceImage(births, lengths, 0.8, Weight.power(0), Pixel.INTEGRAL).of(of(0.5, 3));
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 2; column++) {
                double dx = 0.5 + column - 0.5;
                double dy = 1.5 + row - 2.5;
                double density = Math.exp(-(dx * dx + dy * dy) / (2 * 0.64)) / (2 * Math.PI * 0.64);
                assertThat(centres[row * 2 + column]).isCloseTo(density, within(1e-15));
                assertThat(integrals[row * 2 + column])
                        .isCloseTo(midpointRule(0.5, 2.5, 0.8, column, 1 + row), within(1e-6));
            }
        }
    }

    /** The integral of the density over a unit square by 400 × 400 points. */
    private static double midpointRule(double x, double y, double sigma, double left, double bottom) {
        double sum = 0;
        for (int i = 0; i < 400; i++) {
            for (int j = 0; j < 400; j++) {
                double dx = left + (i + 0.5) / 400 - x;
                double dy = bottom + (j + 0.5) / 400 - y;
                sum += Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
            }
        }
        return sum / (2 * Math.PI * sigma * sigma) / 160_000;
    }

    @Test
    void rowsAreLengthsAndColumnsAreBirths() {
        PersistenceImage image =
                new PersistenceImage(new Axis(0, 3, 3), new Axis(0, 2, 2), 0.05).withWeight(Weight.power(0));
        assertThat(image.of(of(2.5, 3))).containsExactly(new double[] {0, 0, 1, 0, 0, 0}, within(1e-12));
        assertThat(image.of(of(0.5, 2))).containsExactly(new double[] {0, 0, 0, 1, 0, 0}, within(1e-12));
    }

    @Test
    void anEmptyDiagramGivesZerosAndTheDiagonalNothing() {
        PersistenceImage image = PersistenceImage.fit(List.of(DIAGRAM), 4, 3);
        assertThat(image.of(EMPTY)).hasSize(12).containsOnly(0);
        assertThat(image.of(of(0.5, 0.5))).containsOnly(0);
    }

    @Test
    void refusesEssentialBarsAndWrongOptions() {
        PersistenceImage image = PersistenceImage.fit(List.of(DIAGRAM, of(0, INF)), 4, 3);
        assertThatThrownBy(() -> image.of(of(0, INF)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bar 0 of diagram is [0.0, Infinity)");
        assertThat(image.of(new Clamping(0, 1).of(of(0, INF)))).isEqualTo(image.of(of(0, 1)));
        assertThatThrownBy(() -> image.withSigma(0)).hasMessageContaining("sigma is 0.0");
        assertThatThrownBy(() -> PersistenceImage.fit(List.of(EMPTY, of(0, INF)), 2, 2))
                .hasMessageContaining("no finite bar among 2");
    }

    @Test
    void fitSpansTheFiniteBars() {
        PersistenceImage image = PersistenceImage.fit(List.of(of(0, 1, 2, 6), EMPTY, of(1, INF)), 4, 3);
        assertThat(image.births()).isEqualTo(new Axis(0, 2, 4));
        assertThat(image.lengths()).isEqualTo(new Axis(1, 4, 3));
        assertThat(image.sigma()).isEqualTo(1);
        assertThat(image.pixel()).isEqualTo(Pixel.INTEGRAL);
        assertThat(PersistenceImage.fit(List.of(of(0, 1, 0, 3)), 4, 4).births()).isEqualTo(new Axis(-0.5, 0.5, 4));
    }

    /** A small move of the bars is a small change of the pixels. */
    @Test
    void isStable() {
        RandomGenerator random = Fixtures.random(16);
        PersistenceImage image = new PersistenceImage(new Axis(0, 1, 20), new Axis(0, 1, 20), 0.2);
        Diagram diagram = Fixtures.random(random, 1000);
        double[] pixels = image.of(diagram);
        double[] moved = image.of(Fixtures.moved(random, diagram, 1e-6));
        for (int i = 0; i < pixels.length; i++) {
            assertThat(moved[i]).isCloseTo(pixels[i], within(1e-4));
        }
        assertThat(Arrays.stream(pixels).sum()).isLessThan(TotalPersistence.of(diagram, 1));
    }

    @Test
    void axesDivideEvenly() {
        Axis axis = new Axis(-1, 2, 4);
        assertThat(axis.cell()).isEqualTo(0.75);
        assertThat(axis.edge(0)).isEqualTo(-1);
        assertThat(axis.edge(4)).isEqualTo(2);
        assertThat(axis.centre(1)).isEqualTo(0.125);
        assertThat(new double[] {axis.sample(0), axis.sample(1), axis.sample(2), axis.sample(3)})
                .containsExactly(-1, 0, 1, 2);
        assertThat(new Axis(3, 4, 1).sample(0)).isEqualTo(3);
        assertThat(Axis.ofBars(List.of(of(0, 1, 2, 6, 3, INF)), 3)).isEqualTo(new Axis(0, 6, 3));
        assertThatThrownBy(() -> new Axis(1, 1, 3)).hasMessageContaining("low is 1.0 and high is 1.0");
        assertThatThrownBy(() -> new Axis(0, INF, 3)).hasMessageContaining("high is Infinity");
        assertThatThrownBy(() -> new Axis(0, 1, 0)).hasMessageContaining("count is 0");
    }
}
