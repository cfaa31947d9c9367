package org.gaspard.datasets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Mpi3dFileTest {

    private static final FactorGrid GRID = new FactorGrid(List.of(Factor.of("a", 1, 2), Factor.of("b", 1, 2, 3)));

    @TempDir
    Path folder;

    private Path npz(byte[] images) throws IOException {
        return Files.write(folder.resolve("mpi3d.npz"), Layouts.zip(Map.of("images.npy", images)));
    }

    @Test
    void imagesOfAGivenGridAreRead() throws IOException {
        FactoredDataset images = Mpi3dFile.read(npz(Layouts.mpi3dImages(6, 2, 3)), GRID);
        assertThat(images.factors(5)).containsExactly(1, 2);
        float[] out = new float[18];
        for (int i = 0; i < 6; i++) {
            images.read(i, out, 0);
            for (int k = 0; k < 18; k++) {
                assertThat(out[k]).isEqualTo((i * 7 + k * 13 & 255) / 255f);
            }
        }
    }

    /** The published numbers of images, with images of one pixel. */
    @Test
    void theNumberOfImagesTellsTheSet() throws IOException {
        assertThat(Mpi3dFile.simpleGrid().size()).isEqualTo(1_036_800);
        FactoredDataset complex = Mpi3dFile.read(npz(Layouts.mpi3dImages(460_800, 1, 1)));
        assertThat(complex.grid().factors().toString())
                .isEqualTo("[object_color(4), object_shape(4), object_size(2), camera_height(3),"
                        + " background_color(3), horizontal_axis(40), vertical_axis(40)]");
        int last = complex.index(3, 3, 1, 2, 2, 39, 38);
        assertThat(last).isEqualTo(460_798);
        FactoredDataset simple = Mpi3dFile.read(npz(Layouts.mpi3dImages(1_036_800, 1, 1)), folder.resolve("c.npy"));
        assertThat(simple.size()).isEqualTo(1_036_800);
        float[] out = new float[3];
        simple.read(1_036_799, out, 0);
        assertThat(out[1]).isEqualTo((1_036_799 * 7 + 13 & 255) / 255f);
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        byte[] good = Layouts.zip(Map.of("images.npy", Layouts.mpi3dImages(6, 2, 3)));
        Path file = folder.resolve("bad.npz");
        for (int length = 0; length < good.length; length += 5) {
            refused(Files.write(file, Arrays.copyOf(good, length)), "bad.npz");
        }
        refused(npz(Layouts.mpi3dImages(5, 2, 3)), "5 images");
        refused(npz(Layouts.npy("|u1", "(6, 2, 3)", new byte[36])), "[6, 2, 3]");
        refused(npz(Layouts.npy("<f8", "(6, 1, 1, 3)", new byte[144])), "expected bytes");
        Files.write(file, Layouts.zip(Map.of("imgs.npy", Layouts.mpi3dImages(6, 2, 3))));
        refused(file, "imgs");
    }

    private static void refused(Path file, String message) {
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> Mpi3dFile.read(file, GRID))
                .withMessageContaining(message);
    }
}
