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

    /** What sorting an edge takes. */
    private static final int EDGE_BYTES = 60;

    private static final int LARGEST_EDGES = 1 << 30;

    /** A matrix; beyond the enclosing radius nothing happens. */
    static Filtration of(DistanceMatrix distances, double threshold, int out) {
        int n = distances.size();
        if (n > LARGEST) {
            throw new IllegalArgumentException("the matrix has " + n + " points, expected at most " + LARGEST
                    + ": take a subsample or sparse distances");
        }
        checkCone(distances, out);
        Memory.check("the ranks of all pairs of " + n + " points", (long) n * n, Integer.BYTES);
        Memory.check("the edges of " + n + " points", pairs(n) - pairs(out), EDGE_BYTES);
        double radius = Math.min(threshold, distances.enclosingRadius());
        SortedEdges edges = SortedEdges.of(distances, radius, out);
        Adjacency adjacency = DenseAdjacency.of(n, edges, out);
        return new Filtration(n, out, radius, distances::birth, edges, adjacency);
    }

    /** A graph. */
    static Filtration of(SparseDistances distances, double threshold) {
        if (distances.edges() > LARGEST_EDGES) {
            throw new IllegalArgumentException("the graph has " + distances.edges() + " edges, expected at most "
                    + LARGEST_EDGES + ": lower the threshold or take a subsample");
        }
        Memory.check("the edges of the graph", distances.edges(), EDGE_BYTES);
        SortedEdges edges = SortedEdges.of(distances, threshold);
        Adjacency adjacency = SparseAdjacency.of(distances.size(), edges);
        return new Filtration(distances.size(), 0, threshold, distances::birth, edges, adjacency);
    }

    private static long pairs(long n) {
        return n * (n - 1) / 2;
    }

    /** What is taken out must be a simplex that enters at 0, and nothing may enter before it. */
    private static void checkCone(DistanceMatrix distances, int out) {
        for (int i = 0; i < out; i++) {
            if (distances.birth(i) != 0) {
                throw new IllegalArgumentException(
                        "the birth of vertex " + i + " of the cone is " + distances.birth(i) + ", expected 0");
            }
            for (int j = 0; j < i; j++) {
                if (distances.get(i, j) != 0) {
                    throw new IllegalArgumentException("the distance of vertices " + j + " and " + i
                            + " of the cone is " + distances.get(i, j) + ", expected 0");
                }
            }
        }
        for (int i = out; out > 0 && i < distances.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (distances.get(i, j) < 0) {
                    throw new IllegalArgumentException("the distance of vertices " + j + " and " + i + " is "
                            + distances.get(i, j) + ", expected at least 0 beside a cone");
                }
            }
        }
    }
}
