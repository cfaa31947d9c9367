package org.gaspard.metrics.intervention;

import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;

/**
 * How many votes of how many points decide a score.
 *
 * @param batch the points of a vote, at least 2
 * @param trainingVotes the votes that assign factors to codes, at least 1
 * @param testVotes the votes that test this, at least 1
 * @param variancePoints the points that global variances are estimated from, at least 2
 * @param leastDeviation codes with a smaller global standard deviation do not vote, nor do constant ones; not negative
 * @param rescaled whether the accuracy a becomes {@code (a − 1/K) / (1 − 1/K)}, 0 for guessing one of K factors
 */
public record VoteSettings(
        int batch, int trainingVotes, int testVotes, int variancePoints, double leastDeviation, boolean rescaled) {

    /** Checks the options. */
    public VoteSettings {
        Checks.atLeast("batch", batch, 2);
        Checks.atLeast("trainingVotes", trainingVotes, 1);
        Checks.atLeast("testVotes", testVotes, 1);
        Checks.atLeast("variancePoints", variancePoints, 2);
        if (!(leastDeviation >= 0)) {
            throw new IllegalArgumentException("leastDeviation must not be negative, found " + leastDeviation);
        }
    }

    /** The study of disentanglement_lib [LBL19]: 10,000 and 5,000 votes of 64 points, deviations from 0.05, not rescaled. */
    public static VoteSettings locatello() {
        return new VoteSettings(64, 10_000, 5_000, 10_000, 0.05, false);
    }

    /** The study of Zaidi et al. [ZBGC20]: 800 and 800 votes of 200 points, deviations from 0.02, rescaled. */
    public static VoteSettings zaidi() {
        return new VoteSettings(200, 800, 800, 10_000, 0.02, true);
    }

    /** The same with another threshold for codes that vote. */
    public VoteSettings withLeastDeviation(double newLeastDeviation) {
        return new VoteSettings(batch, trainingVotes, testVotes, variancePoints, newLeastDeviation, rescaled);
    }

    /** The same with other numbers of votes. */
    public VoteSettings withVotes(int newTrainingVotes, int newTestVotes) {
        return new VoteSettings(batch, newTrainingVotes, newTestVotes, variancePoints, leastDeviation, rescaled);
    }

    Score describe(long seed, Score score) {
        return score.withSetting("batch", batch)
                .withSetting("training votes", trainingVotes)
                .withSetting("test votes", testVotes)
                .withSetting("variance points", variancePoints)
                .withSetting("least deviation", leastDeviation)
                .withSetting("rescaled", rescaled)
                .withSetting("seed", seed);
    }
}
