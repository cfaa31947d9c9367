package org.gaspard.topology.diagram;

/**
 * Points of the plane from which one within a distance can be taken out, in the maximum norm: a balanced tree of halves
 * (k-d tree) that counts what is left below each node. To build it takes {@code O(n log n)}, to take a point
 * {@code O(√n)}.
 */
final class PlaneTree {

    private final double[] x;
    private final double[] y;
    /** The node of a range of this array is its middle; the halves beside it are the ranges of its children. */
    private final int[] points;

    private final boolean[] splitsY;
    private final boolean[] taken;
    private final int[] left;

    /** @param points the indices of the points in x and y; this array is reordered and kept */
    PlaneTree(double[] x, double[] y, int[] points) {
        this.x = x;
        this.y = y;
        this.points = points;
        splitsY = new boolean[points.length];
        taken = new boolean[points.length];
        left = new int[points.length];
        build(0, points.length);
    }

    private void build(int from, int to) {
        if (from >= to) {
            return;
        }
        int middle = (from + to) >>> 1;
        boolean byY = spread(y, from, to) > spread(x, from, to);
        select(byY ? y : x, from, to - 1, middle);
        splitsY[middle] = byY;
        left[middle] = to - from;
        build(from, middle);
        build(middle + 1, to);
    }

    private double spread(double[] coordinate, int from, int to) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            low = Math.min(low, coordinate[points[i]]);
            high = Math.max(high, coordinate[points[i]]);
        }
        return high - low;
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
        if (from >= to || left[middle] == 0) {
            return -1;
        }
        int point = points[middle];
        double dx = px - x[point];
        double dy = py - y[point];
        int found = -1;
        if (!taken[middle] && Math.abs(dx) <= radius && Math.abs(dy) <= radius) {
            taken[middle] = true;
            found = point;
        } else {
            double beyond = splitsY[middle] ? dy : dx;
            if (beyond <= radius) {
                found = take(from, middle, px, py, radius);
            }
            if (found < 0 && -beyond <= radius) {
                found = take(middle + 1, to, px, py, radius);
            }
        }
        if (found >= 0) {
            left[middle]--;
        }
        return found;
    }
}
