package org.gaspard.datasets.sequences;

/**
 * Sequences whose transformations can be done one after the other or at once, each by its own number of steps: what a model that has
 * learned them one by one should foretell of a sequence that switches between them or superposes them.
 */
public interface ComposableSequences extends ImageSequences {

    /**
     * Writes a composed sequence of starting image {@code index} into {@code out} at {@code offset}, frame by frame (HWC).
     *
     * @param steps for each frame and each transformation, how many of its steps are done, from 0 to T; [frames][K], of at least one
     *     frame
     * @throws IllegalArgumentException if there is no frame, a row has another length than K, or a number of steps is not from 0 to T
     * @throws IndexOutOfBoundsException if there is no such image, or {@code out} is too short
     */
    void readComposed(int index, int[][] steps, float[] out, int offset);
}
