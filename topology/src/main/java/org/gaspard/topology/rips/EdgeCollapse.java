package org.gaspard.topology.rips;

import java.util.Arrays;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.SparseDistances;

/**
 * Edge collapse ([BP20], [GP22]): a smaller filtered graph whose cliques have the same persistent homology, in every dimension
 * and over every field.
 *
 * <p>In a graph G, an edge {@code e = {a, b}} is <em>dominated</em> if one of the common neighbours of a and b is adjacent to
 * all the others,
 *
 * <pre>{@code
 * ∃ w ∈ N(a) ∩ N(b)   N(a) ∩ N(b) ⊆ N(w) ∪ {w}
 * }</pre>
 *
 * Then the cliques of G collapse onto those of G without e, for the link of e is a cone. Let {@code G_s} be the graph of the
 * vertices and edges that have entered at s. Edges are taken from the last to the first, and one that enters at t is moved to
 *
 * <pre>{@code
 * t′ = min { s ≥ t : e is not dominated in G_s }
 * }</pre>
 *
 * or taken out if it is dominated in all of them. At each s from t on and below t′ the complex loses e and what contains it by a
 * collapse, at no other anything changes, and the inclusions commute: the persistence modules are isomorphic ([GP22], whose
 * steps go from one edge to the next; among equal values only the graph with all of them counts here). This holds for all
 * births of vertices, because an edge only moves to later values.
 *
 * <p><b>What stays and what does not.</b> The bars are the same multiset. Births and deaths are values of edges of the result, but
 * an edge of the result may have the value of another edge of the input: critical simplices and edges are those of the collapsed
 * graph, and their values are not the distances of their vertices. For gradients compute on the graph as it is.
 *
 * <p><b>When it pays.</b> DRAFT
 */
public final class EdgeCollapse {

    /** What an edge takes: sorted, in the graph, and to sort it. */
    private static final int EDGE_BYTES = 128;

    private EdgeCollapse() {}

    /**
     * Collapses the graph of the edges up to a threshold. Edges beyond the enclosing radius are left out too, as they have no
     * effect: the bars of {@code VietorisRips.compute} are those of the matrix with {@link VietorisRips#withThreshold}.
     *
     * <p>All vertices stay, as in {@link SparseDistances#upTo}; those born after the threshold are without bars if the result is
     * computed with the same threshold.
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
