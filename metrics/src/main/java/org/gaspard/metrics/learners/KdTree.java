package org.gaspard.metrics.learners;

import java.util.Arrays;

/**
 * Points in boxes, to find the ones near a place: a binary tree that cuts the widest side of a box at the median.
 *
 * <p>Distances are "reduced": the largest difference of a coordinate for the maximum norm, the sum of squares for Euclid's.
 * Building takes {@code d N log² N}, a search {@code O(log N)} in few dimensions and up to {@code d N} in many.
 *
 * <p>Source: Friedman, Bentley and Finkel, "An Algorithm for Finding Best Matches in Logarithmic Expected Time", ACM
 * Transactions on Mathematical Software 3, 1977.
 */
final class KdTree {

    private static final int LEAF = 16;
    private static final int NONE = -1;

    private final double[] points;
    private final int dimensions;
    private final boolean maximumNorm;
    private final int[] order;
    private final Node root;

    /** A box and the points {@code order[from … end − 1]} in it; leaves have no children. */
    private record Node(double[] low, double[] high, int from, int end, Node[] children) {}

    /** @param points [N × d], N ≥ 1; kept */
    KdTree(double[] points, int dimensions, boolean maximumNorm) {
        this.points = points;
        this.dimensions = dimensions;
        this.maximumNorm = maximumNorm;
        this.order = new int[points.length / dimensions];
        Arrays.setAll(order, i -> i);
        this.root = node(0, order.length);
    }

    /** Points by ascending distance; of equal ones the first. */
    static final class Nearest {
        final double[] distances;
        final int[] indices;

        private Nearest(int count) {
            distances = new double[count];
            indices = new int[count];
            Arrays.fill(distances, Double.POSITIVE_INFINITY);
            Arrays.fill(indices, Integer.MAX_VALUE);
        }

        private double worst() {
            return distances[distances.length - 1];
        }

        private void add(double distance, int index) {
            int last = distances.length - 1;
            if (!before(distance, index, last)) {
                return;
            }
            int i = last;
            while (i > 0 && before(distance, index, i - 1)) {
                distances[i] = distances[i - 1];
                indices[i] = indices[i - 1];
                i--;
            }
            distances[i] = distance;
            indices[i] = index;
        }

        private boolean before(double distance, int index, int i) {
            return distance < distances[i] || distance == distances[i] && index < indices[i];
        }
    }

    /** The {@code count} points nearest to the place {@code from[offset … offset + d − 1]}; there must be as many. */
    Nearest nearest(double[] from, int offset, int count) {
        return nearest(from, offset, count, NONE);
    }

    /** The {@code count} points nearest to one of the points, without itself. */
    Nearest neighbours(int point, int count) {
        return nearest(points, point * dimensions, count, point);
    }

    private Nearest nearest(double[] from, int offset, int count, int without) {
        Nearest found = new Nearest(count);
        search(root, from, offset, without, found);
        return found;
    }

    /** How many points are within a reduced distance of the place, the bound included. */
    int countWithin(double[] from, int offset, double distance) {
        return count(root, from, offset, distance);
    }

    private void search(Node node, double[] from, int offset, int without, Nearest found) {
        if (node.children.length == 0) {
            for (int i = node.from; i < node.end; i++) {
                if (order[i] != without) {
                    found.add(distance(order[i], from, offset), order[i]);
                }
            }
            return;
        }
        double first = least(node.children[0], from, offset);
        double second = least(node.children[1], from, offset);
        int near = first <= second ? 0 : 1;
        if (Math.min(first, second) <= found.worst()) {
            search(node.children[near], from, offset, without, found);
        }
        if (Math.max(first, second) <= found.worst()) {
            search(node.children[1 - near], from, offset, without, found);
        }
    }

    private int count(Node node, double[] from, int offset, double bound) {
        if (least(node, from, offset) > bound) {
            return 0;
        }
        if (most(node, from, offset) <= bound) {
            return node.end - node.from;
        }
        int count = 0;
        if (node.children.length == 0) {
            for (int i = node.from; i < node.end; i++) {
                count += distance(order[i], from, offset) <= bound ? 1 : 0;
            }
        }
        for (Node child : node.children) {
            count += count(child, from, offset, bound);
        }
        return count;
    }

    private double distance(int point, double[] from, int offset) {
        double sum = 0;
        for (int l = 0; l < dimensions; l++) {
            sum = joined(sum, points[point * dimensions + l] - from[offset + l]);
        }
        return sum;
    }

    /** A bound of the distance to the points of a box; as rounding keeps order, also of rounded distances. */
    private double least(Node node, double[] from, int offset) {
        double sum = 0;
        for (int l = 0; l < dimensions; l++) {
            double place = from[offset + l];
            sum = joined(sum, Math.max(0, Math.max(node.low[l] - place, place - node.high[l])));
        }
        return sum;
    }

    private double most(Node node, double[] from, int offset) {
        double sum = 0;
        for (int l = 0; l < dimensions; l++) {
            double place = from[offset + l];
            sum = joined(sum, Math.max(node.high[l] - place, place - node.low[l]));
        }
        return sum;
    }

    private double joined(double sum, double difference) {
        return maximumNorm ? Math.max(sum, Math.abs(difference)) : sum + difference * difference;
    }

    private Node node(int from, int end) {
        double[] low = new double[dimensions];
        double[] high = new double[dimensions];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (int i = from; i < end; i++) {
            for (int l = 0; l < dimensions; l++) {
                low[l] = Math.min(low[l], points[order[i] * dimensions + l]);
                high[l] = Math.max(high[l], points[order[i] * dimensions + l]);
            }
        }
        int widest = 0;
        for (int l = 1; l < dimensions; l++) {
            if (high[l] - low[l] > high[widest] - low[widest]) {
                widest = l;
            }
        }
        if (end - from <= LEAF || high[widest] == low[widest]) {
            return new Node(low, high, from, end, new Node[0]);
        }
        sort(from, end, widest);
        int middle = (from + end) >>> 1;
        return new Node(low, high, from, end, new Node[] {node(from, middle), node(middle, end)});
    }

    private void sort(int from, int end, int dimension) {
        int[] sorted = Arrays.stream(order, from, end)
                .boxed()
                .sorted((a, b) ->
                        Double.compare(points[a * dimensions + dimension], points[b * dimensions + dimension]))
                .mapToInt(Integer::intValue)
                .toArray();
        System.arraycopy(sorted, 0, order, from, sorted.length);
    }
}
