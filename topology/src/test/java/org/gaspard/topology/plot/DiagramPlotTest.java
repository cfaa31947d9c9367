package org.gaspard.topology.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.List;
import org.gaspard.topology.Diagram;
import org.junit.jupiter.api.Test;

class DiagramPlotTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final Diagram COMPONENTS = Diagram.of(0, new double[][] {{0, INFINITY}, {0, 4}, {0, 2}});
    private static final Diagram LOOPS = Diagram.of(1, new double[][] {{6, 10}, {-INFINITY, 3}});

    @Test
    void pointsArePaintedAtBirthAndDeath() {
        List<Diagram> diagrams = List.of(COMPONENTS, LOOPS);
        DiagramPlot plot = DiagramPlot.titled("Points");
        BufferedImage image = plot.draw(diagrams);
        Pixels.hasInkAndCleanBorder(image);
        Frame frame = plot.frame(diagrams);
        for (Diagram diagram : diagrams) {
            for (int bar = 0; bar < diagram.size(); bar++) {
                double x = frame.x().at(Math.max(diagram.birth(bar), DiagramPlot.before(diagrams)));
                double y = frame.y().at(Math.min(diagram.death(bar), DiagramPlot.after(diagrams)));
                assertThat(Pixels.at(image, x, y)).isEqualTo(Style.color(diagram.dimension()));
                assertThat(Pixels.at(image, x + 3, y)).isEqualTo(Style.color(diagram.dimension()));
                assertThat(Pixels.at(image, x + 6, y)).isNotEqualTo(Style.color(diagram.dimension()));
            }
        }
        // As many dots as points, each of an area of 4²π units of 2 × 2 pixels, less a rim of mixed colours, and the
        // smaller one of the legend.
        assertThat(Pixels.count(image, Style.color(0))).isBetween(3 * 170L, 3 * 202L + 255);
    }

    @Test
    void bothAxesShareTheirUnitAndInfinityLiesBeyondAllValues() {
        List<Diagram> diagrams = List.of(COMPONENTS, LOOPS);
        Frame frame = DiagramPlot.titled("").side(300).frame(diagrams);
        assertThat(frame.right() - frame.left()).isEqualTo(300);
        assertThat(frame.bottom() - frame.top()).isEqualTo(300);
        assertThat(frame.x().at(6) - frame.x().at(2))
                .isCloseTo(frame.y().at(2) - frame.y().at(6), within(1e-9));
        assertThat(frame.y().at(DiagramPlot.after(diagrams)))
                .isGreaterThan(frame.top() + 5)
                .isLessThan(frame.y().at(10) - 10);
        assertThat(frame.x().at(DiagramPlot.before(diagrams)))
                .isGreaterThan(frame.left() + 5)
                .isLessThan(frame.x().at(0) - 10);
    }

    @Test
    void theDiagonalAndTheLineOfInfinityAreDrawn() {
        List<Diagram> diagrams = List.of(COMPONENTS);
        DiagramPlot plot = DiagramPlot.titled("");
        BufferedImage image = plot.draw(diagrams);
        Frame frame = plot.frame(diagrams);
        for (double value : new double[] {1.1, 2.3, 3.6}) {
            assertThat(darkest(image, frame.x().at(value), frame.y().at(value))).isLessThan(0xa0);
            assertThat(darkest(image, frame.x().at(value) - 20, frame.y().at(value) - 13))
                    .isGreaterThan(0xc0);
        }
        double infinity = frame.y().at(DiagramPlot.after(diagrams));
        int dashes = 0;
        for (double x = frame.left() + 40; x < frame.right() - 1; x++) {
            dashes += darkest(image, x, infinity) < 0xa0 ? 1 : 0;
        }
        assertThat(dashes).isBetween((int) (0.4 * 420), (int) (0.9 * 420));
        Diagram finite = COMPONENTS.finite();
        assertThat(plot.frame(List.of(finite)).y().at(4))
                .isLessThan(plot.frame(List.of(finite)).top() + 20);
    }

    /** The least red within one unit. */
    private static int darkest(BufferedImage image, double x, double y) {
        int least = 255;
        for (double dx = -0.5; dx <= 0.5; dx += 0.5) {
            for (double dy = -0.5; dy <= 0.5; dy += 0.5) {
                least = Math.min(least, Pixels.at(image, x + dx, y + dy).getRed());
            }
        }
        return least;
    }

    @Test
    void comparedDiagramsHaveColoursOfTheirOwnAndALegend() {
        Diagram other = Diagram.of(1, new double[][] {{1, 9}});
        DiagramPlot plot = DiagramPlot.titled("Two");
        BufferedImage named =
                plot.compare(List.of(new DiagramPlot.Named("first", LOOPS), new DiagramPlot.Named("second", other)));
        BufferedImage nameless =
                plot.compare(List.of(new DiagramPlot.Named("", LOOPS), new DiagramPlot.Named("", other)));
        assertThat(Pixels.count(named, Style.color(1))).isGreaterThan(Pixels.count(nameless, Style.color(1)) + 100);
        assertThat(Pixels.count(nameless, Style.color(1))).isGreaterThan(150);
        assertThat(named.getHeight()).isGreaterThan(nameless.getHeight());
        Pixels.hasInkAndCleanBorder(named);
    }

    @Test
    void emptyAndDegenerateDiagramsStillGiveAPicture() {
        for (List<Diagram> diagrams : List.of(
                List.<Diagram>of(),
                List.of(Diagram.empty(0)),
                List.of(Diagram.of(0, new double[][] {{-INFINITY, INFINITY}})),
                List.of(Diagram.of(0, new double[][] {{3, 3}})),
                List.of(Diagram.of(0, new double[][] {{0, 0}})),
                List.of(Diagram.of(0, new double[][] {{-1e300, 1e300}})),
                List.of(Diagram.of(0, new double[][] {{1e-300, 2e-300}})),
                List.of(Diagram.of(0, new double[][] {{1, 1 + 1e-6}})),
                List.of(Diagram.of(0, new double[][] {{1, Math.nextUp(1.0)}})))) {
            Pixels.hasInkAndCleanBorder(DiagramPlot.titled("Odd").draw(diagrams));
        }
    }

    @Test
    void refusesSmallPaper() {
        assertThatThrownBy(() -> DiagramPlot.titled("").side(10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("side is 10, expected at least 150");
    }
}
