package org.gaspard.datasets.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gaspard.datasets.BatchPipeline;
import org.gaspard.datasets.Batches;
import org.gaspard.datasets.LabelledDataset;
import org.junit.jupiter.api.Test;

class AugmentationTest {

    /** Images of 4×5×2; value k of image i is (k + 1 + i)/100. */
    private static Ramps ramps(int size) {
        return new Ramps(size, 2, 1, 1);
    }

    private static float[] read(LabelledDataset data, int index) {
        float[] out = new float[data.pixels()];
        data.read(index, out, 0);
        return out;
    }

    @Test
    void shiftsAreAllWholeShiftsWithZeros() {
        Set<List<Integer>> seen = new HashSet<>();
        for (int step = 0; step < 200; step++) {
            float[] out = read(Augmentation.none().shift(1).applyTo(ramps(3), 5, step), 2);
            int matches = 0;
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    if (Arrays.equals(out, shifted(dy, dx))) {
                        matches++;
                        seen.add(List.of(dy, dx));
                    }
                }
            }
            assertThat(matches).isEqualTo(1);
        }
        assertThat(seen).hasSize(9);
        // A shift by more than the image leaves nothing.
        float[] far = read(Augmentation.none().shift(60_000).applyTo(ramps(3), 5, 1), 2);
        assertThat(far).containsOnly(0);
    }

    private static float[] shifted(int dy, int dx) {
        float[] out = new float[40];
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 5; x++) {
                boolean inside = y + dy >= 0 && y + dy < 4 && x + dx >= 0 && x + dx < 5;
                for (int c = 0; c < 2; c++) {
                    out[(y * 5 + x) * 2 + c] = inside ? ramps(1).pixel(2, ((y + dy) * 5 + x + dx) * 2 + c) : 0;
                }
            }
        }
        return out;
    }

    @Test
    void cropsAreAllWindows() {
        Set<Float> corners = new HashSet<>();
        for (int step = 0; step < 200; step++) {
            LabelledDataset cropped = Augmentation.none().crop(3, 2).applyTo(ramps(1), 5, step);
            assertThat(new int[] {cropped.height(), cropped.width(), cropped.channels()})
                    .containsExactly(3, 2, 2);
            float[] out = read(cropped, 0);
            corners.add(out[0]);
            for (int k = 0; k < 12; k++) {
                assertThat(out[k] - out[0]).isCloseTo((k / 4 * 10 + k % 4) / 100f, within(1e-6f));
            }
        }
        assertThat(corners).hasSize(2 * 4);
    }

    @Test
    void flipsMirror() {
        float[] across = read(Augmentation.none().flipHorizontally(1).applyTo(ramps(1), 1, 0), 0);
        float[] down = read(Augmentation.none().flipVertically(1).applyTo(ramps(1), 1, 0), 0);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 5; x++) {
                for (int c = 0; c < 2; c++) {
                    assertThat(across[(y * 5 + x) * 2 + c]).isEqualTo(ramps(1).pixel(0, (y * 5 + 4 - x) * 2 + c));
                    assertThat(down[(y * 5 + x) * 2 + c]).isEqualTo(ramps(1).pixel(0, ((3 - y) * 5 + x) * 2 + c));
                }
            }
        }
        assertThat(read(Augmentation.none().flipHorizontally(0).applyTo(ramps(1), 1, 0), 0))
                .containsExactly(read(ramps(1), 0));
        int flips = 0;
        for (int step = 0; step < 1000; step++) {
            float[] out = read(Augmentation.none().flipHorizontally(0.25).applyTo(ramps(1), 1, step), 0);
            flips += out[0] == ramps(1).pixel(0, 0) ? 0 : 1;
        }
        // Four standard deviations of the binomial are 55.
        assertThat(flips).isBetween(195, 305);
    }

    @Test
    void brightnessAndContrastStretchAndClamp() {
        double least = 2;
        double most = 0;
        for (int step = 0; step < 300; step++) {
            float[] bright = read(Augmentation.none().brightness(0.5).applyTo(ramps(1), 3, step), 0);
            float factor = bright[39] / 0.4f;
            for (int k = 0; k < 40; k++) {
                assertThat(bright[k]).isCloseTo(factor * ramps(1).pixel(0, k), within(1e-6f));
            }
            least = Math.min(least, factor);
            most = Math.max(most, factor);
            float[] contrast = read(Augmentation.none().contrast(0.5).applyTo(ramps(1), 3, step), 0);
            float slope = (contrast[39] - contrast[20]) / 0.19f;
            assertThat(slope).isBetween(0.499f, 1.501f);
            for (int k = 0; k < 40; k++) {
                float expected = Math.max(0, 0.205f + slope * (ramps(1).pixel(0, k) - 0.205f));
                assertThat(contrast[k]).isCloseTo(expected, within(2e-6f));
            }
        }
        assertThat(least).isBetween(0.5, 0.52);
        assertThat(most).isBetween(1.48, 1.5);
        for (float value : read(Augmentation.none().brightness(1).applyTo(ramps(90), 3, 4), 89)) {
            assertThat(value).isBetween(0f, 1f);
        }
    }

    @Test
    void rotationsStayWithinTheirAngle() {
        float[] image = read(ramps(1), 0);
        assertThat(read(Augmentation.none().rotate(0).applyTo(ramps(1), 3, 0), 0))
                .containsExactly(image, within(1e-6f));
        // About the centre the ramp is linear, so that the inner pixels tell the angle: 0.1 a row and 0.02 a column.
        double greatest = 0;
        for (int step = 0; step < 200; step++) {
            float[] out = read(Augmentation.none().rotate(10).applyTo(ramps(1), 3, step), 0);
            double across = out[(5 + 3) * 2] - out[(5 + 2) * 2];
            // The value to the right of the centre comes from (cos, sin)·turn: across = 0.02 cos θ + 0.1 sin θ.
            double angle = Math.toDegrees(Math.asin(across / Math.hypot(0.02, 0.1)) - Math.atan2(0.02, 0.1));
            greatest = Math.max(greatest, Math.abs(angle));
        }
        assertThat(greatest).isBetween(9.5, 10.001);
    }

    @Test
    void drawsArePureFunctionsOfSeedStepAndIndex() {
        Augmentation all = Augmentation.none()
                .shift(1)
                .rotate(20)
                .brightness(0.3)
                .contrast(0.3)
                .flipHorizontally(0.5);
        float[] once = read(all.applyTo(ramps(9), 7, 4), 3);
        LabelledDataset again = all.applyTo(ramps(9), 7, 4);
        read(again, 8);
        assertThat(read(again, 3)).containsExactly(once);
        assertThat(again.factors(3)).containsExactly(1);
        assertThat(Arrays.equals(once, read(all.applyTo(ramps(9), 8, 4), 3))).isFalse();
        assertThat(Arrays.equals(once, read(all.applyTo(ramps(9), 7, 5), 3))).isFalse();
        // Later changes leave the draws of earlier ones alone.
        Augmentation longer = Augmentation.none().shift(1).flipHorizontally(0);
        assertThat(read(longer.applyTo(ramps(9), 7, 4), 3))
                .containsExactly(read(Augmentation.none().shift(1).applyTo(ramps(9), 7, 4), 3));
    }

    @Test
    void batchesAreThoseOfTheViewOfTheStep() {
        Augmentation some = Augmentation.none().crop(3, 3).brightness(0.3);
        Batches batches = new Batches(9, 4, 2);
        try (BatchPipeline pipeline = new BatchPipeline("ramps", some.batches(ramps(9), batches, 7), 5, 2)) {
            for (long step = 5; step < 12; step++) {
                float[] expected = new float[4 * 18];
                some.applyTo(ramps(9), 7, step).readBatch(batches.indices(step), expected);
                assertThat(pipeline.next()).containsExactly(expected);
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> some.batches(ramps(8), batches, 7))
                .withMessageContaining("from 9 images, expected the 8");
    }

    @Test
    void badArgumentsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Augmentation.none().crop(5, 2).applyTo(ramps(1), 0, 0))
                .withMessageContaining("5×2 from images of 4×5×2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Augmentation.none().crop(0, 2))
                .withMessageContaining("0×2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Augmentation.none().shift(-1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Augmentation.none().rotate(Double.NaN))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Augmentation.none().brightness(1.5))
                .withMessageContaining("1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Augmentation.none().flipVertically(-0.5))
                .withMessageContaining("-0.5");
    }
}
