package org.gaspard.datasets.sequences;

/** How many steps of each transformation are done in each frame of a composed sequence. */
final class StepTable {

    private StepTable() {}

    /**
     * Checks a table for sequences.
     *
     * @throws IllegalArgumentException if there is no frame, a row has not a number for each transformation, or a number is not from 0 to T
     */
    static void check(int[][] steps, ImageSequences sequences) {
        int transformations = sequences.transformations().size();
        int most = sequences.frames() - 1;
        if (steps.length == 0) {
            throw new IllegalArgumentException("steps must be of at least one frame, found none");
        }
        for (int t = 0; t < steps.length; t++) {
            if (steps[t].length != transformations) {
                throw new IllegalArgumentException("steps of frame " + t + " must be of the " + transformations
                        + " transformations, found " + steps[t].length);
            }
            for (int k = 0; k < transformations; k++) {
                if (steps[t][k] < 0 || steps[t][k] > most) {
                    throw new IllegalArgumentException("steps of transformation " + k + " in frame " + t
                            + " must be from 0 to " + most + ", found " + steps[t][k]);
                }
            }
        }
    }
}
