package org.gaspard.topology.divergence;

import java.util.Arrays;
import org.gaspard.tensor.RandomKey;
import org.gaspard.topology.DistanceMatrix;
import org.gaspard.topology.Metric;
import org.gaspard.topology.check.Checks;
import org.gaspard.topology.rips.Barcode;
import org.gaspard.topology.rips.VietorisRips;

/**
 * Manifold topology divergence, MTop-divergence ([B21]): how far a cloud P leaves a cloud Q of the same space, over all scales.
 * The clouds need not have the same size. All distances within Q are set to 0,
 *
 * <pre>{@code
 * Q  [0      , d(Q, P)]
 * P  [d(P, Q), d(P, P)]
 * }</pre>
 *
 * <p>and of this matrix the bars of the Vietoris-Rips filtration in dimension k are {@code Cross-Barcode_k(P, Q)}: holes of
 * P ∪ Q that Q does not fill. The divergence is the sum of their lengths,
 *
 * <pre>{@code
 * M(P, Q) = Σ length of the bars of Cross-Barcode_k(P, Q)
 * }</pre>
 *
 * <p>with k = 1 in [B21]. It is 0 if each point of P is one of Q, but need not be if each of Q is one of P: {@code M(P, Q)} and
 * {@code M(Q, P)} answer different questions, of P having what Q has not and the reverse. If d is a metric no bar is longer
 * than the distance of the point of P farthest from Q. Distances are not scaled: both clouds are of one space.
 *
 * <p>Large clouds are compared by random parts ({@link #sampled}). For P of n points and Q of m the time is that of the
 * persistent homology of m + n points without the simplices of Q, and {@code O((m + n)² + (m + n) n d)} for the distances;
 * the memory is at least {@code 28 (m + n)²} bytes, more if there are many bars.
 *
 * @param metric d
 * @param dimension k, at least 1
 * @param firstBatch how many points of P are drawn for a trial: all of a smaller cloud
 * @param secondBatch how many points of Q are drawn for a trial: all of a smaller cloud
 * @param trials how many times
 * @param symmetric false for {@code M(P, Q)}, true for {@code ½ (M(P, Q) + M(Q, P))}, what the authors' code advises for
 *     generative models
 */
public record ManifoldTopologyDivergence(
        Metric metric, int dimension, int firstBatch, int secondBatch, int trials, boolean symmetric) {

    /** Checks the options. */
    public ManifoldTopologyDivergence {
        Checks.atLeast("dimension", dimension, 1);
        Checks.atLeast("firstBatch", firstBatch, 1);
        Checks.atLeast("secondBatch", secondBatch, 1);
        Checks.atLeast("trials", trials, 0);
    }

    /** As in the code of [B21]: Euclidean, dimension 1, 20 trials of 1000 points of P and 10000 of Q, in one direction. */
    public static ManifoldTopologyDivergence standard() {
        return new ManifoldTopologyDivergence(Metric.EUCLIDEAN, 1, 1000, 10_000, 20, false);
    }

    public ManifoldTopologyDivergence withMetric(Metric changed) {
        return new ManifoldTopologyDivergence(changed, dimension, firstBatch, secondBatch, trials, symmetric);
    }

    public ManifoldTopologyDivergence withDimension(int changed) {
        return new ManifoldTopologyDivergence(metric, changed, firstBatch, secondBatch, trials, symmetric);
    }

    /** The same with other numbers of points for a trial. */
    public ManifoldTopologyDivergence withBatches(int first, int second) {
        return new ManifoldTopologyDivergence(metric, dimension, first, second, trials, symmetric);
    }

    public ManifoldTopologyDivergence withTrials(int changed) {
        return new ManifoldTopologyDivergence(metric, dimension, firstBatch, secondBatch, changed, symmetric);
    }

    /** The same in one direction or in both. */
    public ManifoldTopologyDivergence withSymmetric(boolean changed) {
        return new ManifoldTopologyDivergence(metric, dimension, firstBatch, secondBatch, trials, changed);
    }

    /**
     * {@code Cross-Barcode_k(P, Q)} of whole clouds. Its vertices are the m points of Q, then those of P.
     *
     * @param first P, n points of d coordinates, row by row; not modified
     * @param second Q, m points of d coordinates, row by row; not modified. Without points the bars are those of P
     * @throws IllegalArgumentException if d is below 1, a length is no multiple of it, a coordinate is not finite, or the
     *     simplices do not fit into memory
     */
    public Barcode barcode(double[] first, double[] second, int d) {
        count("first", first, d);
        int m = count("second", second, d);
        double[] points = Arrays.copyOf(second, second.length + first.length);
        System.arraycopy(first, 0, points, second.length, first.length);
        DistanceMatrix distances =
                DistanceMatrix.of(points.length / d, (i, j) -> i < m ? 0 : metric.distance(points, i * d, j * d, d));
        return VietorisRips.upTo(dimension).computeRelative(distances, m).barcode(dimension);
    }

    /** {@code M(P, Q)} of whole clouds, whether symmetric or not; errors as those of {@link #barcode}. */
    public double directed(double[] first, double[] second, int d) {
        return Arrays.stream(barcode(first, second, d).diagram().lengths()).sum();
    }

    /** The divergence of whole clouds: of both directions if symmetric; errors as those of {@link #barcode}. */
    public double compare(double[] first, double[] second, int d) {
        double forward = directed(first, second, d);
        return symmetric ? 0.5 * forward + 0.5 * directed(second, first, d) : forward;
    }

    /**
     * The divergence of random parts of the clouds, one value for each trial; their mean is what [B21] reports. The points of
     * a trial are drawn without repetition. If symmetric, each direction draws for itself, and batches change with the
     * direction: of Q as the first cloud {@code firstBatch} points are drawn.
     *
     * @param first P, as for {@link #barcode}, at least one point
     * @param second Q, likewise
     * @param key the source of the draws: the same key, the same values
     * @throws IllegalArgumentException as those of {@link #barcode}, or if a cloud has no points
     */
    public double[] sampled(double[] first, double[] second, int d, RandomKey key) {
        Checks.atLeast("the number of points of first", count("first", first, d), 1);
        Checks.atLeast("the number of points of second", count("second", second, d), 1);
        double[] values = new double[trials];
        for (int trial = 0; trial < trials; trial++) {
            RandomKey draws = key.child(trial);
            double forward = directedTrial(first, second, d, draws.child(0));
            values[trial] = symmetric ? 0.5 * forward + 0.5 * directedTrial(second, first, d, draws.child(1)) : forward;
        }
        return values;
    }

    private double directedTrial(double[] first, double[] second, int d, RandomKey key) {
        return directed(part(first, d, firstBatch, key.child(0)), part(second, d, secondBatch, key.child(1)), d);
    }

    private static double[] part(double[] points, int d, int batch, RandomKey key) {
        int n = points.length / d;
        return batch < n ? Draw.points(points, d, Draw.rows(key, n, batch)) : points;
    }

    private static int count(String name, double[] points, int d) {
        Checks.atLeast("d", d, 1);
        if (points.length % d != 0) {
            throw new IllegalArgumentException(
                    name + " has " + points.length + " elements, expected a multiple of d = " + d);
        }
        Checks.finite(name, points);
        return points.length / d;
    }
}
