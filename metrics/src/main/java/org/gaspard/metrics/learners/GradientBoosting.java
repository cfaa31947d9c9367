package org.gaspard.metrics.learners;

import java.util.Arrays;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.gaspard.tensor.array.Parallel;

/**
 * Gradient boosting of regression trees for classification.
 *
 * <p>A model has one score F for two classes, {@code P(second) = 1 / (1 + e^−F)}, or K scores for K > 2 classes,
 * {@code P(k) = e^{F_k} / Σ_c e^{F_c}}. Scores start at the log frequencies of the classes. Each stage grows one tree for
 * each score on the negative gradient {@code r = y − p} of the log loss, by squared error, and adds to the points of a
 * leaf {@code ν γ} with the learning rate ν and one Newton step
 *
 * <pre>{@code γ = c Σ r / Σ p (1 − p)},  c = 1 for two classes and (K − 1) / K for more; γ = 0 without curvature.</pre>
 *
 * <p>The importance of a feature is the decrease of squared error by its cuts, {@code Σ (W_i imp_i − W_l imp_l − W_r
 * imp_r) / N}, averaged over the trees that have cuts and divided by the sum over the features.
 *
 * <p>This is what scikit-learn 1.9 does in {@code GradientBoostingClassifier} with exact splits, with the same arithmetic:
 * features are rounded to floats; a threshold is the middle of two neighbouring values that differ by more than
 * {@code 10⁻⁷}; a point goes left if its value is at most the threshold; nodes of impurity {@code ≤ 2⁻⁵²} are leaves.
 * Deviations: of equally good cuts, whose gains differ by less than {@code 10⁻¹²} of the node's sum of squares, one is
 * taken by {@link Ties} and then the lowest threshold, where scikit-learn leaves it to its random numbers and rounding; and
 * labels of one class alone give a constant model without trees, where scikit-learn refuses them. Equal cuts are common
 * if leaves may be small: scikit-learn's own results then depend on its seed.
 *
 * <p>Deterministic, with the same bits on any number of threads: the trees of a stage grow in parallel. Time
 * {@code L N log N} once and {@code L N depth} for a tree.
 *
 * <p>Source: [Fri01], algorithms 5 and 6.
 *
 * @param stages the number of stages, at least 1
 * @param learningRate ν, positive and finite
 * @param limits of each tree
 * @param splits which cuts are looked at
 * @param ties which of equally good cuts is taken; with {@link Splits#HISTOGRAM} it is the first
 */
