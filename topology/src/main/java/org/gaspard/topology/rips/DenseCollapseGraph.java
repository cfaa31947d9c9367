package org.gaspard.topology.rips;

import java.util.Arrays;

/** A matrix of ranks. Selects all vertices, so that loops over rows need neither indices nor branches. */
final class DenseCollapseGraph implements CollapseGraph {

    private final int[][] matrix;

    private DenseCollapseGraph(int[][] matrix) {
        this.matrix = matrix;
    }

    static DenseCollapseGraph of(int n, SortedEdges edges) {
        int[][] matrix = new int[n][n];
        for (int v = 0; v < n; v++) {
            Arrays.fill(matrix[v], ABSENT);
            matrix[v][v] = 0;
        }
        DenseCollapseGraph graph = new DenseCollapseGraph(matrix);
        for (int i = 0; i < edges.size(); i++) {
            graph.move(edges.high(i), edges.low(i), edges.rank(i));
        }
        return graph;
    }

    @Override
    public int select(int v, int w, int[] entries) {
        int[] first = matrix[v];
        int[] second = matrix[w];
        for (int x = 0; x < first.length; x++) {
            entries[x] = Math.max(first[x], second[x]);
        }
        entries[v] = ABSENT;
        entries[w] = ABSENT;
        return first.length;
    }

    @Override
    public int[] ranks(int place) {
        return matrix[place];
    }

    @Override
    public void move(int v, int w, int rank) {
        matrix[v][w] = rank;
        matrix[w][v] = rank;
    }
}
