package org.gaspard.models.sequences.evaluation;

/** Which frames of a sequence x_0 … x_T are evaluated; never x_0, which models are given. */
public enum FrameRange {

    /** t = 1 … T, as the equations of [S23] have it. */
    ALL(0),

    /** t = 1 … T − 1, as the published program of [S23] counts on digits. */
    WITHOUT_LAST(1);

    private final int left;

    FrameRange(int left) {
        this.left = left;
    }

    /**
     * How many frames of a sequence are evaluated.
     *
     * @param frames T + 1
     * @throws IllegalArgumentException if none is
     */
    int count(int frames) {
        int count = frames - 1 - left;
        if (count < 1) {
            throw new IllegalArgumentException("sequences must have at least " + (2 + left)
                    + " frames to be evaluated at " + this + ", found " + frames);
        }
        return count;
    }
}