public record GradientBoosting(int stages, double learningRate, TreeLimits limits, Splits splits, Ties ties)
        implements Classifier {

    /** Checks the options. */
    public GradientBoosting {
        if (stages < 1) {
            throw new IllegalArgumentException("stages must be at least 1, found " + stages);
        }
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("learningRate must be positive and finite, found " + learningRate);
        }
        if (splits == Splits.HISTOGRAM && ties instanceof Ties.Drawn) {
            throw new IllegalArgumentException("ties must be First for splits HISTOGRAM, found " + ties);
        }
    }

    /** Of equally good cuts, that of the lowest feature is taken. */
    public GradientBoosting(int stages, double learningRate, TreeLimits limits, Splits splits) {
        this(stages, learningRate, limits, splits, new Ties.First());
    }

    /** All cuts are looked at, and of equally good ones that of the lowest feature is taken. */
    public GradientBoosting(int stages, double learningRate, TreeLimits limits) {
        this(stages, learningRate, limits, Splits.EXACT);
    }

    /** scikit-learn's defaults: 100 stages, learning rate 0.1, depth 3, ties drawn (from seed 0). */
    public static GradientBoosting standard() {
        return new GradientBoosting(100, 0.1, TreeLimits.depth(3), Splits.EXACT, new Ties.Drawn(0));
    }

    /**
     * Learns from N points.
     *
     * @param features [N][L], L ≥ 1, finite as floats
     * @param labels [N], any ints
     * @throws IllegalArgumentException if there are no points or no columns, shapes disagree, or a feature is not finite
     */
    @Override
    public GradientBoostingModel fit(double[][] features, int[] labels) {
        FeatureColumns columns = FeatureColumns.of(features);
        ClassLabels known = ClassLabels.of(labels, columns.points());
        Deviance loss = new Deviance(known);
        int scores = loss.scores();
        int points = columns.points();
        double[] initial = loss.initial();
        double[][] raw = new double[scores][points];
        double[][] gradient = new double[scores][points];
        for (int k = 0; k < scores; k++) {
            Arrays.fill(raw[k], initial[k]);
        }
        Tree[][] trees = new Tree[stages][scores];
        double[] deviance = new double[stages];
        if (scores > 0) {
            Supplier<Grower> fresh = growers(columns);
            Queue<Grower> idle = new ConcurrentLinkedQueue<>();
            double factor = scores == 1 ? 1 : (scores - 1.0) / scores;
            loss.evaluate(raw, gradient);
            for (int s = 0; s < stages; s++) {
                int stage = s;
                Parallel.run(scores, k -> {
                    Grower waiting = idle.poll();
                    Grower grower = waiting == null ? fresh.get() : waiting;
                    trees[stage][k] = grower.grow(
                            gradient[k],
                            newton(gradient[k], raw[k], factor),
                            choice(columns.width(), stage * scores + k));
                    idle.add(grower);
                });
                deviance[s] = loss.evaluate(raw, gradient);
            }
        }
        return new GradientBoostingModel(known.classes(), columns.width(), initial, learningRate, trees, deviance);
    }

    /** Grows a tree on targets; one at a time. */
    @FunctionalInterface
    private interface Grower {
        Tree grow(double[] targets, TreeGrower.LeafRule leaves, FeatureChoice choice);
    }

    /** The order of features in the nodes of a tree, for which the trees of a stage need no other tree. */
    private FeatureChoice choice(int width, int tree) {
        return switch (ties) {
            case Ties.First() -> FeatureChoice.all();
            case Ties.Drawn(long seed) ->
                FeatureChoice.shuffled(width, new SplittableRandom(new SplittableRandom(seed).nextLong() + tree));
        };
    }

    private Supplier<Grower> growers(FeatureColumns columns) {
        double[] inverse = SquaredError.inverses(columns.points());
        int width = columns.width();
        return switch (splits) {
            case EXACT -> {
                int[][] sorted = columns.order();
                yield () -> {
                    SortedRuns.Buffers buffers = SortedRuns.Buffers.of(width, columns.points(), columns.points());
                    return (targets, leaves, choice) -> {
                        Criterion error = new SquaredError(targets, new int[0], inverse);
                        SortedRuns runs = new SortedRuns(columns, sorted, buffers, choice, error);
                        return TreeGrower.grow(width, runs, error, limits, leaves);
                    };
                };
            }
            case HISTOGRAM -> {
                FeatureBins bins = FeatureBins.of(columns);
                yield () -> (targets, leaves, choice) -> {
                    Criterion error = new SquaredError(targets, new int[0], inverse);
                    return TreeGrower.grow(width, new Histograms(bins, targets, inverse), error, limits, leaves);
                };
            }
        };
    }

    /** Sets a leaf to the Newton step and moves the scores of its points. */
    private TreeGrower.LeafRule newton(double[] gradient, double[] raw, double factor) {
        return (order, from, to, statistics, values, offset) -> {
            double curvature = 0;
            for (int i = from; i < to; i++) {
                double r = Math.abs(gradient[order[i]]);
                // p is 1 − |r| or |r|.
                curvature += r * (1 - r);
            }
            double points = to - from;
            double step = curvature / points < 1e-150 ? 0 : factor * statistics[1] / curvature;
            values[offset] = step;
            double change = learningRate * step;
            for (int i = from; i < to; i++) {
                raw[order[i]] += change;
            }
        };
    }
}
