package org.gaspard.ot.solver;

import java.util.Arrays;
import org.gaspard.tensor.array.DoubleArrays;

/** One run of the network simplex method, for positive weights with equal sums; the arrays are not copied. */
public final class TransportSimplex {

    /** Takes an entry of the plan. */
    @FunctionalInterface
    public interface Entry {
        void accept(int row, int column, double mass);
    }

    private final double[] cost;
    private final int n;
    private final int m;
    private final int blockRows;
    private final SpanningTree tree;
    private final double[] reduced;

    private long pivots;
    private int nextRow;
    private int enteringRow;
    private int enteringColumn;
    private double enteringCost;

    public TransportSimplex(double[] cost, double[] a, double[] b) {
        this.cost = cost;
        n = a.length;
        m = b.length;
        blockRows = (int) Math.ceil(Math.sqrt((double) n / m));
        reduced = new double[m];
        tree = new GreedyStart(cost, a, b).tree();
    }

    /** Pivots until nothing is left to gain; returns whether that was reached within the limit. */
    public boolean solve(double tolerance, long maxPivots) {
        double largest = Math.max(DoubleArrays.max(cost, 0, cost.length), -DoubleArrays.min(cost, 0, cost.length));
        double threshold = -tolerance * largest;
        long before = -1;
        // The potentials collect rounding errors over many pivots: only fresh ones tell that the plan is optimal.
        while (pivots > before) {
            before = pivots;
            tree.refreshPotentials(cost);
            while (findEntering(threshold)) {
                if (pivots == maxPivots) {
                    tree.refreshPotentials(cost);
                    return false;
                }
                tree.pivot(enteringRow, n + enteringColumn, enteringCost);
                pivots++;
            }
        }
        return true;
    }

    /** Looks for the arc of least reduced cost below the threshold in the first block that has one. */
    private boolean findEntering(double threshold) {
        double[] potential = tree.potential;
        double least = threshold;
        int i = nextRow;
        for (int seen = 1; seen <= n; seen++) {
            int base = i * m;
            for (int j = 0; j < m; j++) {
                reduced[j] = cost[base + j] + potential[n + j];
            }
            double lowest = DoubleArrays.min(reduced, 0, m);
            if (lowest - potential[i] < least) {
                least = lowest - potential[i];
                enteringRow = i;
                enteringColumn = indexOf(lowest);
            }
            i = i + 1 == n ? 0 : i + 1;
            if (least < threshold && (seen % blockRows == 0 || seen == n)) {
                nextRow = i;
                enteringCost = least;
                return true;
            }
        }
        return false;
    }

    private int indexOf(double value) {
        int j = 0;
        while (reduced[j] != value) {
            j++;
        }
        return j;
    }

    public long pivots() {
        return pivots;
    }

    /** The prices of the rows. */
    public double[] rowPotentials() {
        return Arrays.copyOf(tree.potential, n);
    }

    /** The arcs of the tree, some of which may have no mass. */
    public void forEachEntry(Entry entry) {
        for (int node = 0; node < n + m; node++) {
            int above = tree.parent(node);
            if (above != tree.root) {
                entry.accept(Math.min(node, above), Math.max(node, above) - n, tree.flow(node));
            }
        }
    }
}
