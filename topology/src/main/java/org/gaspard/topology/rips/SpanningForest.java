package org.gaspard.topology.rips;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The edges that merged components. The first vertices may be one point, when their simplex is taken out. */
final class SpanningForest {

    private final int out;
    private final List<List<Integer>> neighbours = new ArrayList<>();

    SpanningForest(int n, int out) {
        this.out = out;
        for (int v = 0; v < n; v++) {
            neighbours.add(new ArrayList<>());
        }
    }

    void add(int v, int w) {
        neighbours.get(v).add(w);
        neighbours.get(w).add(v);
    }

    /** The edges of the path between two vertices of one component: [from, to] of each step, without those that are out. */
    List<int[]> path(int from, int to) {
        int[] before = new int[neighbours.size()];
        Arrays.fill(before, -1);
        before[from] = from;
        Deque<Integer> queue = new ArrayDeque<>(List.of(from));
        while (before[to] < 0) {
            int v = queue.remove();
            for (int w : neighbours.get(v)) {
                visit(w, v, before, queue);
            }
            for (int w = 0; v < out && w < out; w++) {
                visit(w, v, before, queue);
            }
        }
        List<int[]> steps = new ArrayList<>();
        for (int v = to; v != from; v = before[v]) {
            if (v >= out || before[v] >= out) {
                steps.add(new int[] {before[v], v});
            }
        }
        return steps;
    }

    private static void visit(int w, int from, int[] before, Deque<Integer> queue) {
        if (before[w] < 0) {
            before[w] = from;
            queue.add(w);
        }
    }
}
