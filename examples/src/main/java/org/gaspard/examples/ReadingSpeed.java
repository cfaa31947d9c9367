package org.gaspard.examples;

import java.util.concurrent.ForkJoinPool;
import org.gaspard.datasets.Batches;
import org.gaspard.datasets.ImageDataset;

/**
 * How fast images are read in random order.
 *
 * @param imagesPerSecond after the warm-up
 * @param threads that read a batch together
 */
record ReadingSpeed(double imagesPerSecond, int threads) {

    /** The images of a batch. */
    static final int BATCH = 64;

    /** The most seconds to measure. */
    static final double LONGEST = 600;

    private static final long SEED = 1;

    /** Reads for half the time to warm up, then for all of it; both end with a whole batch. */
    static ReadingSpeed of(ImageDataset images, double seconds) {
        Batches batches = new Batches(images.size(), BATCH, SEED);
        float[] pixels = new float[BATCH * images.pixels()];
        long warm = read(images, batches, 0, pixels, seconds / 2);
        long start = System.nanoTime();
        long measured = read(images, batches, warm, pixels, seconds);
        double elapsed = (System.nanoTime() - start) / 1e9;
        // The thread that asks for a batch reads with those of the pool.
        return new ReadingSpeed(
                measured * BATCH / elapsed,
                Math.min(
                        ForkJoinPool.getCommonPoolParallelism() + 1,
                        Runtime.getRuntime().availableProcessors()));
    }

    private static long read(ImageDataset images, Batches batches, long first, float[] pixels, double seconds) {
        long start = System.nanoTime();
        long step = first;
        do {
            images.readBatch(batches.indices(step), pixels);
            step++;
        } while ((System.nanoTime() - start) / 1e9 < seconds);
        return step - first;
    }
}
