package org.gaspard.ot;

import java.util.Arrays;

/**
 * The algorithm and working memory behind {@link Assignment}: rows bid for columns, and one Dijkstra search finds a column for
 * each row that remains without one ([C16]).
 */
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
    private final int[] free;

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
        free = new int[n];
    }

    void solve(double[] cost) {
        Arrays.fill(columnOf, -1);
        Arrays.fill(rowOf, -1);
        Arrays.fill(u, 0);
        Arrays.fill(v, 0);
        if (n == m) {
            startAtColumnMinima(cost);
        }
        int left = bid(cost, bid(cost, everyRow()));
        for (int k = 0; k < left; k++) {
            int row = free[k];
            int sink = search(cost, row);
            augment(row, sink);
        }
        if (n == m) {
            shiftPrices();
        }
    }

    /** With a column for every row, any prices will do; these take out what all rows pay for a column. */
    private void startAtColumnMinima(double[] cost) {
        System.arraycopy(cost, 0, v, 0, m);
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < m; j++) {
                v[j] = Math.min(v[j], cost[i * m + j]);
            }
        }
        for (int j = 0; j < m; j++) {
            v[j] = v[j] < Double.POSITIVE_INFINITY ? v[j] : 0;
        }
    }

    /** Makes the largest price of a column 0. */
    private void shiftPrices() {
        double largest = Double.NEGATIVE_INFINITY;
        for (double price : v) {
            largest = Math.max(largest, price);
        }
        for (int j = 0; j < m; j++) {
            v[j] -= largest;
            u[j] += largest;
        }
    }

    private int everyRow() {
        for (int row = 0; row < n; row++) {
            free[row] = row;
        }
        return n;
    }

    /**
     * Each of the first free rows takes its cheapest column, and lowers the price of it down to the second cheapest; the row
     * that loses the column bids next (Jonker and Volgenant's augmenting row reduction). Prices only fall, and only those of
     * taken columns. The number of bids is limited, as rounding could make them go on; returns how many rows are left.
     */
    private int bid(double[] cost, int count) {
        int left = 0;
        int next = 0;
        int bids = 4 * n;
        while (next < count) {
            int row = free[next++];
            if (--bids < 0) {
                free[left++] = row;
                continue;
            }
            double first = Double.POSITIVE_INFINITY;
            double second = Double.POSITIVE_INFINITY;
            int best = -1;
            int other = -1;
            for (int j = 0; j < m; j++) {
                double reduced = cost[row * m + j] - v[j];
                if (reduced < second) {
                    if (reduced < first) {
                        second = first;
                        other = best;
                        first = reduced;
                        best = j;
                    } else {
                        second = reduced;
                        other = j;
                    }
                }
            }
            if (other < 0) {
                // One column at most: the search decides, or finds that there is no matching.
                free[left++] = row;
                continue;
            }
            boolean strict = first < second;
            if (strict) {
                v[best] -= second - first;
            } else if (rowOf[best] >= 0) {
                best = other;
            }
            int loser = rowOf[best];
            u[row] = second;
            columnOf[row] = best;
            rowOf[best] = row;
            if (loser >= 0) {
                columnOf[loser] = -1;
                u[loser] = 0;
                if (strict) {
                    free[--next] = loser;
                } else {
                    free[left++] = loser;
                }
            }
        }
        return left;
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
