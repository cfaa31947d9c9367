package org.gaspard.tensor.array;

import java.util.function.IntConsumer;
import org.gaspard.tensor.cpu.WorkerPool;

/**
 * The threads of the process: as many as the system property {@code gaspard.threads} says, else one for each processor.
 *
 * <p>Calls may nest and never wait for each other: one that finds the threads busy does its work in the calling thread.
 * Which thread does what is not fixed. Results stay independent of it if each task writes a place of its own and the tasks
 * are chosen without looking at the number of threads.
 */
public final class Parallel {

    private Parallel() {}

    /** What to do for the elements {@code from … end - 1}. */
    @FunctionalInterface
    public interface Range {

        /** Does it. */
        void run(int from, int end);
    }

    /** The number of threads, the calling one included. */
    public static int threads() {
        return WorkerPool.shared().threads();
    }

    /**
     * Runs {@code task} for 0, …, {@code tasks} − 1, each once, and returns when all have ended. A task that throws does not
     * keep the others from running; the first exception is thrown at the end, with the others as suppressed ones.
     *
     * @throws IllegalArgumentException if {@code tasks} is negative
     */
    public static void run(int tasks, IntConsumer task) {
        WorkerPool.shared().run(tasks, task);
    }

    /**
     * Cuts {@code n} elements into pieces of {@code size}, the last one shorter, and runs {@code range} for each.
     *
     * @throws IllegalArgumentException if n is negative or {@code size} below 1
     */
    public static void pieces(int n, int size, Range range) {
        if (n < 0 || size < 1) {
            throw new IllegalArgumentException(
                    "n is " + n + " and size " + size + ", expected at least 0 and at least 1");
        }
        WorkerPool.shared().pieces(n, size, range::run);
    }
}
