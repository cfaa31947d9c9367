package org.gaspard.topology.rips;

/** The ranks of the edges of a graph. Not for several threads at once: each needs a {@link #fork} of its own. */
interface Adjacency {

    /** The rank of a pair without an edge. */
    int ABSENT = Integer.MAX_VALUE;

    /** The same graph with working memory of its own. */
    Adjacency fork();

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
     * Finds the vertices from {@code low} on with edges to the first {@code count} of {@code vertices} whose largest rank is above
     * {@code after} and at most {@code upTo}, in descending order.
     *
     * @return how many there are; {@link #neighbour} and {@link #rankOf} tell which
     */
    int neighbours(int[] vertices, int count, int low, int after, int upTo);

    /**
     * The vertex with edges to the first {@code count} of {@code vertices} whose largest rank is least, among equals the last; or
     * −1. That rank is {@link #rankOf} 0.
     */
    int nearest(int[] vertices, int count);

    /** The i-th vertex that {@link #neighbours} found. */
    int neighbour(int i);

    /** The largest rank of that vertex's edges. */
    int rankOf(int i);
}
