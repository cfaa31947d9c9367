package org.gaspard.topology.divergence;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * The minimum spanning tree of a complete graph on n vertices: n − 1 edges, in ascending order of weight.
 *
 * <p>Edges are compared by weight, then by their smaller vertex, then by their larger one. Under this order no two edges
 * are equal, so there is one minimum spanning tree, whatever the algorithm, also where weights are.
 *
 * <p>The weights are the finite deaths of the 0-dimensional persistent homology of the Vietoris-Rips filtration.
 */
public final class MinimumSpanningTree {

    private final int[] from;
    private final int[] to;
    private final double[] weights;

    private MinimumSpanningTree(int[] from, int[] to, double[] weights) {
        this.from = from;
        this.to = to;
        this.weights = weights;
    }

    /**
     * The tree of a matrix of weights, by Prim's algorithm for dense graphs ([P57]). Time {@code O(n²)}, memory
     * {@code O(n)} beside the matrix.
     *
     * @param matrix symmetric finite weights, [n × n]; the diagonal is not looked at; not modified
     * @throws IllegalArgumentException if n is below 1, the length is not n², or a weight off the diagonal is not finite
     *     or differs from its mirror image
     */
    public static MinimumSpanningTree of(double[] matrix, int n) {
        Checks.atLeast("n", n, 1);
        Checks.length("matrix", matrix, (long) n * n);
        checkWeights(matrix, n);
        return grow(matrix, n);
    }

    private static void checkWeights(double[] matrix, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double w = matrix[i * n + j];
                if (!Double.isFinite(w) || w != matrix[j * n + i]) {
                    throw new IllegalArgumentException("matrix[" + i + "," + j + "] is " + w + " and matrix[" + j + ","
                            + i + "] is " + matrix[j * n + i] + ", expected one finite number");
                }
            }
        }
    }

    private static MinimumSpanningTree grow(double[] matrix, int n) {
        // Of each vertex outside the tree: its lightest edge into it, as a weight and a place in the order of edges.
        double[] lightest = new double[n];
        int[] place = new int[n];
        int[] outside = IntStream.range(1, n).toArray();
        Arrays.fill(lightest, Double.POSITIVE_INFINITY);
        double[] weights = new double[n - 1];
        int[] places = new int[n - 1];
        int newest = 0;
        for (int left = n - 1; left > 0; left--) {
            int best = -1;
            for (int k = 0; k < left; k++) {
                int v = outside[k];
                double w = matrix[newest * n + v];
                int at = place(newest, v, n);
                if (precedes(w, at, lightest[v], place[v])) {
                    lightest[v] = w;
                    place[v] = at;
                }
                if (best < 0 || precedes(lightest[v], place[v], lightest[outside[best]], place[outside[best]])) {
                    best = k;
                }
            }
            newest = outside[best];
            outside[best] = outside[left - 1];
            weights[n - 1 - left] = lightest[newest];
            places[n - 1 - left] = place[newest];
        }
        return sorted(weights, places, n);
    }

    private static int place(int u, int v, int n) {
        return Math.min(u, v) * n + Math.max(u, v);
    }

    private static boolean precedes(double w, int place, double otherW, int otherPlace) {
        return w < otherW || (w == otherW && place < otherPlace);
    }

    private static MinimumSpanningTree sorted(double[] weights, int[] places, int n) {
        int[] order = IntStream.range(0, n - 1)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer e) -> weights[e]).thenComparingInt(e -> places[e]))
                .mapToInt(e -> e)
                .toArray();
        return new MinimumSpanningTree(
                Arrays.stream(order).map(e -> places[e] / n).toArray(),
                Arrays.stream(order).map(e -> places[e] % n).toArray(),
                Arrays.stream(order).mapToDouble(e -> weights[e]).toArray());
    }

    /** The number of vertices, n. */
    public int vertices() {
        return weights.length + 1;
    }

    /** The number of edges, n − 1. */
    public int size() {
        return weights.length;
    }

    /** The smaller vertex of an edge. */
    public int from(int edge) {
        return from[edge];
    }

    /** The larger vertex of an edge. */
    public int to(int edge) {
        return to[edge];
    }

    /** The weight of an edge; ascending. */
    public double weight(int edge) {
        return weights[edge];
    }

    /** A copy of the weights, ascending. */
    public double[] weights() {
        return weights.clone();
    }

    /** The sum of the weights, added from the lightest edge on. */
    public double total() {
        double sum = 0;
        for (double w : weights) {
            sum += w;
        }
        return sum;
    }

    /** The places of the edges in a row-major [n × n] matrix, {@code from · n + to}, by ascending weight. */
    public int[] positions() {
        return IntStream.range(0, size()).map(e -> from[e] * vertices() + to[e]).toArray();
    }

    /**
     * The 0-dimensional persistence diagram of the Vietoris-Rips filtration: a bar {@code [0, w)} for each edge, ascending,
     * then the essential bar {@code [0, ∞)}.
     *
     * @throws IllegalArgumentException if a weight is negative
     */
    public Diagram persistence() {
        double[] deaths = Arrays.copyOf(weights, weights.length + 1);
        deaths[weights.length] = Double.POSITIVE_INFINITY;
        return Diagram.of(0, new double[deaths.length], deaths);
    }
}
