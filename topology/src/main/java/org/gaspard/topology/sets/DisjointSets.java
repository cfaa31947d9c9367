package org.gaspard.topology.sets;

import java.util.function.IntUnaryOperator;

/** Disjoint sets as a forest, with path halving: {@code O(log n)} amortised for each search. */
public final class DisjointSets {

    private final int[] parent;

    /** Elements {@code 0 … size − 1}, each alone. */
    public DisjointSets(int size) {
        this(size, i -> i);
    }

    /** Elements {@code 0 … size − 1}, each with the parent given: itself, or the root of a set that it is in from the start. */
    public DisjointSets(int size, IntUnaryOperator initialParent) {
        parent = new int[size];
        for (int i = 0; i < size; i++) {
            parent[i] = initialParent.applyAsInt(i);
        }
    }

    private DisjointSets(int[] parent) {
        this.parent = parent;
    }

    /** The same sets, independent of these. */
    public DisjointSets copy() {
        return new DisjointSets(parent.clone());
    }

    /** The root of the set of an element. */
    public int find(int element) {
        int i = element;
        while (parent[i] != i) {
            parent[i] = parent[parent[i]];
            i = parent[i];
        }
        return i;
    }

    /** Puts one root below another one. */
    public void link(int below, int root) {
        parent[below] = root;
    }

    /** Joins the sets of two elements; false if they were one already. */
    public boolean union(int a, int b) {
        int rootA = find(a);
        int rootB = find(b);
        link(Math.max(rootA, rootB), Math.min(rootA, rootB));
        return rootA != rootB;
    }
}
