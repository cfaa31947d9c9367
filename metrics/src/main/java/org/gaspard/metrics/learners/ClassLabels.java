package org.gaspard.metrics.learners;

import java.util.Arrays;

/**
 * Labels renamed to 0 … K − 1 in ascending order.
 *
 * @param classes the distinct labels, [K], ascending
 * @param index the new name of each point's label, [N]
 * @param counts how often each occurs, [K]
 */
record ClassLabels(int[] classes, int[] index, int[] counts) {

    /** Labels of {@code points} points. */
    static ClassLabels of(int[] labels, int points) {
        if (labels.length != points) {
            throw new IllegalArgumentException(
                    "labels must have one label for each of " + points + " points, found " + labels.length);
        }
        int[] classes = Arrays.stream(labels).sorted().distinct().toArray();
        int[] index = new int[points];
        int[] counts = new int[classes.length];
        for (int n = 0; n < points; n++) {
            index[n] = Arrays.binarySearch(classes, labels[n]);
            counts[index[n]]++;
        }
        return new ClassLabels(classes, index, counts);
    }

    /** The same, refused if all labels are equal. */
    static ClassLabels ofSeveralClasses(int[] labels, int points) {
        ClassLabels found = of(labels, points);
        if (found.size() < 2) {
            throw new IllegalArgumentException(
                    "labels must have at least 2 classes, found only class " + found.classes[0]);
        }
        return found;
    }

    int size() {
        return classes.length;
    }

    /** The class with the largest of {@code K} scores from {@code offset} on; the first of equal ones. */
    static int largest(double[] scores, int offset, int classes) {
        int best = 0;
        for (int k = 1; k < classes; k++) {
            if (scores[offset + k] > scores[offset + best]) {
                best = k;
            }
        }
        return best;
    }
}
