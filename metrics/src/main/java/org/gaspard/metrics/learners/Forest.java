package org.gaspard.metrics.learners;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.gaspard.tensor.array.Parallel;

/**
 * The trees of a forest; a decision tree is a forest of one.
 *
 * @param width the number of features
 * @param trees at least one
 */
record Forest(int width, Tree[] trees) {

    private static final int PIECE = 256;

    /** One tree on all points and features. */
    static Forest single(FeatureColumns features, TreeLimits limits, Criterion criterion) {
        SortedRuns runs = new SortedRuns(features, features.order(), FeatureChoice.all(), criterion);
        Tree tree = TreeGrower.grow(features.width(), runs, criterion, limits, TreeGrower.values(criterion));
        return new Forest(features.width(), new Tree[] {tree});
    }

    /**
     * Trees that each see N points drawn with replacement. Tree t takes its numbers from a {@link SplittableRandom} whose
     * seed is the t-th {@code nextLong} of the one with seed {@code seed}: first the points, then the features.
     *
     * @param criterion of points weighted by how often they were drawn
     */
    static Forest bootstrap(
            FeatureColumns features,
            int count,
            TreeLimits limits,
            MaxFeatures maxFeatures,
            long seed,
            Function<int[], Criterion> criterion) {
        int[][] sorted = features.order();
        long[] seeds = new SplittableRandom(seed).longs(count).toArray();
        Tree[] trees = new Tree[count];
        int looked = maxFeatures.of(features.width());
        Parallel.run(count, t -> {
            SplittableRandom random = new SplittableRandom(seeds[t]);
            int[] drawn = new int[features.points()];
            for (int n = 0; n < drawn.length; n++) {
                drawn[random.nextInt(drawn.length)]++;
            }
            int[][] present = new int[sorted.length][];
            for (int l = 0; l < sorted.length; l++) {
                present[l] = Arrays.stream(sorted[l]).filter(n -> drawn[n] > 0).toArray();
            }
            Criterion weighted = criterion.apply(drawn);
            FeatureChoice choice = FeatureChoice.drawn(looked, features.width(), random);
            SortedRuns runs = new SortedRuns(features, present, choice, weighted);
            trees[t] = TreeGrower.grow(features.width(), runs, weighted, limits, TreeGrower.values(weighted));
        });
        return new Forest(features.width(), trees);
    }

    /** The mean over the trees of what they predict: [N][outputs]. */
    double[][] predict(double[][] features) {
        FeatureColumns columns = FeatureColumns.of(features, width);
        int outputs = trees[0].outputs();
        double[][] mean = new double[features.length][outputs];
        Parallel.pieces(features.length, PIECE, (from, end) -> {
            float[] rows = columns.rows(from, end);
            for (int n = from; n < end; n++) {
                for (Tree tree : trees) {
                    int leaf = tree.leaf(rows, (n - from) * width);
                    for (int o = 0; o < outputs; o++) {
                        mean[n][o] += tree.values()[leaf + o];
                    }
                }
                for (int o = 0; o < outputs; o++) {
                    mean[n][o] /= trees.length;
                }
            }
        });
        return mean;
    }

    /** The decrease of impurity by each feature, as shares in each tree, averaged and made to sum to 1. */
    double[] importances() {
        double[] sum = new double[width];
        for (Tree tree : trees) {
            double[] shares = Importances.normalized(tree.importances());
            for (int l = 0; l < width; l++) {
                sum[l] += shares[l];
            }
        }
        return Importances.normalized(sum);
    }
}
