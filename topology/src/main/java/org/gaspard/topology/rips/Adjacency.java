package org.gaspard.topology.rips;

/** The ranks of the edges of a graph. Not for several threads at once: each takes a {@link #copy}. */
interface Adjacency {

    /** The rank of a pair without an edge. */
    int ABSENT = Integer.MAX_VALUE;

    /** The number of vertices. */
    int size();

    /** The rank of an edge. */
    int rank(int v, int w);

    /**
     * The last vertex from {@code low} on with edges of at most rank {@code limit} to the first {@code count} of {@code vertices},
     * but for the one at {@code omitted}; or −1.
     */
    int lastWithin(int[] vertices, int count, int omitted, int limit, int low);

    /**
     * Finds the vertices from {@code low} on with edges to the first {@code count} of {@code vertices}, in descending order.
     *
     * @return how many there are; {@link #neighbour} and {@link #rankOf} tell which
     */
    int neighbours(int[] vertices, int count, int low);

    /** The i-th vertex that {@link #neighbours} found. */
    int neighbour(int i);

    /** The largest rank of that vertex's edges. */
    int rankOf(int i);

    /** The same graph with working memory of its own. */
    Adjacency copy();
}
