package org.gaspard.topology.rips;

/** A graph whose edges have ranks, while edges of it move to later ranks. */
sealed interface CollapseGraph permits DenseCollapseGraph, SparseCollapseGraph {

    /** The rank of a pair without edge. */
    int ABSENT = Integer.MAX_VALUE;

    /** The largest n² for each edge at which a matrix is as fast as lists, as measured on random points. */
    int PAIRS_PER_EDGE = 16;

    static CollapseGraph of(int n, SortedEdges edges) {
        return (long) n * n <= (long) PAIRS_PER_EDGE * edges.size()
                ? DenseCollapseGraph.of(n, edges)
                : SparseCollapseGraph.of(n, edges);
    }

    /**
     * Selects at least the common neighbours of two vertices. Writes for each the larger of the ranks of its two edges, which is
     * {@link #ABSENT} for vertices that are no common neighbours.
     *
     * @return the number of selected vertices
     */
    int select(int v, int w, int[] entries);

    /** The ranks of a selected vertex with all of them, 0 with itself; to be read before the next call. */
    int[] ranks(int place);

    /** Moves an edge to another rank; takes it out with {@link #ABSENT}. */
    void move(int v, int w, int rank);
}
