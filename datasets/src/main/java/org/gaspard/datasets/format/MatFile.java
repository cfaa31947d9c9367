package org.gaspard.datasets.format;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import org.gaspard.datasets.DataFileException;

/**
 * Arrays of unsigned bytes in MATLAB's MAT-files of level 5, plain or compressed, of either byte order.
 *
 * <p>128 bytes of head end with a version and the letters {@code MI} in the byte order of the file. Elements follow: a
 * 32-bit type, a 32-bit length, the data, padded to 8 bytes; up to four bytes may be packed into the tag. A compressed
 * element (type 15) is a zlib stream of one element; a matrix (type 14) consists of elements for flags, extents, name and
 * values in column-major order.
 *
 * <p>Source: The MathWorks, MAT-File Format, level 5.
 */
public final class MatFile {

    /**
     * An array of bytes.
     *
     * @param extents the extents
     * @param bytes the elements in column-major order
     */
    public record Bytes(int[] extents, byte[] bytes) {}

    private record Element(int type, byte[] data) {}

    private static final int HEAD = 128;
    private static final int TYPE_UINT8 = 2;
    private static final int TYPE_INT32 = 5;
    private static final int TYPE_MATRIX = 14;
    private static final int TYPE_COMPRESSED = 15;
    private static final int CLASS_DOUBLE = 6;
    private static final int CLASS_UINT8 = 9;
    private static final int COMPLEX = 0x800;
    private static final int MAX_NAME = 1 << 10;
    private static final int MAX_RANK = 16;

    private MatFile() {}

    /**
     * Reads one array of a file.
     *
     * @throws DataFileException if the file is malformed, has no such array, or that is not one of unsigned bytes
     */
    public static Bytes read(Path file, String name) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteCursor cursor = new ByteCursor(file, in, Files.size(file));
            byte[] head = cursor.take(HEAD, "the head of a MAT-file");
            cursor.order(order(file, head));
            while (cursor.remaining() > 0) {
                int type = cursor.int32("the type of an element");
                long length = Integer.toUnsignedLong(cursor.int32("the length of an element"));
                if (length > cursor.remaining()) {
                    throw cursor.failure("an element of " + length + " bytes", "at most " + cursor.remaining());
                }
                Optional<Bytes> found = Optional.empty();
                long end = cursor.position() + length;
                if (type == TYPE_MATRIX) {
                    found = matrix(cursor, name, end);
                } else if (type == TYPE_COMPRESSED) {
                    found = compressed(file, cursor, (int) Math.min(length, Integer.MAX_VALUE), name);
                }
                if (found.isPresent()) {
                    return found.get();
                }
                cursor.skip(end - cursor.position());
            }
        }
        throw new DataFileException(file, "no array '" + name + "'", "one");
    }

    private static ByteOrder order(Path file, byte[] head) throws DataFileException {
        String mark = new String(head, 126, 2, StandardCharsets.ISO_8859_1);
        boolean little = mark.equals("IM");
        int version = little ? head[125] : head[124];
        if (!little && !mark.equals("MI") || version != 1) {
            String text = new String(head, 0, 20, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
            throw new DataFileException(
                    file,
                    124,
                    "version " + version + " and '" + mark.replaceAll("[^ -~]", ".") + "' after '" + text + "'",
                    "a MAT-file of level 5: version 1 and 'IM' or 'MI'");
        }
        return little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    private static Optional<Bytes> compressed(Path file, ByteCursor outer, int length, String name) throws IOException {
        byte[] packed = outer.take(length, "a compressed element");
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            // What deflate can at most expand to; see RFC 1951.
            ByteCursor cursor = new ByteCursor(file, in, 1032L * length + 1024).order(outer.order());
            int type = cursor.int32("the type of a compressed element");
            long size = Integer.toUnsignedLong(cursor.int32("the length of a compressed element"));
            if (type != TYPE_MATRIX) {
                return Optional.empty();
            }
            Optional<Bytes> found = matrix(cursor, name, cursor.position() + size);
            if (found.isPresent()) {
                cursor.end();
            }
            return found;
        }
    }

    private static Optional<Bytes> matrix(ByteCursor cursor, String name, long end) throws IOException {
        if (end - cursor.position() > cursor.remaining()) {
            throw cursor.failure(
                    "a matrix of " + (end - cursor.position()) + " bytes", "at most " + cursor.remaining());
        }
        byte[] flags = element(cursor, 8, "the flags of a matrix").data();
        Element sizes = element(cursor, 4 * MAX_RANK, "the extents of a matrix");
        String found =
                new String(element(cursor, MAX_NAME, "the name of a matrix").data(), StandardCharsets.US_ASCII);
        if (!found.equals(name)) {
            return Optional.empty();
        }
        if (flags.length != 8 || sizes.type() != TYPE_INT32 || sizes.data().length < 8) {
            throw cursor.failure("malformed flags or extents of '" + name + "'", "8 bytes and 32-bit integers");
        }
        int flag = cursor.int32(flags, 0);
        int kind = flag & 0xff;
        if (kind != CLASS_UINT8 && kind != CLASS_DOUBLE || (flag & COMPLEX) != 0) {
            throw cursor.failure("'" + name + "' of class " + kind, "real numbers of class 9 (uint8)");
        }
        int[] extents = new int[sizes.data().length / 4];
        long size = 1;
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = cursor.int32(sizes.data(), 4 * axis);
            if (extents[axis] < 1 || size > cursor.remaining() / extents[axis]) {
                throw cursor.failure(
                        "extents " + Arrays.toString(extents) + " of '" + name + "'",
                        "positive ones of at most " + cursor.remaining() + " elements");
            }
            size *= extents[axis];
        }
        Element values = element(cursor, Math.min(size, Integer.MAX_VALUE - 8), "the values of '" + name + "'");
        if (values.type() != TYPE_UINT8 || values.data().length != size) {
            throw cursor.failure(
                    values.data().length + " values of type " + values.type(), size + " of type 2 (unsigned bytes)");
        }
        return Optional.of(new Bytes(extents, values.data()));
    }

    private static Element element(ByteCursor cursor, long most, String what) throws IOException {
        int tag = cursor.int32(what);
        if (tag >>> 16 != 0) {
            byte[] data = cursor.take(4, what);
            int length = tag >>> 16;
            if (length > 4) {
                throw cursor.failure("a short element of " + length + " bytes", "at most 4");
            }
            return new Element(tag & 0xffff, Arrays.copyOf(data, length));
        }
        long length = Integer.toUnsignedLong(cursor.int32(what));
        if (length > most) {
            throw cursor.failure(what + " of " + length + " bytes", "at most " + most);
        }
        byte[] data = cursor.take((int) length, what);
        cursor.skip(Math.min(-length & 7, cursor.remaining()));
        return new Element(tag, data);
    }
}
