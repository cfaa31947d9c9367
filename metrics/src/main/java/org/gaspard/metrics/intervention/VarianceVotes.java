package org.gaspard.metrics.intervention;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.intervention.Groups.Group;

/**
 * Which code does a batch name? The one whose variance in the batch, divided by its variance among all points, is least or
 * largest. Factors are then assigned to codes by majority, and tested on further votes.
 *
 * @param settings numbers of votes and points
 * @param batches how a batch is drawn for a factor
 * @param least whether the code of least variance is named, else that of largest
 */
record VarianceVotes(VoteSettings settings, Batches batches, boolean least) {

    /** Draws a batch of points for a factor. */
    @FunctionalInterface
    interface Batches {
        int[] draw(PointSource source, int factor, int batch, RandomGenerator random);
    }

    /**
     * The codes that vote.
     *
     * @param numbers of these, ascending
     * @param variances of all codes
     */
    private record Voters(int[] numbers, double[] variances) {

        List<Integer> silent() {
            return IntStream.range(0, variances.length)
                    .filter(l -> Arrays.binarySearch(numbers, l) < 0)
                    .boxed()
                    .toList();
        }
    }

    /**
     * Votes counted.
     *
     * @param counts how often a code was named for a factor, [L][K]
     * @param still how many batches no voting code moved in
     */
    private record Votes(long[][] counts, int still) {

        /** For each code the factor that it was named for most often, the first of these. */
        int[] majority() {
            return Arrays.stream(counts).mapToInt(VarianceVotes::argMax).toArray();
        }

        double accuracy(int[] factors) {
            long right = 0;
            long all = 0;
            for (int l = 0; l < factors.length; l++) {
                right += counts[l][factors[l]];
                all += Arrays.stream(counts[l]).sum();
            }
            return right / (double) all;
        }

        Score.Table table(String name, List<String> factors) {
            double[][] values = Arrays.stream(counts)
                    .map(row -> Arrays.stream(row).asDoubleStream().toArray())
                    .toArray(double[][]::new);
            return Score.Table.ofCodesAndFactors(name, factors, values);
        }
    }

    Score score(String metric, PointSource source, long seed) {
        VaryingFactors factors = VaryingFactors.of(source);
        if (factors.count() == 1) {
            return settings.describe(seed, factors.nothingToTell(metric));
        }
        SplittableRandom random = new SplittableRandom(seed);
        Voters voters = voters(source, random.split());
        if (voters.numbers.length == 0) {
            return settings.describe(
                    seed,
                    factors.warn(Score.of(metric, 0)
                            .withFigure("training accuracy", 0)
                            .withFigure("active codes", 0)
                            .withWarning("no code votes: all deviate by less than " + settings.leastDeviation()
                                    + " or not at all; the score is 0 by convention")));
        }
        Votes training = cast(source, factors.numbers(), voters, settings.trainingVotes(), random.split());
        Votes test = cast(source, factors.numbers(), voters, settings.testVotes(), random.split());
        int[] assigned = training.majority();
        double accuracy = test.accuracy(assigned);
        double value = settings.rescaled() ? factors.rescaled(accuracy) : accuracy;
        Score score = Score.of(metric, value)
                .withFigure("test accuracy", accuracy)
                .withFigure("training accuracy", training.accuracy(assigned))
                .withFigure("active codes", voters.numbers.length)
                .withTable(training.table("training votes", factors.names()))
                .withTable(test.table("test votes", factors.names()))
                .withTable(Score.Table.ofCodes("global variance", voters.variances));
        if (!voters.silent().isEmpty()) {
            score = score.withWarning("codes that do not vote: " + voters.silent());
        }
        int still = training.still + test.still;
        if (still > 0) {
            score = score.withWarning("no voting code moved in " + still + " of "
                    + (settings.trainingVotes() + settings.testVotes()) + " batches; the first one was named");
        }
        return settings.describe(seed, factors.warn(score));
    }

    private Voters voters(PointSource source, RandomGenerator random) {
        Group points = Groups.of(source, source.draw(settings.variancePoints(), random));
        double[] variances =
                IntStream.range(0, source.width()).mapToDouble(points::variance).toArray();
        int[] numbers = IntStream.range(0, variances.length)
                .filter(l -> variances[l] > 0 && Math.sqrt(variances[l]) >= settings.leastDeviation())
                .toArray();
        return new Voters(numbers, variances);
    }

    private Votes cast(PointSource source, int[] factors, Voters voters, int votes, SplittableRandom random) {
        int[] factorOf = new int[votes];
        int[] named = new int[votes];
        boolean[] still = new boolean[votes];
        Groups.forEach(
                source,
                votes,
                settings.batch(),
                random,
                (vote, own) -> {
                    factorOf[vote] = own.nextInt(factors.length);
                    return batches.draw(source, factors[factorOf[vote]], settings.batch(), own);
                },
                (vote, batch) -> {
                    double[] relative = Arrays.stream(voters.numbers)
                            .mapToDouble(l -> batch.variance(l) / voters.variances[l])
                            .toArray();
                    named[vote] = voters.numbers[extreme(relative)];
                    still[vote] = Arrays.stream(relative).allMatch(variance -> variance == 0);
                });
        long[][] counts = new long[source.width()][factors.length];
        int motionless = 0;
        for (int vote = 0; vote < votes; vote++) {
            counts[named[vote]][factorOf[vote]]++;
            motionless += still[vote] ? 1 : 0;
        }
        return new Votes(counts, motionless);
    }

    /** The position of the least or largest value, the first of equal ones. */
    private int extreme(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (least ? values[i] < values[best] : values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    private static int argMax(long[] counts) {
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            if (counts[i] > counts[best]) {
                best = i;
            }
        }
        return best;
    }
}
