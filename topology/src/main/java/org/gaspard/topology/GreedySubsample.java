package org.gaspard.topology;

import java.util.Arrays;

/**
 * The first k points of a greedy (furthest-point) permutation: each point is the one furthest from those before it, among
 * equally far ones that of the smallest index ([G85]). Its {@linkplain #coveringRadius covering radius},
 *
 * <pre>{@code
 * r_k = max_x min_{j < k} d(x, p_j)
 * }</pre>
 *
 * <p>is at most twice the smallest one that any k points have ([G85]), and it bounds what the Vietoris-Rips diagrams lose
 * ({@link #bottleneckBound}); [CJS15] make sparse filtrations of such permutations. Time {@code O(n k)} distances, memory
 * {@code O(n + k²)} beyond the input: of a cloud no {@code n × n} matrix is made.
 */
public final class GreedySubsample {

    private final int[] indices;
    private final double[] radii;
    private final DistanceMatrix distances;
    private final boolean metric;

    private GreedySubsample(int[] indices, double[] radii, DistanceMatrix distances, boolean metric) {
        this.indices = indices;
        this.radii = radii;
        this.distances = distances;
        this.metric = metric;
    }

    /** As {@link #of(DistanceMatrix, int, int)}, from point 0 on. */
    public static GreedySubsample of(DistanceMatrix distances, int k) {
        return of(distances, k, 0);
    }

    /**
     * Takes k points of a distance matrix.
     *
     * @param first the index of the first point
     * @throws IllegalArgumentException if k is not from 1 to n, {@code first} is no index, or a vertex is not born at 0
     */
    public static GreedySubsample of(DistanceMatrix distances, int k, int first) {
        for (int i = 0; i < distances.size(); i++) {
            if (distances.birth(i) != 0) {
                throw new IllegalArgumentException("vertex " + i + " is born at " + distances.birth(i)
                        + ", expected 0: births are not distances, so take the subsample before weighting");
            }
        }
        return take(distances.size(), k, first, distances::get, true);
    }

    /** As {@link #ofPoints(double[], int, Metric, int, int)}, from point 0 on. */
    public static GreedySubsample ofPoints(double[] points, int d, Metric metric, int k) {
        return ofPoints(points, d, metric, k, 0);
    }

    /**
     * Takes k points of a cloud; the same ones as of its {@link DistanceMatrix#ofPoints}.
     *
     * @param points row-major, [n × d]
     * @param first the index of the first point
     * @throws IllegalArgumentException if the length is no multiple of d, a coordinate is not finite, k is not from 1 to n,
     *     or {@code first} is no index
     */
    public static GreedySubsample ofPoints(double[] points, int d, Metric metric, int k, int first) {
        int n = DistanceMatrix.count(points, d);
        boolean triangle = switch (metric) {
            case EUCLIDEAN, MANHATTAN, CHEBYSHEV -> true;
            case SQUARED_EUCLIDEAN, COSINE -> false;
        };
        return take(n, k, first, (i, j) -> i == j ? 0 : metric.distance(points, i * d, j * d, d), triangle);
    }

    private static GreedySubsample take(int n, int k, int first, DistanceMatrix.PairDistance distance, boolean metric) {
        if (k < 1 || k > n) {
            throw new IllegalArgumentException("k is " + k + ", expected 1 to n = " + n);
        }
        if (first < 0 || first >= n) {
            throw new IllegalArgumentException("first is " + first + ", expected 0 to " + (n - 1));
        }
        double[] nearest = new double[n];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        boolean[] taken = new boolean[n];
        int[] indices = new int[k];
        double[] radii = new double[k];
        int next = first;
        for (int step = 0; step < k; step++) {
            int point = next;
            indices[step] = point;
            taken[point] = true;
            nearest[point] = 0;
            next = -1;
            for (int i = 0; i < n; i++) {
                if (taken[i]) {
                    continue;
                }
                nearest[i] = Math.min(nearest[i], distance.between(Math.max(i, point), Math.min(i, point)));
                if (next < 0 || nearest[i] > nearest[next]) {
                    next = i;
                }
            }
            radii[step] = next < 0 ? 0 : nearest[next];
        }
        DistanceMatrix chosen = DistanceMatrix.of(
                k, (i, j) -> distance.between(Math.max(indices[i], indices[j]), Math.min(indices[i], indices[j])));
        return new GreedySubsample(indices, radii, chosen, metric);
    }

    /** The number k of points. */
    public int size() {
        return indices.length;
    }

    /** The indices of the points among all, in the order in which they were taken; a copy. */
    public int[] indices() {
        return indices.clone();
    }

    /** The covering radius after each point, never growing; a copy. +∞ while some point has no edge to those taken. */
    public double[] coveringRadii() {
        return radii.clone();
    }

    /** The distance from the points taken to the point furthest from them: their Hausdorff distance to the whole. */
    public double coveringRadius() {
        return radii[radii.length - 1];
    }

    /**
     * {@code 2 r_k}: the bottleneck distance between the Vietoris-Rips diagrams of the subsample and of the whole is at
     * most that, in every dimension. Simplices enter at their diameter, as everywhere in this module.
     *
     * <p>For {@code d_B ≤ 2 d_GH} ([CCGMO09], written there with radii; [CSO14]; both rest on the
     * stability of [CEH07]), and a set and its subset are at Gromov-Hausdorff distance at most {@code r_k}. This needs the
     * triangle inequality. Whether a matrix keeps it the caller knows; clouds compared by {@link Metric#SQUARED_EUCLIDEAN}
     * or {@link Metric#COSINE} do not, and their bound is +∞.
     */
    public double bottleneckBound() {
        return metric ? 2 * coveringRadius() : Double.POSITIVE_INFINITY;
    }

    /** The distances between the points taken, in their order, [k × k]. */
    public DistanceMatrix distances() {
        return distances;
    }
}
