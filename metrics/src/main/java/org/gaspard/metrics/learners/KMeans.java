package org.gaspard.metrics.learners;

import java.util.Arrays;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.array.DoubleArrays;
import org.gaspard.tensor.array.Parallel;

/**
 * k-means: K centres that minimise the sum of squared distances of points from the nearest one, {@code Σ_n min_k ‖x_n − c_k‖²}.
 *
 * <p>Lloyd's iteration from k-means++ seeds, each drawn with a probability in proportion to the squared distance from the nearest
 * of the seeds before it; ended when no point changes its centre. It finds a local minimum, so the best of several starts is kept. A centre
 * that loses all its points goes to the point that is farthest from its own centre, of those in clusters of several. Ties go to the
 * first centre.
 *
 * <p>Time {@code O(N L K)} a round and start; deterministic, whatever the number of threads. From the same centres, if none
 * loses its points, the same minimum as scikit-learn's {@code KMeans(tol=0)}; its seeds are other ones, the best of some candidates each. Sources: S. Lloyd,
 * "Least squares quantization in PCM", IEEE Transactions on Information Theory 28(2), 1982; D. Arthur and S. Vassilvitskii,
 * "k-means++: the advantages of careful seeding", SODA 2007.
 *
 * @param clusters K, at least 1
 * @param starts the number of seedings, at least 1
 * @param maxRounds the largest number of rounds of a start, at least 1
 * @param seed decides the seeds
 */
public record KMeans(int clusters, int starts, int maxRounds, long seed) {

    /** Checks the options. */
    public KMeans {
        requireAtLeastOne("clusters", clusters);
        requireAtLeastOne("starts", starts);
        requireAtLeastOne("maxRounds", maxRounds);
    }

