package org.gaspard.metrics.learners;

import java.util.Arrays;

/**
 * Labels as numbers of classes.
 *
 * @param classes the different labels, ascending
 * @param indices by point the place of its label in {@code classes}
 */
record Labels(int[] classes, int[] indices) {

    /** @throws IllegalArgumentException if there is not one label for each point */
    static Labels of(int[] labels, int points) {
        if (labels.length != points) {
            throw new IllegalArgumentException("labels must have one entry for each of the " + points
                    + " rows of features, found " + labels.length);
        }
        int[] classes = Arrays.stream(labels).sorted().distinct().toArray();
        int[] indices = new int[labels.length];
        for (int n = 0; n < labels.length; n++) {
            indices[n] = Arrays.binarySearch(classes, labels[n]);
        }
        return new Labels(classes, indices);
    }

    /** The number of points of each class. */
    int[] counts() {
        int[] counts = new int[classes.length];
        for (int index : indices) {
            counts[index]++;
        }
        return counts;
    }
}
