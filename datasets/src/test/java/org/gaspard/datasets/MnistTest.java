package org.gaspard.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MnistTest {

    @TempDir
    Path folder;

    private static byte[] idx(int rank, int[] extents, int... bytes) {
        ByteBuffer out =
                ByteBuffer.allocate(4 + 4 * extents.length + bytes.length).putInt(0x800 | rank);
        for (int extent : extents) {
            out.putInt(extent);
        }
        for (int value : bytes) {
            out.put((byte) value);
        }
        return out.array();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    private Mnist ramp() throws IOException {
        byte[] images = idx(3, new int[] {2, 2, 3}, 0, 51, 102, 153, 204, 255, 9, 9, 9, 9, 9, 9);
        Files.write(folder.resolve("train-images-idx3-ubyte"), images);
        Files.write(folder.resolve("train-labels-idx1-ubyte"), idx(1, new int[] {2}, 7, 0));
        return Mnist.train(folder);
    }

    @Test
    void plainFilesAreRead() throws IOException {
        Mnist images = ramp();
        assertThat(images.name()).isEqualTo(folder.getFileName() + "-train");
        assertThat(new int[] {images.size(), images.height(), images.width(), images.channels()})
                .containsExactly(2, 2, 3, 1);
        assertThat(images.factors(0)).containsExactly(7);
        assertThat(images.factors(1)).containsExactly(0);
        assertThat(images.factors().toString()).isEqualTo("[label(10)]");
        float[] out = new float[7];
        images.read(0, out, 1);
        assertThat(out).containsExactly(new float[] {0, 0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, within(1e-7f));
    }

    @ParameterizedTest
    @CsvSource({
        "t10k-images-idx3-ubyte.gz, t10k-labels.idx1-ubyte",
        "t10k-images.idx3-ubyte, t10k-labels.idx1-ubyte.gz",
    })
    void theUsualNamesAreFound(String images, String labels) throws IOException {
        byte[] picture = idx(3, new int[] {1, 1, 1}, 255);
        byte[] label = idx(1, new int[] {1}, 9);
        Files.write(folder.resolve(images), images.endsWith("gz") ? gzip(picture) : picture);
        Files.write(folder.resolve(labels), labels.endsWith("gz") ? gzip(label) : label);
        assertThat(Mnist.test(folder).factors(0)).containsExactly(9);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Mnist.train(folder))
                .withMessageContainingAll("train-images-idx3-ubyte", "train-images.idx3-ubyte.gz");
    }

    @Test
    void bothPartsAreReadGzipped() throws IOException {
        for (String part : new String[] {"train", "t10k"}) {
            int size = part.equals("train") ? 2 : 1;
            Files.write(
                    folder.resolve(part + "-images-idx3-ubyte.gz"),
                    gzip(idx(3, new int[] {size, 1, 2}, Arrays.copyOf(new int[] {0, 255, 51, 0}, 2 * size))));
            int[] labels = Arrays.copyOf(new int[] {4, 5}, size);
            Files.write(folder.resolve(part + "-labels-idx1-ubyte.gz"), gzip(idx(1, new int[] {size}, labels)));
        }
        Mnist train = Mnist.train(folder);
        Mnist test = Mnist.test(folder);
        float[] out = new float[4];
        train.readBatch(new int[] {1, 0}, out);
        assertThat(out).containsExactly(0.2f, 0, 0, 1);
        assertThat(train.factors(1)).containsExactly(5);
        assertThat(new int[] {test.size(), test.factor(0, 0)}).containsExactly(1, 4);
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        Path images = folder.resolve("images");
        Path labels = Files.write(folder.resolve("labels"), idx(1, new int[] {1}, 3));
        byte[] good = idx(3, new int[] {1, 2, 2}, 1, 2, 3, 4);
        for (int length = 0; length < good.length; length++) {
            refused(images, Arrays.copyOf(good, length), labels, "images");
        }
        refused(images, Arrays.copyOf(good, good.length + 1), labels, "found more");
        refused(images, idx(2, new int[] {1, 2}, 1, 2), labels, "expected [0, 0, 8, 3]");
        refused(images, idx(3, new int[] {-1, 2, 2}), labels, "[-1, 2, 2]");
        refused(images, idx(3, new int[] {0, 2, 2}), labels, "[0, 2, 2], expected positive ones");
        refused(images, idx(3, new int[] {1, 0, 2}), labels, "[1, 0, 2]");
        refused(images, idx(3, new int[] {0, 2_000_000_000, 2}), labels, "[0, 2000000000, 2]");
        refused(images, idx(3, new int[] {1 << 30, 1 << 30, 1 << 30}), labels, "announces");
        refused(images, idx(3, new int[] {2, 1, 1}, 0, 0), labels, "2 images");
        byte[] packed = gzip(good);
        refused(images, Arrays.copyOf(packed, packed.length / 2), labels, "");
        Files.write(labels, idx(1, new int[] {1}, 10));
        refused(images, good, labels, "label 10");
    }

    private static void refused(Path images, byte[] bytes, Path labels, String message) throws IOException {
        Files.write(images, bytes);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Mnist.read("x", images, labels))
                .withMessageContaining(message);
    }

    @Test
    void paddingCentres() throws IOException {
        LabelledDataset padded = ramp().paddedTo(3, 7);
        float[] out = new float[1 + 21];
        Arrays.fill(out, 5);
        padded.read(0, out, 1);
        assertThat(out)
                .containsExactly(
                        new float[] {5, 0, 0, 0, .2f, .4f, 0, 0, 0, 0, .6f, .8f, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0},
                        within(1e-7f));
        assertThat(padded.factors(0)).containsExactly(7);
        assertThatIllegalArgumentException().isThrownBy(() -> ramp().paddedTo(2, 2));
    }

    @Test
    void resizingToTheSameSizeChangesNothing() throws IOException {
        float[] plain = new float[12];
        ramp().readBatch(new int[] {0, 1}, plain);
        float[] resized = new float[12];
        ramp().resizedTo(2, 3).readBatch(new int[] {0, 1}, resized);
        assertThat(resized).isEqualTo(plain);
    }

    /** A plane stays a plane where no neighbour is clamped, a constant image stays constant. */
    @Test
    void resizingIsBilinear() throws IOException {
        LabelledDataset large = ramp().resizedTo(8, 12);
        assertThat(new int[] {large.size(), large.height(), large.width()}).containsExactly(2, 8, 12);
        float[] out = new float[96];
        large.read(0, out, 0);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 12; x++) {
                double row = Math.clamp((y + 0.5) / 4 - 0.5, 0, 1);
                double column = Math.clamp((x + 0.5) / 4 - 0.5, 0, 2);
                assertThat(out[y * 12 + x]).isCloseTo((float) (0.6 * row + 0.2 * column), within(1e-6f));
            }
        }
        large.read(1, out, 0);
        assertThat(out).containsOnly(9 / 255f);
        assertThatIllegalArgumentException().isThrownBy(() -> ramp().resizedTo(0, 4));
    }
}
