package org.gaspard.datasets.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.datasets.images.AffineMap;
import org.gaspard.datasets.images.PixelGrid;
import org.junit.jupiter.api.Test;

class TransformationSequencesTest {

    /** Image 0 is the one of the script that made the expected values; image i begins at value 7·i of it. */
    record Digits(int height, int width, int channels) implements ImageDataset {

        @Override
        public String name() {
            return "digits";
        }

        @Override
        public int size() {
            return 20;
        }

        @Override
        public void read(int index, float[] out, int offset) {
            for (int k = 0; k < pixels(); k++) {
                out[offset + k] = 37 * (k + 7 * index) % 101 / 100f;
            }
        }
    }

    private static float[] read(ImageSequences sequences, int index, int transformation) {
        float[] out = new float[sequences.values()];
        sequences.read(index, transformation, out, 0);
        return out;
    }

    /** Warps by torch and SciPy, hues by Python's colorsys from the angles as the published program states them. */
    @Test
    void framesAreThoseOfOtherLibraries() throws IOException {
        List<String> lines;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(TransformationSequencesTest.class.getResourceAsStream("frames.csv")),
                StandardCharsets.UTF_8))) {
            lines = in.lines().filter(line -> !line.startsWith("#")).toList();
        }
        assertThat(lines).hasSize(36);
        for (String line : lines) {
            String[] words = line.split(",");
            assertThat(words).hasSize(3 + 108);
            TransformationSequences sequences =
                    PublishedSequences.mnist(new Digits(6, 6, 1), PixelGrid.valueOf(words[0]));
            float[] sequence = read(sequences, 0, Integer.parseInt(words[1]));
            int first = 108 * Integer.parseInt(words[2]);
            for (int i = 0; i < 108; i++) {
                assertThat(sequence[first + i])
                        .as("%s %s %s value %d", words[0], words[1], words[2], i)
                        .isCloseTo(Float.parseFloat(words[3 + i]), within(1e-6f));
            }
        }
    }

    @Test
    void publishedSequencesHaveNineFramesOfRedDigits() {
        TransformationSequences sequences = PublishedSequences.mnist(new Digits(28, 28, 1), PixelGrid.CORNERS);
        assertThat(sequences.frames()).isEqualTo(9);
        assertThat(sequences.transformations()).containsExactly("scale", "rotate", "hue");
        assertThat(new int[] {sequences.height(), sequences.width(), sequences.channels(), sequences.size()})
                .containsExactly(28, 28, 3, 20);
        assertThat(sequences.values()).isEqualTo(9 * 28 * 28 * 3);
        for (int k = 0; k < 3; k++) {
            float[] sequence = read(sequences, 4, k);
            for (int i = 0; i < 28 * 28; i++) {
                assertThat(sequence[3 * i]).isEqualTo(37 * (i + 28) % 101 / 100f);
                assertThat(sequence[3 * i + 1] + sequence[3 * i + 2]).isZero();
            }
            for (float value : sequence) {
                assertThat(value).isBetween(0f, 1f);
            }
        }
        // The fourth hue is 60°, yellow; the seventh 120°, green; saturation and value stay.
        float[] hues = read(sequences, 0, 2);
        for (int i = 0; i < 28 * 28; i++) {
            float grey = hues[3 * i];
            assertThat(Arrays.copyOfRange(hues, 3 * (784 * 3 + i), 3 * (784 * 3 + i) + 3))
                    .containsExactly(new float[] {grey, grey, 0}, within(1e-6f));
            assertThat(Arrays.copyOfRange(hues, 3 * (784 * 6 + i), 3 * (784 * 6 + i) + 3))
                    .containsExactly(new float[] {0, grey, 0}, within(1e-6f));
        }
    }

    /** Frames are made from the first, so that two shifts by half a pixel do not blur twice. */
    @Test
    void framesAreNotChained() {
        Transformation shifts =
                Transformation.affine("shift", 3, PixelGrid.AREAS, (t, height, width) -> AffineMap.shift(t * 0.5, 0));
        Digits digits = new Digits(4, 5, 2);
        TransformationSequences sequences = TransformationSequences.of(digits, Colouring.NONE, List.of(shifts));
        float[] sequence = read(sequences, 3, 0);
        float[] image = new float[40];
        digits.read(3, image, 0);
        for (int y = 0; y < 4; y++) {
            for (int x = 1; x < 5; x++) {
                for (int c = 0; c < 2; c++) {
                    int at = (y * 5 + x) * 2 + c;
                    assertThat(sequence[at]).isEqualTo(image[at]);
                    assertThat(sequence[40 + at]).isCloseTo((image[at] + image[at - 2]) / 2, within(1e-6f));
                    assertThat(sequence[80 + at]).isCloseTo(image[at - 2], within(1e-6f));
                }
            }
        }
    }

    @Test
    void batchesAreSequencesOneAfterTheOtherOnAnyNumberOfThreads() throws Exception {
        TransformationSequences sequences = PublishedSequences.mnist(new Digits(9, 8, 1), PixelGrid.AREAS);
        int[] indices = {5, 0, 19, 5};
        float[] expected = new float[4 * sequences.values()];
        for (int i = 0; i < 4; i++) {
            sequences.read(indices[i], 1, expected, i * sequences.values());
        }
        float[] batch = new float[expected.length];
        sequences.readBatch(indices, 1, batch);
        assertThat(Arrays.equals(batch, expected)).isTrue();
        float[] single = new float[expected.length];
        try (ForkJoinPool one = new ForkJoinPool(1)) {
            one.submit(() -> sequences.readBatch(indices, 1, single)).get();
        }
        assertThat(Arrays.equals(single, expected)).isTrue();
    }

    @Test
    void badArgumentsAreNamed() {
        Digits grey = new Digits(6, 6, 1);
        Digits colour = new Digits(6, 6, 3);
        Transformation hue = Transformation.hue(0, 10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransformationSequences.of(grey, Colouring.NONE, List.of(hue)))
                .withMessageContaining("6×6×1, expected 3 channels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransformationSequences.of(colour, Colouring.RED, List.of(hue)))
                .withMessageContaining("3 channels, expected 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransformationSequences.of(
                        colour, Colouring.NONE, List.of(hue, Transformation.rotation(PixelGrid.AREAS, 0, 1, 2))))
                .withMessageContaining("rotate has 3 frames, expected 2 as hue");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransformationSequences.of(grey, Colouring.GREY, List.of()))
                .withMessageContaining("at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Transformation.scaling(PixelGrid.AREAS, 1.5, 2))
                .withMessageContaining("[1.5, 2.0], expected 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Transformation.scaling(PixelGrid.AREAS, 1, 0))
                .withMessageContaining("factor 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Transformation.hue(0, Double.POSITIVE_INFINITY))
                .withMessageContaining("Infinity");
        TransformationSequences sequences = TransformationSequences.of(grey, Colouring.GREY, List.of(hue));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sequences.readBatch(new int[2], 0, new float[7]))
                .withMessageContaining("7 values");
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> read(sequences, 20, 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> read(sequences, 0, 1));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> sequences.read(0, 0, new float[sequences.values()], 1));
    }

    @Test
    void greyImagesMayBecomeGreyColours() {
        TransformationSequences sequences =
                TransformationSequences.of(new Digits(2, 3, 1), Colouring.GREY, List.of(Transformation.hue(0, 120)));
        float[] sequence = read(sequences, 1, 0);
        for (int i = 0; i < 36; i++) {
            assertThat(sequence[i]).isCloseTo(37 * (i % 18 / 3 + 7) % 101 / 100f, within(1e-6f));
        }
    }
}
