package org.gaspard.datasets.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A matrix in the binary format of NORB, mapped.
 *
 * <p>Little-endian 32-bit integers: a magic number that tells the type ({@code 0x1E3D4C55} bytes, {@code 0x1E3D4C54}
 * 32-bit integers), the rank, at least three extents (those beyond the rank are to be ignored); then the elements in
 * row-major order.
 *
 * <p>Source: F. J. Huang and Y. LeCun, The small NORB dataset, v1.0, file format of the distribution.
 */
public final class NorbMatrix {

    private static final int BYTES = 0x1E3D4C55;
    private static final int INT32S = 0x1E3D4C54;
    private static final int MAX_RANK = 8;

    private final MappedFile file;
    private final int[] extents;
    private final long start;

    private NorbMatrix(MappedFile file, int[] extents, long start) {
        this.file = file;
        this.extents = extents;
        this.start = start;
    }

    /** A matrix of bytes of the given rank. */
    public static NorbMatrix bytes(Path file, int rank) throws IOException {
        return open(file, BYTES, 1, rank);
    }

    /** A matrix of 32-bit integers of the given rank. */
    public static NorbMatrix int32s(Path file, int rank) throws IOException {
        return open(file, INT32S, 4, rank);
    }

    private static NorbMatrix open(Path path, int magic, int elementBytes, int rank) throws IOException {
        MappedFile file = MappedFile.open(path);
        int found = file.int32(0);
        if (found != magic) {
            throw file.failure(
                    0,
                    "magic number 0x" + Integer.toHexString(found),
                    "0x" + Integer.toHexString(magic) + " for elements of " + elementBytes + " bytes");
        }
        int foundRank = file.int32(4);
        if (foundRank != rank || foundRank > MAX_RANK) {
            throw file.failure(4, "rank " + foundRank, "rank " + rank);
        }
        int[] extents = new int[rank];
        long start = 8 + 4L * Math.max(rank, 3);
        long size = elementBytes;
        for (int axis = 0; axis < rank; axis++) {
            extents[axis] = file.int32(8 + 4L * axis);
            if (extents[axis] < 1 || size > file.size() / extents[axis]) {
                throw file.failure(
                        8 + 4L * axis,
                        "extent " + extents[axis] + " on axis " + axis,
                        "a positive one that the file's " + file.size() + " bytes can hold");
            }
            size *= extents[axis];
        }
        if (file.size() != start + size) {
            throw file.failure(
                    Math.min(file.size(), start + size),
                    "a file of " + file.size() + " bytes",
                    (start + size) + " for extents " + Arrays.toString(extents));
        }
        return new NorbMatrix(file, extents, start);
    }

    /** The extents. */
    public int[] extents() {
        return extents.clone();
    }

    /** The byte at which the elements start. */
    public long start() {
        return start;
    }

    /** The mapped file. */
    public MappedFile file() {
        return file;
    }

    /** Element {@code at}, in row-major order, of a matrix of 32-bit integers. */
    public int int32(long at) throws IOException {
        return file.int32(start + 4 * at);
    }

    /** The byte of element {@code at} of a matrix of 32-bit integers. */
    public long offset(long at) {
        return start + 4 * at;
    }
}
