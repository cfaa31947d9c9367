package org.gaspard.tensor.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Graph;
import org.gaspard.tensor.Plan;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.compile.MemoryPlan;
import org.junit.jupiter.api.Test;

/** What a plan keeps between its runs. */
class CpuPlanTest {

    /** A kernel that shows the slots of its plan, and then fails or not. */
    private record Showing(AtomicReference<Object[]> slots, boolean fails) implements Kernel {

        @Override
        public void run(Object[] arrays) {
            slots.set(arrays);
            assertThat(arrays[0]).isInstanceOf(float[].class);
            assertThat(arrays[1]).isInstanceOf(double[].class);
            if (fails) {
                throw new IllegalStateException("failed");
            }
        }

        @Override
        public long bytes() {
            return 100;
        }

        @Override
        public String label() {
            return "showing";
        }
    }

    private static void runAndLookForTheArrays(boolean fails) {
        AtomicReference<Object[]> slots = new AtomicReference<>();
        CpuPlan plan = new CpuPlan(1, new int[1], MemoryPlan.of(List.of()), 0, List.of(new Showing(slots, fails)));
        List<Storage> given = List.of(Storage.allocate(DType.FLOAT32, 3));
        List<Storage> results = List.of(Storage.allocate(DType.FLOAT64, 3));
        if (fails) {
            assertThatThrownBy(() -> plan.run(given, results)).hasMessage("failed");
        } else {
            plan.run(given, results);
        }
        assertThat(slots.get())
                .hasSize(2)
                .doesNotContain(given.getFirst().array())
                .doesNotContain(results.getFirst().array());
    }

    @Test
    void arraysOfTheCallerAreForgottenAfterARun() {
        runAndLookForTheArrays(false);
    }

    @Test
    void arraysOfTheCallerAreForgottenWhenAKernelFails() {
        runAndLookForTheArrays(true);
    }

    @Test
    void bytesAreThoseOfTheArraysAndOfTheKernels() {
        Showing kernel = new Showing(new AtomicReference<>(), false);
        MemoryPlan memory = MemoryPlan.of(List.of(new MemoryPlan.Lifetime(DType.FLOAT64, 10, 0, 1, -1)));
        assertThat(new CpuPlan(1, new int[1], memory, 0, List.of(kernel, kernel)).bytes())
                .isEqualTo(memory.bytes() + 200);
    }

    @Test
    void partialResultsOfReductionsCount() {
        // 40 rows of 819 elements are two pieces of 20 rows each, with a double for each column
        assertThat(bytes(Tensor.of(new float[40 * 819], 40, 819).sumKeep(0))).isEqualTo(2 * 819 * 8);
        // pieces of 16384 elements
        assertThat(bytes(Tensor.of(new float[40_000], 40_000).sumKeep(0))).isEqualTo(3 * 8);
        assertThat(bytes(Tensor.of(new float[40_000], 4, 10_000).sumKeep(1))).isZero();
    }

    private static long bytes(Tensor result) {
        Graph graph = Plan.of(result).graph();
        return new CpuBackend().compile(graph).bytes();
    }
}
