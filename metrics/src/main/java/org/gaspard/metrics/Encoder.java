package org.gaspard.metrics;

/** Gives the codes of images of a data set, for example the means that a trained encoder says. */
@FunctionalInterface
public interface Encoder {

    /**
     * The codes of images, row by row, [n × L]. The same image has the same codes each time.
     *
     * @param images indices into the data set, each once
     */
    float[] encode(int[] images);
}
