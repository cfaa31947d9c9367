package org.gaspard.topology.diagram;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Points of the plane from which one within a distance can be taken out, in the maximum norm: a balanced tree of halves
 * (k-d tree) that knows the bounds of each subtree and counts what is left in it. To build it takes {@code O(n log n)}, to
 * take a point {@code O(√n)} for points in general position.
 */
final class PlaneTree {

    private final double[] x;
    private final double[] y;
    /** The node of a range of this array is its middle; the halves beside it are the ranges of its children. */
    private final int[] points;

    private final double[] left;
    private final double[] right;
    private final double[] bottom;
    private final double[] top;
    private final boolean[] taken;
    /** How many points each subtree has, */
    private final int[] size;
    /** and how many of them are not taken. */
    private final int[] rest;

    /** @param points the indices of the points in x and y; this array is reordered and kept */
    PlaneTree(double[] x, double[] y, int[] points) {
        int n = points.length;
        this.x = x;
        this.y = y;
        this.points = points;
        left = new double[n];
        right = new double[n];
        bottom = new double[n];
        top = new double[n];
        taken = new boolean[n];
        size = new int[n];
        build(0, n);
        rest = size.clone();
    }

    /** All points of a diagram. */
    static PlaneTree of(FiniteBars bars) {
        return new PlaneTree(bars.x(), bars.y(), IntStream.range(0, bars.size()).toArray());
    }

    /** Puts back all points that were taken. */
    void restore() {
        Arrays.fill(taken, false);
        System.arraycopy(size, 0, rest, 0, size.length);
    }

    private void build(int from, int to) {
        if (from >= to) {
            return;
        }
        int middle = (from + to) >>> 1;
        size[middle] = to - from;
        left[middle] = Double.POSITIVE_INFINITY;
        right[middle] = Double.NEGATIVE_INFINITY;
        bottom[middle] = Double.POSITIVE_INFINITY;
        top[middle] = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            left[middle] = Math.min(left[middle], x[points[i]]);
            right[middle] = Math.max(right[middle], x[points[i]]);
            bottom[middle] = Math.min(bottom[middle], y[points[i]]);
            top[middle] = Math.max(top[middle], y[points[i]]);
        }
        boolean high = top[middle] - bottom[middle] > right[middle] - left[middle];
        select(high ? y : x, from, to - 1, middle);
        build(from, middle);
        build(middle + 1, to);
    }

    /** Hoare's selection: afterwards nothing before {@code wanted} is greater, and nothing behind it smaller. */
    private void select(double[] key, int from, int to, int wanted) {
        int low = from;
        int high = to;
        while (low < high) {
            double pivot = key[points[(low + high) >>> 1]];
            int i = low;
            int j = high;
            while (i <= j) {
                while (key[points[i]] < pivot) {
                    i++;
                }
                while (key[points[j]] > pivot) {
                    j--;
                }
                if (i <= j) {
                    int moved = points[i];
                    points[i++] = points[j];
                    points[j--] = moved;
                }
            }
            if (wanted <= j) {
                high = j;
            } else if (wanted >= i) {
                low = i;
            } else {
                return;
            }
        }
    }

    /** Takes out some point within the radius of (px, py) and returns its index, or −1 if none is left there. */
    int take(double px, double py, double radius) {
        return take(0, points.length, px, py, radius);
    }

    private int take(int from, int to, double px, double py, double radius) {
        int middle = (from + to) >>> 1;
        if (from >= to
                || rest[middle] == 0
                || px - right[middle] > radius
                || left[middle] - px > radius
                || py - top[middle] > radius
                || bottom[middle] - py > radius) {
            return -1;
        }
        int point = points[middle];
        int found;
        if (!taken[middle] && Math.abs(px - x[point]) <= radius && Math.abs(py - y[point]) <= radius) {
            taken[middle] = true;
            found = point;
        } else {
            found = take(from, middle, px, py, radius);
            if (found < 0) {
                found = take(middle + 1, to, px, py, radius);
            }
        }
        if (found >= 0) {
            rest[middle]--;
        }
        return found;
    }
}
