package org.gaspard.ot.solver;

import java.util.Arrays;

/**
 * The first spanning tree: each row in turn sends its weight to its cheapest columns that want more. The arcs with flow
 * form a forest, because each of them but the last uses up a row or a column; the trees of the forest are hung below the
 * root by one row each. {@code O((n + m) m)}.
 */
final class GreedyStart {

    private final double[] cost;
    private final double[] supply;
    private final double[] demand;
    private final int n;
    private final int m;
    private final int[] rowOf;
    private final int[] columnOf;
    private final double[] mass;
    private int count;

    GreedyStart(double[] cost, double[] a, double[] b) {
        this.cost = cost;
        supply = a;
        demand = b.clone();
        n = supply.length;
        m = demand.length;
        rowOf = new int[n + m];
        columnOf = new int[n + m];
        mass = new double[n + m];
    }

    SpanningTree tree() {
        send();
        return hang();
    }

    private void send() {
        int[] open = new int[m];
        Arrays.setAll(open, j -> j);
        int left = m;
        int[] arcOfColumn = new int[m];
        Arrays.fill(arcOfColumn, -1);
        for (int i = 0; i < n; i++) {
            double rest = supply[i];
            int arc = -1;
            while (rest > 0 && left > 0) {
                int place = cheapest(i, open, left);
                int j = open[place];
                double amount = Math.min(rest, demand[j]);
                arc = arc(i, j, amount);
                arcOfColumn[j] = arc;
                rest -= amount;
                demand[j] -= amount;
                if (demand[j] <= 0) {
                    open[place] = open[--left];
                }
            }
            // What rounding leaves over goes along, so that no arc but those of the root is without flow.
            if (rest > 0 && arc >= 0) {
                mass[arc] += rest;
            } else if (rest > 0) {
                arc(i, 0, rest);
            }
        }
        for (int place = 0; place < left; place++) {
            int j = open[place];
            if (arcOfColumn[j] >= 0) {
                mass[arcOfColumn[j]] += demand[j];
            } else {
                arc(0, j, demand[j]);
            }
        }
    }

    private int cheapest(int i, int[] open, int left) {
        int base = i * m;
        int place = 0;
        double least = cost[base + open[0]];
        for (int k = 1; k < left; k++) {
            double c = cost[base + open[k]];
            if (c < least) {
                least = c;
                place = k;
            }
        }
        return place;
    }

    private int arc(int i, int j, double amount) {
        rowOf[count] = i;
        columnOf[count] = j;
        mass[count] = amount;
        return count++;
    }

    private SpanningTree hang() {
        int[][] arcsAt = arcsAtNodes();
        SpanningTree tree = new SpanningTree(n, m);
        int[] waiting = new int[n + m];
        for (int i = 0; i < n; i++) {
            if (tree.parent(i) < 0) {
                tree.add(i, tree.root, 0);
                int depth = 0;
                waiting[depth++] = i;
                while (depth > 0) {
                    int node = waiting[--depth];
                    for (int arc : arcsAt[node]) {
                        int other = node < n ? n + columnOf[arc] : rowOf[arc];
                        if (other != tree.parent(node)) {
                            tree.add(other, node, mass[arc]);
                            waiting[depth++] = other;
                        }
                    }
                }
            }
        }
        return tree;
    }

    private int[][] arcsAtNodes() {
        int[] degree = new int[n + m];
        for (int arc = 0; arc < count; arc++) {
            degree[rowOf[arc]]++;
            degree[n + columnOf[arc]]++;
        }
        int[][] arcsAt = new int[n + m][];
        Arrays.setAll(arcsAt, node -> new int[degree[node]]);
        for (int arc = 0; arc < count; arc++) {
            int row = rowOf[arc];
            int column = n + columnOf[arc];
            arcsAt[row][--degree[row]] = arc;
            arcsAt[column][--degree[column]] = arc;
        }
        return arcsAt;
    }
}
