package org.gaspard.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DSpritesFileTest {

    @TempDir
    Path folder;

    /** The file is made by NumPy; see {@code src/test/oracles/datasets.py}. */
    @Test
    void aFileOfThePublishedLayoutIsRead() throws IOException {
        Path file = folder.resolve("tiny.npz");
        try (InputStream in = Objects.requireNonNull(DSpritesFileTest.class.getResourceAsStream("tiny_dsprites.npz"))) {
            Files.copy(in, file);
        }
        DSpritesFile sprites = DSpritesFile.read(file);
        assertThat(sprites.factors().toString())
                .isEqualTo("[color(1), shape(2), scale(3), orientation(2), posX(2), posY(2)]");
        assertThat(sprites.size()).isEqualTo(48);
        assertThat(sprites.value(1, 1)).isEqualTo(2);
        assertThat(sprites.value(2, 1)).isEqualTo(0.75);
        assertThat(new int[] {sprites.height(), sprites.width(), sprites.channels()})
                .containsExactly(9, 8, 1);
        assertThat(sprites.index(0, 1, 2, 1, 0, 1)).isEqualTo(45);
        float[] out = new float[72 + 1];
        for (int i = 0; i < 48; i++) {
            sprites.read(i, out, 1);
            for (int k = 0; k < 72; k++) {
                assertThat(out[1 + k]).isEqualTo(i * 37 >> k % 13 & 1);
            }
        }
    }

    @Test
    void twoImagesOfOnePixelAreRead() throws IOException {
        DSpritesFile sprites = DSpritesFile.read(twoImages(1, 1, 0.5, 1));
        float[] out = new float[2];
        sprites.readBatch(new int[] {1, 0}, out);
        assertThat(out).containsExactly(1, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, 0.5, imgs holds the value 2",
        "1, 0, 0.5, combinations",
        "1, 2, 0.5, position 2",
        "1, -1, 0.5, position -1",
        "1, 1, NaN, value NaN",
    })
    void inconsistentFilesAreRefused(int pixel, int lastPosition, double value, String message) throws IOException {
        Path file = twoImages(pixel, lastPosition, value, 1);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> DSpritesFile.read(file))
                .withMessageContaining(message);
    }

    @Test
    void otherShapesAreRefused() throws IOException {
        Path file = twoImages(0, 1, 0.5, 2);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> DSpritesFile.read(file))
                .withMessageContaining("imgs of shape");
        Path flat = twoImages(0, 1, 0.5, 0);
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> DSpritesFile.read(flat))
                .withMessageContaining("imgs of shape [2, 0, 1]");
        Path empty = zip(Map.of());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> DSpritesFile.read(empty))
                .withMessageContaining("latents_classes");
    }

    /** Two images, black and {@code pixel}, that differ in the last factor; {@code height} is the announced one. */
    private Path twoImages(int pixel, int lastPosition, double value, int height) throws IOException {
        ByteBuffer classes = ByteBuffer.allocate(2 * 6 * 8).order(ByteOrder.LITTLE_ENDIAN);
        classes.putLong(11 * 8, lastPosition);
        ByteBuffer values = ByteBuffer.allocate(2 * 6 * 8).order(ByteOrder.LITTLE_ENDIAN);
        values.putDouble(5 * 8, value).putDouble(11 * 8, 1);
        String extents = height == 2 ? "(1, 2, 1)" : "(2, " + height + ", 1)";
        return zip(Map.of(
                "imgs", npy("|u1", extents, height == 0 ? new byte[0] : new byte[] {0, (byte) pixel}),
                "latents_classes", npy("<i8", "(2, 6)", classes.array()),
                "latents_values", npy("<f8", "(2, 6)", values.array())));
    }

    private static byte[] npy(String type, String extents, byte[] data) {
        String dict = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + extents + "}";
        ByteBuffer out = ByteBuffer.allocate(10 + dict.length() + data.length);
        out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) dict.length(), 0});
        return out.put(dict.getBytes(StandardCharsets.US_ASCII)).put(data).array();
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey() + ".npy"));
                zip.write(entry.getValue());
            }
        }
        return Files.write(folder.resolve("made.npz"), out.toByteArray());
    }
}
