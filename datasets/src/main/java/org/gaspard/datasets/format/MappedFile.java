package org.gaspard.datasets.format;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.gaspard.datasets.DataFileException;

/**
 * A whole file mapped for reading; the mapping ends when it is no longer reachable. Numbers are little-endian.
 *
 * @param file the file, for messages
 * @param bytes its contents
 */
public record MappedFile(Path file, MemorySegment bytes) {

    private static final ValueLayout.OfInt INT32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Maps a file. */
    public static MappedFile open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            MemorySegment bytes = size == 0
                    ? MemorySegment.NULL
                    : channel.map(FileChannel.MapMode.READ_ONLY, 0, size, Arena.ofAuto());
            return new MappedFile(file, bytes);
        }
    }

    /** The length of the file. */
    public long size() {
        return bytes.byteSize();
    }

    /** The 32-bit integer at a byte. */
    public int int32(long at) throws DataFileException {
        require(at, 4, "a 32-bit integer");
        return bytes.get(INT32, at);
    }

    /** Checks that {@code length} bytes follow from {@code at}. */
    public void require(long at, long length, String what) throws DataFileException {
        if (at < 0 || length < 0 || at > size() || length > size() - at) {
            throw new DataFileException(
                    file,
                    Math.clamp(at, 0, size()),
                    "the file ends at byte " + size(),
                    what + " of " + length + " bytes");
        }
    }

    /** A failure at a byte of this file. */
    public DataFileException failure(long at, String found, String expected) {
        return new DataFileException(file, at, found, expected);
    }
}
