package org.gaspard.tensor.cpu;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A fixed team of threads that shares out numbered tasks: {@code run(n, f)} calls f(0), …, f(n − 1), each exactly once.
 *
 * <p>The calling thread takes part, so a pool of t threads owns t − 1 daemon threads; they start at the first run that
 * needs them. Which thread runs which task is not fixed. Callers keep their results independent of it by letting
 * each task write a place of its own and by choosing tasks without looking at the number of threads.
 *
 * <p>A call that finds the pool busy, from inside a task or from another thread, runs its tasks in the calling thread.
 * So calls may nest, and never wait for each other.
 *
 * <p>Idle threads spin for a moment, because the next kernel usually follows at once, and then sleep. A run allocates
 * nothing.
 */
public final class WorkerPool implements AutoCloseable {

    private static final String THREADS = "gaspard.threads";
    private static final long SPIN_NANOS = 50_000;
    private static final IntConsumer NOTHING = i -> {};

    private final int threads;
    private final AtomicBoolean busy = new AtomicBoolean();

    /**
     * The tasks of the current run that nobody has taken yet, under the number of the run in the upper half. While a
     * task of a run is unfinished, {@link #task} and {@link #tasks} belong to that run; so a thread may read them once
     * it has taken one.
     */
    private final AtomicLong tickets = new AtomicLong();

    private final AtomicInteger unfinished = new AtomicInteger();
    private IntConsumer task = NOTHING;
    private int tasks;
    private Worker[] workers = new Worker[0];
    private volatile @Nullable Thread waiting;
    private volatile boolean closed;
    private @Nullable Throwable failure;

