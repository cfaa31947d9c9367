package org.gaspard.datasets.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.datasets.DSprites;
import org.gaspard.datasets.DataFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {

    @TempDir
    Path folder;

    @Test
    void thePartsAreDisjointAndComplete() {
        Split split = Split.ofFractions(1001, 0.8, 0.1, 5);
        assertThat(new int[] {split.train(), split.validation(), split.test()}).containsExactly(801, 100, 100);
        int[] all = Stream.of(split.trainIndices(), split.validationIndices(), split.testIndices())
                .flatMapToInt(Arrays::stream)
                .sorted()
                .toArray();
        assertThat(all).isEqualTo(IntStream.range(0, 1001).toArray());
        assertThat(split.trainIndices()).isSorted().isEqualTo(new Split(1001, 5, 801, 0).trainIndices());
        assertThat(split.testIndices())
                .isNotEqualTo(Split.ofFractions(1001, 0.8, 0.1, 6).testIndices());
    }

    /**
     * Rounds of the permutations of two adjacent seeds have seven keys in common: of 2¹⁶ images, the upper bytes of those
     * in the first 256 places of one would be the lower bytes of those in every 256th place of the other.
     */
    @Test
    void adjacentSeedsGiveUnrelatedDivisions() {
        int size = 1 << 16;
        int[] upper = Arrays.stream(new Split(size, 8, 256, 0).trainIndices())
                .map(index -> index >> 8)
                .sorted()
                .toArray();
        int[] lower = IntStream.range(0, 256)
                .map(place -> new Split(size, 7, place << 8, 1).validationIndices()[0] & 255)
                .sorted()
                .toArray();
        assertThat(upper).isNotEqualTo(lower);
    }

    @Test
    void aStoredSplitIsReadAgain() throws IOException {
        Split split = Split.ofFractions(60_000, 0.9, 0.05, -42);
        Path file = folder.resolve("split.txt");
        split.write(file);
        assertThat(Split.read(file)).isEqualTo(split);
        assertThat(Files.readAllLines(file)).hasSize(7).startsWith("gaspard-split 1", "size 60000", "seed -42");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "size 100, size 101, test",
        "seed 7, seed 8, crc32",
        "train 60, train 99, parts of the whole",
        "test 20, test 21, expected test 20",
        "seed 7, seed 99999999999999999999, split",
        "gaspard-split 1, gaspard-split 2, seven lines",
    })
    void alteredFilesAreRefused(String from, String to, String message) throws IOException {
        Path file = folder.resolve("split.txt");
        new Split(100, 7, 60, 20).write(file);
        Files.writeString(file, Files.readString(file).replace(from, to));
        assertThatExceptionOfType(DataFileException.class)
                .isThrownBy(() -> Split.read(file))
                .withMessageContainingAll("split.txt", message);
    }

    @Test
    void impossibleSplitsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Split(10, 0, 6, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Split(10, 0, -1, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> Split.ofFractions(10, 0.9, 0.2, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Split.ofFractions(10, Double.NaN, 0.2, 0));
    }

    @Test
    void aSubsetShowsTheImagesOfItsIndices() {
        DSprites sprites = new DSprites();
        Subset subset = Subset.of(sprites, 500_000, 3);
        float[] out = new float[4096];
        float[] expected = new float[4096];
        subset.read(0, out, 0);
        sprites.read(500_000, expected, 0);
        assertThat(out).isEqualTo(expected);
        assertThat(subset.factors(0)).isEqualTo(sprites.factors(500_000));
        assertThat(subset.size()).isEqualTo(2);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Subset.of(sprites, 737_280));
    }
}
