package org.gaspard.datasets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.LabelledDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are made by h5py; see {@code src/test/oracles/shapes3d.py}. */
class Shapes3dFileTest {

    @TempDir
    Path folder;

    private Path file(String name) throws IOException {
        return Files.write(folder.resolve(name), Layouts.resource(name));
    }

    private static void checkImages(LabelledDataset shapes, int first) {
        float[] out = new float[shapes.pixels() + 1];
        for (int i = 0; i < shapes.size(); i++) {
            shapes.read(i, out, 1);
            for (int k = 0; k < shapes.pixels(); k++) {
                int sample = (i + first) * 31 + k / 15 * 17 + k / 3 % 5 * 7 + k % 3 * 101 & 255;
                assertThat(out[1 + k]).isEqualTo(sample / 255f);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny_3dshapes.h5", "tiny_3dshapes_plain.h5"})
    void aWholeGridIsRead(String name) throws IOException {
        LabelledDataset shapes = Shapes3dFile.read(file(name));
        assertThat(shapes).isInstanceOf(FactoredDataset.class);
        assertThat(shapes.factors().toString())
                .isEqualTo("[floor_hue(2), wall_hue(1), object_hue(2), scale(2), shape(3), orientation(2)]");
        assertThat(new int[] {shapes.size(), shapes.height(), shapes.width(), shapes.channels()})
                .containsExactly(48, 6, 5, 3);
        assertThat(shapes.value(2, 1)).isEqualTo(0.4);
        assertThat(((FactoredDataset) shapes).index(1, 0, 0, 1, 2, 0)).isEqualTo(34);
        checkImages(shapes, 0);
    }

    @Test
    void anExcerptKeepsThePublishedPositions() throws IOException {
        LabelledDataset shapes = Shapes3dFile.read(file("tiny_3dshapes_part.h5"));
        assertThat(shapes).isNotInstanceOf(FactoredDataset.class);
        assertThat(shapes.factors().toString())
                .isEqualTo("[floor_hue(10), wall_hue(10), object_hue(10), scale(8), shape(4), orientation(15)]");
        assertThat(shapes.size()).isEqualTo(9);
        assertThat(shapes.factors(0)).containsExactly(0, 0, 3, 0, 2, 8);
        assertThat(shapes.factors(8)).containsExactly(0, 0, 4, 0, 0, 8);
        checkImages(shapes, 5);
    }

    @Test
    void theCacheIsWrittenOnceAndAnewAfterAChange() throws IOException {
        Path h5 = file("tiny_3dshapes.h5");
        Path cache = folder.resolve("images.npy");
        checkImages(Shapes3dFile.read(h5, cache), 0);
        byte[] written = Files.readAllBytes(cache);
        assertThat(written).hasSize(128 + 48 * 90);
        written[128] = 77;
        Files.write(cache, written);
        FileTime now = Files.getLastModifiedTime(cache);
        Files.setLastModifiedTime(h5, FileTime.fromMillis(now.toMillis() - 1000));
        float[] out = new float[90];
        Shapes3dFile.read(h5, cache).read(0, out, 0);
        assertThat(out[0]).isEqualTo(77 / 255f);
        Files.setLastModifiedTime(h5, FileTime.fromMillis(now.toMillis() + 1000));
        checkImages(Shapes3dFile.read(h5, cache), 0);
        Files.write(cache, Arrays.copyOf(written, 100));
        checkImages(Shapes3dFile.read(h5, cache), 0);
        assertThat(Files.size(cache)).isEqualTo(written.length);
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        byte[] good = Layouts.resource("tiny_3dshapes.h5");
        Path file = folder.resolve("bad.h5");
        for (int length : new int[] {0, 7, 100, 800, 2048, good.length / 2, good.length - 1000}) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThatExceptionOfType(DataFileException.class)
                    .isThrownBy(() -> Shapes3dFile.read(file))
                    .withMessageContainingAll("bad.h5", "expected");
        }
        Files.write(file, Layouts.resource("rgb.png"));
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> Shapes3dFile.read(file))
                .withMessageContaining("HDF5");
    }
}
