package org.gaspard.ot.exact;

import java.util.Arrays;
import org.gaspard.ot.TransportProblem;

/**
 * Exact linear transport by successive shortest paths ([AMO93], section 9.7), short enough to be read at one sitting: the
 * reference that {@link NetworkSimplex} is tested against.
 *
 * <p>Row after row, the rest of its weight is sent along a cheapest path to a column that wants more, where a path may also
 * go back along positive entries of the plan. A path is found by Dijkstra's algorithm on the reduced costs
 * {@code c − f − g ≥ 0}; the distances then move the potentials so that this holds for the next one too. Each path costs
 * {@code O((n + m)²)}; about n + m of them are needed. The plan is optimal but need not be a vertex.
 */
public final class SuccessiveShortestPaths {

    private final double[] cost;
    private final double[] supply;
    private final double[] demand;
    private final int n;
    private final int m;
    private final double[] plan;
    private final double[] f;
    private final double[] g;

    /** Rows, then columns. */
    private final double[] distance;

    private final int[] from;
    private final boolean[] settled;

    private SuccessiveShortestPaths(Support support) {
        cost = support.cost();
        supply = support.a().clone();
        demand = support.b().clone();
        n = supply.length;
        m = demand.length;
        plan = new double[n * m];
        f = new double[n];
        g = new double[m];
        distance = new double[n + m];
        from = new int[n + m];
        settled = new boolean[n + m];
    }

    /** An optimal coupling, and potentials that prove it. */
    public static ExactTransportResult solve(TransportProblem problem) {
        Support support = Support.of(problem);
        SuccessiveShortestPaths paths = new SuccessiveShortestPaths(support);
        long augmentations = paths.run();
        return support.result(problem, paths.f, paths.plan(), augmentations, true);
    }

    private long run() {
        Arrays.fill(g, Double.POSITIVE_INFINITY);
        for (int k = 0; k < cost.length; k++) {
            g[k % m] = Math.min(g[k % m], cost[k]);
        }
        long augmentations = 0;
        for (int row = 0; row < n; row++) {
            while (supply[row] > 0) {
                int sink = search(row);
                if (sink < 0) {
                    // Rounding has left some supply, but no demand.
                    break;
                }
                movePotentials(distance[sink]);
                augment(row, sink);
                augmentations++;
            }
        }
        return augmentations;
    }

    /** The nearest column that wants more, as a node; −1 if there is none. */
    private int search(int start) {
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        Arrays.fill(settled, false);
        distance[start] = 0;
        while (true) {
            int node = -1;
            for (int v = 0; v < n + m; v++) {
                if (!settled[v] && Double.isFinite(distance[v]) && (node < 0 || distance[v] < distance[node])) {
                    node = v;
                }
            }
            if (node < 0 || (node >= n && demand[node - n] > 0)) {
                return node;
            }
            settled[node] = true;
            if (node < n) {
                for (int j = 0; j < m; j++) {
                    relax(node, n + j, Math.max(0, cost[node * m + j] - f[node] - g[j]));
                }
            } else {
                for (int i = 0; i < n; i++) {
                    if (plan[i * m + node - n] > 0) {
                        relax(node, i, 0);
                    }
                }
            }
        }
    }

    private void relax(int node, int to, double length) {
        if (distance[node] + length < distance[to]) {
            distance[to] = distance[node] + length;
            from[to] = node;
        }
    }

    private void movePotentials(double length) {
        for (int i = 0; i < n; i++) {
            f[i] += settled[i] ? length - distance[i] : 0;
        }
        for (int j = 0; j < m; j++) {
            g[j] -= settled[n + j] ? length - distance[n + j] : 0;
        }
    }

    private void augment(int start, int sink) {
        double amount = Math.min(supply[start], demand[sink - n]);
        for (int node = sink; node != start; node = from[node]) {
            if (node < n) {
                amount = Math.min(amount, plan[node * m + from[node] - n]);
            }
        }
        for (int node = sink; node != start; node = from[node]) {
            if (node < n) {
                plan[node * m + from[node] - n] -= amount;
            } else {
                plan[from[node] * m + node - n] += amount;
            }
        }
        supply[start] -= amount;
        demand[sink - n] -= amount;
    }

    private SparsePlan plan() {
        SparsePlan.Builder entries = new SparsePlan.Builder(n, m, n * m);
        for (int k = 0; k < plan.length; k++) {
            entries.add(k / m, k % m, plan[k]);
        }
        return entries.build();
    }
}