    /**
     * A pool of {@code threads} threads, the calling one included.
     *
     * @throws IllegalArgumentException if {@code threads} is below 1
     */
    public WorkerPool(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, found " + threads);
        }
        this.threads = threads;
    }

    /**
     * The pool of the process: as many threads as the property {@code gaspard.threads} says, else one for each
     * processor. The property counts at the first call.
     *
     * @throws IllegalArgumentException if the property is not a whole number of at least 1
     */
    public static WorkerPool shared() {
        configuredThreads(); // before the class initialiser, which would hide what is wrong behind an error of its own
        return Shared.POOL;
    }

    private static int configuredThreads() {
        String value = System.getProperty(THREADS);
        if (value == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        try {
            int threads = Integer.parseInt(value.strip());
            if (threads >= 1) {
                return threads;
            }
        } catch (NumberFormatException e) {
            throw wrongThreads(value, e);
        }
        throw wrongThreads(value, null);
    }

    private static IllegalArgumentException wrongThreads(String value, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "the system property " + THREADS + " is '" + value + "', expected a whole number of at least 1", cause);
    }

    /** The number of threads, the calling one included. */
    public int threads() {
        return threads;
    }

    /**
     * Runs {@code task} for 0, …, {@code tasks} − 1, each once, and returns when all have ended. A task that throws
     * does not keep the others from running; the first exception is thrown at the end, with the others as suppressed
     * ones.
     *
     * @param tasks the number of tasks, at least 0
     * @param task what to do for an index
     */
    public void run(int tasks, IntConsumer task) {
        if (tasks < 0) {
            throw new IllegalArgumentException("tasks must not be negative, found " + tasks);
        }
        if (tasks <= 1 || threads == 1 || closed || !busy.compareAndSet(false, true)) {
            runInline(tasks, task);
            return;
        }
        Throwable thrown;
        try {
            start();
            this.task = task;
            this.tasks = tasks;
            unfinished.set(tasks);
            long run = (tickets.get() >>> 32) + 1;
            tickets.set(run << 32 | tasks);
            wake(tasks - 1);
            while (takeOne()) {}
            awaitOthers();
            thrown = failure;
            failure = null;
            this.task = NOTHING;
        } finally {
            busy.set(false);
        }
        if (thrown != null) {
            throw WorkerPool.<RuntimeException>unchecked(thrown);
        }
    }

    /** What to do for the elements {@code from … end - 1}. */
    @FunctionalInterface
    public interface Range {

        /** Does it. */
        void run(int from, int end);
    }

    /** Cuts {@code n} elements into pieces of {@code size}, the last one shorter, and runs {@code range} for each. */
    public void pieces(int n, int size, Range range) {
        run(Math.ceilDiv(n, size), p -> {
            int from = p * size;
            // from + size may be beyond the largest int.
            range.run(from, from + Math.min(size, n - from));
        });
    }

    /** Lets the threads of this pool end; later runs take place in the calling thread. */
    @Override
    public void close() {
        closed = true;
        for (Worker worker : workers) {
            LockSupport.unpark(worker.thread);
        }
    }

    private static void runInline(int tasks, IntConsumer task) {
        Throwable thrown = null;
        for (int i = 0; i < tasks; i++) {
            try {
                task.accept(i);
            } catch (Throwable t) {
                thrown = join(thrown, t);
            }
        }
        if (thrown != null) {
            throw WorkerPool.<RuntimeException>unchecked(thrown);
        }
    }

    /** Takes a task and runs it; false if none is left. */
    private boolean takeOne() {
        long ticket = tickets.get();
        int left = (int) ticket;
        if (left == 0) {
            return false;
        }
        if (!tickets.compareAndSet(ticket, ticket - 1)) {
            return true;
        }
        try {
            task.accept(tasks - left);
        } catch (Throwable t) {
            synchronized (this) {
                failure = join(failure, t);
            }
        }
        if (unfinished.decrementAndGet() == 0) {
            Thread waiter = waiting;
            if (waiter != null) {
                LockSupport.unpark(waiter);
            }
        }
        return true;
    }

    private void awaitOthers() {
        long start = System.nanoTime();
        while (unfinished.get() > 0) {
            if (System.nanoTime() - start < SPIN_NANOS) {
                Thread.onSpinWait();
            } else {
                waiting = Thread.currentThread();
                if (unfinished.get() > 0) {
                    LockSupport.park(this);
                }
            }
        }
        waiting = null;
    }

    private void start() {
        if (workers.length == 0) {
            workers = new Worker[threads - 1];
            for (int i = 0; i < workers.length; i++) {
                workers[i] = new Worker(i + 1);
            }
            for (Worker worker : workers) {
                worker.thread.start();
            }
        }
    }

    private void wake(int wanted) {
        for (int i = 0; i < workers.length && i < wanted; i++) {
            if (workers[i].parked) {
                LockSupport.unpark(workers[i].thread);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // an exception must not suppress itself
    private static Throwable join(@Nullable Throwable first, Throwable next) {
        if (first == null) {
            return next;
        }
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable t) throws E {
        throw (E) t;
    }

    private final class Worker implements Runnable {

        final Thread thread;
        volatile boolean parked;

        Worker(int number) {
            thread = Thread.ofPlatform()
                    .daemon()
                    .name("gaspard-worker-" + number)
                    .unstarted(this);
        }

        @Override
        public void run() {
            while (!closed) {
                long idleSince = System.nanoTime();
                while (!takeOne()) {
                    if (System.nanoTime() - idleSince < SPIN_NANOS) {
                        Thread.onSpinWait();
                    } else {
                        sleep();
                        if (closed) {
                            return;
                        }
                        idleSince = System.nanoTime();
                    }
                }
            }
        }

        private void sleep() {
            parked = true;
            // The last look before sleeping comes after the mark: a run that starts now sees the mark or is seen here.
            if ((int) tickets.get() == 0 && !closed) {
                LockSupport.park(WorkerPool.this);
            }
            parked = false;
        }
    }

    private static final class Shared {

        static final WorkerPool POOL = new WorkerPool(configuredThreads());
    }
}
