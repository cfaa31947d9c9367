package org.gaspard.tensor;

import java.util.List;

/** A graph made ready to run by a {@link Backend}. It owns the memory of its intermediate results and reuses it. */
public interface Executable {

    /**
     * Computes the results.
     *
     * @param leaves the numbers of the leaves, in their order in the graph; not modified
     * @param outputs where the results go, in their order in the graph; overwritten, none shared with a leaf
     */
    void run(List<Storage> leaves, List<Storage> outputs);

    /** The bytes of the memory that it owns. */
    long bytes();

    /** What runs, in order, in words, with the bytes it needs. */
    String explain();
}
