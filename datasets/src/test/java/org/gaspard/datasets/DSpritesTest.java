package org.gaspard.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DSpritesTest {

    private static final int SQUARE = 0;
    private static final int ELLIPSE = 1;
    private static final int HEART = 2;

    private final DSprites sprites = new DSprites();

    private float[] image(int... factors) {
        float[] image = new float[64 * 64];
        sprites.read(sprites.index(factors), image, 0);
        return image;
    }

    @Test
    void theIndexIsThatOfThePublishedFile() {
        assertThat(sprites.size()).isEqualTo(737_280);
        assertThat(sprites.index(0, 1, 0, 0, 0, 0)).isEqualTo(245_760);
        assertThat(sprites.index(0, 0, 1, 0, 0, 0)).isEqualTo(40_960);
        assertThat(sprites.index(0, 0, 0, 1, 0, 0)).isEqualTo(1024);
        assertThat(sprites.index(0, 0, 0, 0, 1, 0)).isEqualTo(32);
        assertThat(sprites.index(0, 2, 5, 39, 31, 31)).isEqualTo(737_279);
        for (int i = 0; i < sprites.size(); i += 7) {
            assertThat(sprites.index(sprites.factors(i))).isEqualTo(i);
        }
    }

    @Test
    void theValuesAreThoseOfThePublishedFile() {
        assertThat(sprites.factors().toString())
                .isEqualTo("[color(1), shape(3), scale(6), orientation(40), posX(32), posY(32)]");
        assertThat(sprites.value(2, 3)).isCloseTo(0.8, within(1e-15));
        assertThat(sprites.value(3, 1)).isCloseTo(0.16110732, within(1e-8));
        assertThat(sprites.value(3, 39)).isEqualTo(2 * Math.PI);
        assertThat(sprites.value(4, 1)).isCloseTo(0.03225806, within(1e-8));
    }

    @Test
    void imagesAreBinaryAndNeverTouchTheBorder() {
        float[] image = new float[64 * 64];
        for (int index : sprites.sampleIndices(3000, new SplittableRandom(3))) {
            sprites.read(index, image, 0);
            int white = 0;
            for (int i = 0; i < image.length; i++) {
                int x = i % 64;
                int y = i / 64;
                assertThat(image[i] == 0 || image[i] == 1).isTrue();
                if (image[i] == 1) {
                    white++;
                    assertThat(x >= 2 && x < 62 && y >= 2 && y < 62)
                            .as("pixel %d %d of %d", x, y, index)
                            .isTrue();
                }
            }
            assertThat(white).isBetween(50, 410);
        }
    }

    /** Counted on the animation published with the data set (orientation 0, top left corner), scales 0.5 to 1. */
    @ParameterizedTest
    @CsvSource({
        "0, 100, 144, 196, 256, 324, 400",
        "1, 76, 104, 144, 184, 228, 288",
        "2, 58, 84, 108, 140, 182, 222",
    })
    void areasAreCloseToThePublishedOnes(int shape, int a, int b, int c, int d, int e, int f) {
        int[] published = {a, b, c, d, e, f};
        for (int scale = 0; scale < 6; scale++) {
            assertThat(Moments.of(image(0, shape, scale, 0, 0, 0)).area()).isCloseTo(published[scale], within(4.0));
        }
    }

    /** The areas at scale 1 are 19.2², π·12.75·7.25, and the integral of x dy along the curve of the heart. */
    @ParameterizedTest
    @CsvSource({"0, 368.64", "1, 290.401", "2, 224.65"})
    void theMeanAreaGrowsWithTheSquareOfTheScale(int shape, double unit) {
        for (int scale = 0; scale < 6; scale++) {
            double sum = 0;
            for (int k = 0; k < 39 * 31; k++) {
                sum += Moments.of(image(0, shape, scale, k % 39, k % 31, k * 7 % 31))
                        .area();
            }
            double expected = unit * Math.pow(sprites.value(2, scale), 2);
            assertThat(sum / (39 * 31)).isCloseTo(expected, within(0.006 * expected));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {SQUARE, ELLIPSE, HEART})
    void theCentroidFollowsThePosition(int shape) {
        Moments origin = Moments.of(image(0, shape, 5, 4, 0, 0));
        for (int k = 0; k < 32; k++) {
            Moments moved = Moments.of(image(0, shape, 5, 4, k, 31 - k));
            assertThat(moved.x() - origin.x()).isCloseTo(32 * k / 31.0, within(0.25));
            assertThat(moved.y() - origin.y()).isCloseTo(32 * (31 - k) / 31.0, within(0.25));
        }
        Moments end = Moments.of(image(0, shape, 5, 4, 31, 31));
        assertThat(end.x() - origin.x()).isCloseTo(32, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.77, 1.3, 2.9})
    void symmetriesOfTheShapesAreSymmetriesOfTheImages(double angle) {
        long[] first = new long[64];
        long[] second = new long[64];
        Outline square = Outline.square(19.2);
        square.draw(0.9, angle, 20.3, 31.7, first);
        square.draw(0.9, angle + Math.PI / 2, 20.3, 31.7, second);
        assertThat(second).isEqualTo(first);
        Outline ellipse = Outline.ellipse(12, 7);
        ellipse.draw(0.9, angle, 20.3, 31.7, first);
        ellipse.draw(0.9, angle + Math.PI, 20.3, 31.7, second);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void anOutlineFillsThePixelsWhoseCentresItContains() {
        long[] rows = new long[64];
        double angle = 0.4;
        Outline.ellipse(11, 6).draw(0.8, angle, 30.2, 25.9, rows);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                double dx = (x + 0.5 - 30.2) / 0.8;
                double dy = (y + 0.5 - 25.9) / 0.8;
                double u = Math.cos(angle) * dx - Math.sin(angle) * dy;
                double v = Math.sin(angle) * dx + Math.cos(angle) * dy;
                double radius = u * u / 121 + v * v / 36;
                if (Math.abs(radius - 1) > 1e-3) {
                    assertThat(rows[y] >>> x & 1).isEqualTo(radius < 1 ? 1 : 0);
                }
            }
        }
    }

    @Test
    void anOutlineIsClippedToTheImage() {
        long[] rows = new long[64];
        Outline.square(20).draw(1, 0, 0, 64, rows);
        for (int y = 0; y < 64; y++) {
            assertThat(rows[y]).isEqualTo(y < 54 ? 0 : 0x3ff);
        }
        Outline.square(20).draw(1, 0, 64, 0, rows);
        assertThat(rows[0]).isEqualTo(0x3ffL << 54);
        Outline.square(20).draw(1, 0, 200, -100, rows);
        assertThat(rows).containsOnly(0);
    }

    @Test
    void theHeartIsUprightAndSymmetric() {
        float[] heart = image(0, HEART, 5, 0, 0, 0);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 32; x++) {
                assertThat(heart[y * 64 + x]).isEqualTo(heart[y * 64 + 31 - x]);
            }
        }
        assertThat(Moments.of(heart).y()).isLessThan(15);
        assertThat(heart[8 * 64 + 15]).as("between the lobes").isZero();
        assertThat(heart[23 * 64 + 15]).as("above the point").isOne();
    }

    @Test
    void shapesTurnCounterClockwiseAndReturn() {
        assertThat(Moments.of(image(0, ELLIPSE, 5, 0, 0, 0)).covariance()).isCloseTo(0, within(1e-9));
        assertThat(Moments.of(image(0, ELLIPSE, 5, 5, 0, 0)).covariance()).isLessThan(-10);
        for (int shape = 0; shape < 3; shape++) {
            assertThat(image(0, shape, 3, 39, 7, 9)).isEqualTo(image(0, shape, 3, 0, 7, 9));
        }
    }

    @Test
    void aBatchIsItsImages() {
        int[] indices = {5, 737_279, 5, 400_000};
        float[] batch = new float[4 * 4096];
        sprites.readBatch(indices, batch);
        float[] single = new float[4 * 4096];
        for (int i = 0; i < 4; i++) {
            sprites.read(indices[i], single, i * 4096);
        }
        assertThat(batch).isEqualTo(single);
        assertThatIllegalArgumentException().isThrownBy(() -> sprites.readBatch(indices, new float[4096]));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> sprites.readBatch(new int[] {737_280}, new float[4096]));
    }

    /** Area, centroid and mixed second moment of the white pixels. */
    private record Moments(double area, double x, double y, double covariance) {

        static Moments of(float[] image) {
            double area = 0;
            double x = 0;
            double y = 0;
            double xy = 0;
            for (int i = 0; i < image.length; i++) {
                area += image[i];
                x += image[i] * (i % 64 + 0.5);
                y += image[i] * (Math.floorDiv(i, 64) + 0.5);
                xy += image[i] * (i % 64 + 0.5) * (Math.floorDiv(i, 64) + 0.5);
            }
            return new Moments(area, x / area, y / area, xy / area - x / area * (y / area));
        }
    }
}
