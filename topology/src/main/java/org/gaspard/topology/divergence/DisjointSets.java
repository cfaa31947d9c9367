package org.gaspard.topology.divergence;

/** A partition of {@code 0, …, n − 1} whose sets can be joined; each operation takes nearly constant time. */
final class DisjointSets {

    private final int[] parent;

    /** Every element alone. */
    DisjointSets(int n) {
        parent = new int[n];
        for (int i = 0; i < n; i++) {
            parent[i] = i;
        }
    }

    private DisjointSets(int[] parent) {
        this.parent = parent;
    }

    /** The same partition, independent of this one. */
    DisjointSets copy() {
        return new DisjointSets(parent.clone());
    }

    /** The element that stands for the set of {@code i}. */
    int find(int i) {
        int at = i;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** Joins the sets of two elements. */
    void join(int i, int j) {
        parent[find(i)] = find(j);
    }

    boolean together(int i, int j) {
        return find(i) == find(j);
    }
}
