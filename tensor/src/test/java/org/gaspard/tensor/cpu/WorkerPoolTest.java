package org.gaspard.tensor.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Plan;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerPoolTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void runsEachTaskOnce(int threads) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            for (int repeat = 0; repeat < 200; repeat++) {
                for (int tasks : new int[] {0, 1, 2, 3, 7, 64, 129}) {
                    expectOnce(pool, tasks);
                }
            }
        }
    }

    @Test
    void wakesSleepingThreads() {
        try (WorkerPool pool = new WorkerPool(3)) {
            for (int repeat = 0; repeat < 20; repeat++) {
                expectOnce(pool, 10);
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    @Test
    void tasksRunAtTheSameTime() {
        try (WorkerPool pool = new WorkerPool(3)) {
            CyclicBarrier barrier = new CyclicBarrier(3);
            Set<Thread> seen = ConcurrentHashMap.newKeySet();
            pool.run(3, i -> {
                seen.add(Thread.currentThread());
                await(barrier);
            });
            assertThat(seen).hasSize(3).contains(Thread.currentThread());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void throwsTheFirstFailureAfterRunningAll(int threads) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            AtomicIntegerArray counts = new AtomicIntegerArray(20);
            assertThatThrownBy(() -> pool.run(20, i -> {
                        counts.incrementAndGet(i);
                        if (i % 5 == 0) {
                            throw new IllegalStateException("task " + i);
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(3));
            for (int i = 0; i < 20; i++) {
                assertThat(counts.get(i)).isEqualTo(1);
            }
            expectOnce(pool, 20);
        }
    }

    @Test
    void oneExceptionThrownByAllTasksIsNotSuppressedByItself() {
        RuntimeException same = new RuntimeException("same");
        try (WorkerPool pool = new WorkerPool(2)) {
            assertThatThrownBy(() -> pool.run(4, i -> {
                        throw same;
                    }))
                    .isSameAs(same);
        }
    }

    @Test
    void nestedRunsTakePlaceInTheTask() {
        try (WorkerPool pool = new WorkerPool(4)) {
            AtomicIntegerArray counts = new AtomicIntegerArray(8 * 8);
            pool.run(8, i -> pool.run(8, j -> counts.incrementAndGet(i * 8 + j)));
            for (int i = 0; i < 64; i++) {
                assertThat(counts.get(i)).isEqualTo(1);
            }
        }
    }

    @Test
    void concurrentCallersDoNotDisturbEachOther() throws Exception {
        try (WorkerPool pool = new WorkerPool(3);
                var callers = Executors.newFixedThreadPool(4)) {
            List<Future<?>> futures = new ArrayList<>();
            for (int c = 0; c < 4; c++) {
                futures.add(callers.submit(() -> {
                    for (int repeat = 0; repeat < 300; repeat++) {
                        expectOnce(pool, 1 + repeat % 17);
                    }
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        }
    }

    @Test
    void aClosedPoolRunsInTheCallingThread() {
        WorkerPool pool = new WorkerPool(4);
        expectOnce(pool, 9);
        pool.close();
        pool.run(5, i -> {
            assertThat(Thread.currentThread().getName()).doesNotStartWith("gaspard-worker");
        });
        expectOnce(pool, 9);
    }

    @Test
    void rejectsWrongCounts() {
        assertThatThrownBy(() -> new WorkerPool(0)).hasMessage("threads must be at least 1, found 0");
        assertThatThrownBy(() -> WorkerPool.shared().run(-1, i -> {}))
                .hasMessage("tasks must not be negative, found -1");
    }

    @Test
    void theSharedPoolIsOne() {
        assertThat(WorkerPool.shared()).isSameAs(WorkerPool.shared());
        assertThat(WorkerPool.shared().threads()).isPositive();
    }

    @Test
    void piecesCoverEachElementOnce() {
        try (WorkerPool pool = new WorkerPool(3)) {
            for (int n : new int[] {0, 1, 6, 7, 8, 100}) {
                AtomicIntegerArray counts = new AtomicIntegerArray(n);
                pool.pieces(n, 7, (from, end) -> {
                    assertThat(end - from).isBetween(1, 7);
                    for (int i = from; i < end; i++) {
                        counts.incrementAndGet(i);
                    }
                });
                for (int i = 0; i < n; i++) {
                    assertThat(counts.get(i)).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void piecesReachTheLargestInt() {
        try (WorkerPool pool = new WorkerPool(1)) {
            List<Integer> bounds = new ArrayList<>();
            pool.pieces(Integer.MAX_VALUE, 1 << 30, (from, end) -> {
                bounds.add(from);
                bounds.add(end);
            });
            assertThat(bounds).containsExactly(0, 1 << 30, 1 << 30, Integer.MAX_VALUE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-2", "two", "", "3000000000", "1.5"})
    void aWrongNumberOfThreadsIsNamed(String value) {
        Graph graph = Plan.of(Tensor.scalar(1f).add(2)).graph();
        String before = System.getProperty("gaspard.threads");
        try {
            System.setProperty("gaspard.threads", value);
            assertThatThrownBy(() -> new CpuBackend().compile(graph))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the system property gaspard.threads is '" + value
                            + "', expected a whole number of at least 1");
        } finally {
            if (before == null) {
                System.clearProperty("gaspard.threads");
            } else {
                System.setProperty("gaspard.threads", before);
            }
        }
    }

    private static void expectOnce(WorkerPool pool, int tasks) {
        AtomicIntegerArray counts = new AtomicIntegerArray(tasks);
        pool.run(tasks, counts::incrementAndGet);
        for (int i = 0; i < tasks; i++) {
            assertThat(counts.get(i)).isEqualTo(1);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
