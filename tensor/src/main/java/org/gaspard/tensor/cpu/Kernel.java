package org.gaspard.tensor.cpu;

/** One step of a plan: reads some arrays, writes others. */
interface Kernel {

    /**
     * Computes.
     *
     * @param arrays the array behind each slot of the plan: {@code float[]}, {@code double[]} or {@code int[]}
     */
    void run(Object[] arrays);

    /** What it does, in words. */
    String label();
}
