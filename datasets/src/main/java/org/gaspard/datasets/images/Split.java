package org.gaspard.datasets.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.Permutation;
import org.gaspard.datasets.format.AtomicOutput;

/**
 * A seeded division of {@code size} images into three disjoint parts: the first {@code train} elements of
 * {@link Permutation}{@code (size, mix(seed))} for training, the next {@code validation} for validation, the others for
 * tests.
 *
 * <p>It is stored as a text of seven lines: {@code gaspard-split 1}, then {@code size}, {@code seed}, {@code train},
 * {@code validation}, {@code test}, each with its number, and {@code crc32} with the checksum, in hexadecimal, of the first
 * elements of the permutation, at most 65,536, as big-endian 32-bit integers. So a stored split is known to mean the same
 * images when it is read again.
 *
 * @param size the number of images
 * @param seed decides the permutation
 * @param train the number of images for training
 * @param validation the number of images for validation
 */
public record Split(int size, long seed, int train, int validation) {

    private static final int CHECKED = 1 << 16;
    private static final int MAX_FILE = 1 << 12;
    private static final Pattern TEXT = Pattern.compile("gaspard-split 1\nsize (\\d{1,10})\nseed (-?\\d{1,19})\n"
            + "train (\\d{1,10})\nvalidation (\\d{1,10})\ntest (\\d{1,10})\ncrc32 ([0-9a-f]{1,8})\n");

    /** @throws IllegalArgumentException if a number is negative or the parts exceed the whole */
    public Split {
        if (size < 0 || train < 0 || validation < 0 || (long) train + validation > size) {
            throw new IllegalArgumentException("split of " + size + " images into " + train + " for training and "
                    + validation + " for validation, expected parts of the whole");
        }
    }

    /**
     * A split by fractions, {@code round(size·fraction)} images each; the test part takes the rest.
     *
     * @throws IllegalArgumentException if a fraction is negative or their sum exceeds 1
     */
    public static Split ofFractions(int size, double train, double validation, long seed) {
        if (!(train >= 0 && validation >= 0 && train + validation <= 1 + 1e-12)) {
            throw new IllegalArgumentException(
                    "fractions " + train + " and " + validation + ", expected at least 0 with a sum of at most 1");
        }
        int first = (int) Math.round(size * train);
        return new Split(size, seed, first, (int) Math.min(size - first, Math.round(size * validation)));
    }

    /** The number of images for tests. */
    public int test() {
        return size - train - validation;
    }

    /** The images for training, in increasing order. */
    public int[] trainIndices() {
        return part(0, train);
    }

    /** The images for validation, in increasing order. */
    public int[] validationIndices() {
        return part(train, train + validation);
    }

    /** The images for tests, in increasing order. */
    public int[] testIndices() {
        return part(train + validation, size);
    }

    private int[] part(int from, int end) {
        Permutation order = new Permutation(size, Permutation.mix(seed));
        int[] indices = IntStream.range(from, end).map(order::at).toArray();
        Arrays.sort(indices);
        return indices;
    }

    private long checksum() {
        Permutation order = new Permutation(size, Permutation.mix(seed));
        CRC32 crc = new CRC32();
        ByteBuffer bytes = ByteBuffer.allocate(4);
        for (int i = 0; i < Math.min(size, CHECKED); i++) {
            crc.update(bytes.putInt(0, order.at(i)).array());
        }
        return crc.getValue();
    }

    /** Writes the split, replacing the file when it is complete. */
    public void write(Path file) throws IOException {
        List<String> lines = List.of(
                "gaspard-split 1",
                "size " + size,
                "seed " + seed,
                "train " + train,
                "validation " + validation,
                "test " + test(),
                "crc32 " + Long.toHexString(checksum()));
        byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII);
        AtomicOutput.write(file, channel -> AtomicOutput.all(channel, text));
    }

    /**
     * Reads a split.
     *
     * @throws DataFileException if the file is malformed, inconsistent, or made with another permutation
     */
    public static Split read(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE) {
            throw new DataFileException(file, Files.size(file) + " bytes", "a split of at most " + MAX_FILE);
        }
        Matcher text = TEXT.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        if (!text.matches()) {
            throw new DataFileException(file, "another text", "a split: seven lines from 'gaspard-split 1' to 'crc32'");
        }
        Split split;
        try {
            split = new Split(
                    Integer.parseInt(text.group(1)),
                    Long.parseLong(text.group(2)),
                    Integer.parseInt(text.group(3)),
                    Integer.parseInt(text.group(4)));
        } catch (IllegalArgumentException e) {
            throw new DataFileException(file, String.valueOf(e.getMessage()), "numbers of a split", e);
        }
        if (!text.group(5).equals(String.valueOf(split.test()))) {
            throw new DataFileException(file, "test " + text.group(5), "test " + split.test());
        }
        String checksum = Long.toHexString(split.checksum());
        if (!checksum.equals(text.group(6))) {
            throw new DataFileException(file, "crc32 " + text.group(6), checksum);
        }
        return split;
    }
}
