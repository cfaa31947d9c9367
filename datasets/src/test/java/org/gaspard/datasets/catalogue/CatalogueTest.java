package org.gaspard.datasets.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.rendered.ImageCache;
import org.gaspard.datasets.rendered.XYObject;
import org.gaspard.datasets.sampling.FactoredSubset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {

    private static final int RECORD = 3073;
    private static final int RECORDS = 10_000;

    @TempDir
    Path folder;

    @Test
    void namesAreUniqueAndFound() {
        assertThat(Catalogue.entries())
                .extracting(CatalogueEntry::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9-]+"))
                .contains("dsprites", "shapes3d", "xysquares", "robot-arm", "mnist", "mpi3d", "celeba");
        assertThat(Catalogue.entries()).allSatisfy(entry -> {
            assertThat(Catalogue.entry(entry.name())).isSameAs(entry);
            assertThat(entry.rendered() || entry.published()).isTrue();
            assertThat(entry.title()).isNotBlank();
            assertThat(entry.citation()).isNotBlank();
            assertThat(entry.page().isBlank()).isEqualTo(!entry.published());
            assertThat(entry.licence().isBlank()).isEqualTo(!entry.published());
        });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.entry("imagenet"))
                .withMessageContainingAll("expected one of [dsprites, ", "found imagenet");
    }

    @Test
    void whatIsDrawnIsWhatTheCatalogueSays() throws IOException {
        for (CatalogueEntry entry : Catalogue.entries()) {
            if (!entry.rendered()) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> entry.open(Optional.empty()))
                        .withMessage(entry + " is not drawn, expected the folder of its files");
                continue;
            }
            ImageParts parts = entry.open(Optional.empty());
            LabelledDataset images = entry.prepared(parts.training());
            assertThat(parts.evaluation()).isSameAs(parts.training());
            assertThat(images).isInstanceOf(FactoredDataset.class);
            assertThat(new Extent(images.size(), 0, images.height(), images.width(), images.channels()))
                    .as(entry.name())
                    .isEqualTo(entry.extent());
            float[] pixels = new float[images.pixels()];
            images.read(images.size() - 1, pixels, 0);
            assertThat(pixels[0]).isBetween(0f, 1f);
        }
    }

    @Test
    void aGridHasAsManyImagesAsCombinations() {
        assertThat(Catalogue.entries().stream()
                        .filter(entry ->
                                entry.extent().test() == 0 && !entry.factors().isEmpty()))
                .hasSizeGreaterThan(12)
                .allSatisfy(entry -> assertThat(
                                entry.factors().stream().mapToInt(Factor::size).reduce(1, Math::multiplyExact))
                        .isEqualTo(entry.extent().training()));
    }

    @ParameterizedTest
    @CsvSource({"xysquares", "xyobject", "robot-arm"})
    void whatIsOnlyDrawnTakesNoFolder(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Catalogue.entry(name).open(Optional.of(folder)))
                .withMessageContaining("expected no folder");
        assertThatIllegalArgumentException().isThrownBy(() -> Verification.of(Catalogue.entry(name), folder));
    }

    @Test
    void aCacheIsOpenedAndCheckedLikeFiles() throws IOException {
        FactoredDataset source =
                FactoredSubset.of(new XYObject()).keeping(0, 3).keeping(1, 0, 9).keeping(2, 4);
        CatalogueEntry entry = CatalogueEntry.drawn("few", "few squares", "none", () -> source);
        Path cache = folder.resolve("few");
        ImageCache.write(source, cache);
        LabelledDataset images = entry.open(Optional.of(cache)).training();
        float[] cached = new float[images.pixels()];
        float[] drawn = new float[images.pixels()];
        images.read(7, cached, 0);
        source.read(7, drawn, 0);
        assertThat(Arrays.equals(cached, drawn)).isTrue();
        assertThat(Verification.of(entry, cache).wrong()).isEmpty();
        assertThat(Verification.of(entry, cache).found())
                .singleElement()
                .asString()
                .contains("a cache of xyobject");

        assertThatIOException()
                .isThrownBy(() -> Catalogue.entry("xyobject").open(Optional.of(cache)))
                .withMessageContaining("holds xyobject")
                .withMessageContaining("expected xyobject with 3");
        assertThat(Verification.of(Catalogue.entry("xysquares"), cache).wrong())
                .singleElement()
                .asString()
                .contains("holds xyobject");

        byte[] bytes = Files.readAllBytes(cache);
        bytes[bytes.length - 1] ^= 1;
        Files.write(cache, bytes);
        assertThat(Verification.of(entry, cache).wrong())
                .singleElement()
                .asString()
                .contains("image " + (source.size() - 1));
    }

    @Test
    void aSoundFolderPassesAndEachDamageIsNamed() throws IOException {
        CatalogueEntry cifar = Catalogue.entry("cifar10");
        assertThat(Verification.of(cifar, folder.resolve("nowhere")).wrong())
                .containsExactly(folder.resolve("nowhere") + " does not exist");
        for (int i = 1; i <= 5; i++) {
            Files.write(folder.resolve("data_batch_" + i + ".bin"), records(RECORDS, i));
        }
        Verification sound = Verification.of(cifar, folder);
        assertThat(sound.wrong()).isEmpty();
        assertThat(sound.passed()).isTrue();
        assertThat(sound.found())
                .contains(
                        "data_batch_3.bin: 30,730,000 bytes, as its format asks",
                        "test_batch.bin: absent, which is allowed",
                        "50,000 images of 32×32×3",
                        "factors [label(10)]");
        assertThat(cifar.open(Optional.of(folder)).test()).isEmpty();

        Files.write(folder.resolve("test_batch.bin"), records(20, 7));
        assertThat(cifar.open(Optional.of(folder)).evaluation().size()).isEqualTo(20);
        assertThat(Verification.of(cifar, folder).wrong())
                .containsExactly(
                        "test_batch.bin: 61,460 bytes, expected 30,730,000",
                        "20 test images of 32×32×3, expected 10,000 of 32×32×3");

        Files.write(folder.resolve("test_batch.bin"), new byte[RECORDS * RECORD]);
        assertThat(Verification.of(cifar, folder).wrong())
                .containsExactly("a sample of the test images has pixels from 0.0 to 0.0, expected different ones in "
                        + "[0, 1]");

        Files.write(folder.resolve("test_batch.bin"), new byte[RECORD - 1]);
        assertThat(Verification.of(cifar, folder).wrong())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("cannot be opened: ") && line.contains("test_batch.bin"));

        Files.delete(folder.resolve("data_batch_2.bin"));
        assertThat(Verification.of(cifar, folder).wrong())
                .contains("data_batch_2.bin: absent", "not opened: required files are absent");
    }

    private static byte[] records(int count, int first) {
        byte[] records = new byte[count * RECORD];
        new SplittableRandom(first).nextBytes(records);
        for (int i = 0; i < count; i++) {
            records[i * RECORD] = (byte) ((i + first) % 10);
        }
        return records;
    }

    @Test
    void whatCannotBeOpenedIsSaidInWords() {
        Path absent = folder.resolve("images_background");
        assertThat(Verification.of(Catalogue.entry("omniglot"), folder).wrong())
                .containsExactly("cannot be opened: NoSuchFileException: " + absent);
    }

    /** As other systems leave them on disks that they share. */
    @Test
    void hiddenFilesAreNotCounted() throws IOException {
        for (String name : new String[] {".images.npz", "._images.npz"}) {
            Files.write(folder.resolve(name), new byte[] {1});
        }
        Path file = Files.write(folder.resolve("images.npz"), new byte[] {1});
        assertThat(Places.file(folder, ".npz")).isEqualTo(file);
        assertThat(Verification.of(Catalogue.entry("mpi3d"), folder).wrong())
                .hasSize(1)
                .allMatch(line -> line.startsWith("cannot be opened: ") && line.contains("images.npz"));
    }

    @Test
    void packedFilesAreComparedWithThePublishedSums() throws IOException {
        for (String name : new String[] {"train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz"}) {
            Files.write(folder.resolve(name), new byte[] {1, 2, 3});
        }
        // MD5 of the bytes 1, 2, 3, from md5sum.
        assertThat(Verification.of(Catalogue.entry("fashion-mnist"), folder).wrong())
                .hasSize(3)
                .contains("train-images-idx3-ubyte.gz: MD5 5289df737df57326fcdd22597afb1fac, published "
                        + "8d4fb7e6c68d591d4c3dfef9ec88bf0d");
    }

    @Test
    void digitsWithTestsAreOpenedInTwoParts() throws IOException {
        digits("train", 30);
        CatalogueEntry entry = Catalogue.entry("kmnist");
        assertThat(entry.open(Optional.of(folder)).test()).isEmpty();
        digits("t10k", 20);
        ImageParts parts = entry.open(Optional.of(folder));
        assertThat(parts.training().size()).isEqualTo(30);
        assertThat(parts.evaluation().size()).isEqualTo(20);
        assertThat(Verification.of(entry, folder).wrong())
                .contains("30 images of 28×28×1, expected 60,000 of 28×28×1")
                .contains("train-labels-idx1-ubyte: 38 bytes, expected 60,008");
    }

    private void digits(String stem, int count) throws IOException {
        byte[] pixels = new byte[784 * count];
        new SplittableRandom(count).nextBytes(pixels);
        Files.write(folder.resolve(stem + "-images-idx3-ubyte"), idx(pixels, 0x803, count, 28, 28));
        Files.write(folder.resolve(stem + "-labels-idx1-ubyte"), idx(new byte[count], 0x801, count));
    }

    private static byte[] idx(byte[] values, int... header) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (int number : header) {
                out.writeInt(number);
            }
            out.write(values);
        }
        return bytes.toByteArray();
    }

    @Test
    void photographsOfToysAreReducedAsPapersDo() throws IOException {
        int n = 6;
        for (String part : new String[] {"training", "testing"}) {
            ByteBuffer info = ByteBuffer.allocate(16 * n).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < n; i++) {
                info.putInt(0).putInt(0).putInt(0).putInt(i);
            }
            byte[] pixels = new byte[2 * n * 96 * 96];
            new SplittableRandom(3).nextBytes(pixels);
            Files.write(folder.resolve("s-" + part + "-dat.mat"), norb(0x1E3D4C55, pixels, n, 2, 96, 96));
            Files.write(folder.resolve("s-" + part + "-cat.mat"), norb(0x1E3D4C54, new byte[4 * n], n));
            Files.write(folder.resolve("s-" + part + "-info.mat"), norb(0x1E3D4C54, info.array(), n, 4));
        }
        CatalogueEntry entry = Catalogue.entry("smallnorb");
        LabelledDataset images = entry.open(Optional.of(folder)).training();
        assertThat(images.size()).isEqualTo(2 * n);
        assertThat(entry.prepared(images).height()).isEqualTo(64);
        assertThat(Verification.of(entry, folder).wrong())
                .hasSize(7)
                .contains("s-training-info.mat: 116 bytes, expected 388,820");
    }

    private static byte[] norb(int magic, byte[] data, int... extents) {
        int axes = Math.max(3, extents.length);
        ByteBuffer out = ByteBuffer.allocate(8 + 4 * axes + data.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(magic).putInt(extents.length);
        for (int axis = 0; axis < axes; axis++) {
            out.putInt(axis < extents.length ? extents[axis] : 1);
        }
        return out.put(data).array();
    }
}
