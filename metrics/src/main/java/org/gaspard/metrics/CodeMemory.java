package org.gaspard.metrics;

import java.util.Arrays;

/** Asks an encoder for the codes of an image once, and keeps them. Safe for use by several threads. */
final class CodeMemory {

    private static final int UNKNOWN = -1;
    /** Images that an encoder is given at once. */
    private static final int BATCH = 4096;

    private final Encoder encoder;
    private final int width;
    /** Where the codes of an image are kept. */
    private final int[] rows;

    private float[] kept = new float[0];
    private int count;

    CodeMemory(Encoder encoder, int images, int width) {
        this.encoder = encoder;
        this.width = width;
        this.rows = new int[images];
        Arrays.fill(rows, UNKNOWN);
    }

    synchronized Codes codes(int... images) {
        int[] unknown = Arrays.stream(images)
                .filter(image -> rows[image] == UNKNOWN)
                .sorted()
                .distinct()
                .toArray();
        for (int from = 0; from < unknown.length; from += BATCH) {
            encode(Arrays.copyOfRange(unknown, from, Math.min(unknown.length, from + BATCH)));
        }
        float[] codes = new float[Math.multiplyExact(images.length, width)];
        for (int n = 0; n < images.length; n++) {
            System.arraycopy(kept, rows[images[n]] * width, codes, n * width, width);
        }
        return Codes.of(images.length, codes);
    }

    private void encode(int[] images) {
        float[] codes = encoder.encode(images.clone());
        int expected = images.length * width;
        if (codes.length != expected) {
            throw new IllegalArgumentException("the encoder must give " + width + " codes for each of " + images.length
                    + " images, found " + codes.length + " numbers, expected " + expected);
        }
        int needed = Math.multiplyExact(count + images.length, width);
        if (needed > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(needed, (int) Math.min(2L * kept.length, (long) rows.length * width)));
        }
        System.arraycopy(codes, 0, kept, count * width, codes.length);
        for (int image : images) {
            rows[image] = count++;
        }
    }
}
