package org.gaspard.topology.loss;

import org.gaspard.topology.divergence.MinimumSpanningTree;

/**
 * The edges of a Vietoris-Rips filtration whose lengths are births and deaths in its persistent homology: what a loss on
 * distances looks at. Implementations compute the same from the same numbers and are equal if they do, so that plans can be
 * kept; a record is enough.
 */
public interface EdgeSelection {

    /** The number of edges to make room for among n points; the graph has that shape. */
    int limit(int n);

    /**
     * The edges of one matrix, at most {@code limit(n)}, as positions {@code i·n + j} in it.
     *
     * @param distances symmetric finite distances, [n × n]; not to be modified
     */
    int[] select(double[] distances, int n);

    /** The edges of the minimum spanning tree: the deaths of dimension 0, whose births are all 0. */
    static EdgeSelection spanningTree() {
        return new SpanningTree();
    }

    /** See {@link #spanningTree}. */
    record SpanningTree() implements EdgeSelection {

        @Override
        public int limit(int n) {
            return n - 1;
        }

        @Override
        public int[] select(double[] distances, int n) {
            return MinimumSpanningTree.of(distances, n).positions();
        }
    }
}
