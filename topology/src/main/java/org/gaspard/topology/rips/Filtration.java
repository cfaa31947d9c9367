package org.gaspard.topology.rips;

import java.util.function.IntToDoubleFunction;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.SparseDistances;

/**
 * The input of a computation.
 *
 * @param n the number of vertices
 * @param out the number of first vertices whose simplex is taken out
 * @param threshold the longest edge
 * @param births the value of each vertex
 * @param edges the edges up to the threshold
 * @param adjacency their ranks
 */
record Filtration(
        int n, int out, double threshold, IntToDoubleFunction births, SortedEdges edges, Adjacency adjacency) {

    /** The largest n with n² an int. */
    private static final int LARGEST = 46_340;

    /** A rank, and half of what sorting an edge takes. */
    private static final int DENSE_BYTES = 24;

    /** A matrix; beyond the enclosing radius nothing happens. */
    static Filtration of(DistanceMatrix distances, double threshold, int out) {
        int n = distances.size();
        if (n > LARGEST) {
            throw new IllegalArgumentException("the matrix has " + n + " points, expected at most " + LARGEST
                    + ": take a subsample or sparse distances");
        }
        Memory.check("the ranks and edges of " + n + " points", (long) n * n, DENSE_BYTES);
        double radius = Math.min(threshold, distances.enclosingRadius());
        SortedEdges edges = SortedEdges.of(distances, radius, out);
        Adjacency adjacency = DenseAdjacency.of(n, edges, out);
        return new Filtration(n, out, radius, distances::birth, edges, adjacency);
    }

    /** A graph. */
    static Filtration of(SparseDistances distances, double threshold) {
        SortedEdges edges = SortedEdges.of(distances, threshold);
        Adjacency adjacency = SparseAdjacency.of(distances.size(), edges);
        return new Filtration(distances.size(), 0, threshold, distances::birth, edges, adjacency);
    }
}
