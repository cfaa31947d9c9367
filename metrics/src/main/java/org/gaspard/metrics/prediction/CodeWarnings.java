package org.gaspard.metrics.prediction;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;

/** Warnings of codes whose values a learner cannot tell apart in its arithmetic. */
final class CodeWarnings {

    /** Trees take values for equal that are nearer than this, as scikit-learn's do. */
    private static final float TREE_GAP = 1e-7f;
    /** A code has outliers if this part of its range holds 90 % of its points. */
    private static final double NARROW = 1e-6;

    private CodeWarnings() {}

    /** Of codes that vary, but whose middle 90 % of points lie in a millionth of the range or less without being equal. */
    static Score outliers(Score score, Codes codes) {
        return warned(
                score,
                codes,
                CodeWarnings::hasOutliers,
                " have outliers: 90 % of their points lie within a millionth of the range, too close for a linear"
                        + " model");
    }

    private static boolean hasOutliers(double[] sorted) {
        int tail = sorted.length / 20;
        double middle = sorted[sorted.length - 1 - tail] - sorted[tail];
        return middle > 0 && middle < NARROW * (sorted[sorted.length - 1] - sorted[0]);
    }

    /** Of codes of which trees, which compare floats, tell fewer than half of the values apart. */
    static Score trees(Score score, Codes codes) {
        return warned(
                score,
                codes,
                CodeWarnings::lostToTrees,
                " lose most of their values to trees, which compare floats and take those within 1e-7 for equal:"
                        + " rescale them");
    }

    private static boolean lostToTrees(double[] sorted) {
        int distinct = 1;
        int told = 1;
        float last = (float) sorted[0];
        for (int n = 1; n < sorted.length; n++) {
            distinct += sorted[n] > sorted[n - 1] ? 1 : 0;
            float next = (float) sorted[n];
            if (next > last + TREE_GAP) {
                told++;
                last = next;
            }
        }
        return 2 * told <= distinct;
    }

    private static Score warned(Score score, Codes codes, Predicate<double[]> bad, String what) {
        int[] found = IntStream.range(0, codes.width())
                .filter(l -> {
                    double[] sorted = codes.column(l);
                    Arrays.sort(sorted);
                    return bad.test(sorted);
                })
                .toArray();
        return found.length == 0 ? score : score.withWarning("codes " + Arrays.toString(found) + what);
    }
}
