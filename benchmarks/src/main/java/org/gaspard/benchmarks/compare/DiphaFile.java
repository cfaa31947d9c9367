package org.gaspard.benchmarks.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaspard.topology.DistanceMatrix;

/**
 * A matrix of distances as DIPHA has it: in little-endian order three whole numbers of 64 bits, a magic number, the type
 * and n, then the n² distances as doubles, row by row.
 */
final class DiphaFile {

    private static final long MAGIC = 8_067_171_840L;
    private static final long DISTANCE_MATRIX = 7;

    private DiphaFile() {}

    static void write(Path file, DistanceMatrix distances) throws IOException {
        int n = distances.size();
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Double.BYTES, 3 + n * n))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(MAGIC)
                .putLong(DISTANCE_MATRIX)
                .putLong(n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                bytes.putDouble(distances.get(i, j));
            }
        }
        Files.write(file, bytes.array());
    }
}
