package org.gaspard.tensor.cpu;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.gaspard.tensor.Executable;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.compile.MemoryPlan;

/** A list of kernels and the arrays they work in. The arrays are made at the first run and used again at every other. */
final class CpuPlan implements Executable {

    private static final Object EMPTY = new Object();

    private final int leaves;
    private final int outputs;
    private final int[] overwritableLeaves;
    private final MemoryPlan memory;
    private final Kernel[] kernels;
    private final Object[] slots;
    private boolean allocated;

    /**
     * Kernels over slots.
     *
     * @param overwritableLeaves for each result, the leaf it may be written over, or -1
     * @param locals the slots at the end, for which kernels have arrays of their own
     */
    CpuPlan(int leaves, int[] overwritableLeaves, MemoryPlan memory, int locals, List<Kernel> kernels) {
        this.leaves = leaves;
        this.outputs = overwritableLeaves.length;
        this.overwritableLeaves = overwritableLeaves;
        this.memory = memory;
        this.kernels = kernels.toArray(Kernel[]::new);
        this.slots = new Object[leaves + outputs + memory.sizes().length + locals];
        Arrays.fill(slots, EMPTY);
    }

    @Override
    public synchronized void run(List<Storage> given, List<Storage> results) {
        if (given.size() != leaves || results.size() != outputs) {
            throw new IllegalArgumentException("the plan takes " + leaves + " leaves and " + outputs
                    + " results, found " + given.size() + " and " + results.size());
        }
        int first = leaves + outputs;
        if (!allocated) {
            for (int a = 0; a < memory.sizes().length; a++) {
                slots[first + a] = Storage.allocate(memory.types().get(a), memory.sizes()[a])
                        .array();
            }
            allocated = true;
        }
        for (int i = 0; i < leaves; i++) {
            slots[i] = given.get(i).array();
        }
        for (int i = 0; i < outputs; i++) {
            slots[leaves + i] = results.get(i).array();
        }
        try {
            for (Kernel kernel : kernels) {
                kernel.run(slots);
            }
        } finally {
            // Nothing of the caller's is kept alive between runs.
            Arrays.fill(slots, 0, first, EMPTY);
        }
    }

    @Override
    public int overwritableLeaf(int output) {
        return overwritableLeaves[output];
    }

    @Override
    public long bytes() {
        return memory.bytes() + Arrays.stream(kernels).mapToLong(Kernel::bytes).sum();
    }

    @Override
    public String explain() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "cpu: %d kernels, %d arrays of %.1f KiB for intermediate results%n",
                kernels.length,
                memory.sizes().length,
                memory.bytes() / 1024.0));
        for (int k = 0; k < kernels.length; k++) {
            text.append(String.format(Locale.ROOT, "%4d  %s%n", k, kernels[k].label()));
        }
        return text.toString();
    }
}
