package org.gaspard.datasets.rendered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.SplittableRandom;
import org.gaspard.datasets.FactoredDataset;
import org.junit.jupiter.api.Test;

class SquaresTest {

    private final XYSquares squares = new XYSquares();
    private final XYObject object = new XYObject();

    private static float[] image(FactoredDataset data, int... factors) {
        float[] image = new float[data.pixels()];
        data.read(data.index(factors), image, 0);
        return image;
    }

    @Test
    void factorsAreThoseOfThePublishedGenerators() {
        assertThat(squares.factors().toString()).isEqualTo("[x_R(8), y_R(8), x_G(8), y_G(8), x_B(8), y_B(8)]");
        assertThat(squares.size()).isEqualTo(262_144);
        assertThat(object.factors().toString()).isEqualTo("[x(25), y(25), scale(5), color(24)]");
        assertThat(object.size()).isEqualTo(75_000);
        assertThat(object.value(2, 0)).isEqualTo(7);
        assertThat(object.value(2, 4)).isEqualTo(15);
    }

    @Test
    void eachSquareFillsItsChannel() {
        int[] factors = {3, 7, 0, 0, 7, 2};
        float[] image = image(squares, factors);
        for (int i = 0; i < image.length; i++) {
            int channel = i % 3;
            int x = i / 3 % 64;
            int y = Math.floorDiv(i, 192);
            boolean inside = x / 8 == factors[2 * channel] && y / 8 == factors[2 * channel + 1];
            assertThat(image[i]).isEqualTo(inside ? 1f : 0f);
        }
    }

    /** All images that differ in the place of m squares are equally far apart. */
    @Test
    void theDistanceOfImagesCountsTheSquaresThatMoved() {
        int[] indices = squares.sampleIndices(80, new SplittableRandom(2));
        float[] batch = new float[80 * squares.pixels()];
        squares.readBatch(indices, batch);
        for (int i = 1; i < 80; i++) {
            int[] a = squares.factors(indices[i - 1]);
            int[] b = squares.factors(indices[i]);
            int moved = 0;
            for (int s = 0; s < 3; s++) {
                moved += a[2 * s] != b[2 * s] || a[2 * s + 1] != b[2 * s + 1] ? 1 : 0;
            }
            int differing = 0;
            for (int p = 0; p < squares.pixels(); p++) {
                differing += batch[(i - 1) * squares.pixels() + p] != batch[i * squares.pixels() + p] ? 1 : 0;
            }
            assertThat(differing).isEqualTo(128 * moved);
        }
    }

    @Test
    void theObjectHasItsPlaceSizeAndColour() {
        int[][] rainbow = {{1, 0, 0}, {1, 1, 0}, {0, 1, 0}, {0, 1, 1}, {0, 0, 1}, {1, 0, 1}};
        int[] shades = {63, 127, 191, 255};
        SplittableRandom random = new SplittableRandom(4);
        for (int index : object.sampleIndices(60, random)) {
            int[] f = object.factors(index);
            float[] image = image(object, f);
            int side = 7 + 2 * f[2];
            int left = 2 * f[0] + (15 - side) / 2;
            int top = 2 * f[1] + (15 - side) / 2;
            for (int i = 0; i < image.length; i++) {
                int x = i / 3 % 64;
                int y = Math.floorDiv(i, 192);
                boolean inside = x >= left && x < left + side && y >= top && y < top + side;
                int expected = inside ? shades[f[3] / 6] * rainbow[f[3] % 6][i % 3] : 0;
                assertThat(Math.round(255 * image[i])).isEqualTo(expected);
            }
        }
        assertThat(image(object, 24, 24, 4, 18)[(62 * 64 + 62) * 3]).isEqualTo(1);
        assertThat(image(object, 24, 24, 4, 18)[(63 * 64 + 62) * 3]).isZero();
    }

    @Test
    void whatIsOutsideIsRefused() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> squares.read(262_144, new float[12_288], 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> object.read(0, new float[12_287], 0));
    }
}
