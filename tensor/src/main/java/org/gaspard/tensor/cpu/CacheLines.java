package org.gaspard.tensor.cpu;

/**
 * Where a buffer should start so that its vectors lie on cache lines, as far as Java can have that.
 *
 * <p>A vector of 64 bytes that lies across two lines takes several times as long to store. Where an array lies is up to
 * the collector, but G1, the usual one, gives an array of more than half a region whole regions of its own: its
 * elements start 16 bytes, the header, behind a boundary. Elsewhere such a buffer is an ordinary array. What is
 * computed is the same in any case.
 *
 * @param bytes the bytes of an element
 */
record CacheLines(int bytes) {

    private static final int LINE = 64;
    private static final int HEADER = 16;
    private static final int REGIONS = 2048;
    private static final long MIN_REGION = 1 << 20;
    private static final long MAX_REGION = 32 << 20;
    // Asked once: it is a call into the virtual machine, and convolutions take buffers by the block.
    private static final long REGION = region();

    /** For arrays of float or double. */
    static CacheLines of(Object array) {
        return new CacheLines(array instanceof float[] ? Float.BYTES : Double.BYTES);
    }

    /** The length of a buffer for {@code needed} elements from {@link #first} on, enough for regions of its own. */
    long length(long needed) {
        return Math.max(first() + needed, REGION / 2 / bytes);
    }

    private static long region() {
        long share = Math.clamp(Runtime.getRuntime().maxMemory() / REGIONS, MIN_REGION, MAX_REGION);
        // G1's regions have the next power of two.
        return Long.highestOneBit(2 * share - 1);
    }

    /** The index of the first element on a line. */
    int first() {
        return (LINE - HEADER) / bytes;
    }
}
