package org.gaspard.metrics.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.gaspard.metrics.OracleSets;
import org.gaspard.metrics.generation.StructuralSimilarity.Layout;
import org.junit.jupiter.api.Test;

class StructuralSimilarityTest {

    private static final StructuralSimilarity SSIM = StructuralSimilarity.standard();
    private static final Layout GREY = Layout.channelsFirst(1, 1, 16, 20);

    private static float[] noise(int size, int seed) {
        double[] noise = OracleSets.noise(1, size, seed)[0];
        float[] floats = new float[size];
        for (int i = 0; i < size; i++) {
            floats[i] = (float) noise[i];
        }
        return floats;
    }

    private static float[] flat(int size, double value) {
        float[] floats = new float[size];
        Arrays.fill(floats, (float) value);
        return floats;
    }

    @Test
    void equalImagesHaveOne() {
        float[] x = noise(GREY.elements(), 3);
        assertThat(SSIM.mean(GREY, x, x, 1)).isCloseTo(1, within(1e-13));
    }

    /** Without variance only the brightness counts: (2 · 0.5 · 0.25 + 10⁻⁴) / (0.5² + 0.25² + 10⁻⁴). */
    @Test
    void flatImagesDifferByBrightness() {
        double expected = (0.25 + 1e-4) / (0.3125 + 1e-4);
        int size = GREY.elements();
        assertThat(SSIM.mean(GREY, flat(size, 0.5), flat(size, 0.25), 1)).isCloseTo(expected, within(1e-13));
        // The peak scales with the images.
        assertThat(SSIM.mean(GREY, flat(size, 128), flat(size, 64), 256)).isCloseTo(expected, within(1e-13));
    }

    /** An image and its negative about the same mean have the covariance −variance. */
    @Test
    void negativesAreNegative() {
        float[] x = noise(GREY.elements(), 5);
        float[] negative = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            negative[i] = 1 - x[i];
        }
        assertThat(SSIM.mean(GREY, x, negative, 1)).isBetween(-1.0, -0.8);
        assertThat(SSIM.mean(GREY, negative, x, 1)).isCloseTo(SSIM.mean(GREY, x, negative, 1), within(1e-14));
    }

    /** A small contrast on a large brightness loses no digits: the same image in a shifted range. */
    @Test
    void faintStructureOnABrightGround() {
        float[] x = noise(GREY.elements(), 7);
        float[] y = noise(GREY.elements(), 8);
        float[] shiftedX = new float[x.length];
        float[] shiftedY = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.round(x[i] * 64) / 64f;
            y[i] = Math.round(y[i] * 64) / 64f;
            shiftedX[i] = x[i] + 65536;
            shiftedY[i] = y[i] + 65536;
        }
        Plane a = GREY.plane(x, 0, 0);
        Plane b = GREY.plane(y, 0, 0);
        double contrast = SSIM.parts(a, b, 1).contrast();
        Plane c = GREY.plane(shiftedX, 0, 0);
        Plane d = GREY.plane(shiftedY, 0, 0);
        assertThat(SSIM.parts(c, d, 1).contrast()).isCloseTo(contrast, within(1e-11));
    }

    @Test
    void channelsAndImagesAreAveraged() {
        Layout colour = Layout.channelsFirst(2, 3, 12, 13);
        float[] x = noise(colour.elements(), 11);
        float[] y = noise(colour.elements(), 12);
        Layout plane = Layout.channelsFirst(1, 1, 12, 13);
        int size = plane.elements();
        double[] each = SSIM.each(colour, x, y, 1);
        for (int image = 0; image < 2; image++) {
            double sum = 0;
            for (int c = 0; c < 3; c++) {
                int from = (image * 3 + c) * size;
                sum += SSIM.mean(
                        plane, Arrays.copyOfRange(x, from, from + size), Arrays.copyOfRange(y, from, from + size), 1);
            }
            assertThat(each[image]).isCloseTo(sum / 3, within(1e-14));
        }
        assertThat(SSIM.mean(colour, x, y, 1)).isCloseTo((each[0] + each[1]) / 2, within(1e-15));
        assertThat(SSIM.mean(Layout.channelsLast(2, 3, 12, 13), last(x), last(y), 1))
                .isEqualTo(SSIM.mean(colour, x, y, 1));
    }

    /** [2 × 3 × 12 × 13] as [2 × 12 × 13 × 3]. */
    private static float[] last(float[] first) {
        float[] last = new float[first.length];
        for (int i = 0; i < first.length; i++) {
            int pixel = i % 156;
            last[(i / 468 * 156 + pixel) * 3 + i / 156 % 3] = first[i];
        }
        return last;
    }

    @Test
    void oneScaleIsTheSimilarity() {
        float[] x = noise(GREY.elements(), 13);
        float[] y = noise(GREY.elements(), 14);
        for (int i = 0; i < y.length; i++) {
            y[i] = 0.5f * x[i] + 0.5f * y[i];
        }
        assertThat(new MultiScaleSimilarity(SSIM, List.of(1.0)).mean(GREY, x, y, 1))
                .isEqualTo(SSIM.mean(GREY, x, y, 1));
    }

    /** Five scales of 176 pixels end at the size of the window. */
    @Test
    void theSmallestImageForFiveScales() {
        Layout layout = Layout.channelsFirst(1, 1, 176, 176);
        float[] x = noise(layout.elements(), 15);
        assertThat(MultiScaleSimilarity.standard().mean(layout, x, x, 1)).isCloseTo(1, within(1e-12));
        assertThatThrownBy(() -> MultiScaleSimilarity.standard()
                        .mean(Layout.channelsFirst(1, 1, 175, 176), new float[175 * 176], new float[175 * 176], 1))
                .hasMessageContaining("175");
    }

    @Test
    void nanStaysNan() {
        float[] x = flat(GREY.elements(), 0.5);
        x[100] = Float.NaN;
        assertThat(SSIM.mean(GREY, x, flat(GREY.elements(), 0.5), 1)).isNaN();
    }

    @Test
    void refusesBadInput() {
        float[] x = new float[GREY.elements()];
        assertThatThrownBy(() -> SSIM.mean(GREY, x, new float[3], 1)).hasMessageContaining("found 3");
        assertThatThrownBy(() -> SSIM.mean(GREY, x, x, 0)).hasMessageContaining("peak");
        assertThatThrownBy(() -> SSIM.mean(Layout.channelsFirst(1, 1, 10, 32), x, x, 1))
                .hasMessageContaining("10 × 32");
        assertThatThrownBy(() -> Layout.channelsFirst(1, 0, 10, 32)).hasMessageContaining("channels");
        assertThatThrownBy(() -> new StructuralSimilarity(10, 1, 1, 1)).hasMessageContaining("found 10");
        assertThatThrownBy(() -> new StructuralSimilarity(11, 0, 1, 1)).hasMessageContaining("sigma");
        assertThatThrownBy(() -> new MultiScaleSimilarity(SSIM, List.of())).hasMessageContaining("weights");
    }
}
