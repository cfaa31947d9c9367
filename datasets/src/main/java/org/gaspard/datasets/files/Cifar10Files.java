package org.gaspard.datasets.files;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gaspard.datasets.DataFileException;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.format.ImageLayout;
import org.gaspard.datasets.format.ImageStore;
import org.gaspard.datasets.format.MappedFile;

/**
 * CIFAR-10 in its binary version: 32×32 colour photographs of ten classes. The files stay mapped.
 *
 * <p>A file is a sequence of records of 3073 bytes (published: 10,000): the class, 0 to 9 (airplane, automobile, bird, cat,
 * deer, dog, frog, horse, ship, truck), then the red, the green and the blue plane, each by rows.
 *
 * <p>Source: [K09].
 */
public final class Cifar10Files {

    private static final int SIDE = 32;
    private static final int CLASSES = 10;
    private static final int RECORD = 1 + 3 * SIDE * SIDE;

    private Cifar10Files() {}

    /**
     * The five files {@code data_batch_1.bin} to {@code data_batch_5.bin} of a folder, one after the other.
     *
     * @throws IOException if one is absent; a {@link DataFileException} if one is not of this format
     */
    public static LabelledDataset train(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            files.add(folder.resolve("data_batch_" + i + ".bin"));
        }
        return read(folder.getFileName() + "-train", files);
    }

    /** The file {@code test_batch.bin} of a folder; see {@link #train}. */
    public static LabelledDataset test(Path folder) throws IOException {
        return read(folder.getFileName() + "-test", List.of(folder.resolve("test_batch.bin")));
    }

    /**
     * Reads files one after the other.
     *
     * @throws DataFileException if one is not of this format
     */
    public static LabelledDataset read(String name, List<Path> files) throws IOException {
        List<MemorySegment> parts = new ArrayList<>();
        int[] counts = new int[files.size()];
        long total = 0;
        for (int p = 0; p < counts.length; p++) {
            MappedFile file = MappedFile.open(files.get(p));
            long size = file.size();
            if (size == 0 || size % RECORD != 0 || size / RECORD + total > Integer.MAX_VALUE) {
                throw file.failure(size - size % RECORD, "a record of " + size % RECORD + " bytes", RECORD + " bytes");
            }
            counts[p] = (int) (size / RECORD);
            total += counts[p];
            parts.add(file.bytes());
        }
        int[] labels = new int[(int) total];
        int at = 0;
        for (int p = 0; p < counts.length; p++) {
            for (int i = 0; i < counts[p]; i++) {
                long offset = (long) i * RECORD;
                labels[at] = Byte.toUnsignedInt(parts.get(p).get(ValueLayout.JAVA_BYTE, offset));
                if (labels[at] >= CLASSES) {
                    throw new DataFileException(files.get(p), offset, "class " + labels[at], "0 to " + (CLASSES - 1));
                }
                at++;
            }
        }
        ImageStore store = ImageStore.over(parts, counts, ImageLayout.planar(SIDE, SIDE, 3, 1, RECORD));
        return new TableImages(name, store, List.of(Factor.linear("label", 0, CLASSES - 1, CLASSES)), labels);
    }
}
