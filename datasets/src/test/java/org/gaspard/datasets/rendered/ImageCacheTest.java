package org.gaspard.datasets.rendered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.sampling.FactoredSubset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCacheTest {

    private final FactoredDataset source = FactoredSubset.of(new XYObject())
            .keeping(0, 3, 20)
            .keeping(1, 0, 11, 24)
            .keeping(2, 1, 4);

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("images");
        ImageCache.write(source, file);
    }

    private static float[] all(FactoredDataset data) {
        float[] values = new float[data.size() * data.pixels()];
        data.readBatch(IntStream.range(0, data.size()).toArray(), values);
        return values;
    }

    private void damage(long at, int xor) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) at] ^= (byte) xor;
        Files.write(file, bytes);
    }

    @Test
    void aCacheIsItsSource() throws IOException {
        ImageCache cache = ImageCache.open(file);
        assertThat(cache.name()).isEqualTo("xyobject");
        assertThat(cache.factors()).isEqualTo(source.factors());
        assertThat(cache.size()).isEqualTo(288);
        assertThat(new int[] {cache.height(), cache.width(), cache.channels()}).containsExactly(64, 64, 3);
        assertThat(Arrays.equals(all(cache), all(source))).isTrue();
        cache.verify();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void progressIsToldUpToTheLastImage() throws IOException {
        FactoredDataset many = FactoredSubset.of(new XYObject()).keeping(0, 3);
        List<Integer> told = new ArrayList<>();
        ImageCache.write(many, file, told::add);
        assertThat(told)
                .hasSizeGreaterThan(2)
                .isSorted()
                .doesNotHaveDuplicates()
                .last()
                .isEqualTo(many.size());
    }

    @Test
    void aCacheIsRecognisedByItsBeginning() throws IOException {
        assertThat(ImageCache.recognises(file)).isTrue();
        assertThat(ImageCache.recognises(folder)).isFalse();
        assertThat(ImageCache.recognises(folder.resolve("none"))).isFalse();
        assertThat(ImageCache.recognises(Files.writeString(folder.resolve("short"), "GASP")))
                .isFalse();
    }

    @Test
    void shapesAreTheSameFromTheFile() throws IOException {
        FactoredDataset shapes = FactoredSubset.of(new Shapes3D())
                .keeping(0, 2, 9)
                .keeping(1, 5)
                .keeping(2, 0, 1, 8)
                .keeping(3, 6)
                .keeping(5, 0, 14);
        ImageCache.write(shapes, file);
        assertThat(Arrays.equals(all(ImageCache.open(file)), all(shapes))).isTrue();
    }

    @Test
    void otherValuesAreRounded() throws IOException {
        FactoredDataset noisy = SpriteVariant.noisy(
                FactoredSubset.of(new org.gaspard.datasets.DSprites())
                        .keeping(3, 1)
                        .keeping(4, 1)
                        .keeping(5, 1),
                3);
        ImageCache.write(noisy, file);
        float[] exact = all(noisy);
        float[] cached = all(ImageCache.open(file));
        for (int i = 0; i < exact.length; i++) {
            assertThat(Math.abs(exact[i] - cached[i]) <= 0.5001f / 255).isTrue();
        }
    }

    @Test
    void aTruncatedFileIsRefusedWhereverItEnds() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {0, 7, 11, 12, 100, 600, 1500, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatIOException().isThrownBy(() -> ImageCache.open(file)).withMessageContaining("truncated");
        }
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
        assertThatIOException().isThrownBy(() -> ImageCache.open(file)).withMessageContaining("too long");
    }

    @Test
    void aForeignFileIsRefused() throws IOException {
        Files.writeString(file, "something else entirely");
        assertThatIOException().isThrownBy(() -> ImageCache.open(file)).withMessageContaining("no cache of images");
    }

    @Test
    void aDamagedHeaderIsRefused() throws IOException {
        damage(40, 4);
        assertThatIOException().isThrownBy(() -> ImageCache.open(file)).withMessageContaining("header");
        ImageCache.write(source, file);
        damage(8, 0x70);
        assertThatIOException().isThrownBy(() -> ImageCache.open(file)).withMessageContaining("header");
    }

    @Test
    void damagedSumsAreRefused() throws IOException {
        long images = (long) source.size() * source.pixels();
        damage(Files.size(file) - images - 100, 1);
        assertThatIOException().isThrownBy(() -> ImageCache.open(file)).withMessageContaining("sums");
    }

    @Test
    void aDamagedImageIsToldWhenItIsRead() throws IOException {
        int index = source.index(1, 2, 0, 7);
        long from = Files.size(file) - (long) (source.size() - index) * source.pixels();
        damage(from + 5000, 32);
        ImageCache cache = ImageCache.open(file);
        float[] image = new float[source.pixels()];
        cache.read(index - 1, image, 0);
        cache.read(index + 1, image, 0);
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> cache.read(index, image, 0))
                .withMessageContaining("image " + index)
                .withMessageContaining("[1, 2, 0, 7]");
        assertThatIOException().isThrownBy(cache::verify).withMessageContaining("image " + index);
    }

    @Test
    void anAbsentFolderOrFileIsAnError() {
        assertThatIOException().isThrownBy(() -> ImageCache.open(folder.resolve("none")));
        assertThatIOException().isThrownBy(() -> ImageCache.write(source, folder.resolve("none/images")));
    }
}
