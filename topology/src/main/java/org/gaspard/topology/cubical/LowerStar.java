package org.gaspard.topology.cubical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaspard.topology.check.Checks;
import org.gaspard.topology.reference.Persistence;
import org.gaspard.topology.reference.SimplicialFiltration;
import org.gaspard.topology.reference.SimplicialFiltration.Simplex;
import org.gaspard.topology.sets.DisjointSets;

/**
 * Persistent homology of a function on the vertices of a series, graph or simplicial complex: every simplex enters with
 * the last of its vertices, so with each vertex comes its lower star ([EH10], section VI.3).
 *
 * <p>Vertices enter by value, and among equals by index, the smaller one first. A vertex at +∞ is absent, with all simplices
 * that it belongs to. The upper star filtration of f is the lower star filtration of −f. The "pixels" of the resulting
 * {@link CriticalDiagram}s are vertices.
 *
 * @param zeroLengthBars whether to keep bars that die at the value of their birth
 */
public record LowerStar(boolean zeroLengthBars) {

    /** Without bars of length zero. */
    public static LowerStar standard() {
        return new LowerStar(false);
    }

    /** The same with or without bars of length zero. */
    public LowerStar withZeroLengthBars(boolean kept) {
        return new LowerStar(kept);
    }

    /**
     * The bars of dimension 0 of a series, each sample joined to the next one: minima paired with maxima. Time {@code O(n)}.
     *
     * @throws IllegalArgumentException if the series is empty, or a value is NaN or −∞
     */
    public CriticalDiagram series(double[] values) {
        Checks.atLeast("the number of values", values.length, 1);
        return graph(
                values,
                IntStream.range(1, values.length)
                        .mapToObj(i -> new int[] {i - 1, i})
                        .toArray(int[][]::new));
    }

    /**
     * The bars of dimension 0 of a graph, by union-find. Time {@code O((n + m) log n)}. Loops and repeated edges change
     * nothing.
     *
     * @param values the value of each of n vertices
     * @param edges the two vertices of each of m edges
     * @throws IllegalArgumentException if a value is NaN or −∞, or an edge has not two vertices in {@code 0 … n − 1}
     */
    public CriticalDiagram graph(double[] values, int[][] edges) {
        Order order = Order.of(values);
        int[] start = new int[values.length + 1];
        for (int e = 0; e < edges.length; e++) {
            checkVertices("edges[" + e + "]", edges[e], values.length);
            if (edges[e].length != 2) {
                throw new IllegalArgumentException(
                        "edges[" + e + "] is " + Arrays.toString(edges[e]) + ", expected two vertices");
            }
            start[order.latest(edges[e])]++;
        }
        for (int r = 0, sum = 0; r <= values.length; r++) {
            int count = start[r];
            start[r] = sum;
            sum += count;
        }
        int[] byLatest = new int[edges.length];
        for (int e = 0; e < edges.length; e++) {
            byLatest[start[order.latest(edges[e])]++] = e;
        }
        return components(order, edges, byLatest).diagram(0, order.vertices, order.values, zeroLengthBars);
    }

    /** Vertices are named by their numbers in the order, so that the older one is the smaller one. */
    private static RankedBars components(Order order, int[][] edges, int[] byLatest) {
        RankedBars bars = new RankedBars();
        DisjointSets sets = new DisjointSets(order.vertices.length);
        for (int e : byLatest) {
            int death = order.latest(edges[e]);
            if (death < order.present) {
                int a = sets.find(order.rank[edges[e][0]]);
                int b = sets.find(order.rank[edges[e][1]]);
                if (a != b) {
                    sets.link(Math.max(a, b), Math.min(a, b));
                    bars.add(Math.max(a, b), death);
                }
            }
        }
        for (int r = 0; r < order.present; r++) {
            if (sets.find(r) == r) {
                bars.addEssential(r);
            }
        }
        return bars;
    }

