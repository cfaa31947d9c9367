package org.gaspard.tensor.cpu;

/** One step of a plan: reads some arrays, writes others. */
interface Kernel {

    /**
     * Computes.
     *
     * @param arrays the array behind each slot of the plan: {@code float[]}, {@code double[]} or {@code int[]}
     */
    void run(Object[] arrays);

    /** The bytes of the buffers that it keeps for itself, beside the arrays of the plan. */
    default long bytes() {
        return 0;
    }

    /** What it does, in words. */
    String label();
}
