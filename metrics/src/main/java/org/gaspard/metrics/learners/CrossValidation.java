package org.gaspard.metrics.learners;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Splits points into parts that are left out in turn, in the order given (nothing is shuffled). */
public final class CrossValidation {

    private CrossValidation() {}

    /**
     * One way to split.
     *
     * @param train the points to learn from, ascending
     * @param test the points left out, ascending
     */
    public record Fold(int[] train, int[] test) {}

    /**
     * Consecutive parts whose sizes differ by at most 1, larger ones first: scikit-learn's {@code KFold}.
     *
     * @param points N
     * @param folds the number of parts, between 2 and N
     * @throws IllegalArgumentException if there are fewer than 2 folds or fewer points than folds
     */
    public static List<Fold> consecutive(int points, int folds) {
        requireFolds(folds);
        if (points < folds) {
            throw new IllegalArgumentException(
                    "points must be at least as many as folds, " + folds + ", found " + points);
        }
        int[] part = new int[points];
        int next = 0;
        for (int f = 0; f < folds; f++) {
            int size = points / folds + (f < points % folds ? 1 : 0);
            Arrays.fill(part, next, next + size, f);
            next += size;
        }
        return byPart(part, folds);
    }

    /**
     * Parts in which the classes are as frequent as in the whole, and whose sizes differ by at most 1: scikit-learn's
     * {@code StratifiedKFold}. The points of one class go to the parts in their order.
     *
     * @param labels the class of each point, any ints
     * @param folds the number of parts, at least 2
     * @throws IllegalArgumentException if there are fewer than 2 folds, or each class has fewer points than there are folds
     */
    public static List<Fold> stratified(int[] labels, int folds) {
        requireFolds(folds);
        ClassLabels y = ClassLabels.of(labels, labels.length);
        int most = Arrays.stream(y.counts()).max().orElse(0);
        if (most < folds) {
            throw new IllegalArgumentException("labels must have a class with at least as many points as folds, "
                    + folds + ", found at most " + most + " points in a class");
        }
        int[][] allocation = allocation(y, folds);
        int[] part = new int[labels.length];
        int[] current = new int[y.size()];
        for (int n = 0; n < part.length; n++) {
            int k = y.index()[n];
            while (allocation[k][current[k]] == 0) {
                current[k]++;
            }
            allocation[k][current[k]]--;
            part[n] = current[k];
        }
        return byPart(part, folds);
    }

    /** How many points of each class go to each part: dealt out in turn, class by class in the order of first points. */
    private static int[][] allocation(ClassLabels y, int folds) {
        int[] order = Arrays.stream(y.index()).distinct().toArray();
        int[][] allocation = new int[y.size()][folds];
        int dealt = 0;
        for (int k : order) {
            for (int i = 0; i < y.counts()[k]; i++) {
                allocation[k][dealt++ % folds]++;
            }
        }
        return allocation;
    }

    private static List<Fold> byPart(int[] part, int folds) {
        List<Fold> result = new ArrayList<>();
        for (int f = 0; f < folds; f++) {
            int left = f;
            result.add(new Fold(
                    IntStream.range(0, part.length).filter(n -> part[n] != left).toArray(),
                    IntStream.range(0, part.length).filter(n -> part[n] == left).toArray()));
        }
        return result;
    }

    private static void requireFolds(int folds) {
        if (folds < 2) {
            throw new IllegalArgumentException("folds must be at least 2, found " + folds);
        }
    }
}
