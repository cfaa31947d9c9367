package org.gaspard.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorFieldTest {

    private static final VectorField FIELD = VectorField.titled("Flow").axes("z1", "z2");
    private static final double[][] FLAT = {{1}};
    private static final double[][][] NONE = {{{0, 0}}};
    private static final int INK = Drawing.INK.getRGB() & 0xffffff;

    private static Picture draw(double[][] potential, double[][][] vectors, List<double[][]> paths) {
        return FIELD.draw(potential, vectors, 0, 1, 0, 1, paths);
    }

    /** Columns [from, to) and rows of the pixels that differ: {first column, last column, first row, last row, count}. */
    private static int[] difference(BufferedImage a, BufferedImage b, int bottom) {
        int[] box = {Integer.MAX_VALUE, -1, Integer.MAX_VALUE, -1, 0};
        for (int y = 0; y < bottom; y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                if (a.getRGB(x, y) != b.getRGB(x, y)) {
                    box[0] = Math.min(box[0], x);
                    box[1] = Math.max(box[1], x);
                    box[2] = Math.min(box[2], y);
                    box[3] = Math.max(box[3], y);
                    box[4]++;
                }
            }
        }
        return box;
    }

    /** What an only vector adds to the map: the note below is not looked at. */
    private static int[] arrow(double dx, double dy) {
        BufferedImage with =
                draw(FLAT, new double[][][] {{{dx, dy}}}, List.of()).image();
        return difference(with, draw(FLAT, NONE, List.of()).image(), with.getHeight() - 80);
    }

    /** One quarter of the square has the largest value, one the middle of all, two the smallest. */
    @Test
    void cellsHaveTheColourOfTheirValue() {
        BufferedImage image =
                draw(new double[][] {{-3, 1}, {-1, -3}}, NONE, List.of()).image();
        int quarter = 360 * 360;
        assertThat(PicturesAssert.count(image, 0xfde725)).isBetween(quarter - 2000L, quarter + 2000L);
        assertThat(PicturesAssert.count(image, Viridis.at(0.5).getRGB() & 0xffffff))
                .isBetween(quarter - 2000L, quarter + 2000L);
        assertThat(PicturesAssert.count(image, 0x440154)).isBetween(2L * quarter - 3000L, 2L * quarter + 3000L);
        PicturesAssert.hasInkAndCleanBorder(image, 4);
    }

    /** Nine tenths of the only cell, whatever the size of the vector; the edge of the stroke adds at most 4 units. */
    @Test
    void theLongestArrowFitsItsCell() {
        for (double size : new double[] {1e-6, 1, 1e6}) {
            int[] box = arrow(size, 0);
            assertThat(box[1] - box[0]).isBetween(2 * 324, 2 * 330);
            assertThat(box[3] - box[2]).isLessThan(40);
        }
    }

    /** The head, at the tip, has more ink: upwards for (0, 1), at the right for (1, 0). */
    @Test
    void arrowsPointWhereTheirVectorsDo() {
        assertThat(weight(0, 1)[1]).isLessThan(weight(0, -1)[1] - 10);
        assertThat(weight(1, 0)[0]).isGreaterThan(weight(-1, 0)[0] + 10);
    }

    /** The mean column and row of the pixels that an arrow adds. */
    private static double[] weight(double dx, double dy) {
        BufferedImage with =
                draw(FLAT, new double[][][] {{{dx, dy}}}, List.of()).image();
        BufferedImage without = draw(FLAT, NONE, List.of()).image();
        double[] sums = new double[3];
        for (int y = 0; y < with.getHeight() - 80; y++) {
            for (int x = 0; x < with.getWidth(); x++) {
                if (with.getRGB(x, y) != without.getRGB(x, y)) {
                    sums[0] += x;
                    sums[1] += y;
                    sums[2]++;
                }
            }
        }
        return new double[] {sums[0] / sums[2], sums[1] / sums[2]};
    }

    /** Half the vector makes half the arrow, and a vector of nothing none. */
    @Test
    void lengthsHaveACommonFactor() {
        double[][][] vectors = {{{0, 1}, {0, 0.5}, {0, 0}}, {{0, 0}, {0, 0}, {0, 0}}, {{0, 0}, {0, 0}, {0, 0}}};
        double[][][] first = {{{0, 1}, {0, 0}, {0, 0}}, {{0, 0}, {0, 0}, {0, 0}}, {{0, 0}, {0, 0}, {0, 0}}};
        BufferedImage both = draw(FLAT, vectors, List.of()).image();
        BufferedImage one = draw(FLAT, first, List.of()).image();
        int[] half = difference(both, one, both.getHeight());
        assertThat(half[3] - half[2]).isBetween(108, 118);
    }

    /** A path beyond the edge is cut there, its dot is at the first point. */
    @Test
    void pathsStartAtADotAndEndAtTheEdge() {
        BufferedImage without = draw(FLAT, NONE, List.of()).image();
        double[][] path = {{0.25, 0.5}, {9, 0.5}};
        BufferedImage with = draw(FLAT, NONE, List.<double[][]>of(path)).image();
        int[] box = difference(with, without, with.getHeight());
        assertThat(box[1] - box[0]).isBetween(2 * 270, 2 * 276);
        assertThat(box[3] - box[2]).isBetween(16, 20);
        assertThat(PicturesAssert.count(with, VectorField.PATH.getRGB() & 0xffffff))
                .isGreaterThan(1500);
    }

    @Test
    void inkIsThereOnBrightAndDark() {
        BufferedImage image = draw(new double[][] {{0, 1}}, new double[][][] {{{1, 0}, {1, 0}}}, List.of())
                .image();
        BufferedImage plain = draw(new double[][] {{0, 1}}, NONE, List.of()).image();
        assertThat(PicturesAssert.count(image, INK)).isGreaterThan(PicturesAssert.count(plain, INK) + 200);
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        assertThatThrownBy(() -> draw(new double[0][0], NONE, List.of()))
                .hasMessageContaining("potential must have rows");
        assertThatThrownBy(() -> draw(new double[][] {{1, 2}, {3}}, NONE, List.of()))
                .hasMessageContaining("rows of 2 and 1");
        assertThatThrownBy(() -> draw(new double[][] {{Double.NaN}}, NONE, List.of()))
                .hasMessageContaining("potential must be finite, found NaN");
        assertThatThrownBy(() -> draw(FLAT, new double[][][] {{{1, 2, 3}}}, List.of()))
                .hasMessageContaining("vectors must have two components, found 3");
        assertThatThrownBy(() -> draw(FLAT, new double[0][][], List.of()))
                .hasMessageContaining("vectors must have rows");
        assertThatThrownBy(() -> draw(FLAT, NONE, List.<double[][]>of(new double[0][])))
                .hasMessageContaining("paths must have points");
        assertThatThrownBy(() -> FIELD.draw(FLAT, NONE, 1, 1, 0, 1, List.of()))
                .hasMessageContaining("left and right must be a range, found 1.0 and 1.0");
        assertThatThrownBy(() -> new VectorField("", "", "", 10)).hasMessageContaining("side");
    }
}
