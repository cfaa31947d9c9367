package org.gaspard.topology.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.gaspard.topology.plot.CloudPlot.Edges;
import org.gaspard.topology.plot.CloudPlot.Points;
import org.junit.jupiter.api.Test;

class CloudPlotTest {

    private static final Points SQUARE = new Points("square", new double[] {0, 0, 4, 0, 4, 3, 0, 3});
    private static final Points OTHER = new Points("other", new double[] {2, 1});

    @Test
    void pointsAndEdgesArePaintedWhereTheyAre() {
        List<Points> points = List.of(SQUARE, OTHER);
        // Vertex 4 is the point of the second group.
        Edges edges = new Edges("edges", new int[] {0, 1, 2, 4, -1, -1});
        CloudPlot plot = CloudPlot.titled("Cloud").size(400, 200);
        BufferedImage image = plot.draw(points, List.of(edges));
        Pixels.hasInkAndCleanBorder(image);
        Frame frame = plot.frame(points);
        double[] xy = SQUARE.xy();
        for (int i = 0; i < xy.length; i += 2) {
            assertThat(Pixels.at(image, frame.x().at(xy[i]), frame.y().at(xy[i + 1])))
                    .isEqualTo(Style.color(0));
        }
        assertThat(Pixels.at(image, frame.x().at(2), frame.y().at(1))).isEqualTo(Style.color(1));
        assertThat(Pixels.at(image, frame.x().at(1.3), frame.y().at(0))).isEqualTo(Style.color(2));
        assertThat(Pixels.at(image, frame.x().at(3), frame.y().at(2))).isEqualTo(Style.color(2));
        assertThat(Pixels.at(image, frame.x().at(1.3), frame.y().at(3))).isNotEqualTo(Style.color(2));
        assertThat(Pixels.at(image, frame.x().at(4), frame.y().at(1.3))).isNotEqualTo(Style.color(2));
    }

    @Test
    void theUnitsOfTheAxesAreEqualAndAllPointsAreInside() {
        Frame frame = CloudPlot.titled("").size(400, 200).frame(List.of(SQUARE, OTHER));
        double unit = frame.x().at(1) - frame.x().at(0);
        assertThat(frame.y().at(0) - frame.y().at(1)).isCloseTo(unit, within(1e-9));
        assertThat(frame.right() - frame.left()).isEqualTo(400);
        assertThat(frame.y().at(3)).isGreaterThan(frame.top());
        assertThat(frame.y().at(0)).isLessThan(frame.bottom());
        // Centred in the direction that has room to spare.
        assertThat(frame.x().at(2)).isCloseTo((frame.left() + frame.right()) / 2, within(1e-9));
    }

    @Test
    void aCycleIsDrawnAroundItsHole() {
        int n = 12;
        double[] circle = new double[2 * n];
        for (int i = 0; i < n; i++) {
            circle[2 * i] = Math.cos(2 * Math.PI * i / n);
            circle[2 * i + 1] = Math.sin(2 * Math.PI * i / n);
        }
        List<List<Integer>> sides = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            sides.add(List.of(Math.min(i, (i + 1) % n), Math.max(i, (i + 1) % n)));
        }
        Points points = new Points("", circle);
        CloudPlot plot = CloudPlot.titled("");
        BufferedImage image = plot.draw(List.of(points), List.of(Edges.of("cycle", sides)));
        Frame frame = plot.frame(List.of(points));
        for (int i = 0; i < n; i++) {
            int next = 2 * ((i + 1) % n);
            assertThat(Pixels.at(
                            image,
                            frame.x().at((circle[2 * i] + circle[next]) / 2),
                            frame.y().at((circle[2 * i + 1] + circle[next + 1]) / 2)))
                    .isEqualTo(Style.color(1));
        }
    }

    @Test
    void allEdgesOfSimplicesAreTaken() {
        List<List<Integer>> triangles = List.of(List.of(0, 1, 2), List.of(1, 2, 5));
        assertThat(Edges.of("", triangles).vertices()).containsExactly(0, 1, 0, 2, 1, 2, 1, 2, 1, 5, 2, 5);
        assertThat(Edges.of("", List.of(List.of(3, 4))).vertices()).containsExactly(3, 4);
    }

    @Test
    void fewAndEqualPointsStillGiveAPicture() {
        CloudPlot plot = CloudPlot.titled("Few");
        Pixels.hasInkAndCleanBorder(plot.draw(List.of()));
        Pixels.hasInkAndCleanBorder(plot.draw(List.of(new Points("none", new double[0]))));
        Pixels.hasInkAndCleanBorder(plot.draw(List.of(new Points("one", new double[] {3, -7}))));
        Pixels.hasInkAndCleanBorder(plot.draw(List.of(new Points("line", new double[] {3, -7, 3, 9}))));
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        assertThatThrownBy(() -> new Points("", new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("xy has 3 elements, expected two for each point");
        assertThatThrownBy(() -> new Points("", new double[] {0, Double.NaN})).hasMessageContaining("xy[1] is NaN");
        assertThatThrownBy(() -> new Edges("", new int[3])).hasMessageContaining("vertices has 3 elements");
        assertThatThrownBy(() ->
                        CloudPlot.titled("").draw(List.of(SQUARE), List.of(new Edges("e", new int[] {0, 1, 1, 4}))))
                .hasMessage("edge 1 of \"e\" has vertex 4, expected one from 0 to 3");
        assertThatThrownBy(() -> CloudPlot.titled("").draw(List.of(SQUARE), List.of(new Edges("e", new int[] {-1, 1}))))
                .hasMessageContaining("vertex -1");
        assertThatThrownBy(() -> CloudPlot.titled("").size(149, 300)).hasMessageContaining("width is 149");
    }
}
