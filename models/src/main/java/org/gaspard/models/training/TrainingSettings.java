package org.gaspard.models.training;

import java.nio.file.Path;

/**
 * How long and how training runs.
 *
 * @param steps how many steps in all, resumed ones included
 * @param batchSize images in a step
 * @param seed decides the order of the images and all random numbers
 * @param logEvery steps between rows of the log
 * @param checkpointEvery steps between checkpoints; there is always one at the end
 * @param folder where the log and the checkpoint are
 */
public record TrainingSettings(long steps, int batchSize, long seed, long logEvery, long checkpointEvery, Path folder) {

    /** Checks the ranges. */
    public TrainingSettings {
        atLeastOne("steps", steps);
        atLeastOne("batchSize", batchSize);
        atLeastOne("logEvery", logEvery);
        atLeastOne("checkpointEvery", checkpointEvery);
    }

    private static void atLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, found " + value);
        }
    }

    /** The log of losses, one row for each {@code logEvery} steps. */
    public Path log() {
        return folder.resolve("losses.csv");
    }

    /** The checkpoint. */
    public Path checkpoint() {
        return folder.resolve("checkpoint.safetensors");
    }
}
