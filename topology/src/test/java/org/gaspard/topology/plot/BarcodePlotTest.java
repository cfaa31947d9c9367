package org.gaspard.topology.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.topology.Diagram;
import org.junit.jupiter.api.Test;

class BarcodePlotTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final Diagram COMPONENTS = Diagram.of(0, new double[][] {{0, INFINITY}, {0, 4}, {0, 2}});
    private static final Diagram LOOPS = Diagram.of(1, new double[][] {{6, 10}, {-INFINITY, 3}});

    @Test
    void barsArePaintedFromBirthToDeathInTheColourOfTheirDimension() {
        List<Diagram> diagrams = List.of(COMPONENTS, LOOPS);
        BarcodePlot plot = BarcodePlot.titled("Bars").size(600, 300);
        BufferedImage image = plot.draw(diagrams);
        assertThat(image.getWidth()).isEqualTo(1200);
        assertThat(image.getHeight()).isEqualTo(600);
        Pixels.hasInkAndCleanBorder(image);

        Frame frame = plot.frame(diagrams);
        List<BarcodePlot.Band> bands = BarcodePlot.bands(diagrams, frame);
        for (BarcodePlot.Band band : bands) {
            Diagram shown = band.diagram();
            for (int bar = 0; bar < shown.size(); bar++) {
                double y = band.y(bar);
                for (double x = frame.left() + 2; x < frame.right() - 2; x++) {
                    double from = Double.isInfinite(shown.birth(bar))
                            ? frame.left() + 3
                            : frame.x().at(shown.birth(bar));
                    double to = Double.isInfinite(shown.death(bar))
                            ? frame.right() - 3
                            : frame.x().at(shown.death(bar));
                    if (x > from + 1 && x < to - 1) {
                        assertThat(Pixels.at(image, x, y))
                                .as("bar %d of %s at %f", bar, shown, x)
                                .isEqualTo(Style.color(shown.dimension()));
                    } else if (x < from - 1 || x > to + 1) {
                        assertThat(Pixels.at(image, x, y))
                                .as("beside bar %d of %s at %f", bar, shown, x)
                                .isNotEqualTo(Style.color(shown.dimension()));
                    }
                }
            }
        }
    }

    @Test
    void bandsFollowEachOtherAndKeepTheirBars() {
        List<Diagram> diagrams = List.of(COMPONENTS, Diagram.empty(1), LOOPS);
        Frame frame = BarcodePlot.titled("").frame(diagrams);
        List<BarcodePlot.Band> bands = BarcodePlot.bands(diagrams, frame);
        assertThat(bands.getFirst().top()).isEqualTo(frame.top());
        assertThat(bands.getLast().bottom()).isCloseTo(frame.bottom(), within(1e-9));
        for (int i = 0; i < 3; i++) {
            BarcodePlot.Band band = bands.get(i);
            assertThat(band.bottom() - band.top()).isGreaterThanOrEqualTo(24);
            for (int bar = 0; bar < band.diagram().size(); bar++) {
                assertThat(band.y(bar) - band.thickness() / 2).isGreaterThan(band.top());
                assertThat(band.y(bar) + band.thickness() / 2).isLessThan(band.bottom());
                if (bar > 0) {
                    assertThat(band.y(bar) - band.y(bar - 1)).isGreaterThan(band.thickness());
                }
            }
        }
    }

    @Test
    void anInfiniteBarEndsInAnArrow() {
        List<Diagram> diagrams = List.of(Diagram.of(0, new double[][] {{0, INFINITY}, {0, 4}}));
        BarcodePlot plot = BarcodePlot.titled("");
        BufferedImage image = plot.draw(diagrams);
        Frame frame = plot.frame(diagrams);
        BarcodePlot.Band band = BarcodePlot.bands(diagrams, frame).getFirst();
        // Shown by birth, then death: the infinite one is second.
        double y = band.y(1);
        double beside = band.thickness() / 2 + 1;
        assertThat(Pixels.at(image, frame.right() - 8.5, y - beside)).isEqualTo(Style.color(0));
        assertThat(Pixels.at(image, frame.right() - 8.5, y + beside)).isEqualTo(Style.color(0));
        assertThat(Pixels.at(image, frame.right() - 3, y - beside)).isNotEqualTo(Style.color(0));
        assertThat(Pixels.at(image, frame.x().at(4) - 3, band.y(0) - beside)).isNotEqualTo(Style.color(0));
        assertThat(frame.x().at(4)).isLessThan(frame.right() - 30);
    }

    @Test
    void thousandsOfBarsAndNoneFitOnThePaper() {
        Diagram many = Diagram.of(
                0,
                IntStream.range(0, 5000).mapToObj(i -> new double[] {0, 1 + i}).toArray(double[][]::new));
        BufferedImage crowded = BarcodePlot.titled("Many").draw(List.of(many, LOOPS));
        Pixels.hasInkAndCleanBorder(crowded);
        assertThat(Pixels.count(crowded, Style.color(1))).isGreaterThan(1000);
        for (List<Diagram> none :
                List.of(List.<Diagram>of(), List.of(Diagram.empty(0)), List.of(Diagram.empty(0), Diagram.empty(1)))) {
            Pixels.hasInkAndCleanBorder(BarcodePlot.titled("None").axis("").draw(none));
        }
        Pixels.hasInkAndCleanBorder(BarcodePlot.titled("Infinite").draw(List.of(Diagram.of(0, new double[][] {
            {-INFINITY, INFINITY}
        }))));
    }

    @Test
    void refusesSmallPaper() {
        assertThatThrownBy(() -> BarcodePlot.titled("").size(10, 300))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("width is 10, expected at least 200");
        assertThatThrownBy(() -> BarcodePlot.titled("").size(300, 10)).hasMessageContaining("height is 10");
    }
}
