package org.gaspard.tensor;

import java.util.List;

/** A graph made ready to run by a {@link Backend}. It owns the memory of its intermediate results and reuses it. */
public interface Executable {

    /**
     * Computes the results.
     *
     * @param leaves the numbers of the leaves, in their order in the graph; not modified
     * @param outputs where the results go, in their order in the graph; overwritten; none shared with a leaf, except as
     *     {@link #overwritableLeaf} allows
     */
    void run(List<Storage> leaves, List<Storage> outputs);

    /**
     * The leaf whose numbers a result may be written over, so that an update takes place where the old numbers lie; -1 if
     * there is none. Where a run can fail half-way, there is none.
     *
     * @param output the number of the result
     */
    default int overwritableLeaf(int output) {
        return -1;
    }

    /** The bytes of the memory that it owns. */
    long bytes();

    /** What runs, in order, in words, with the bytes it needs. */
    String explain();
}
