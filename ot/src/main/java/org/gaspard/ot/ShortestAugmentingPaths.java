package org.gaspard.ot;

import java.util.Arrays;

/** The algorithm and working memory behind {@link Assignment}: one Dijkstra search for each row ([C16]). */
final class ShortestAugmentingPaths {

    final int[] columnOf;
    final double[] u;
    final double[] v;

    private final int n;
    private final int m;
    private final int[] rowOf;
    private final int[] pathTo;
    private final double[] distance;
    private final boolean[] rowSeen;
    private final boolean[] columnSeen;
    private final int[] remaining;

    ShortestAugmentingPaths(int n, int m) {
        this.n = n;
        this.m = m;
        columnOf = new int[n];
        u = new double[n];
        v = new double[m];
        rowOf = new int[m];
        pathTo = new int[m];
        distance = new double[m];
        rowSeen = new boolean[n];
        columnSeen = new boolean[m];
        remaining = new int[m];
    }

    void solve(double[] cost) {
        Arrays.fill(columnOf, -1);
        Arrays.fill(rowOf, -1);
        Arrays.fill(u, 0);
        Arrays.fill(v, 0);
        for (int row = 0; row < n; row++) {
            int sink = search(cost, row);
            augment(row, sink);
        }
    }

    /** Grows a tree of shortest paths from a free row to the nearest free column and updates the prices. */
    private int search(double[] cost, int start) {
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        Arrays.fill(rowSeen, false);
        Arrays.fill(columnSeen, false);
        for (int j = 0; j < m; j++) {
            remaining[j] = j;
        }
        int left = m;
        double shortest = 0;
        int row = start;
        int sink = -1;
        while (sink < 0) {
            rowSeen[row] = true;
            int nearest = -1;
            double lowest = Double.POSITIVE_INFINITY;
            double base = shortest - u[row];
            for (int k = 0; k < left; k++) {
                int j = remaining[k];
                double through = base + cost[row * m + j] - v[j];
                if (through < distance[j]) {
                    distance[j] = through;
                    pathTo[j] = row;
                }
                // Among ties a free column ends the search at once.
                if (distance[j] < lowest || (distance[j] == lowest && nearest >= 0 && rowOf[j] < 0)) {
                    lowest = distance[j];
                    nearest = k;
                }
            }
            if (nearest < 0) {
                throw new IllegalArgumentException(
                        "the forbidden pairs leave no complete matching: row " + start + " cannot be matched");
            }
            shortest = lowest;
            int column = remaining[nearest];
            columnSeen[column] = true;
            remaining[nearest] = remaining[--left];
            if (rowOf[column] < 0) {
                sink = column;
            } else {
                row = rowOf[column];
            }
        }
        updatePrices(start, shortest);
        return sink;
    }

    private void updatePrices(int start, double shortest) {
        u[start] += shortest;
        for (int i = 0; i < n; i++) {
            if (rowSeen[i] && i != start) {
                u[i] += shortest - distance[columnOf[i]];
            }
        }
        for (int j = 0; j < m; j++) {
            if (columnSeen[j]) {
                v[j] -= shortest - distance[j];
            }
        }
    }

    private void augment(int start, int sink) {
        int column = sink;
        while (true) {
            int row = pathTo[column];
            rowOf[column] = row;
            int previous = columnOf[row];
            columnOf[row] = column;
            if (row == start) {
                return;
            }
            column = previous;
        }
    }
}
