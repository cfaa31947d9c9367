package org.gaspard.tensor.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;

/** NumPy's npy files: one array each. See {@link NpyReader} for the types that are read. */
public final class Npy {

    private Npy() {}

    /**
     * Opens a file for reading, whole or by rows; its array is named after the file.
     *
     * @throws ArrayFileException if the header is malformed or disagrees with the size of the file
     */
    public static NpyReader open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), Elements.BLOCK);
        try {
            return new NpyReader(in, Files.size(file), String.valueOf(file.getFileName()));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Reads a whole file; errors are those of {@link NpyReader#readAll}. */
    public static NamedArray read(Path file) throws IOException {
        try (NpyReader reader = open(file)) {
            return reader.readAll();
        }
    }

    /**
     * Writes a file, replacing it atomically: little-endian, row-major, {@code f4}, {@code f8} or {@code i4}.
     *
     * @throws IllegalArgumentException if the storage does not fit the shape
     */
    public static void write(Path file, Shape shape, Storage storage) throws IOException {
        NamedArray array = new NamedArray(String.valueOf(file.getFileName()), shape, storage);
        AtomicFile.write(file, channel -> write(array, Channels.newOutputStream(channel)));
    }

    static void write(NamedArray array, OutputStream out) throws IOException {
        out.write(NpyHeader.write(ElementType.of(array.storage().dtype()), array.shape()));
        Elements.write(array.storage(), out);
    }
}
