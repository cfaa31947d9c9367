package org.gaspard.metrics.learners;

import java.util.Arrays;
import java.util.function.DoublePredicate;

/** Numbers in ascending order, to find the ones near another. */
final class SortedLine {

    private final double[] values;

    SortedLine(double[] values) {
        this.values = values.clone();
        Arrays.sort(this.values);
    }

    /** How many numbers x have {@code |x − value| ≤ radius}, differences rounded. */
    int countWithin(double value, double radius) {
        // Rounded differences grow with x, so that both ends can be bisected.
        int from = firstWhere(x -> value - x <= radius);
        int end = firstWhere(x -> x - value > radius);
        return end - from;
    }

    /** The distance of {@code value}, which must be one of the numbers, to its k-th neighbour; {@code O(log N + k)}. */
    double neighbourDistance(double value, int k) {
        int self = firstWhere(x -> x >= value);
        int left = self - 1;
        int right = self + 1;
        double distance = 0;
        for (int i = 0; i < k; i++) {
            double toLeft = left < 0 ? Double.POSITIVE_INFINITY : value - values[left];
            double toRight = right >= values.length ? Double.POSITIVE_INFINITY : values[right] - value;
            if (toLeft < toRight) {
                distance = toLeft;
                left--;
            } else {
                distance = toRight;
                right++;
            }
        }
        return distance;
    }

    /** The first position where a condition holds that holds from there on. */
    private int firstWhere(DoublePredicate condition) {
        int low = 0;
        int high = values.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (condition.test(values[middle])) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
