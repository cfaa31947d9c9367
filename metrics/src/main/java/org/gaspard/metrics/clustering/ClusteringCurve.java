package org.gaspard.metrics.clustering;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.learners.KMeans;

/**
 * How well codes fall into k clusters, for each of some k: centres of {@link KMeans} learned from some codes, the
 * {@link CalinskiHarabasz} index of the nearest centres of others.
 *
 * <p>A curve with a peak at the number of clusters that a prior has says that codes follow it. k-means looks for round clusters
 * of one scale, so axes should have a common scale: one that is stretched hides the others. What codes get: the peaks stay where
 * they are if codes are permuted, rotated, shifted or scaled together. Where all test codes are on their centres the index is 1 by
 * convention, see {@link CalinskiHarabasz}, and no peak.
 *
 * <p>The program of [NTO23] passes once over the validation codes with mini-batch k-means, from one seed, for k = 2, …, 12, and has
 * the index of the test codes; here each minimum is that of full k-means, the best of several starts. Time {@code O(N L k)} a round
 * and start.
 *
 * @param from the smallest k, at least 2
 * @param to the largest k
 * @param starts the number of starts of k-means for each k
 * @param seed of k-means
 */
public record ClusteringCurve(int from, int to, int starts, long seed) {

    private static final int MAX_ROUNDS = 300;
    /** The name of the table, and of its first column. */
    public static final String INDEX = "Caliński-Harabasz index";

    /** Checks the range. */
    public ClusteringCurve {
        Checks.atLeast("from", from, 2);
        Checks.atLeast("to", to, from);
        Checks.atLeast("starts", starts, 1);
    }

    /** k = 2, …, 12, as the program of [NTO23]; ten starts. */
    public static ClusteringCurve standard(long seed) {
        return new ClusteringCurve(2, 12, 10, seed);
    }

    /**
     * The curve. The value is the k with the largest index, the first of equal ones; figures: that index, and the index of each k as
     * "k = …". Table: index and inertia per point of the test codes for each k.
     *
     * @param validation what centres are learned from
     * @param test what they are judged by: other points, else the curve flatters many clusters
     * @throws IllegalArgumentException if the numbers of codes differ, or there are fewer validation codes than the largest k
     */
    public Score score(Codes validation, Codes test) {
        if (validation.width() != test.width()) {
            throw new IllegalArgumentException("validation and test must have as many codes, found "
                    + validation.width() + " and " + test.width());
        }
        Checks.points("validation", validation, to);
        double[][] known = validation.rows();
        double[][] others = test.rows();
        double[][] values = new double[to - from + 1][];
        List<String> warnings = new ArrayList<>();
        for (int k = from; k <= to; k++) {
            KMeans.Clustering found = new KMeans(k, starts, MAX_ROUNDS, seed).fit(known);
            int[] labels = found.nearest(others);
            values[k - from] =
                    new double[] {CalinskiHarabasz.index(test, labels), inertia(others, labels, found.centres())};
            if (!found.converged()) {
                warnings.add("k-means with " + k + " centres has not converged in " + MAX_ROUNDS + " rounds");
            }
            if (Double.isNaN(values[k - from][0])) {
                warnings.add("the index is not defined for k = " + k
                        + ": all test codes are in one cluster, or each in its own");
            }
        }
        return described(values, warnings)
                .withSetting("validation points", validation.points())
                .withSetting("test points", test.points());
    }

    private Score described(double[][] values, List<String> warnings) {
        int best = -1;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i][0]) && (best < 0 || values[i][0] > values[best][0])) {
                best = i;
            }
        }
        Score score = Score.of("number of clusters", best < 0 ? Double.NaN : from + best)
                .withFigure("largest index", best < 0 ? Double.NaN : values[best][0]);
        for (int i = 0; i < values.length; i++) {
            score = score.withFigure("k = " + (from + i), values[i][0]);
        }
        score = score.withTable(new Score.Table(
                        INDEX,
                        "clusters",
                        IntStream.rangeClosed(from, to)
                                .mapToObj(String::valueOf)
                                .toList(),
                        "",
                        List.of(INDEX, "inertia per point"),
                        values))
                .withSetting("starts", starts)
                .withSetting("seed", seed);
        for (String warning : warnings) {
            score = score.withWarning(warning);
        }
        return score;
    }

    private static double inertia(double[][] rows, int[] labels, double[][] centres) {
        double sum = 0;
        for (int n = 0; n < rows.length; n++) {
            for (int l = 0; l < rows[n].length; l++) {
                double difference = rows[n][l] - centres[labels[n]][l];
                sum += difference * difference;
            }
        }
        return sum / rows.length;
    }
}
