package org.gaspard.datasets.rendered;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;

/**
 * What an {@link ImageCache} says about its images.
 *
 * @param sumsAt where the sums of the images begin in the file
 */
record CacheHeader(String name, FactorGrid grid, int height, int width, int channels, long sumsAt) {

    private static final byte[] MAGIC = "GASPIMG1".getBytes(StandardCharsets.US_ASCII);
    /** The number of bytes by which a cache is recognised. */
    static final int START = MAGIC.length;

    private static final int LONGEST = 1 << 24;

    /** Whether these first bytes of a file are those of a cache. */
    static boolean startsLikeOne(byte[] bytes) {
        return Arrays.equals(bytes, MAGIC);
    }

    int pixels() {
        return height * width * channels;
    }

    /** Where the images begin: behind one sum for each image and one for these sums. */
    long imagesAt() {
        return sumsAt + Integer.BYTES * (grid.size() + 1L);
    }

    /** The first bytes of the file of a data set, up to the sums of the images. */
    static byte[] encode(FactoredDataset data) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(text);
        out.writeUTF(data.name());
        out.writeInt(data.height());
        out.writeInt(data.width());
        out.writeInt(data.channels());
        out.writeInt(data.factors().size());
        for (Factor factor : data.factors()) {
            out.writeUTF(factor.name());
            out.writeInt(factor.size());
            for (int i = 0; i < factor.size(); i++) {
                out.writeDouble(factor.value(i));
            }
        }
        byte[] header = text.toByteArray();
        return ByteBuffer.allocate(MAGIC.length + 2 * Integer.BYTES + header.length)
                .put(MAGIC)
                .putInt(header.length)
                .put(header)
                .putInt(sum(header, header.length))
                .array();
    }

    static CacheHeader read(Path file, FileChannel channel) throws IOException {
        byte[] start = fill(file, channel, 0, MAGIC.length + Integer.BYTES);
        byte[] magic = Arrays.copyOf(start, MAGIC.length);
        if (!startsLikeOne(magic)) {
            throw new IOException(file + " is no cache of images: it starts with " + Arrays.toString(magic)
                    + ", expected " + Arrays.toString(MAGIC));
        }
        int length = ByteBuffer.wrap(start).getInt(MAGIC.length);
        if (length < 0 || length > LONGEST) {
            throw new IOException(
                    file + " is damaged: its header of " + length + " bytes, expected at most " + LONGEST);
        }
        byte[] header = fill(file, channel, start.length, length + Integer.BYTES);
        if (ByteBuffer.wrap(header).getInt(length) != sum(header, length)) {
            throw new IOException(file + " is damaged: its header does not match its sum");
        }
        return parse(header, start.length + header.length);
    }

    private static CacheHeader parse(byte[] header, long sumsAt) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(header));
        String name = in.readUTF();
        int height = in.readInt();
        int width = in.readInt();
        int channels = in.readInt();
        int count = in.readInt();
        List<Factor> factors = new ArrayList<>();
        for (int f = 0; f < count; f++) {
            String factor = in.readUTF();
            double[] values = new double[in.readInt()];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readDouble();
            }
            factors.add(Factor.of(factor, values));
        }
        return new CacheHeader(name, new FactorGrid(factors), height, width, channels, sumsAt);
    }

    /** Reads some bytes of a file, all of them. */
    static byte[] fill(Path file, FileChannel channel, long from, int length) throws IOException {
        if (from + length > channel.size()) {
            throw new IOException(
                    file + " is truncated: it has " + channel.size() + " bytes, expected at least " + (from + length));
        }
        byte[] bytes = new byte[length];
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            if (channel.read(rest, from + rest.position()) < 0) {
                throw new IOException(file + " became shorter while it was read");
            }
        }
        return bytes;
    }

    /** The CRC-32C of the first bytes of an array. */
    static int sum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }
}
