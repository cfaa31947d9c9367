package org.gaspard.metrics.learners;

/** Learns to tell classes apart from points whose class is known. */
public interface Classifier {

    /**
     * Learns from N points.
     *
     * @param features a row for each point, [N][L], finite
     * @param labels the class of each point, [N], any ints
     * @throws IllegalArgumentException if there are no points, the lengths differ, rows are ragged, a feature is not finite,
     * or there are fewer classes than the classifier needs
     */
    Model fit(double[][] features, int[] labels);

    /** What was learned. */
    interface Model {

        /** The labels seen in training, ascending. */
        int[] classes();

        /**
         * The class of each point.
         *
         * @param features a row for each point, as many columns as in training
         * @throws IllegalArgumentException if a row has another number of columns, or a feature is not finite
         */
        int[] predict(double[][] features);

        /** Whether learning came to its end, and did not stop short of the optimum; true for learners that always end. */
        default boolean converged() {
            return true;
        }

        /**
         * The part of the points whose class is predicted, between 0 and 1.
         *
         * @throws IllegalArgumentException as {@link #predict}, or if there are no points or the lengths differ
         */
        default double accuracy(double[][] features, int[] labels) {
            if (features.length == 0 || features.length != labels.length) {
                throw new IllegalArgumentException(
                        "features and labels must describe the same points, at least one, found " + features.length
                                + " rows of features and " + labels.length + " labels");
            }
            int[] predicted = predict(features);
            int right = 0;
            for (int n = 0; n < labels.length; n++) {
                if (predicted[n] == labels[n]) {
                    right++;
                }
            }
            return right / (double) labels.length;
        }
    }
}
