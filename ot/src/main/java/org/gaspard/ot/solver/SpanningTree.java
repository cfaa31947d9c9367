package org.gaspard.ot.solver;

import java.util.Arrays;

/**
 * A rooted spanning tree over the rows 0 … n−1, the columns n … n+m−1 and one root n+m, with the flow on the arc from each
 * node to its parent and a potential at each node: f of the rows and −g of the columns. Arcs lead from rows to columns,
 * and from rows to the root.
 *
 * <p>The tree is strongly feasible: each arc without flow leads towards the root. This holds for an arc of the root, whose
 * flow is 0 always, and it is what keeps degenerate pivots from going round in circles.
 *
 * <p>The nodes stand in a circular list, each one before its descendants and these together, so that a subtree is a piece
 * of the list, which is walked, cut out and put in again as a whole.
 */
final class SpanningTree {

    final int n;
    final int m;
    final int root;

    /** {@code f_i} of row i, then {@code −g_j} of column j: their difference is {@code c_ij} on the arcs of the tree. */
    final double[] potential;

    private final int[] parent;
    private final double[] flow;
    private final int[] size;
    private final int[] next;
    private final int[] previous;
    /** The last node in the list of the subtree of each node. */
    private final int[] last;

    /** The root alone. */
    SpanningTree(int n, int m) {
        this.n = n;
        this.m = m;
        root = n + m;
        potential = new double[root + 1];
        parent = new int[root + 1];
        flow = new double[root + 1];
        size = new int[root + 1];
        next = new int[root + 1];
        previous = new int[root + 1];
        last = new int[root + 1];
        Arrays.fill(parent, -1);
        Arrays.fill(size, 1);
        Arrays.setAll(last, node -> node);
        next[root] = root;
        previous[root] = root;
    }

    int parent(int node) {
        return parent[node];
    }

    /** The flow on the arc between a node and its parent. */
    double flow(int node) {
        return flow[node];
    }

    /** Hangs a node that has neither parent nor children below another. */
    void add(int node, int above, double arcFlow) {
        insert(node, above, arcFlow);
        for (int v = above; v >= 0; v = parent[v]) {
            size[v]++;
        }
    }

    /**
     * Computes the potentials anew. Those of the children of the root are arbitrary, arcs of the root having no flow; they
     * stay relative to the first one.
     */
    void refreshPotentials(double[] cost) {
        double offset = potential[next[root]];
        for (int node = next[root]; node != root; node = next[node]) {
            int above = parent[node];
            if (above == root) {
                potential[node] -= offset;
            } else if (above < n) {
                potential[node] = potential[above] - cost[above * m + node - n];
            } else {
                potential[node] = potential[above] + cost[node * m + above - n];
            }
        }
    }

    /**
     * Brings the arc from {@code row} to {@code column} into the tree, where it closes a cycle, sends round the cycle as
     * much as can be sent, and takes out an arc whose flow becomes 0.
     *
     * @param reducedCost {@code c − f − g} of the arc, below 0
     */
    void pivot(int row, int column, double reducedCost) {
        int apex = apex(row, column);
        // Going round from the apex: down to the row, over the new arc, up from the column. The arcs that go the other
        // way lose flow: those above rows on the first branch and those above columns on the second. Of the ones that
        // reach 0 the last on the way round leaves: so the tree stays strongly feasible.
        int leaving = -1;
        boolean onRowSide = true;
        double amount = Double.POSITIVE_INFINITY;
        for (int node = row; node != apex; node = parent[node]) {
            if (node < n && flow[node] < amount) {
                amount = flow[node];
                leaving = node;
            }
        }
        for (int node = column; node != apex; node = parent[node]) {
            if (node >= n && flow[node] <= amount) {
                amount = flow[node];
                leaving = node;
                onRowSide = false;
            }
        }
        if (amount > 0) {
            for (int node = row; node != apex; node = parent[node]) {
                flow[node] += node < n ? -amount : amount;
            }
            for (int node = column; node != apex; node = parent[node]) {
                flow[node] += node < n ? amount : -amount;
            }
        }
        int moved = onRowSide ? row : column;
        int target = onRowSide ? column : row;
        int count = size[leaving];
        for (int node = parent[leaving]; node != apex; node = parent[node]) {
            size[node] -= count;
        }
        for (int node = target; node != apex; node = parent[node]) {
            size[node] += count;
        }
        remove(leaving);
        turn(leaving, moved);
        insert(moved, target, amount);
        shift(moved, onRowSide ? reducedCost : -reducedCost);
    }

    /** The nearest common ancestor: of two nodes the one with the smaller subtree is no ancestor of the other. */
    private int apex(int first, int second) {
        int u = first;
        int v = second;
        while (u != v) {
            if (size[u] < size[v]) {
                u = parent[u];
            } else {
                v = parent[v];
            }
        }
        return u;
    }

    /** Takes the subtree of {@code top} out of the list. */
    private void remove(int top) {
        int before = previous[top];
        int end = last[top];
        int after = next[end];
        next[before] = after;
        previous[after] = before;
        for (int node = parent[top]; node >= 0 && last[node] == end; node = parent[node]) {
            last[node] = before;
        }
    }

    /** Puts the subtree of {@code top} into the list, below {@code above}. */
    private void insert(int top, int above, double arcFlow) {
        parent[top] = above;
        flow[top] = arcFlow;
        int end = last[top];
        int after = next[above];
        next[above] = top;
        previous[top] = above;
        next[end] = after;
        previous[after] = end;
        for (int node = above; node >= 0 && last[node] == above; node = parent[node]) {
            last[node] = end;
        }
    }

    /**
     * Makes {@code bottom} the top of the removed subtree of {@code top}: the list becomes the subtree of {@code bottom},
     * then what its parent had besides, and so on up to {@code top}.
     */
    private void turn(int top, int bottom) {
        int total = size[top];
        int end = last[bottom];
        int rest = next[end];
        int node = bottom;
        int above = parent[bottom];
        double nodeFlow = flow[bottom];
        int nodeSize = size[bottom];
        int nodeLast = last[bottom];
        int nodePrevious = previous[bottom];
        while (node != top) {
            int aboveLast = last[above];
            int abovePrevious = previous[above];
            next[end] = above;
            previous[above] = end;
            end = nodePrevious;
            if (nodeLast != aboveLast) {
                next[nodePrevious] = rest;
                previous[rest] = nodePrevious;
                end = aboveLast;
                rest = next[end];
            }
            int aboveParent = parent[above];
            double aboveFlow = flow[above];
            int aboveSize = size[above];
            parent[above] = node;
            flow[above] = nodeFlow;
            size[above] = total - nodeSize;
            node = above;
            above = aboveParent;
            nodeFlow = aboveFlow;
            nodeSize = aboveSize;
            nodeLast = aboveLast;
            nodePrevious = abovePrevious;
        }
        size[bottom] = total;
        for (node = top; node != bottom; node = parent[node]) {
            last[node] = end;
        }
        last[bottom] = end;
    }

    /**
     * Adds to the potentials in the subtree of {@code top}, or, where these are more than half, subtracts from all others:
     * the reduced costs become the same.
     */
    private void shift(int top, double amount) {
        int inside = size[top];
        int outside = root + 1 - inside;
        int node = inside <= outside ? top : next[last[top]];
        double change = inside <= outside ? amount : -amount;
        for (int k = Math.min(inside, outside); k > 0; k--) {
            potential[node] += change;
            node = next[node];
        }
    }
}
