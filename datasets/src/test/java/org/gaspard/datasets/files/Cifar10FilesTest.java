package org.gaspard.datasets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.LabelledDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10FilesTest {

    @TempDir
    Path folder;

    @Test
    void theFiveBatchesFollowEachOther() throws IOException {
        for (int b = 1; b <= 5; b++) {
            Files.write(folder.resolve("data_batch_" + b + ".bin"), Layouts.cifar(b, b));
        }
        LabelledDataset images = Cifar10Files.train(folder);
        assertThat(new int[] {images.size(), images.height(), images.width(), images.channels()})
                .containsExactly(15, 32, 32, 3);
        float[] out = new float[3072];
        int at = 0;
        for (int b = 1; b <= 5; b++) {
            for (int i = 0; i < b; i++) {
                assertThat(images.factors(at)).containsExactly((i * 3 + b) % 10);
                images.read(at++, out, 0);
                for (int k = 0; k < 3072; k++) {
                    int planar = k % 3 * 1024 + k / 3;
                    assertThat(out[k]).isEqualTo((i * 31 + planar * 7 + b & 255) / 255f);
                }
            }
        }
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> Cifar10Files.test(folder));
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        byte[] good = Layouts.cifar(2, 0);
        refused(new byte[0], "at byte 0");
        refused(Arrays.copyOf(good, 3072), "at byte 0: a record of 3072 bytes, expected 3073");
        refused(Arrays.copyOf(good, 6145), "at byte 3073: a record of 3072 bytes");
        good[3073] = 10;
        refused(good, "at byte 3073: class 10, expected 0 to 9");
    }

    private void refused(byte[] bytes, String message) throws IOException {
        Files.write(folder.resolve("test_batch.bin"), bytes);
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> Cifar10Files.test(folder))
                .withMessageContainingAll("test_batch.bin", message);
    }
}