    /** Ten starts of at most 300 rounds, as scikit-learn's {@code KMeans(n_init=10)}. */
    public static KMeans of(int clusters, long seed) {
        return new KMeans(clusters, 10, 300, seed);
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, found " + value);
        }
    }

    /**
     * What was found.
     *
     * @param centres [K][L]
     * @param labels the centre of each point, [N]
     * @param inertia the sum of squared distances of the points from their centres
     * @param rounds the number of rounds of the start that is kept
     * @param converged whether that start ended with no point changing its centre
     */
    public record Clustering(double[][] centres, int[] labels, double inertia, int rounds, boolean converged) {

        /**
         * The nearest centre of other points.
         *
         * @throws IllegalArgumentException if a row has another number of columns than the centres, or is not finite
         */
        public int[] nearest(double[][] features) {
            return KMeans.nearest(FeatureMatrix.of(features, centres[0].length), centres);
        }
    }

    /**
     * Clusters N points.
     *
     * @param features a row for each point, [N][L]
     * @throws IllegalArgumentException if there are fewer points than clusters, rows are ragged or empty, or a feature is not
     * finite
     */
    public Clustering fit(double[][] features) {
        FeatureMatrix x = matrix(features);
        Clustering[] found = new Clustering[starts];
        Parallel.run(
                starts, s -> found[s] = descend(x, seeds(x, RandomKey.of(seed).child(s))));
        Clustering best = found[0];
        for (Clustering each : found) {
            best = each.inertia < best.inertia ? each : best;
        }
        return best;
    }

    /**
     * Clusters N points from given centres.
     *
     * @param centres [K][L]
     * @throws IllegalArgumentException as {@link #fit(double[][])}, or if the centres are not K rows of L finite numbers
     */
    public Clustering fit(double[][] features, double[][] centres) {
        FeatureMatrix x = matrix(features);
        if (centres.length != clusters) {
            throw new IllegalArgumentException("centres must be " + clusters + " rows, found " + centres.length);
        }
        FeatureMatrix.of(centres, x.width());
        return descend(x, Arrays.stream(centres).map(double[]::clone).toArray(double[][]::new));
    }

    private FeatureMatrix matrix(double[][] features) {
        FeatureMatrix x = FeatureMatrix.of(features);
        if (x.points() < clusters) {
            throw new IllegalArgumentException(
                    "features must have at least as many rows as clusters, " + clusters + ", found " + x.points());
        }
        return x;
    }

    private double[][] seeds(FeatureMatrix x, RandomKey key) {
        double[] uniform = key.uniform(DType.FLOAT64, clusters).toDoubleArray();
        double[][] centres = new double[clusters][];
        double[] distances = new double[x.points()];
        Arrays.fill(distances, 1);
        for (int k = 0; k < clusters; k++) {
            centres[k] = x.row(drawn(distances, uniform[k]));
            for (int n = 0; n < distances.length; n++) {
                double distance = squaredDistance(x, n, centres[k]);
                distances[n] = k == 0 ? distance : Math.min(distances[n], distance);
            }
        }
        return centres;
    }

    /** The position at which the cumulative sum passes the part {@code u} in (0, 1) of its end; 0 if all are 0. */
    private static int drawn(double[] weights, double u) {
        double left = u * Arrays.stream(weights).sum();
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    private Clustering descend(FeatureMatrix x, double[][] centres) {
        int[] labels = nearest(x, centres);
        int round = 0;
        boolean moved = true;
        while (moved && round < maxRounds) {
            move(x, labels, centres);
            int[] next = nearest(x, centres);
            moved = !Arrays.equals(next, labels);
            labels = next;
            round++;
        }
        double inertia = 0;
        for (int n = 0; n < labels.length; n++) {
            inertia += squaredDistance(x, n, centres[labels[n]]);
        }
        return new Clustering(centres, labels, inertia, round, !moved);
    }

    /** Moves each centre to the mean of its points. */
    private static void move(FeatureMatrix x, int[] labels, double[][] centres) {
        int[] counts = new int[centres.length];
        for (int label : labels) {
            counts[label]++;
        }
        giveAPoint(x, labels, counts, centres);
        for (int k = 0; k < centres.length; k++) {
            if (counts[k] > 0) {
                Arrays.fill(centres[k], 0);
            }
        }
        for (int n = 0; n < labels.length; n++) {
            DoubleArrays.addScaled(1, x.values(), n * x.width(), centres[labels[n]], 0, x.width());
        }
        for (int k = 0; k < centres.length; k++) {
            for (int l = 0; l < x.width() && counts[k] > 0; l++) {
                centres[k][l] /= counts[k];
            }
        }
    }

    /** Gives each cluster without points the farthest point from its centre among clusters that have several. */
    private static void giveAPoint(FeatureMatrix x, int[] labels, int[] counts, double[][] centres) {
        for (int k = 0; k < counts.length; k++) {
            int farthest = -1;
            double most = 0;
            for (int n = 0; n < labels.length && counts[k] == 0; n++) {
                double distance = squaredDistance(x, n, centres[labels[n]]);
                if (distance > most && counts[labels[n]] > 1) {
                    most = distance;
                    farthest = n;
                }
            }
            // None where all points are on their centres: fewer different points than clusters.
            if (farthest >= 0) {
                counts[labels[farthest]]--;
                labels[farthest] = k;
                counts[k] = 1;
            }
        }
    }

    /** By {@code ½‖c‖² − ⟨x, c⟩}, with all of x and c relative to the mean centre, so that little cancels. */
    private static int[] nearest(FeatureMatrix x, double[][] centres) {
        int width = x.width();
        int clusters = centres.length;
        double[] origin = FeatureMatrix.of(centres, width).means();
        double[] shifted = x.values().clone();
        for (int n = 0; n < x.points(); n++) {
            DoubleArrays.addScaled(-1, origin, 0, shifted, n * width, width);
        }
        double[] flat = new double[clusters * width];
        double[] halves = new double[clusters];
        for (int k = 0; k < clusters; k++) {
            System.arraycopy(centres[k], 0, flat, k * width, width);
            DoubleArrays.addScaled(-1, origin, 0, flat, k * width, width);
            halves[k] = DoubleArrays.dot(flat, k * width, flat, k * width, width) / 2;
        }
        double[] scores = new double[Math.multiplyExact(x.points(), clusters)];
        int[] nearest = new int[x.points()];
        if (nearest.length > 0) {
            DoubleArrays.matmul(shifted, false, flat, true, scores, x.points(), width, clusters);
        }
        for (int n = 0; n < nearest.length; n++) {
            for (int k = 0; k < clusters; k++) {
                scores[n * clusters + k] -= halves[k];
            }
            nearest[n] = ClassLabels.largest(scores, n * clusters, clusters);
        }
        return nearest;
    }

    private static double squaredDistance(FeatureMatrix x, int point, double[] centre) {
        double sum = 0;
        for (int l = 0; l < centre.length; l++) {
            double difference = x.at(point, l) - centre[l];
            sum += difference * difference;
        }
        return sum;
    }
}
