package org.gaspard.datasets.rendered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RobotArmTest {

    private final RobotArm arm = new RobotArm(32);

    private float[] image(int... factors) {
        float[] image = new float[arm.pixels()];
        arm.read(arm.index(factors), image, 0);
        return image;
    }

    private static double mean(float[] image) {
        double sum = 0;
        for (float value : image) {
            sum += value;
        }
        return sum / image.length;
    }

    /** The number of pixels in which two images differ by more than a shade. */
    private static int differing(float[] a, float[] b) {
        int count = 0;
        for (int i = 0; i < a.length; i += 3) {
            float gap = Math.abs(a[i] - b[i]) + Math.abs(a[i + 1] - b[i + 1]) + Math.abs(a[i + 2] - b[i + 2]);
            count += gap > 0.02 ? 1 : 0;
        }
        return count;
    }

    @Test
    void factorsAreThoseOfIsaac3DInTheOrderOfItsFiles() {
        assertThat(arm.factors().toString())
                .isEqualTo("[object_shape(3), robot_x-movement(8), robot_y-movement(5), camera_height(4),"
                        + " object_scale(4), lighting_intensity(4), lighting_y-dir(6), object_color(4),"
                        + " wall_color(4)]");
        assertThat(arm.size()).isEqualTo(737_280);
        assertThat(arm.index(1, 0, 0, 0, 0, 0, 0, 0, 0)).isEqualTo(245_760);
        assertThat(arm.index(0, 1, 0, 0, 0, 0, 0, 0, 0)).isEqualTo(30_720);
        assertThat(arm.index(0, 0, 1, 1, 1, 1, 1, 1, 1)).isEqualTo(6144 + 1536 + 384 + 96 + 16 + 4 + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void everyStepOfEveryFactorShows(int factor) {
        int[] swept = ContactSheet.sweep(arm.grid(), arm.index(0, 1, 2, 1, 2, 2, 1, 0, 1), 8);
        float[] before = new float[arm.pixels()];
        float[] image = new float[arm.pixels()];
        arm.read(swept[8 * factor], before, 0);
        for (int position = 1; position < arm.factors().get(factor).size(); position++) {
            arm.read(swept[8 * factor + position], image, 0);
            assertThat(differing(before, image)).isGreaterThan(4);
            System.arraycopy(image, 0, before, 0, image.length);
        }
    }

    @Test
    void lightMakesBrighterAndTheObjectGrows() {
        for (int step = 1; step < 4; step++) {
            assertThat(mean(image(0, 3, 1, 1, 1, step, 1, 1, 1)))
                    .isGreaterThan(mean(image(0, 3, 1, 1, 1, step - 1, 1, 1, 1)));
            // Only the object has the colour of the object.
            assertThat(differing(image(2, 3, 1, 1, step, 2, 1, 0, 1), image(2, 3, 1, 1, step, 2, 1, 3, 1)))
                    .isGreaterThan(differing(
                            image(2, 3, 1, 1, step - 1, 2, 1, 0, 1), image(2, 3, 1, 1, step - 1, 2, 1, 3, 1)));
        }
    }

    @Test
    void theArmSwingsFromLeftToRight() {
        double before = 0;
        for (int x = 0; x < 8; x++) {
            float[] blue = image(2, x, 1, 1, 1, 2, 1, 0, 1);
            float[] white = image(2, x, 1, 1, 1, 2, 1, 3, 1);
            double sum = 0;
            double weight = 0;
            for (int i = 0; i < blue.length; i += 3) {
                double gap = Math.abs(blue[i] - white[i]);
                sum += gap * (i / 3 % 32);
                weight += gap;
            }
            assertThat(sum / weight).isGreaterThan(before);
            before = sum / weight;
        }
        assertThat(before).isGreaterThan(20);
    }

    /** The arithmetic is plain, so this sum holds on every machine. */
    @Test
    void pixelsAreTheSameEverywhereAndInEveryThread() {
        int[] indices = {0, 737_279, 123_456, 123_456, 400_001, 0};
        float[] batch = new float[indices.length * arm.pixels()];
        arm.readBatch(indices, batch);
        CRC32 sum = new CRC32();
        float[] image = new float[arm.pixels()];
        for (int i = 0; i < indices.length; i++) {
            arm.read(indices[i], image, 0);
            for (int p = 0; p < image.length; p++) {
                assertThat(batch[i * image.length + p]).isEqualTo(image[p]);
                sum.update(Math.round(255 * image[p]));
            }
        }
        assertThat(sum.getValue()).isEqualTo(3767311597L);
    }

    @Test
    void whatIsKeptOfOneImageIsNotMistakenForAnother() {
        // At this size one view is kept.
        RobotArm large = new RobotArm(512);
        float[] first = new float[large.pixels()];
        float[] again = new float[large.pixels()];
        large.read(0, first, 0);
        large.read(large.index(0, 0, 0, 0, 0, 0, 3, 0, 0), again, 0);
        assertThat(differing(first, again)).isGreaterThan(1000);
        large.read(0, again, 0);
        assertThat(Arrays.equals(first, again)).isTrue();
    }

    @Test
    void impossibleSizesAndIndicesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RobotArm(15)).withMessageContaining("15");
        assertThatIllegalArgumentException().isThrownBy(() -> new RobotArm(1025));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> arm.read(737_280, new float[arm.pixels()], 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> arm.read(0, new float[arm.pixels()], 1));
    }
}
