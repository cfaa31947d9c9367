package org.gaspard.metrics.information;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;

/**
 * The codes that a mean runs over.
 *
 * @param which their numbers, ascending
 * @param activeOnly whether constant codes stay out
 */
record ActiveCodes(int[] which, boolean activeOnly) {

    static ActiveCodes of(Codes codes, boolean activeOnly) {
        return new ActiveCodes(
                activeOnly ? codes.varying() : IntStream.range(0, codes.width()).toArray(), activeOnly);
    }

    /** The mean of a number of each code; NaN with a warning if there is no code. */
    Score score(String name, double[] values, String table, InformationMatrix matrix) {
        double mean = Arrays.stream(which).mapToDouble(l -> values[l]).average().orElse(Double.NaN);
        Score score = matrix.described(Score.of(name, mean))
                .withTable(Score.Table.ofCodes(table, values))
                .withSetting("mean over", activeOnly ? "active codes" : "all codes");
        return which.length > 0 ? score : score.withWarning("no code is active: the mean is not defined");
    }
}
