package org.gaspard.datasets;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.function.LongFunction;

/**
 * Reads the batches of the coming steps while the present one is used, in a thread of its own. What it gives is a pure
 * function of the step, in the same order: that of a {@link BatchOrder} and {@link ImageDataset#readBatch}, or another, as of
 * augmented images and of sequences. A run that is resumed at a step gets the same pixels from there on.
 *
 * <p>How long {@link #next} had to wait is counted: where that is a good part of the time of training, reading is the
 * bottleneck, not the model. For one consumer, which also closes it to stop the thread.
 */
public final class BatchPipeline implements AutoCloseable {

    /** What the reader hands over: a batch, or why there are no more. */
    private sealed interface Item {
        record Batch(float[] pixels) implements Item {}

        record Failure(Throwable cause) implements Item {}
    }

    private final String name;
    private final LongFunction<float[]> batch;
    private final BlockingQueue<Item> ready;
    private final Thread reader;
    private Optional<Throwable> failure = Optional.empty();
    private boolean closed;
    private long waited;

    /**
     * Begins to read.
     *
     * @param batches of as many images as the data set has
     * @param firstStep the step of the first batch, at least 0
     * @param ahead how many batches are kept ready, at least 1; each takes {@code 4 · batchSize · pixels} bytes
     * @throws IllegalArgumentException if the sizes differ, the step is negative or nothing is to be kept ready
     */
    public BatchPipeline(ImageDataset images, BatchOrder batches, long firstStep, int ahead) {
        this(images.name(), reading(images, batches), firstStep, ahead);
    }

    /**
     * Begins to read batches of any kind, as of augmented images or of sequences.
     *
     * @param name of the data, for messages
     * @param batch gives the batch of a step in an array of its own; a pure function of the step, called by one thread
     * @param firstStep the step of the first batch, at least 0
     * @param ahead how many batches are kept ready, at least 1
     * @throws IllegalArgumentException if the step is negative or nothing is to be kept ready
     */
    public BatchPipeline(String name, LongFunction<float[]> batch, long firstStep, int ahead) {
        if (firstStep < 0 || ahead < 1) {
            throw new IllegalArgumentException(
                    "firstStep is " + firstStep + " and ahead " + ahead + ", expected at least 0 and at least 1");
        }
        this.name = name;
        this.batch = batch;
        ready = new ArrayBlockingQueue<>(ahead);
        reader = Thread.ofPlatform().daemon().name("batches of " + name).start(() -> read(firstStep));
    }

    private static LongFunction<float[]> reading(ImageDataset images, BatchOrder batches) {
        if (batches.size() != images.size()) {
            throw new IllegalArgumentException("batches from " + batches.size() + " images, expected the "
                    + images.size() + " of " + images.name());
        }
        return step -> {
            float[] pixels = new float[Math.multiplyExact(batches.batchSize(), images.pixels())];
            images.readBatch(batches.indices(step), pixels);
            return pixels;
        };
    }

    private void read(long firstStep) {
        try {
            Item item;
            long step = firstStep;
            do {
                item = readItem(step);
                ready.put(item);
                step++;
            } while (item instanceof Item.Batch);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private Item readItem(long step) {
        try {
            return new Item.Batch(batch.apply(step));
        } catch (RuntimeException | Error e) {
            // Errors too: without them the consumer would wait for a reader that has ended.
            return new Item.Failure(e);
        }
    }

    /**
     * The batch of the next step, NHWC, in an array of its own.
     *
     * @throws RuntimeException what reading it threw, or an Error likewise; there are no batches after it, and each further
     *     call throws the same
     * @throws CancellationException if the thread was interrupted while it waited
     * @throws IllegalStateException if this is closed
     */
    public float[] next() {
        if (closed) {
            throw new IllegalStateException("the batches of " + name + " are closed");
        }
        if (failure.isPresent()) {
            throw thrown(failure.get());
        }
        Item item = ready.poll();
        if (item == null) {
            long start = System.nanoTime();
            try {
                item = ready.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while waiting for a batch of " + name);
            }
            waited += System.nanoTime() - start;
        }
        return switch (item) {
            case Item.Batch(float[] pixels) -> pixels;
            case Item.Failure(Throwable cause) -> {
                failure = Optional.of(cause);
                throw thrown(cause);
            }
        };
    }

    private static RuntimeException thrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }

    /** For how long {@link #next} has waited in all, in seconds. */
    public double waitedSeconds() {
        return waited * 1e-9;
    }

    /** Stops reading; a batch that is being read is finished first. */
    @Override
    public void close() {
        closed = true;
        reader.interrupt();
    }
}
