package org.gaspard.tensor.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** Compares the CRC-32 of what was read with the expected one when the end is reached. */
final class ChecksumInputStream extends FilterInputStream {

    private final CRC32 crc = new CRC32();
    private final long expected;
    private final String name;

    ChecksumInputStream(InputStream in, long expected, String name) {
        super(in);
        this.expected = expected;
        this.name = name;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        if (value < 0) {
            verify();
        } else {
            crc.update(value);
        }
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count < 0) {
            verify();
        } else {
            crc.update(target, offset, count);
        }
        return count;
    }

    @Override
    public long skip(long count) {
        throw new UnsupportedOperationException("a checked stream is read, not skipped");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void verify() throws ArrayFileException {
        if (crc.getValue() != expected) {
            throw new ArrayFileException("array '" + name + "' has CRC-32 " + Long.toHexString(crc.getValue())
                    + ", expected " + Long.toHexString(expected));
        }
    }
}
