package org.gaspard.datasets.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AffineWarpTest {

    /** The image of the script that made the expected values. */
    private static float[] image(int values) {
        float[] image = new float[values];
        for (int k = 0; k < values; k++) {
            image[k] = 37 * k % 101 / 100f;
        }
        return image;
    }

    private static float[] warp(AffineMap map, PixelGrid grid, float[] image, int height, int width, int channels) {
        float[] out = new float[image.length + 3];
        new AffineWarp(map, grid).apply(image, height, width, channels, out, 2);
        assertThat(new float[] {out[0], out[1], out[out.length - 1]}).containsOnly(0);
        float[] result = new float[image.length];
        System.arraycopy(out, 2, result, 0, result.length);
        return result;
    }

    /** Torch on CORNERS and AREAS_BETWEEN_CORNERS, SciPy on AREAS. */
    @Test
    void valuesAreThoseOfOtherLibraries() throws IOException {
        List<String> lines;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(AffineWarpTest.class.getResourceAsStream("warped.csv")),
                StandardCharsets.UTF_8))) {
            lines = in.lines().filter(line -> !line.startsWith("#")).toList();
        }
        assertThat(lines).hasSize(12);
        for (String line : lines) {
            String[] words = line.split(",");
            double[] m = new double[6];
            for (int i = 0; i < 6; i++) {
                m[i] = Double.parseDouble(words[1 + i]);
            }
            AffineMap map = new AffineMap(m[0], m[1], m[2], m[3], m[4], m[5]);
            float[] warped = warp(map, PixelGrid.valueOf(words[0]), image(70), 5, 7, 2);
            assertThat(words).hasSize(77);
            for (int i = 0; i < 70; i++) {
                assertThat(warped[i])
                        .as("%s value %d", line, i)
                        .isCloseTo(Float.parseFloat(words[7 + i]), within(1e-6f));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theIdentityKeepsImages(PixelGrid grid) {
        float[] warped = warp(AffineMap.shift(0, 0), grid, image(60), 4, 5, 3);
        for (int i = 0; i < 60; i++) {
            assertThat(warped[i]).isCloseTo(image(60)[i], within(1e-6f));
        }
    }

    /** On AREAS a quarter of a turn counter-clockwise about (w/2, h/2) takes column j from the right to row j. */
    @Test
    void quarterTurnsOfSquaresAreExactAndCounterClockwise() {
        float[] image = image(36);
        float[] turned = warp(AffineMap.rotation(3, 3, 90, 1), PixelGrid.AREAS, image, 6, 6, 1);
        for (int y = 0; y < 6; y++) {
            for (int x = 0; x < 6; x++) {
                assertThat(turned[6 * y + x]).isCloseTo(image[6 * x + 5 - y], within(1e-6f));
            }
        }
        float[] corners = warp(AffineMap.rotation(2.5, 2.5, 90, 1), PixelGrid.CORNERS, image, 6, 6, 1);
        for (int i = 0; i < 36; i++) {
            assertThat(corners[i]).isCloseTo(turned[i], within(1e-6f));
        }
    }

    /** About (3, 3) on CORNERS, which is half a pixel off the centre, a half turn loses the first row and column. */
    @Test
    void theCentreOfThePublishedDigitsIsHalfAPixelOff() {
        float[] image = image(36);
        float[] turned = warp(AffineMap.rotation(3, 3, 180, 1), PixelGrid.CORNERS, image, 6, 6, 1);
        for (int y = 0; y < 6; y++) {
            for (int x = 0; x < 6; x++) {
                float expected = x == 0 || y == 0 ? 0 : image[6 * (6 - y) + 6 - x];
                assertThat(turned[6 * y + x]).isCloseTo(expected, within(1e-6f));
            }
        }
    }

    /** Half a pixel mixes neighbours, and what comes in is 0. */
    @Test
    void shiftsInterpolateWithZeros() {
        float[] shifted = warp(AffineMap.shift(0.5, 0), PixelGrid.CORNERS, new float[] {1, 0.5f, 0.25f}, 1, 3, 1);
        assertThat(shifted).containsExactly(0.5f, 0.75f, 0.375f);
        assertThat(warp(AffineMap.shift(0, -2), PixelGrid.AREAS, image(6), 3, 2, 1))
                .containsExactly(new float[] {image(6)[4], image(6)[5], 0, 0, 0, 0}, within(1e-6f));
        assertThat(warp(AffineMap.shift(1e300, 0), PixelGrid.AREAS, image(6), 3, 2, 1))
                .containsOnly(0);
    }

    @Test
    void anInverseUndoes() {
        AffineMap map = new AffineMap(1, 0.25, -1.5, -0.4, 0.8, 0.75);
        AffineMap back = map.inverse();
        assertThat(back.x(map.x(3, 7), map.y(3, 7))).isCloseTo(3, within(1e-12));
        assertThat(back.y(map.x(3, 7), map.y(3, 7))).isCloseTo(7, within(1e-12));
        assertThat(map.determinant()).isCloseTo(0.9, within(1e-15));
        AffineMap turn = AffineMap.rotation(2, 5, 33, 2);
        assertThat(new double[] {turn.x(2, 5), turn.y(2, 5), turn.determinant()})
                .containsExactly(new double[] {2, 5, 4}, within(1e-12));
    }

    @Test
    void badArgumentsAreNamed() {
        AffineMap flat = new AffineMap(1, 2, 0, 2, 4, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AffineWarp(flat, PixelGrid.AREAS))
                .withMessageContaining("determinant 0.0");
        AffineWarp warp = new AffineWarp(AffineMap.shift(1, 1), PixelGrid.AREAS_BETWEEN_CORNERS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> warp.apply(new float[5], 2, 3, 1, new float[6], 0))
                .withMessageContaining("5 values, expected 2×3×1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> warp.apply(new float[3], 1, 3, 1, new float[6], 0))
                .withMessageContaining("1×3");
    }
}
