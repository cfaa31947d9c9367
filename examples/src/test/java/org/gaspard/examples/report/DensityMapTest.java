package org.gaspard.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DensityMapTest {

    private static final int LARGEST = 0xfde725;
    private static final DensityMap MAP = DensityMap.titled("Distances").axes("latents", "images");

    /** One quarter of the square has the largest count, one has half of it, the others have none. */
    @Test
    void cellsHaveTheColourOfTheirCount() {
        double[][] counts = {{0, 20}, {10, 0}};
        Picture picture = MAP.draw(counts, 0, 1, 0, 1);
        // Up to the frame, which lies over the edge, and the colour bar.
        int quarter = 360 * 360;
        assertThat(PicturesAssert.count(picture.image(), LARGEST)).isBetween(quarter - 2000L, quarter + 2000L);
        assertThat(PicturesAssert.count(picture.image(), Viridis.at(0.5).getRGB() & 0xffffff))
                .isBetween(quarter - 2000L, quarter + 2000L);
        int logarithm = Viridis.at(Math.log(11) / Math.log(21)).getRGB() & 0xffffff;
        assertThat(PicturesAssert.count(
                        MAP.logarithmically().draw(counts, 0, 1, 0, 1).image(), logarithm))
                .isBetween(quarter - 2000L, quarter + 2000L);
        PicturesAssert.hasInkAndCleanBorder(picture.image(), 4);
    }

    /** The first row is at the bottom, the second column at the right. */
    @Test
    void rowsGoUpwards() {
        Picture picture = MAP.draw(new double[][] {{0, 20}, {0, 0}}, 0, 1, 0, 1);
        long x = 0;
        long y = 0;
        long count = 0;
        int barFrom = picture.image().getWidth() - 200;
        for (int row = 0; row < picture.image().getHeight(); row++) {
            for (int column = 0; column < barFrom; column++) {
                if ((picture.image().getRGB(column, row) & 0xffffff) == LARGEST) {
                    x += column;
                    y += row;
                    count++;
                }
            }
        }
        assertThat(x / (double) count).isGreaterThan(picture.image().getWidth() / 2.0);
        assertThat(y / (double) count).isGreaterThan(picture.image().getHeight() / 2.0);
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        assertThatThrownBy(() -> MAP.draw(new double[0][0], 0, 1, 0, 1)).hasMessageContaining("found none");
        assertThatThrownBy(() -> MAP.draw(new double[][] {{1, 2}, {3}}, 0, 1, 0, 1))
                .hasMessageContaining("rows of 2 and 1");
        assertThatThrownBy(() -> MAP.draw(new double[][] {{-1}}, 0, 1, 0, 1)).hasMessageContaining("found -1.0");
        assertThatThrownBy(() -> MAP.draw(new double[][] {{1}}, 1, 1, 0, 1))
                .hasMessageContaining("left and right must be a range, found 1.0 and 1.0");
        assertThatThrownBy(() -> new DensityMap("", "", "", false, 10)).hasMessageContaining("side");
    }
}
