package org.gaspard.ot.gromov;

import java.util.Arrays;
import org.gaspard.ot.Assignment;

/**
 * The transport problem by successive shortest paths: mass goes from a row that has some left along a cheapest path of
 * the residual network to a column that lacks some. Prices keep the reduced costs {@code C[i,j] − u_i − v_j} at least 0,
 * so that each path is found by Dijkstra's method.
 */
final class ShortestPathTransport {

    /** Mass below this share of the whole counts as none: what is left by rounding must not be chased. */
    private static final double DUST = 1e-14;

    private final int n;
    private final int m;
    private final double[] cost;
    private final double[] supply;
    private final double[] demand;
    private final double[] plan;
    private final double[] u;
    private final double[] v;
    private final double[] rowDistance;
    private final double[] columnDistance;
    private final int[] rowFrom;
    private final int[] columnFrom;
    private final boolean[] rowDone;
    private final boolean[] columnDone;
    private final double dust;

    private ShortestPathTransport(double[] cost, double[] a, double[] b) {
        this.cost = cost;
        n = a.length;
        m = b.length;
        supply = a.clone();
        demand = b.clone();
        plan = new double[n * m];
        u = new double[n];
        v = new double[m];
        rowDistance = new double[n];
        columnDistance = new double[m];
        rowFrom = new int[n];
        columnFrom = new int[m];
        rowDone = new boolean[n];
        columnDone = new boolean[m];
        dust = DUST * Arrays.stream(a).sum();
    }

    static LinearSolver.Solution solve(double[] cost, double[] a, double[] b) {
        if (a.length == b.length && uniform(a) && uniform(b)) {
            int n = a.length;
            Assignment matching = Assignment.solve(cost, n, n);
            double[] plan = new double[n * n];
            for (int i = 0; i < n; i++) {
                plan[i * n + matching.columnOf()[i]] = a[i];
            }
            return new LinearSolver.Solution(plan, matching.u(), matching.v());
        }
        ShortestPathTransport transport = new ShortestPathTransport(cost, a, b);
        transport.run();
        return new LinearSolver.Solution(transport.plan, transport.u, transport.v);
    }

    private static boolean uniform(double[] weights) {
        for (double w : weights) {
            if (w != weights[0]) {
                return false;
            }
        }
        return true;
    }

    private void run() {
        Arrays.fill(v, Double.POSITIVE_INFINITY);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                v[j] = Math.min(v[j], cost[i * m + j]);
            }
        }
        for (int row = 0; row < n; row++) {
            while (supply[row] > dust) {
                int column = search(row);
                if (column < 0) {
                    break;
                }
                push(row, column);
            }
        }
    }

    /** A column that lacks mass, nearest to the row in reduced costs, or −1 if none does; updates the prices. */
    private int search(int start) {
        Arrays.fill(rowDistance, Double.POSITIVE_INFINITY);
        Arrays.fill(columnDistance, Double.POSITIVE_INFINITY);
        Arrays.fill(rowDone, false);
        Arrays.fill(columnDone, false);
        rowDistance[start] = 0;
        int row = start;
        while (true) {
            rowDone[row] = true;
            double base = rowDistance[row] - u[row];
            int nearest = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < m; j++) {
                if (columnDone[j]) {
                    continue;
                }
                double through = Math.max(base + cost[row * m + j] - v[j], rowDistance[row]);
                if (through < columnDistance[j]) {
                    columnDistance[j] = through;
                    columnFrom[j] = row;
                }
                if (columnDistance[j] < least || (columnDistance[j] == least && nearest >= 0 && demand[j] > dust)) {
                    least = columnDistance[j];
                    nearest = j;
                }
            }
            int next = nearestRow(least);
            if (next >= 0) {
                row = next;
                continue;
            }
            if (nearest < 0) {
                return -1;
            }
            if (demand[nearest] > dust) {
                updatePrices(least);
                return nearest;
            }
            columnDone[nearest] = true;
            for (int i = 0; i < n; i++) {
                if (!rowDone[i] && plan[i * m + nearest] > 0 && least < rowDistance[i]) {
                    rowDistance[i] = least;
                    rowFrom[i] = nearest;
                }
            }
            next = nearestRow(Double.POSITIVE_INFINITY);
            // A column without mass to send back leads nowhere: look again from the present row.
            row = next >= 0 ? next : row;
        }
    }

    /** A row that is reached but not yet scanned, nearer than the bound or at it; −1 for none. */
    private int nearestRow(double bound) {
        int nearest = -1;
        double least = bound;
        for (int i = 0; i < n; i++) {
            if (!rowDone[i] && rowDistance[i] <= least && rowDistance[i] < Double.POSITIVE_INFINITY) {
                least = rowDistance[i];
                nearest = i;
            }
        }
        return nearest;
    }

    private void updatePrices(double distance) {
        for (int i = 0; i < n; i++) {
            if (rowDistance[i] < distance) {
                u[i] += distance - rowDistance[i];
            }
        }
        for (int j = 0; j < m; j++) {
            if (columnDistance[j] < distance) {
                v[j] -= distance - columnDistance[j];
            }
        }
    }

    private void push(int start, int end) {
        double mass = Math.min(supply[start], demand[end]);
        int column = end;
        while (columnFrom[column] != start) {
            int row = columnFrom[column];
            column = rowFrom[row];
            mass = Math.min(mass, plan[row * m + column]);
        }
        column = end;
        while (true) {
            int row = columnFrom[column];
            plan[row * m + column] += mass;
            if (row == start) {
                break;
            }
            column = rowFrom[row];
            double left = plan[row * m + column] - mass;
            plan[row * m + column] = left > dust ? left : 0;
        }
        supply[start] -= mass;
        demand[end] -= mass;
    }
}
