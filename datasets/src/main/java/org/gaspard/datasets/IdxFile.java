package org.gaspard.datasets;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array of unsigned bytes in the IDX format, plain or gzipped: two zeros, the type 8, the rank, one big-endian
 * 32-bit extent for each axis, the bytes.
 *
 * @param extents the extents
 * @param bytes the elements in row-major order
 */
record IdxFile(int[] extents, byte[] bytes) {

    private static final int UNSIGNED_BYTE = 8;

    static IdxFile read(Path file, int rank) throws IOException {
        try (InputStream in = open(file)) {
            byte[] head = in.readNBytes(4 + 4 * rank);
            if (head.length < 4 || head[0] != 0 || head[1] != 0 || head[2] != UNSIGNED_BYTE || head[3] != rank) {
                byte[] magic = Arrays.copyOf(head, Math.min(4, head.length));
                throw new DataFileException(
                        file, 0, Arrays.toString(magic), "[0, 0, 8, " + rank + "] for bytes of rank " + rank);
            }
            if (head.length < 4 + 4 * rank) {
                throw new DataFileException(file, head.length, "the end", "a header of " + (4 + 4 * rank) + " bytes");
            }
            int[] extents = new int[rank];
            ByteBuffer.wrap(head, 4, 4 * rank).asIntBuffer().get(extents);
            long size = 1;
            for (int extent : extents) {
                size = extent < 1 || size > Integer.MAX_VALUE ? Long.MAX_VALUE : size * extent;
            }
            if (size > Integer.MAX_VALUE - 8) {
                throw new DataFileException(
                        file,
                        4,
                        "announces the extents " + Arrays.toString(extents),
                        "positive ones of at most 2³¹ − 9 bytes");
            }
            // Grows as bytes arrive, so that false extents take no memory.
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length < size || in.read() >= 0) {
                throw new DataFileException(
                        file,
                        head.length + (long) bytes.length,
                        "found " + (bytes.length < size ? "the end after " + bytes.length + " bytes" : "more"),
                        size + " bytes for extents " + Arrays.toString(extents));
            }
            return new IdxFile(extents, bytes);
        } catch (ZipException | EOFException e) {
            throw new DataFileException(file, "a damaged gzip stream (" + e.getMessage() + ")", "an IDX file", e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            in.mark(2);
            boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return gzip ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
