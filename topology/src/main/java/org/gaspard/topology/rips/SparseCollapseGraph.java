package org.gaspard.topology.rips;

import java.util.Arrays;

/** Lists of neighbours in ascending order. */
final class SparseCollapseGraph implements CollapseGraph {

    /** Of each vertex its neighbours in the upper halves, the ranks of their edges in the lower ones. */
    private final long[][] rows;

    private final int[] degrees;
    private final int[] selected;
    private final int[] ranks;
    private int count;

    private SparseCollapseGraph(long[][] rows, int[] degrees, int most) {
        this.rows = rows;
        this.degrees = degrees;
        this.selected = new int[most];
        this.ranks = new int[most];
    }

    static SparseCollapseGraph of(int n, SortedEdges edges) {
        int[] degrees = new int[n];
        for (int i = 0; i < edges.size(); i++) {
            degrees[edges.high(i)]++;
            degrees[edges.low(i)]++;
        }
        long[][] rows = new long[n][];
        for (int v = 0; v < n; v++) {
            rows[v] = new long[degrees[v]];
        }
        int[] next = new int[n];
        for (int i = 0; i < edges.size(); i++) {
            int high = edges.high(i);
            int low = edges.low(i);
            rows[high][next[high]++] = entry(low, edges.rank(i));
            rows[low][next[low]++] = entry(high, edges.rank(i));
        }
        for (long[] row : rows) {
            Arrays.sort(row);
        }
        return new SparseCollapseGraph(rows, degrees, n);
    }

    private static long entry(int neighbour, int rank) {
        return (long) neighbour << 32 | rank;
    }

    private static int neighbour(long entry) {
        return (int) (entry >>> 32);
    }

    private static int rank(long entry) {
        return (int) entry;
    }

    @Override
    public int select(int v, int w, int[] entries) {
        long[] a = rows[v];
        long[] b = rows[w];
        int endA = degrees[v];
        int endB = degrees[w];
        count = 0;
        int i = 0;
        int j = 0;
        while (i < endA && j < endB) {
            int x = neighbour(a[i]);
            int y = neighbour(b[j]);
            if (x == y) {
                selected[count] = x;
                entries[count++] = Math.max(rank(a[i]), rank(b[j]));
            }
            i += x <= y ? 1 : 0;
            j += y <= x ? 1 : 0;
        }
        return count;
    }

    @Override
    public int[] ranks(int place) {
        int v = selected[place];
        long[] row = rows[v];
        int end = degrees[v];
        int i = 0;
        for (int k = 0; k < count; k++) {
            int w = selected[k];
            while (i < end && neighbour(row[i]) < w) {
                i++;
            }
            ranks[k] = i < end && neighbour(row[i]) == w ? rank(row[i]) : ABSENT;
        }
        ranks[place] = 0;
        return ranks;
    }

    @Override
    public void move(int v, int w, int rank) {
        change(v, w, rank);
        change(w, v, rank);
    }

    private void change(int v, int w, int rank) {
        long[] row = rows[v];
        // With the lowest rank: the place of the neighbour whatever its rank is.
        int found = Arrays.binarySearch(row, 0, degrees[v], entry(w, 0));
        int place = found < 0 ? -1 - found : found;
        if (rank == ABSENT) {
            degrees[v]--;
            System.arraycopy(row, place + 1, row, place, degrees[v] - place);
        } else {
            row[place] = entry(w, rank);
        }
    }
}
