package org.gaspard.topology.rips;

import java.util.Arrays;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.SparseDistances;

/**
 * Edge collapse ([BP20], [GP22]): a smaller filtered graph whose cliques have the same persistent homology, in every dimension
 * and over every field.
 *
 * <p>An edge {@code e = {a, b}} of a graph is <em>dominated</em> if one of the common neighbours of its ends is adjacent to all
 * the others:
 *
 * <pre>{@code
 * ∃ w ∈ N(a) ∩ N(b)   N(a) ∩ N(b) ⊆ N(w) ∪ {w}
 * }</pre>
 *
 * Then the link of e is a cone, and the complex of cliques collapses onto that of the graph without e ([BP20]). Let {@code G_s}
 * be the graph of the vertices and edges that have entered at s. The edges are taken from the last to the first, among equals
 * the smaller index first, and one that enters at t is moved to
 *
 * <pre>{@code
 * t′ = min { s ≥ t : e is not dominated in G_s }
 * }</pre>
 *
 * or taken out if it is dominated for ever. Only the complexes from t on and before t′ change, each by a collapse whose inclusion
 * is a homotopy equivalence, and inclusions commute: the persistence module stays the same ([GP22]; their steps pass one edge
 * at a time, here equal values are passed at once). Vertices may have any births, as edges only move to later values.
 *
 * <p><b>What stays and what does not.</b> The bars stay, as a multiset. An edge of the result may have the value of another edge
 * of the input, so critical simplices and edges are those of the collapsed graph, and the distance of their vertices in the input
 * may be another one. For gradients and other uses of critical simplices compute on the graph as it is.
 *
 * <p><b>Cost.</b> To try a vertex w for an edge takes {@code O(n)} for a dense graph, {@code O(deg a + deg b + deg w)} for a
 * sparse one. For most edges of a cloud one or two are tried, so that m edges take about {@code O(m n)}; an edge with k common
 * neighbours may need up to {@code k²}. Memory: {@code 4n²} bytes where {@code n² ≤ 16m}, else {@code O(n + m)}.
 *
 * <p><b>When it pays.</b> The plain computation grows with the number of simplices, which grows with a power of the number of
 * edges that rises with the dimension: the collapse pays from dimension 2 on, the more the higher the dimension and the larger
 * the threshold, if the points fill a region. Of 500 random points of a cube 4 thousand of the 92 thousand edges up to the
 * enclosing radius stay, and dimension 2 took a tenth of the time in all. In dimension 1 the collapse itself took longer than
 * the plain computation (1000 points of a cube). Where edges cease to be dominated they move and stay: of a random matrix almost
 * all, of 192 random points of the unit sphere 99 % up to the enclosing radius, but 10 % up to a threshold of 1.3. Where most
 * edges stay nothing is won, and the computation on a sparse graph can be slower than on a matrix.
 */
public final class EdgeCollapse {

    /** What an edge takes: among the sorted edges, in the graph, and twice in the result. */
    private static final int EDGE_BYTES = 20 + 64 + 2 * 16;

    private EdgeCollapse() {}

    /**
     * Collapses the graph of the edges up to a threshold. Edges beyond the enclosing radius are left out too, as nothing happens
     * there: the bars that {@link VietorisRips} computes of the result are those of the matrix with the threshold.
     *
     * <p>All vertices stay, as in {@link SparseDistances#upTo}: if some are born after the threshold, the computation needs the same
     * threshold ({@link VietorisRips#withThreshold}), or they have bars.
     *
     * @param threshold the length of the longest edge to enter, which may be {@code +∞}
     * @throws IllegalArgumentException if the threshold is NaN or the edges do not fit into memory
     */
    public static SparseDistances of(DistanceMatrix distances, double threshold) {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold is NaN, expected a number");
        }
        return of(SparseDistances.upTo(Math.min(threshold, distances.enclosingRadius()), distances));
    }

    /**
     * Collapses a graph. The result can be collapsed again, which may take out further edges.
     *
     * @throws IllegalArgumentException if the edges do not fit into memory
     */
    public static SparseDistances of(SparseDistances distances) {
        Memory.check("the edges to collapse", distances.edges(), EDGE_BYTES);
        SortedEdges edges = SortedEdges.of(distances, Double.POSITIVE_INFINITY);
        return collapse(distances, edges, CollapseGraph.of(distances.size(), edges));
    }

    /** Collapses a graph of some edges, which changes. */
    static SparseDistances collapse(SparseDistances distances, SortedEdges edges, CollapseGraph graph) {
        int n = distances.size();
        Domination domination = new Domination(graph, n);
        int[] rows = new int[n + edges.size()];
        int[] columns = new int[n + edges.size()];
        double[] values = new double[n + edges.size()];
        for (int v = 0; v < n; v++) {
            rows[v] = v;
            columns[v] = v;
            values[v] = distances.birth(v);
        }
        int count = n;
        for (int i = edges.size() - 1; i >= 0; i--) {
            int high = edges.high(i);
            int low = edges.low(i);
            int end = domination.end(high, low, edges.rank(i));
            if (end != edges.rank(i)) {
                graph.move(high, low, end);
            }
            if (end != CollapseGraph.ABSENT) {
                rows[count] = low;
                columns[count] = high;
                values[count++] = edges.length(end);
            }
        }
        return SparseDistances.of(
                n, Arrays.copyOf(rows, count), Arrays.copyOf(columns, count), Arrays.copyOf(values, count));
    }
}
