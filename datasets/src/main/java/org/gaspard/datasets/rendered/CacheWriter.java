package org.gaspard.datasets.rendered;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.gaspard.datasets.FactoredDataset;
import org.gaspard.datasets.format.AtomicOutput;

/** Writes the file of an {@link ImageCache}. */
final class CacheWriter {

    private static final int BLOCK_VALUES = 1 << 22;

    private CacheWriter() {}

    static void write(FactoredDataset data, Path file, IntConsumer progress) throws IOException {
        AtomicOutput.write(file, channel -> write(data, channel, progress));
    }

    private static void write(FactoredDataset data, FileChannel channel, IntConsumer progress) throws IOException {
        byte[] header = CacheHeader.encode(data);
        int pixels = data.pixels();
        ByteBuffer sums = ByteBuffer.allocate(Math.multiplyExact(Integer.BYTES, data.size() + 1));
        long at = (long) header.length + sums.capacity();
        int block = Math.max(1, BLOCK_VALUES / Math.max(1, pixels));
        for (int first = 0; first < data.size(); first += block) {
            int count = Math.min(block, data.size() - first);
            byte[] bytes = draw(data, first, count);
            for (int i = 0; i < count; i++) {
                CRC32C sum = new CRC32C();
                sum.update(bytes, i * pixels, pixels);
                sums.putInt((int) sum.getValue());
            }
            at += writeAll(channel, ByteBuffer.wrap(bytes), at);
            progress.accept(first + count);
        }
        sums.putInt(CacheHeader.sum(sums.array(), sums.position()));
        writeAll(channel, ByteBuffer.wrap(header), 0);
        writeAll(channel, sums.flip(), header.length);
    }

    private static byte[] draw(FactoredDataset data, int first, int count) {
        float[] values = new float[count * data.pixels()];
        data.readBatch(IntStream.range(first, first + count).toArray(), values);
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Levels.of(values[i]);
        }
        return bytes;
    }

    private static long writeAll(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long written = 0;
        while (bytes.hasRemaining()) {
            written += channel.write(bytes, at + written);
        }
        return written;
    }
}
