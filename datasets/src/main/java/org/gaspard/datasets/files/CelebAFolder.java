package org.gaspard.datasets.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.format.Raster;

/**
 * CelebA: photographs of faces with binary attributes, aligned and cropped to 218×178, as a folder has them that holds
 * {@code img_align_celeba/000001.jpg}, …, {@code list_attr_celeba.txt} and {@code list_eval_partition.txt}.
 *
 * <p>The attribute file begins with the number of images and the names of the attributes (published: 202,599 and 40), then
 * a line for each image: its file, and 1 or −1 for each attribute. The partition file has a line for each image in the same
 * order: its file, and 0 (training), 1 (validation) or 2 (test); published: 162,770, 19,867 and 19,962. Factors are the
 * attributes, each with the values −1 and 1.
 *
 * <p>The images keep their size. Papers crop a centred square and resize it to 64×64: 148 as most variational
 * autoencoders, 140 as Wasserstein autoencoders, 144 as the published configuration of Gromov-Wasserstein autoencoders; see
 * {@link org.gaspard.datasets.images.Preprocessing}. A file is decoded at each reading; see {@link ImageFolder} for its
 * errors and {@link StoredImages} to keep images decoded.
 *
 * <p>Source: [L15].
 */
public final class CelebAFolder {

    /** The parts of the published partition. */
    public enum Part {
        /** For training, 0 in the file. */
        TRAIN,
        /** For validation, 1 in the file. */
        VALIDATION,
        /** For tests, 2 in the file. */
        TEST
    }

    private static final String ATTRIBUTES = "list_attr_celeba.txt";
    private static final String PARTITION = "list_eval_partition.txt";
    private static final int MAX_LINE = 1 << 16;
    private static final int MAX_ATTRIBUTES = 1 << 10;

    private CelebAFolder() {}

    /** All images, in the order of the files. */
    public static LabelledDataset all(Path folder) throws IOException {
        return read(folder, Optional.empty());
    }

    /**
     * The images of one part, in the order of the files.
     *
     * @throws DataFileException if a list is malformed or they disagree, the part is empty, or its first image is damaged
     */
    public static LabelledDataset part(Path folder, Part part) throws IOException {
        return read(folder, Optional.of(part));
    }

    private static LabelledDataset read(Path folder, Optional<Part> part) throws IOException {
        Path attributes = folder.resolve(ATTRIBUTES);
        List<Path> files = new ArrayList<>();
        List<int[]> rows = new ArrayList<>();
        List<Factor> factors = new ArrayList<>();
        try (Lines lines = new Lines(attributes);
                Lines parts = new Lines(folder.resolve(PARTITION))) {
            String head = lines.next("the number of images").strip();
            if (!head.matches("[0-9]{1,9}")) {
                throw lines.failure("'" + head + "'", "the number of images");
            }
            int count = Integer.parseInt(head);
            for (String attribute :
                    lines.next("the names of the attributes").strip().split("\\s+", MAX_ATTRIBUTES)) {
                if (attribute.isEmpty()) {
                    throw lines.failure("no word", "the names of the attributes");
                }
                factors.add(Factor.of(attribute, -1, 1));
            }
            for (int i = 0; i < count; i++) {
                String[] words = lines.words(factors.size() + 1);
                int[] row = row(lines, words);
                String[] partition = parts.words(2);
                if (!partition[0].equals(words[0]) || !partition[1].matches("[012]")) {
                    throw parts.failure("'" + String.join(" ", partition) + "'", words[0] + " and 0, 1 or 2");
                }
                if (part.isEmpty() || part.get().ordinal() == Integer.parseInt(partition[1])) {
                    files.add(folder.resolve("img_align_celeba").resolve(words[0]));
                    rows.add(row);
                }
            }
            lines.end();
            parts.end();
        }
        if (files.isEmpty()) {
            throw new DataFileException(folder.resolve(PARTITION), "no image of this part", "one");
        }
        int[] size = Raster.size(files.getFirst());
        String name = folder.getFileName() + part.map(p -> "-" + p).orElse("");
        int[] positions = rows.stream().flatMapToInt(Arrays::stream).toArray();
        FileImages images = new FileImages(List.copyOf(files), size[0], size[1], 3, false);
        return new TableImages(name, images, List.copyOf(factors), positions);
    }

    private static int[] row(Lines lines, String[] words) throws DataFileException {
        if (!words[0].matches("[A-Za-z0-9_-]+\\.(jpg|png)")) {
            throw lines.failure("'" + words[0] + "'", "the name of a JPEG or PNG file");
        }
        int[] row = new int[words.length - 1];
        for (int a = 0; a < row.length; a++) {
            row[a] = switch (words[a + 1]) {
                case "-1" -> 0;
                case "1" -> 1;
                default -> throw lines.failure("attribute '" + words[a + 1] + "'", "1 or -1");
            };
        }
        return row;
    }

    /** The lines of a text file with their numbers. */
    private static final class Lines implements AutoCloseable {

        private final Path file;
        private final BufferedReader in;
        private int line;

        Lines(Path file) throws IOException {
            this.file = file;
            this.in = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
        }

        DataFileException failure(String found, String expected) {
            return new DataFileException(file, "line " + line + " has " + found, expected);
        }

        String next(String what) throws IOException {
            line++;
            StringBuilder text = new StringBuilder();
            try {
                int c = in.read();
                if (c < 0) {
                    throw new DataFileException(file, "the end before line " + line, what);
                }
                for (; c >= 0 && c != '\n'; c = in.read()) {
                    text.append((char) c);
                    if (text.length() > MAX_LINE) {
                        throw failure("more than " + MAX_LINE + " characters", what);
                    }
                }
            } catch (CharacterCodingException e) {
                throw new DataFileException(file, "bytes that are not ASCII near line " + line, what, e);
            }
            return text.toString();
        }

        String[] words(int count) throws IOException {
            String text = next("the line of an image");
            String[] words = text.strip().split("\\s+");
            if (words.length != count) {
                throw failure(words.length + " words", count + "");
            }
            return words;
        }

        void end() throws IOException {
            try {
                for (int c = in.read(); c >= 0; c = in.read()) {
                    if (!Character.isWhitespace(c)) {
                        throw new DataFileException(file, "text after line " + line, "the end");
                    }
                }
            } catch (CharacterCodingException e) {
                throw new DataFileException(file, "bytes that are not ASCII after line " + line, "the end", e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
