package org.gaspard.datasets.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.gaspard.datasets.DSprites;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.images.ChannelStatistics;
import org.gaspard.datasets.images.Filter;
import org.gaspard.datasets.images.Preprocessing;
import org.gaspard.datasets.images.Subset;
import org.gaspard.datasets.sampling.FactoredSubset;
import org.gaspard.tensor.io.NamedArray;
import org.gaspard.tensor.io.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredImagesTest {

    @TempDir
    Path folder;

    private static LabelledDataset sprites(double shift) {
        LabelledDataset some = Subset.of(new DSprites(), 5, 700_000, 81, 123_456);
        ChannelStatistics map = ChannelStatistics.of(new double[] {-shift}, new double[] {2});
        return Preprocessing.none().normalise(map).applyTo(some);
    }

    /** Pixels {@code (x + shift)/2} with x of 0 or 1, rounded and clamped. */
    @Test
    void pixelsAreRoundedAndClamped() throws IOException {
        for (double shift : new double[] {0, 0.3, -0.5, 1.5}) {
            LabelledDataset stored = StoredImages.inMemory(sprites(shift));
            float[] plain = new float[4096];
            float[] out = new float[4096];
            for (int i = 0; i < 4; i++) {
                sprites(0).read(i, plain, 0);
                stored.read(i, out, 0);
                assertThat(stored.factors(i)).isEqualTo(sprites(0).factors(i));
                for (int k = 0; k < 4096; k++) {
                    double value = Math.clamp(plain[k] + shift / 2, 0, 1);
                    assertThat(out[k]).isEqualTo(Math.round(255 * value) / 255f);
                }
            }
        }
    }

    @Test
    void theFileIsAnNpyFileAndUsedAgain() throws IOException {
        Path npy = folder.resolve("sprites.npy");
        StoredImages.inFile(sprites(0.5), npy);
        NamedArray array = Npy.read(npy);
        assertThat(array.shape().toString()).contains("4, 64, 64, 1");
        assertThat(array.storage().get(0)).isEqualTo(64);
        float[] out = new float[4096];
        StoredImages.inFile(sprites(0), npy).read(0, out, 0);
        assertThat(out[0]).isEqualTo(64 / 255f);
        Files.delete(npy);
        StoredImages.inFile(sprites(0), npy).read(0, out, 0);
        assertThat(out[0]).isZero();
    }

    /** As the array that somebody keeps beside 3dshapes.h5 under the name that a cache would get. */
    @Test
    void aFileOfAnotherKindIsNotOverwritten() throws IOException {
        Path npy = folder.resolve("sprites.npy");
        for (byte[] other : new byte[][] {{}, {1, 2, 3}, Layouts.npy("<f4", "(4, 1)", new byte[16]), new byte[999]}) {
            Files.write(npy, other);
            assertThatExceptionOfType(DataFileException.class)
                    .isThrownBy(() -> StoredImages.inFile(sprites(0), npy))
                    .withMessageContainingAll("sprites.npy", "would be overwritten");
            assertThat(Files.readAllBytes(npy)).isEqualTo(other);
        }
    }

    /** Also where the compiler does not know that it is one, as of what the catalogue opens. */
    @Test
    void aCopyOfAGridIsAGrid() throws IOException {
        LabelledDataset grid =
                FactoredSubset.of(new DSprites()).keeping(3, 0).keeping(4, 7).keeping(5, 9);
        LabelledDataset prepared =
                Preprocessing.none().resize(8, 8, Filter.AREA).applyTo(grid);
        assertThat(prepared).isInstanceOf(FactoredDataset.class);
        assertThat(StoredImages.inMemory(prepared)).isInstanceOf(FactoredDataset.class);
        LabelledDataset stored = StoredImages.inFile(prepared, folder.resolve("grid.npy"));
        assertThat(stored)
                .isInstanceOfSatisfying(
                        FactoredDataset.class,
                        copy -> assertThat(copy.grid()).isEqualTo(((FactoredDataset) grid).grid()));
        float[] ours = new float[64];
        float[] theirs = new float[64];
        stored.read(17, ours, 0);
        prepared.read(17, theirs, 0);
        assertThat(ours).containsExactly(theirs, within(0.501f / 255));
    }

    /** A cache on another disk. */
    @Test
    void aLinkStaysAndWhatItLeadsToIsWritten() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path link = Files.createSymbolicLink(folder.resolve("sprites.npy"), Path.of("other", "target.npy"));
        for (int time = 0; time < 2; time++) {
            assertThat(StoredImages.inFile(sprites(0), link).size()).isEqualTo(4);
            assertThat(link).isSymbolicLink();
            assertThat(other.resolve("target.npy")).isRegularFile();
            Files.write(other.resolve("target.npy"), Arrays.copyOf(Files.readAllBytes(link), 200));
        }
    }

    @Test
    void aDamagedImageLeavesNoFile() throws IOException {
        Files.write(folder.resolve("1.png"), Layouts.picture(4, 4, 1, "png"));
        Path damaged = Files.write(folder.resolve("2.png"), new byte[100]);
        LabelledDataset images = ImageFolder.open(folder, 3);
        Path npy = folder.resolve("images.npy");
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> StoredImages.inFile(images, npy))
                .withMessageContaining(damaged.toString());
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).hasSize(2);
        }
    }
}
