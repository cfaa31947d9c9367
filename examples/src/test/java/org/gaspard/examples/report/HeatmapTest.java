package org.gaspard.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeatmapTest {

    private static final int LEAST_CELL = 2 * 30 * 2 * 20;

    @Test
    void cellsHaveTheColoursOfTheirValues() {
        BufferedImage image = Heatmap.titled("")
                .draw(new double[][] {{0, 1}, {0.5, Double.NaN}})
                .image();
        for (double value : new double[] {0, 0.5, 1}) {
            assertThat(PicturesAssert.count(image, Viridis.at(value).getRGB() & 0xffffff))
                    .as("area of %s", value)
                    .isGreaterThan(LEAST_CELL);
        }
        assertThat(PicturesAssert.count(image, 0xe6e8eb))
                .as("area of the missing entry")
                .isGreaterThan(LEAST_CELL);
    }

    @Test
    void aGivenRangeOverrulesTheEntries() {
        BufferedImage image =
                Heatmap.titled("").range(0, 2).draw(new double[][] {{1, 5}}).image();
        assertThat(PicturesAssert.count(image, Viridis.at(0.5).getRGB() & 0xffffff))
                .isGreaterThan(LEAST_CELL);
        assertThat(PicturesAssert.count(image, Viridis.at(1).getRGB() & 0xffffff))
                .isGreaterThan(LEAST_CELL);
    }

    @Test
    void namesNeitherRunOverTheEdgeNorIntoTheMap() {
        String longName = "a factor with quite a long name";
        Picture slanted = Heatmap.titled("A title that is longer than the map below it is wide")
                .rows("code", List.of("first", "second code"))
                .columns("factor", List.of("x", longName))
                .draw(new double[][] {{0.1, 0.2}, {-300, 0.4}});
        PicturesAssert.hasInkAndCleanBorder(slanted.image(), 8);
        PicturesAssert.hasInkAndCleanBorder(
                Heatmap.titled("")
                        .columns("", List.of(longName))
                        .draw(new double[][] {{1}})
                        .image(),
                8);
    }

    @Test
    void viridisRunsFromDarkToLight() {
        assertThat(Viridis.at(-1)).isEqualTo(new Color(0x440154));
        assertThat(Viridis.at(2)).isEqualTo(new Color(0xfde725));
        double before = -1;
        for (int i = 0; i <= 100; i++) {
            Color c = Viridis.at(i / 100.0);
            double light = 0.2126 * c.getRed() + 0.7152 * c.getGreen() + 0.0722 * c.getBlue();
            assertThat(light).isGreaterThan(before);
            before = light;
        }
    }

    @Test
    void refusesWhatIsNoMatrixOrHasOtherNames() {
        assertThatThrownBy(() -> Heatmap.titled("").draw(new double[0][])).hasMessageContaining("none");
        assertThatThrownBy(() -> Heatmap.titled("").draw(new double[][] {{1, 2}, {3}}))
                .hasMessageContaining("rows of 2 and 1");
        assertThatThrownBy(() -> Heatmap.titled("").rows("r", List.of("a", "b")).draw(new double[][] {{1}}))
                .hasMessageContaining("rowNames must be 1 names, found 2");
        assertThatThrownBy(() -> Heatmap.titled("").range(1, 1)).hasMessageContaining("low");
    }
}
