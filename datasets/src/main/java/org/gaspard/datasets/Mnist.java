package org.gaspard.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * MNIST, Fashion-MNIST and others of their layout: grey images with a label from 0 to 9, in pairs of IDX files, plain
 * or gzipped. Images are kept as bytes; {@code pixel = byte / 255}.
 *
 * <p>For networks on other sizes see {@link #paddedTo} (28 to 32) and {@link #resizedTo} (to 64).
 *
 * <p>Source: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, Gradient-based learning applied to document recognition,
 * Proc. IEEE 1998; H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST, arXiv:1708.07747.
 */
public final class Mnist implements LabelledDataset {

    private static final int CLASSES = 10;

    private final String name;
    private final IdxFile images;
    private final byte[] labels;
    private final List<Factor> factors = List.of(Factor.linear("label", 0, CLASSES - 1, CLASSES));

    private Mnist(String name, IdxFile images, byte[] labels) {
        this.name = name;
        this.images = images;
        this.labels = labels;
    }

    /**
     * Reads a pair of files.
     *
     * @throws DataFileException if a file is malformed or truncated, their counts differ, or a label is above 9
     */
    public static Mnist read(String name, Path images, Path labels) throws IOException {
        IdxFile pictures = IdxFile.read(images, 3);
        IdxFile classes = IdxFile.read(labels, 1);
        if (pictures.extents()[0] != classes.extents()[0]) {
            throw new DataFileException(
                    labels, 4, classes.extents()[0] + " labels", pictures.extents()[0] + " images as in " + images);
        }
        for (int i = 0; i < classes.bytes().length; i++) {
            byte label = classes.bytes()[i];
            if (label < 0 || label >= CLASSES) {
                throw new DataFileException(
                        labels, 8L + i, "label " + Byte.toUnsignedInt(label), "0 to " + (CLASSES - 1));
            }
        }
        return new Mnist(name, pictures, classes.bytes());
    }

    /**
     * Reads {@code train-images-idx3-ubyte} and {@code train-labels-idx1-ubyte} of a folder, also with a dot before
     * {@code idx}, also with {@code .gz}.
     *
     * @throws IOException as {@link #read}, or if a file is absent
     */
    public static Mnist train(Path folder) throws IOException {
        return read(folder.getFileName() + "-train", find(folder, "train-images", 3), find(folder, "train-labels", 1));
    }

    /** Reads {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte} of a folder; see {@link #train}. */
    public static Mnist test(Path folder) throws IOException {
        return read(folder.getFileName() + "-test", find(folder, "t10k-images", 3), find(folder, "t10k-labels", 1));
    }

    private static Path find(Path folder, String stem, int rank) throws IOException {
        List<Path> tried = new ArrayList<>();
        for (String separator : List.of("-", ".")) {
            for (String suffix : List.of("", ".gz")) {
                Path file = folder.resolve(stem + separator + "idx" + rank + "-ubyte" + suffix);
                if (Files.exists(file)) {
                    return file;
                }
                tried.add(file.getFileName());
            }
        }
        throw new DataFileException(folder, "none of these files", "one of " + tried);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public int height() {
        return images.extents()[1];
    }

    @Override
    public int width() {
        return images.extents()[2];
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public List<Factor> factors() {
        return factors;
    }

    @Override
    public int factor(int index, int factor) {
        Objects.checkIndex(factor, 1);
        return labels[index];
    }

    @Override
    public void read(int index, float[] out, int offset) {
        Objects.checkIndex(index, size());
        int pixels = pixels();
        for (int i = 0; i < pixels; i++) {
            out[offset + i] = Byte.toUnsignedInt(images.bytes()[index * pixels + i]) / 255f;
        }
    }
}
