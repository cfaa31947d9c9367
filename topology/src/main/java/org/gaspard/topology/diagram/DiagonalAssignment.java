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
 * {@code O(E log(n + m))} at most, E the number of pairs, and little where a good partner is near.
 */
final class DiagonalAssignment {

    /** Stands for a partner where there is none. */
    static final int ALONE = -1;

    private static final int UNDECIDED = -2;

    private final Side rows;
    private final Side columns;
    private final SparseCosts pairs;

    /** Rows or columns. */
    private static final class Side {

        private final double[] alone;
        private final double[] price;
        private final int[] mate;
        /** The length of the path at which the search has come here. */
        private final double[] distance;
        /** From which element of the other side. */
        private final int[] parent;

        private final IndexedHeap open;
        private final int[] visited;
        private int visits;
        /** No price is above this. */
        private double highest;

        private Side(double[] alone) {
            int size = alone.length;
            this.alone = alone;
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
        rows = new Side(rowAlone);
        columns = new Side(columnAlone);
        this.pairs = pairs.ascending();
    }

    /** The column of each row, or {@link #ALONE}. */
    int[] solve() {
        settle(rows, columns, pairs);
        if (Arrays.stream(columns.mate).anyMatch(mate -> mate == UNDECIDED)) {
            settle(columns, rows, pairs.transposed(columns.mate.length).ascending());
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

    private static void settle(Side near, Side far, SparseCosts costs) {
        Search search = new Search(near, far, costs);
        for (int start = 0; start < near.mate.length; start++) {
            if (near.mate[start] == UNDECIDED) {
                search.from(start);
            }
        }
    }

    /** Searches for shortest augmenting paths that start on one side. */
    private static final class Search {

        private final Side near;
        private final Side far;
        private final SparseCosts costs;

        /** The length of the shortest path known to end, */
        private double shortest;
        /** and where it ends: on the near side with someone who goes alone, or else on the far one. */
        private boolean leaves;

        private int end;

        private Search(Side near, Side far, SparseCosts costs) {
            this.near = near;
            this.far = far;
            this.costs = costs;
        }

        private void from(int start) {
            near.visits = 0;
            far.visits = 0;
            shortest = Double.POSITIVE_INFINITY;
            int node = start;
            double length = 0;
            while (true) {
                near.visited[near.visits++] = node;
                near.distance[node] = length;
                extend(node, length);
                if (far.open.isEmpty() || far.open.smallestKey() >= shortest) {
                    break;
                }
                int next = far.open.take();
                length = far.distance[next];
                far.visited[far.visits++] = next;
                node = far.mate[next];
            }
            reprice();
            augment(start);
        }

        /** Looks from one element at its ends and partners, cheapest first, as long as that can make a path shorter. */
        private void extend(int node, double length) {
            double alone = length + Math.max(0, near.alone[node] - near.price[node]);
            if (alone < shortest) {
                shortest = alone;
                leaves = true;
                end = node;
            }
            double base = length - near.price[node];
            for (int pair = costs.start()[node]; pair < costs.start()[node + 1]; pair++) {
                double cost = costs.cost()[pair];
                if (base + cost - far.highest >= shortest) {
                    break;
                }
                int other = costs.column()[pair];
                double through = Math.max(length, base + cost - far.price[other]);
                if (through < far.distance[other] && through < shortest) {
                    far.parent[other] = node;
                    if (far.mate[other] < 0) {
                        shortest = through;
                        leaves = false;
                        end = other;
                    } else {
                        far.distance[other] = through;
                        far.open.put(other, through);
                    }
                }
            }
        }

        /** Raises and lowers the prices of what was visited, and forgets the search. */
        private void reprice() {
            for (int k = 0; k < near.visits; k++) {
                int node = near.visited[k];
                near.price[node] += shortest - near.distance[node];
                near.highest = Math.max(near.highest, near.price[node]);
                near.distance[node] = Double.POSITIVE_INFINITY;
            }
            for (int k = 0; k < far.visits; k++) {
                int other = far.visited[k];
                far.price[other] -= shortest - far.distance[other];
                far.distance[other] = Double.POSITIVE_INFINITY;
            }
            while (!far.open.isEmpty()) {
                far.distance[far.open.drop()] = Double.POSITIVE_INFINITY;
            }
        }

        /** Changes the matching along the path, from its end to its start. */
        private void augment(int start) {
            int other = end;
            if (leaves) {
                other = near.mate[end];
                near.mate[end] = ALONE;
                if (end == start) {
                    return;
                }
            }
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
}
