package org.gaspard.datasets.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.gaspard.datasets.DSprites;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.LabelledDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreprocessingTest {

    /** {@code count} images of 4×5×3; value k of image i is (10·i + k)/100. */
    private static Ramps ramps(int size) {
        return new Ramps(size, 3, 0, 10);
    }

    /** Pillow's results in its mode of 32-bit floats; see {@code src/test/oracles/mat_torch_png.py}. */
    @Test
    void resizingAgreesWithPillow() throws IOException {
        float[] source = new float[13 * 17];
        for (int i = 0; i < source.length; i++) {
            int y = i / 17;
            int x = i % 17;
            source[i] = ((y * 7 + x * 11 + y * x % 5 * 9) % 64 + 96) / 256f;
        }
        int compared = compare("resized.csv", source, 13, 17, 1, 1e-6f);
        assertThat(compared).isEqualTo(3 * (35 + 78 + 620 + 64));
    }

    /** Pillow's results in bytes, which it rounds after each axis. */
    @Test
    void overshootingIsClampedAfterEachAxis() throws IOException {
        float[] source = new float[24 * 30];
        for (int i = 0; i < source.length; i++) {
            int y = i / 30;
            int x = i % 30;
            source[i] = (y * 73 + x * 151 + y * x * 31) % 256 < 128 ? 0 : 1;
        }
        int compared = compare("resized_bytes.csv", source, 24, 30, 255, 1.2f / 255);
        assertThat(compared).isEqualTo(3 * (256 + 440));
    }

    private static int compare(
            String resource, float[] source, int sourceHeight, int sourceWidth, int scale, float near)
            throws IOException {
        int compared = 0;
        try (InputStream in = Objects.requireNonNull(PreprocessingTest.class.getResourceAsStream(resource));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line : lines.lines().filter(l -> !l.startsWith("#")).toList()) {
                String[] words = line.split(",");
                int height = Integer.parseInt(words[1]);
                int width = Integer.parseInt(words[2]);
                float[] out = Preprocessing.none()
                        .resize(height, width, Filter.valueOf(words[0]))
                        .apply(source, sourceHeight, sourceWidth, 1);
                assertThat(out).hasSize(words.length - 3);
                for (int i = 0; i < out.length; i++) {
                    assertThat(out[i])
                            .as("%s %d×%d, value %d", words[0], height, width, i)
                            .isCloseTo(Float.parseFloat(words[3 + i]) / scale, within(near));
                    compared++;
                }
            }
        }
        return compared;
    }

    /** The mean of the image on the unit square is kept where every source pixel is covered by whole output pixels. */
    @Test
    void areaTakesExactMeans() {
        float[] source = {0, 0.3f, 0.6f, 0.9f, 0.5f, 1};
        float[] out = Preprocessing.none().resize(1, 4, Filter.AREA).apply(source, 1, 6, 1);
        assertThat(out)
                .containsExactly(
                        new float[] {(0 + 0.15f) / 1.5f, (0.15f + 0.6f) / 1.5f, (0.9f + 0.25f) / 1.5f, 1.25f / 1.5f},
                        within(1e-6f));
        assertThat(Preprocessing.none().resize(1, 12, Filter.AREA).apply(source, 1, 6, 1))
                .containsExactly(new float[] {0, 0, .3f, .3f, .6f, .6f, .9f, .9f, .5f, .5f, 1, 1}, within(1e-6f));
    }

    @ParameterizedTest
    @EnumSource
    void constantImagesStayConstantAndResultsInRange(Filter filter) {
        float[] constant = new float[60];
        Arrays.fill(constant, 0.7f);
        for (float v : Preprocessing.none().resize(9, 2, filter).apply(constant, 4, 5, 3)) {
            assertThat(v).isCloseTo(0.7f, within(1e-6f));
        }
        float[] step = {0, 0, 0, 1, 1, 1};
        for (float v : Preprocessing.none().resize(1, 17, filter).apply(step, 1, 6, 1)) {
            assertThat(v).isBetween(0f, 1f);
        }
    }

    @Test
    void cropsKeepWindows() {
        float[] out = new float[2 * 2 * 3];
        LabelledDataset cropped = Preprocessing.none().crop(1, 3, 2, 2).applyTo(ramps(3));
        cropped.read(1, out, 0);
        for (int k = 0; k < 12; k++) {
            assertThat(out[k]).isEqualTo((10 + (k / 6 + 1) * 15 + 9 + k % 6) / 100f);
        }
        assertThat(cropped.factors(1)).containsExactly(1);
        LabelledDataset centred = Preprocessing.none().centreCrop(3, 2).applyTo(ramps(3));
        float[] centre = new float[18];
        centred.read(0, centre, 0);
        assertThat(centre[0]).isEqualTo(3 / 100f);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.none().crop(3, 0, 2, 2).applyTo(ramps(1)))
                .withMessageContaining("4×5×3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.none().crop(-1, 0, 2, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.none().centreCrop(0, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.none().centreCrop(4, 6).applyTo(ramps(1)));
    }

    @Test
    void greyIsLuma() {
        float[] out = new float[20];
        Preprocessing.none().grey().applyTo(ramps(1)).read(0, out, 0);
        assertThat(out[3]).isCloseTo((9 + 0.587f + 2 * 0.114f) / 100, within(1e-6f));
        assertThat(Preprocessing.none().grey().grey().applyTo(ramps(1)).channels())
                .isEqualTo(1);
    }

    @Test
    void normalisedImagesHaveMeanZeroAndDeviationOne() {
        ChannelStatistics statistics = ChannelStatistics.of(ramps(7));
        // Channel c holds 10·i + 3·p + c for i < 7 and p < 20.
        double variance = (100 * (49 - 1) / 12.0 + 9 * (400 - 1) / 12.0) / 1e4;
        for (int c = 0; c < 3; c++) {
            assertThat(statistics.mean(c)).isCloseTo((30 + 28.5 + c) / 100, within(1e-7));
            assertThat(statistics.deviation(c)).isCloseTo(Math.sqrt(variance), within(1e-6));
        }
        LabelledDataset normal = Preprocessing.none().normalise(statistics).applyTo(ramps(7));
        ChannelStatistics after = ChannelStatistics.of(normal);
        assertThat(after.mean(1)).isCloseTo(0, within(1e-6));
        assertThat(after.deviation(2)).isCloseTo(1, within(1e-6));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Preprocessing.none().grey().normalise(statistics).applyTo(ramps(1)));
        ChannelStatistics flat = ChannelStatistics.of(new double[] {0}, new double[] {0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.none().normalise(flat));
    }

    @Test
    void gridsStayGrids() {
        FactoredDataset small = Preprocessing.none().resize(32, 32, Filter.AREA).applyTo(new DSprites());
        assertThat(small.index(0, 1, 2, 3, 4, 5)).isEqualTo(new DSprites().index(0, 1, 2, 3, 4, 5));
        float[] out = new float[1024];
        float[] large = new float[4096];
        small.read(1000, out, 0);
        new DSprites().read(1000, large, 0);
        for (int i = 0; i < 1024; i++) {
            int at = i / 32 * 128 + i % 32 * 2;
            float mean = (large[at] + large[at + 1] + large[at + 64] + large[at + 65]) / 4;
            assertThat(out[i]).isCloseTo(mean, within(1e-6f));
        }
    }

    @Test
    void imagesTooLargeForAnArrayAreRefused() {
        DSprites sprites = new DSprites();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Preprocessing.none().resize(65_536, 65_536, Filter.AREA).applyTo(sprites))
                .withMessageContaining("65536×65536×1, expected fewer than 2³¹ values");
        assertThatIllegalArgumentException().isThrownBy(() -> sprites.resizedTo(65_536, 65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> sprites.paddedTo(100_000, 100_000));
        assertThat(sprites.paddedTo(46_340, 46_340).pixels()).isEqualTo(46_340 * 46_340);
    }
}
