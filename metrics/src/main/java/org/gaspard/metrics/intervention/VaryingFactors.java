package org.gaspard.metrics.intervention;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.Score;

/**
 * The factors that a metric looks at: all that have more than one value.
 *
 * @param numbers of these, ascending
 * @param names of these
 * @param constant the names of the others
 */
record VaryingFactors(int[] numbers, List<String> names, List<String> constant) {

    /**
     * The factors of a source.
     *
     * @throws IllegalArgumentException if none varies
     */
    static VaryingFactors of(PointSource source) {
        return of(source.factorNames(), source.varying());
    }

    /**
     * The factors of known points.
     *
     * @throws IllegalArgumentException if none varies
     */
    static VaryingFactors of(Factors factors) {
        return of(factors.names(), factors.varying());
    }

    private static VaryingFactors of(List<String> names, int[] varying) {
        if (varying.length == 0) {
            throw new IllegalArgumentException(
                    "factors must vary, found all of " + names + " constant: there is nothing to measure");
        }
        return new VaryingFactors(
                varying,
                Arrays.stream(varying).mapToObj(names::get).toList(),
                IntStream.range(0, names.size())
                        .filter(k -> Arrays.binarySearch(varying, k) < 0)
                        .mapToObj(names::get)
                        .toList());
    }

    int count() {
        return numbers.length;
    }

    /** The score with a warning if factors were left out. */
    Score warn(Score score) {
        return constant.isEmpty() ? score : score.withWarning("constant factors left out: " + constant);
    }

    /** What a metric that tells factors apart says of a single one. */
    Score nothingToTell(String metric) {
        return warn(Score.of(metric, Double.NaN)
                .withWarning("not defined: only factor '" + names.getFirst() + "' varies, no other to tell it from"));
    }

    /** An accuracy moved so that guessing gets 0: {@code (a − 1/K) / (1 − 1/K)}. */
    double rescaled(double accuracy) {
        double chance = 1.0 / count();
        return (accuracy - chance) / (1 - chance);
    }
}
