package org.gaspard.metrics.learners;

import java.util.Arrays;
import org.gaspard.tensor.array.Parallel;

/**
 * Predicts the most frequent class among the k nearest training points, by Euclid's distance; of equally frequent ones the
 * smallest label, as scikit-learn's {@code KNeighborsClassifier}. Of training points at the same distance the first ones count.
 *
 * <p>A k-d tree finds the neighbours: {@code O(log N)} a point in few dimensions, up to {@code N L} in many. Pitfall: features
 * on a large scale dominate the distance; see {@link Standardization}.
 *
 * <p>Source: Cover and Hart, "Nearest Neighbor Pattern Classification", IEEE Transactions on Information Theory 13, 1967.
 *
 * @param neighbours k, at least 1
 */
public record NearestNeighbours(int neighbours) implements Classifier {

    private static final int QUERIES = 64;

    /** Checks the options. */
    public NearestNeighbours {
        if (neighbours < 1) {
            throw new IllegalArgumentException("neighbours must be at least 1, found " + neighbours);
        }
    }

    /** Five neighbours. */
    public static NearestNeighbours standard() {
        return new NearestNeighbours(5);
    }

    /**
     * Stores N points; see {@link Classifier#fit}. One class is enough.
     *
     * @throws IllegalArgumentException if there are fewer points than neighbours, the lengths differ, rows are ragged or a
     * feature is not finite
     */
    @Override
    public Model fit(double[][] features, int[] labels) {
        FeatureMatrix x = FeatureMatrix.of(features);
        ClassLabels y = ClassLabels.of(labels, x.points());
        if (x.points() < neighbours) {
            throw new IllegalArgumentException(
                    "features must have at least as many rows as neighbours, " + neighbours + ", found " + x.points());
        }
        return new Neighbourhood(neighbours, y, x.width(), new KdTree(x.values(), x.width(), false));
    }

    private record Neighbourhood(int neighbours, ClassLabels labels, int width, KdTree tree) implements Model {

        @Override
        public int[] classes() {
            return labels.classes().clone();
        }

        @Override
        public int[] predict(double[][] features) {
            FeatureMatrix x = FeatureMatrix.of(features, width);
            int[] predicted = new int[x.points()];
            Parallel.pieces(x.points(), QUERIES, (from, end) -> {
                double[] votes = new double[labels.size()];
                for (int n = from; n < end; n++) {
                    Arrays.fill(votes, 0);
                    for (int neighbour : tree.nearest(x.values(), n * width, neighbours).indices) {
                        votes[labels.index()[neighbour]]++;
                    }
                    predicted[n] = labels.classes()[ClassLabels.largest(votes, 0, votes.length)];
                }
            });
            return predicted;
        }
    }
}
