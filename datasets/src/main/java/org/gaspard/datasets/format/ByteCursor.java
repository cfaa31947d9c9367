package org.gaspard.datasets.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.gaspard.datasets.DataFileException;

/** Reads numbers and blocks from a stream whose greatest length is known; not closed by it. */
final class ByteCursor {

    private final Path file;
    private final InputStream in;
    private final long length;
    private long position;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    ByteCursor(Path file, InputStream in, long length) {
        this.file = file;
        this.in = in;
        this.length = length;
    }

    ByteOrder order() {
        return order;
    }

    ByteCursor order(ByteOrder newOrder) {
        order = newOrder;
        return this;
    }

    long position() {
        return position;
    }

    /** The number of bytes that may still follow. */
    long remaining() {
        return length - position;
    }

    DataFileException failure(String found, String expected) {
        return new DataFileException(file, position, found, expected);
    }

    byte[] take(int count, String what) throws IOException {
        if (count > remaining()) {
            throw failure(remaining() + " bytes are left", count + " of " + what);
        }
        byte[] bytes;
        try {
            // Grows as bytes arrive, so that a false length takes no memory.
            bytes = in.readNBytes(count);
        } catch (ZipException | EOFException e) {
            throw failure("a damaged compressed stream (" + e.getMessage() + ")", what);
        }
        if (bytes.length < count) {
            throw failure("the end after " + bytes.length + " bytes", count + " of " + what);
        }
        position += count;
        return bytes;
    }

    int int32(String what) throws IOException {
        return int32(take(4, what), 0);
    }

    int int32(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(order).getInt(at);
    }

    void skip(long count) throws IOException {
        try {
            in.skipNBytes(count);
        } catch (ZipException | EOFException e) {
            throw failure("the end or a damaged compressed stream (" + e.getMessage() + ")", count + " more bytes");
        }
        position += count;
    }

    /** Reads on to the end of the stream, where one with a checksum verifies it. */
    void end() throws IOException {
        try {
            if (in.read() >= 0) {
                throw failure("more bytes", "the end");
            }
        } catch (ZipException | EOFException e) {
            throw failure("a damaged compressed stream (" + e.getMessage() + ")", "its end");
        }
    }
}
