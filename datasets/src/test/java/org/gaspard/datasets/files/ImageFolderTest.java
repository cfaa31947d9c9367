package org.gaspard.datasets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.LabelledDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The images are made by Pillow; see {@code src/test/oracles/mat_torch_png.py}. */
class ImageFolderTest {

    @TempDir
    Path folder;

    private float[] only(String name, int channels) throws IOException {
        Files.write(folder.resolve(name), Layouts.resource(name));
        LabelledDataset images = ImageFolder.open(folder, channels);
        assertThat(images.size()).isEqualTo(1);
        assertThat(images.factors()).isEmpty();
        float[] out = new float[images.pixels()];
        images.read(0, out, 0);
        return out;
    }

    private static void check(float[] out, IntUnaryOperator sample) {
        for (int i = 0; i < out.length; i++) {
            assertThat(out[i]).as("value %d", i).isEqualTo(sample.applyAsInt(i) / 255f);
        }
    }

    private static int rgb(int y, int x, int c) {
        return y * 40 + x * 20 + c * 60 & 255;
    }

    @ParameterizedTest
    @CsvSource({"rgb.png", "rgba.png", "palette.png"})
    void colourIsTakenAsStored(String name) throws IOException {
        check(only(name, 3), i -> rgb(i / 18, i / 3 % 6, i % 3));
        check(only(name, 1), i -> {
            int y = i / 6;
            int x = i % 6;
            return (299 * rgb(y, x, 0) + 587 * rgb(y, x, 1) + 114 * rgb(y, x, 2) + 500) / 1000;
        });
    }

    @ParameterizedTest
    @CsvSource({"grey.png", "grey16.png"})
    void greyIsTakenAsStored(String name) throws IOException {
        check(only(name, 1), i -> rgb(i / 6, i % 6, 1));
        check(only(name, 3), i -> rgb(i / 18, i / 3 % 6, 1));
    }

    @Test
    void bitsAreBlackAndWhite() throws IOException {
        check(only("bits.png", 1), i -> rgb(i / 6, i % 6, 1) > 127 ? 255 : 0);
    }

    @Test
    void aJpegIsReadNearlyAsItWasWritten() throws IOException {
        float[] out = only("smooth.jpg", 3);
        for (int i = 0; i < out.length; i++) {
            int row = i / 72;
            assertThat(out[i]).isCloseTo((40 + row * 160f / 15) / 255, within(4 / 255f));
        }
    }

    @Test
    void subFoldersAreClasses() throws IOException {
        Layouts.write(
                folder,
                Map.of(
                        "b/2.png", Layouts.picture(4, 4, 0x0000ff, "png"),
                        "b/1.PNG", Layouts.picture(4, 4, 0x00ff00, "png"),
                        "a/9.png", Layouts.picture(4, 4, 0xff0000, "png"),
                        "a/notes.txt", Layouts.ascii("no image"),
                        ".hidden/0.png", Layouts.picture(4, 4, 0, "png")));
        LabelledDataset images = ImageFolder.open(folder, 3);
        assertThat(images.factors().toString()).isEqualTo("[class(2)]");
        float[] out = new float[3 * 48];
        images.readBatch(new int[] {0, 1, 2}, out);
        assertThat(new float[] {out[0], out[48 + 1], out[96 + 2]}).containsExactly(1, 1, 1);
        assertThat(new int[] {images.factor(0, 0), images.factor(1, 0), images.factor(2, 0)})
                .containsExactly(0, 1, 1);
    }

    @Test
    void fittedImagesAreCroppedToTheAspectAndResized() throws IOException {
        Layouts.write(
                folder,
                Map.of(
                        "1.png", Layouts.picture(30, 10, 0x336699, "png"),
                        "2.png", Layouts.picture(7, 50, 0x336699, "png"),
                        "3.png", Layouts.picture(4, 8, 0x336699, "png")));
        LabelledDataset images = ImageFolder.fitted(folder, 3, 4, 8);
        float[] out = new float[96];
        for (int i = 0; i < 3; i++) {
            images.read(i, out, 0);
            for (int k = 0; k < 96; k++) {
                assertThat(out[k]).isCloseTo((k % 3 + 1) * 51 / 255f, within(1e-6f));
            }
        }
    }

    @Test
    void damagedAndOtherImagesAreRefused() throws IOException {
        Path first = folder.resolve("1.png");
        Path second = folder.resolve("2.png");
        byte[] good = Layouts.resource("rgb.png");
        Files.write(first, good);
        Files.write(second, Layouts.resource("smooth.jpg"));
        LabelledDataset images = ImageFolder.open(folder, 3);
        refused(images, "2.png: 16×24 pixels, expected 5×6");
        for (int length = 0; length < good.length; length++) {
            Files.write(second, Arrays.copyOf(good, length));
            refused(images, "2.png");
        }
        byte[] flipped = good.clone();
        flipped[20] ^= 1;
        Files.write(second, flipped);
        refused(images, "2.png at byte 29: checksum");
        Files.write(first, flipped);
        assertThatExceptionOfType(DataFileException.class).isThrownBy(() -> ImageFolder.open(folder, 3));
        Files.delete(first);
        Files.delete(second);
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> ImageFolder.open(folder, 3))
                .withMessageContaining("no image");
        assertThatIllegalArgumentException().isThrownBy(() -> ImageFolder.open(folder, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> ImageFolder.fitted(folder, 1, 0, 4));
    }

    /** Its decoder makes grey of what is missing, and says so in a warning only. */
    @Test
    void aDamagedJpegIsRefused() throws IOException {
        byte[] good = Layouts.resource("smooth.jpg");
        Files.write(folder.resolve("1.jpg"), good);
        Path second = folder.resolve("2.jpg");
        Files.write(second, good);
        LabelledDataset images = ImageFolder.fitted(folder, 3, 5, 6);
        images.read(1, new float[90], 0);
        for (int length = 0; length < good.length; length++) {
            Files.write(second, Arrays.copyOf(good, length));
            refused(images, "2.jpg");
        }
        byte[] hole = good.clone();
        Arrays.fill(hole, good.length - 12, good.length - 2, (byte) 0xff);
        Files.write(second, hole);
        refused(images, "2.jpg: a damaged image (Corrupt JPEG data");
    }

    private static void refused(LabelledDataset images, String message) {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> images.read(1, new float[90], 0))
                .withCauseInstanceOf(DataFileException.class)
                .withMessageContaining(message);
    }
}