    /**
     * The bars of all dimensions of a simplicial complex, by the reduction of {@link Persistence}: for complexes of up to
     * some ten thousand simplices.
     *
     * @param values the value of each of n vertices; every vertex belongs to the complex
     * @param simplices the vertices of simplices, in any order; their faces belong to the complex too
     * @param prime the coefficients are those of Z/p
     * @return the bars of dimension k at position k, up to the dimension of the largest simplex
     * @throws IllegalArgumentException if a value is NaN or −∞, a simplex has no vertices, or one twice, or one outside
     *     {@code 0 … n − 1}, or p is not prime
     */
    public List<CriticalDiagram> complex(double[] values, int[][] simplices, int prime) {
        Order order = Order.of(values);
        Map<List<Integer>, Simplex> closure = new LinkedHashMap<>();
        int dimension = 0;
        for (int v = 0; v < values.length; v++) {
            addWithFaces(closure, order.present(new int[] {v}), order);
        }
        for (int s = 0; s < simplices.length; s++) {
            checkVertices("simplices[" + s + "]", simplices[s], values.length);
            int[] sorted = Arrays.stream(simplices[s]).sorted().distinct().toArray();
            if (sorted.length != simplices[s].length || sorted.length == 0) {
                throw new IllegalArgumentException("simplices[" + s + "] is " + Arrays.toString(simplices[s])
                        + ", expected one or more different vertices");
            }
            addWithFaces(closure, order.present(sorted), order);
            dimension = Math.max(dimension, sorted.length - 1);
        }
        // Filtered by the numbers of vertices in the order, every bar tells its vertices.
        SimplicialFiltration filtration = SimplicialFiltration.of(List.copyOf(closure.values()));
        List<RankedBars> bars = IntStream.rangeClosed(0, dimension)
                .mapToObj(k -> new RankedBars())
                .toList();
        for (SimplicialFiltration.Bar bar : filtration.bars(dimension, prime)) {
            if (bar.death() == Double.POSITIVE_INFINITY) {
                bars.get(bar.dimension()).addEssential((int) bar.birth());
            } else {
                bars.get(bar.dimension()).add((int) bar.birth(), (int) bar.death());
            }
        }
        List<CriticalDiagram> diagrams = new ArrayList<>();
        for (int k = 0; k <= dimension; k++) {
            diagrams.add(bars.get(k).diagram(k, order.vertices, order.values, zeroLengthBars));
        }
        return List.copyOf(diagrams);
    }

    private static void addWithFaces(Map<List<Integer>, Simplex> closure, int[] vertices, Order order) {
        List<Integer> key = Arrays.stream(vertices).boxed().toList();
        if (vertices.length == 0 || closure.putIfAbsent(key, new Simplex(order.latest(vertices), vertices)) != null) {
            return;
        }
        for (int omitted = 0; omitted < vertices.length; omitted++) {
            int at = omitted;
            addWithFaces(
                    closure,
                    IntStream.range(0, vertices.length)
                            .filter(j -> j != at)
                            .map(j -> vertices[j])
                            .toArray(),
                    order);
        }
    }

    private static void checkVertices(String name, int[] vertices, int n) {
        for (int vertex : vertices) {
            if (vertex < 0 || vertex >= n) {
                throw new IllegalArgumentException(
                        name + " is " + Arrays.toString(vertices) + ", expected vertices from 0 to " + (n - 1));
            }
        }
    }

    /** The vertices in the order in which they enter, the present ones first, and the number of each vertex in it. */
    private record Order(double[] values, int[] vertices, int[] rank, int present) {

        static Order of(double[] given) {
            double[] values = new double[given.length];
            for (int v = 0; v < given.length; v++) {
                values[v] = 0.0 + given[v];
                if (!(values[v] > Double.NEGATIVE_INFINITY)) {
                    throw new IllegalArgumentException(
                            "values[" + v + "] is " + given[v] + ", expected a finite number or +∞");
                }
            }
            int[] vertices = RadixSort.ascending(values);
            int[] rank = new int[vertices.length];
            int present = 0;
            for (int r = 0; r < vertices.length; r++) {
                rank[vertices[r]] = r;
                present += values[vertices[r]] < Double.POSITIVE_INFINITY ? 1 : 0;
            }
            return new Order(values, vertices, rank, present);
        }

        /** The vertices that are not absent. */
        int[] present(int[] simplex) {
            return Arrays.stream(simplex)
                    .filter(vertex -> rank[vertex] < present)
                    .toArray();
        }

        /** The number of the vertex with which a simplex enters. */
        int latest(int[] simplex) {
            int latest = 0;
            for (int vertex : simplex) {
                latest = Math.max(latest, rank[vertex]);
            }
            return latest;
        }
    }
}
