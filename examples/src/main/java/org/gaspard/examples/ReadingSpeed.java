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
    private static final int SPANS = 4;
    private static final int MOST_SPANS = 40;
    private static final double GROWTH = 1.1;

    /**
     * Reads in spans of a quarter of the time until one is no more than a tenth faster than the one before, or the time has
     * passed ten times: what is compiled, drawn once or fetched from disk is then there. Then measures.
     */
    static ReadingSpeed of(ImageDataset images, double seconds) {
        Batches batches = new Batches(images.size(), BATCH, SEED);
        float[] pixels = new float[BATCH * images.pixels()];
        long step = 0;
        Span before;
        Span span = Span.read(images, batches, step, pixels, seconds / SPANS);
        int count = 1;
        do {
            step += span.batches;
            before = span;
            span = Span.read(images, batches, step, pixels, seconds / SPANS);
            count++;
        } while (span.rate() > GROWTH * before.rate() && count < MOST_SPANS);
        Span measured = Span.read(images, batches, step + span.batches, pixels, seconds);
        // The thread that asks for a batch reads with those of the pool.
        return new ReadingSpeed(
                measured.rate() * BATCH,
                Math.min(
                        ForkJoinPool.getCommonPoolParallelism() + 1,
                        Runtime.getRuntime().availableProcessors()));
    }

    /** Some batches, and how long they took; at least one. */
    private record Span(long batches, double seconds) {

        static Span read(ImageDataset images, Batches batches, long first, float[] pixels, double seconds) {
            long start = System.nanoTime();
            long step = first;
            double elapsed;
            do {
                images.readBatch(batches.indices(step), pixels);
                step++;
                elapsed = (System.nanoTime() - start) / 1e9;
            } while (elapsed < seconds);
            return new Span(step - first, elapsed);
        }

        double rate() {
            return batches / seconds;
        }
    }
}
