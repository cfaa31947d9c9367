package org.gaspard.topology.diagram;

import java.util.Arrays;

/**
 * A cheapest matching of rows and columns in which each may also stay alone: minimises {@code Σ c_ij} over the pairs, plus
 * {@code Σ a_i + Σ b_j} over what is alone.
 *
 * <p>Its dual is {@code max Σ u_i + Σ v_j} with {@code u_i ≤ a_i}, {@code v_j ≤ b_j} and {@code u_i + v_j ≤ c_ij}, and pairs
 * with {@code c_ij ≥ a_i + b_j} bind nothing. One after the other, rows and then columns are settled by a shortest
 * augmenting path, which ends where someone goes alone, or where someone undecided or alone is found. All prices stay as
 * small as the costs that decide, so that large costs nowhere taken do not swallow small ones. Each path takes
 * {@code O(E log(n + m))} at most, E the number of pairs.
 */
final class DiagonalAssignment {

    /** Stands for a partner where there is none. */
    static final int ALONE = -1;

    private static final int UNDECIDED = -2;

    private final Side rows;
    private final Side columns;

    /** Rows or columns. */
    private static final class Side {

        private final double[] alone;
        private final SparseCosts costs;
        private final double[] price;
        private final int[] mate;
        /** The length of the path at which the search has come here. */
        private final double[] distance;
        /** From which element of the other side. */
        private final int[] parent;

        private final IndexedHeap open;
        private final int[] visited;
        private int visits;

        private Side(double[] alone, SparseCosts costs) {
            int size = alone.length;
            this.alone = alone;
            this.costs = costs;
            price = new double[size];
            mate = new int[size];
            Arrays.fill(mate, UNDECIDED);
            distance = new double[size];
            Arrays.fill(distance, Double.POSITIVE_INFINITY);
            parent = new int[size];
            open = new IndexedHeap(size);
            visited = new int[size];
        }
    }

    /**
     * @param rowAlone a, non-negative
     * @param columnAlone b, non-negative
     * @param pairs c, non-negative, at least where {@code c_ij < a_i + b_j}
     */
    DiagonalAssignment(double[] rowAlone, double[] columnAlone, SparseCosts pairs) {
        rows = new Side(rowAlone, pairs);
        columns = new Side(columnAlone, pairs.transposed(columnAlone.length));
    }

    /** The column of each row, or {@link #ALONE}. */
    int[] solve() {
        for (int i = 0; i < rows.mate.length; i++) {
            settle(rows, columns, i);
        }
        for (int j = 0; j < columns.mate.length; j++) {
            if (columns.mate[j] == UNDECIDED) {
                settle(columns, rows, j);
            }
        }
        return rows.mate;
    }

    /** The price of each row, u. */
    double[] rowPrices() {
        return rows.price;
    }

    /** The price of each column, v. */
    double[] columnPrices() {
        return columns.price;
    }

    private static void settle(Side near, Side far, int start) {
        int node = start;
        double length = 0;
        int leaving = start;
        double toLeave = Double.POSITIVE_INFINITY;
        int found = UNDECIDED;
        near.visits = 0;
        far.visits = 0;
        while (found < 0) {
            near.visited[near.visits++] = node;
            near.distance[node] = length;
            double alone = length + Math.max(0, near.alone[node] - near.price[node]);
            if (alone < toLeave) {
                toLeave = alone;
                leaving = node;
            }
            extend(near, far, node, length);
            if (far.open.isEmpty() || far.open.smallestKey() >= toLeave) {
                length = toLeave;
                break;
            }
            int next = far.open.take();
            length = far.distance[next];
            far.visited[far.visits++] = next;
            if (far.mate[next] < 0) {
                found = next;
            } else {
                node = far.mate[next];
            }
        }
        reprice(near, far, length);
        if (found < 0) {
            found = near.mate[leaving];
            near.mate[leaving] = ALONE;
            if (leaving == start) {
                return;
            }
        }
        augment(near, far, start, found);
    }

    /** Looks from one element at all partners not yet visited. */
    private static void extend(Side near, Side far, int node, double length) {
        for (int pair = near.costs.start()[node]; pair < near.costs.start()[node + 1]; pair++) {
            int other = near.costs.column()[pair];
            double through = length + Math.max(0, near.costs.cost()[pair] - near.price[node] - far.price[other]);
            if (through < far.distance[other]) {
                far.distance[other] = through;
                far.parent[other] = node;
                far.open.put(other, through);
            }
        }
    }

    /** Raises and lowers the prices of what was visited, and forgets the search. */
    private static void reprice(Side near, Side far, double length) {
        for (int k = 0; k < near.visits; k++) {
            int node = near.visited[k];
            near.price[node] += length - near.distance[node];
            near.distance[node] = Double.POSITIVE_INFINITY;
        }
        for (int k = 0; k < far.visits; k++) {
            int other = far.visited[k];
            far.price[other] -= length - far.distance[other];
            far.distance[other] = Double.POSITIVE_INFINITY;
        }
        while (!far.open.isEmpty()) {
            far.distance[far.open.take()] = Double.POSITIVE_INFINITY;
        }
    }

    /** Gives {@code end} to its parent, what the parent had to its own parent, and so on up to the start. */
    private static void augment(Side near, Side far, int start, int end) {
        int other = end;
        while (true) {
            int node = far.parent[other];
            int freed = near.mate[node];
            near.mate[node] = other;
            far.mate[other] = node;
            if (node == start) {
                return;
            }
            other = freed;
        }
    }
}
