package org.gaspard.tensor.cpu;

/**
 * The arrays that a fused kernel works on. An array may hold only a stretch of what its slot stands for: the rows that one
 * task of a {@link RowChainKernel} is busy with.
 *
 * @param arrays the array behind each slot
 * @param origins for each slot, the element that lies at the beginning of its array; empty if it is the first one for all
 */
record Frame(Object[] arrays, int[] origins) {

    private static final int[] NONE = {};

    /** Whole arrays. */
    static Frame whole(Object[] arrays) {
        return new Frame(arrays, NONE);
    }

    /** Where element {@code index} of a slot lies in its array. */
    int place(int slot, int index) {
        return origins.length == 0 ? index : index - origins[slot];
    }

    /** The array behind a slot. */
    Object array(int slot) {
        return arrays[slot];
    }
}
