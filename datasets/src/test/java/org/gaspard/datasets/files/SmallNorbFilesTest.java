package org.gaspard.datasets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.LabelledDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallNorbFilesTest {

    private static final int[][] ROWS = {{4, 9, 8, 34, 5}, {0, 4, 0, 0, 0}, {2, 6, 3, 8, 1}};

    @TempDir
    Path folder;

    @Test
    void onePartIsReadInItsOrder() throws IOException {
        Layouts.write(folder, Layouts.smallNorb("training", 2, 3, ROWS));
        LabelledDataset images = SmallNorbFiles.train(folder, SmallNorbFiles.Camera.RIGHT);
        assertThat(images).isNotInstanceOf(FactoredDataset.class);
        assertThat(images.factors().toString())
                .isEqualTo("[category(5), instance(10), elevation(9), azimuth(18), lighting(6)]");
        assertThat(new int[] {images.size(), images.height(), images.width(), images.channels()})
                .containsExactly(3, 2, 3, 1);
        assertThat(images.factors(0)).containsExactly(4, 9, 8, 17, 5);
        assertThat(images.value(2, 8)).isEqualTo(70);
        assertThat(images.value(3, 17)).isEqualTo(340);
        LabelledDataset both = SmallNorbFiles.train(folder, SmallNorbFiles.Camera.BOTH);
        assertThat(both.channels()).isEqualTo(2);
        float[] right = new float[6];
        float[] pair = new float[12];
        for (int i = 0; i < 3; i++) {
            images.read(i, right, 0);
            both.read(i, pair, 0);
            for (int k = 0; k < 6; k++) {
                for (int camera = 0; camera < 2; camera++) {
                    int sample = Byte.toUnsignedInt(Layouts.norbSample(ROWS[i], camera, k));
                    assertThat(pair[2 * k + camera]).isEqualTo(sample / 255f);
                }
                assertThat(right[k]).isEqualTo(pair[2 * k + 1]);
            }
        }
    }

    /** All 48,600 published combinations, in another order than that of the grid, with images of one pixel. */
    @Test
    void bothPartsAreAGrid() throws IOException {
        int[][] rows = new int[48_600][];
        for (int i = 0; i < rows.length; i++) {
            int k = (int) (i * 7919L % rows.length);
            rows[i] = new int[] {k % 5, k / 5 % 10, k / 50 % 9, k / 450 % 18 * 2, k / 8100};
        }
        Layouts.write(folder, Layouts.smallNorb("training", 1, 1, Arrays.copyOf(rows, 24_300)));
        Layouts.write(folder, Layouts.smallNorb("testing", 1, 1, Arrays.copyOfRange(rows, 24_300, 48_600)));
        LabelledDataset images = SmallNorbFiles.all(folder, SmallNorbFiles.Camera.LEFT);
        assertThat(images).isInstanceOf(FactoredDataset.class);
        float[] out = new float[1];
        for (int i = 0; i < 48_600; i += 997) {
            int[] f = images.factors(i);
            images.read(i, out, 0);
            byte sample = Layouts.norbSample(new int[] {f[0], f[1], f[2], 2 * f[3], f[4]}, 0, 0);
            assertThat(out[0]).isEqualTo(Byte.toUnsignedInt(sample) / 255f);
        }
        assertThat(SmallNorbFiles.test(folder, SmallNorbFiles.Camera.LEFT).size())
                .isEqualTo(24_300);
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        Map<String, byte[]> files = Layouts.smallNorb("training", 2, 3, ROWS);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Layouts.write(folder, files);
            Path path = folder.resolve(file.getKey());
            byte[] good = file.getValue();
            for (int length = 0; length < good.length; length++) {
                refused(path, Arrays.copyOf(good, length), file.getKey());
            }
            refused(path, Arrays.copyOf(good, good.length + 1), "a file of " + (good.length + 1) + " bytes");
            byte[] huge = good.clone();
            Arrays.fill(huge, 8, 12, (byte) 0x7f);
            refused(path, huge, "at byte 8: extent 2139062143");
        }
        Layouts.write(folder, Layouts.smallNorb("training", 2, 3, new int[][] {{0, 0, 0, 33, 0}}));
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> SmallNorbFiles.train(folder, SmallNorbFiles.Camera.LEFT))
                .withMessageContainingAll("at byte 28: azimuth 33", "expected a multiple of 2 from 0 to 34");
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> SmallNorbFiles.test(folder, SmallNorbFiles.Camera.LEFT))
                .withMessageContaining("0 files *-testing-dat.mat");
    }

    private void refused(Path path, byte[] bytes, String message) throws IOException {
        Files.write(path, bytes);
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> SmallNorbFiles.train(folder, SmallNorbFiles.Camera.LEFT))
                .withMessageContaining(message);
    }
}
