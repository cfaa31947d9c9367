package org.gaspard.topology;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gaspard.topology.check.Checks;

/**
 * Filtrations weighted by the distance to a measure ([ACGIITU20]): points of sparse regions enter late, so that outliers
 * no longer bridge or fill holes, as they do in the plain Vietoris-Rips filtration.
 *
 * <p>The weight of a point x is twice its distance to the empirical measure, whose mass is that of x and its k nearest
 * others ([ACGIITU20], after [CCM11]; twice, as this module measures simplices by diameters):
 *
 * <pre>{@code
 * w(x) = 2 ((1 / (k + 1)) Σ_{y of the k nearest} d(x, y)^r)^{1/r}
 * }</pre>
 *
 * <p>Around x a ball grows by the law {@code (t^p − (w/2)^p)^{1/p}} from {@code t = w/2} on, and an edge enters at the t,
 * doubled, at which the balls of its ends meet ([ACGIITU20]):
 *
 * <pre>{@code
 * p = 1:  max(w_x, w_y)  if d ≤ |w_x − w_y| / 2,       else d + (w_x + w_y) / 2
 * p = 2:  max(w_x, w_y)  if d ≤ √|w_x² − w_y²| / 2,    else √((d² + (w_x + w_y)²/4) (d² + (w_x − w_y)²/4)) / d
 * p = ∞:  max(d, w_x, w_y)
 * }</pre>
 *
 * <p>Larger simplices enter with the last of their edges. Time {@code O(n² log n)}, memory {@code O(n²)}.
 *
 * @param neighbours k, at least 1
 * @param exponent r, at least 1 and finite
 * @param p 1, 2 or +∞
 */
public record DtmFiltration(int neighbours, double exponent, double p) {

    /** Checks the parameters. */
    public DtmFiltration {
        Checks.atLeast("neighbours", neighbours, 1);
        Checks.within("exponent", exponent, 1, Double.MAX_VALUE);
        checkP(p);
    }

    private static void checkP(double p) {
        if (p != 1 && p != 2 && p != Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("p is " + p + ", expected 1, 2 or +∞");
        }
    }

    /**
     * The weights w of the points.
     *
     * @param distances all vertices born at 0
     * @throws IllegalArgumentException if a vertex is not born at 0 or a point has less than k others at a finite distance
     */
    public double[] weights(DistanceMatrix distances) {
        checkBirths(distances);
        return IntStream.range(0, distances.size())
                .mapToDouble(i -> weight(distances, i))
                .toArray();
    }

    private double weight(DistanceMatrix distances, int i) {
        double[] others = IntStream.range(0, distances.size())
                .filter(j -> j != i)
                .mapToDouble(j -> distances.get(i, j))
                .filter(d -> d < Double.POSITIVE_INFINITY)
                .sorted()
                .limit(neighbours)
                .toArray();
        if (others.length < neighbours) {
            throw new IllegalArgumentException("point " + i + " has " + others.length
                    + " others at a finite distance, expected at least neighbours = " + neighbours);
        }
        double furthest = others[neighbours - 1];
        if (furthest == 0) {
            return 0;
        }
        // Relative to the furthest, so that no power overflows.
        double mean =
                Arrays.stream(others).map(d -> Math.pow(d / furthest, exponent)).sum() / (neighbours + 1);
        return 2 * furthest * Math.pow(mean, 1 / exponent);
    }

    /**
     * The filtration of the points: weights as births, on the diagonal, and the values of the edges.
     *
     * @throws IllegalArgumentException as {@link #weights}
     */
    public DistanceMatrix apply(DistanceMatrix distances) {
        return weighted(distances, weights(distances), p);
    }

    /**
     * The same rule for given weights; with all of them 0 the plain filtration.
     *
     * @param distances all vertices born at 0
     * @param weights w, finite and not negative, one for each point
     * @param p 1, 2 or +∞
     * @throws IllegalArgumentException if p is another number, the lengths differ, a weight is negative or not finite, or a
     *     vertex is not born at 0
     */
    public static DistanceMatrix weighted(DistanceMatrix distances, double[] weights, double p) {
        checkP(p);
        checkBirths(distances);
        int n = distances.size();
        Checks.length("weights", weights, n);
        for (int i = 0; i < n; i++) {
            Checks.nonNegative("weights[" + i + "]", weights[i]);
        }
        double[] square = new double[n * n];
        for (int i = 0; i < n; i++) {
            square[i * n + i] = weights[i];
            for (int j = 0; j < i; j++) {
                double value = edge(distances.get(i, j), weights[i], weights[j], p);
                square[i * n + j] = value;
                square[j * n + i] = value;
            }
        }
        return DistanceMatrix.weighted(square, n);
    }

    private static void checkBirths(DistanceMatrix distances) {
        for (int i = 0; i < distances.size(); i++) {
            if (distances.birth(i) != 0) {
                throw new IllegalArgumentException(
                        "vertex " + i + " is born at " + distances.birth(i) + ", expected 0: it has a weight already");
            }
        }
    }

    private static double edge(double d, double v, double w, double p) {
        double later = Math.max(v, w);
        if (d == Double.POSITIVE_INFINITY || p == Double.POSITIVE_INFINITY) {
            return Math.max(d, later);
        }
        double half = 0.5 * v + 0.5 * w;
        double off = 0.5 * Math.abs(v - w);
        if (p == 1) {
            return d <= off ? later : d + half;
        }
        // (v² − w²) / 4 = half · off; a product of roots neither overflows nor underflows where the result does not.
        return d <= Math.sqrt(half) * Math.sqrt(off) ? later : Math.hypot(d, half) * (Math.hypot(d, off) / d);
    }
}
