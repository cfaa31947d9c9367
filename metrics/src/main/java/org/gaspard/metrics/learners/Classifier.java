package org.gaspard.metrics.learners;

/** Learns to name the class of a point from labelled points. */
public interface Classifier {

    /**
     * Learns from N points.
     *
     * @param features [N][L], finite
     * @param labels [N], any ints
     * @throws IllegalArgumentException if there are no points, shapes disagree or a feature is not finite
     */
    Model fit(double[][] features, int[] labels);

    /** What was learned. */
    interface Model {

        /** The classes seen in training, ascending. */
        int[] classes();

        /**
         * The class of each point.
         *
         * @param features [N][L], L as in training
         */
        int[] predict(double[][] features);

        /**
         * The part of points whose class is predicted, in [0, 1].
         *
         * @param features [N][L], L as in training
         * @param labels [N], N ≥ 1
         * @throws IllegalArgumentException if there are no points or shapes disagree
         */
        default double accuracy(double[][] features, int[] labels) {
            if (labels.length == 0 || features.length != labels.length) {
                throw new IllegalArgumentException("features and labels must have one entry for each of N ≥ 1 points,"
                        + " found " + features.length + " rows of features and " + labels.length + " labels");
            }
            int[] predicted = predict(features);
            int right = 0;
            for (int n = 0; n < labels.length; n++) {
                if (predicted[n] == labels[n]) {
                    right++;
                }
            }
            return (double) right / labels.length;
        }
    }
}
