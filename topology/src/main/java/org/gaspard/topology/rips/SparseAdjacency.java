package org.gaspard.topology.rips;

import java.util.Arrays;

/** Lists of neighbours in descending order. */
final class SparseAdjacency implements Adjacency {

    private final int[] starts;
    private final int[] neighbours;
    private final int[] ranks;
    private int rank;
    private int[] places = new int[4];
    private int[] found = new int[64];
    private int[] foundRanks = new int[64];

    private SparseAdjacency(int[] starts, int[] neighbours, int[] ranks) {
        this.starts = starts;
        this.neighbours = neighbours;
        this.ranks = ranks;
    }

    static SparseAdjacency of(int n, SortedEdges edges) {
        int[] starts = new int[n + 1];
        for (int i = 0; i < edges.size(); i++) {
            starts[edges.high(i) + 1]++;
            starts[edges.low(i) + 1]++;
        }
        for (int v = 0; v < n; v++) {
            starts[v + 1] += starts[v];
        }
        // A neighbour and a rank as one number, such that neighbours sort in descending order.
        long[] packed = new long[2 * edges.size()];
        int[] next = Arrays.copyOf(starts, n);
        for (int i = 0; i < edges.size(); i++) {
            packed[next[edges.high(i)]++] = (long) (n - 1 - edges.low(i)) << 32 | edges.rank(i);
            packed[next[edges.low(i)]++] = (long) (n - 1 - edges.high(i)) << 32 | edges.rank(i);
        }
        int[] neighbours = new int[packed.length];
        int[] ranks = new int[packed.length];
        for (int v = 0; v < n; v++) {
            Arrays.sort(packed, starts[v], starts[v + 1]);
            for (int i = starts[v]; i < starts[v + 1]; i++) {
                neighbours[i] = n - 1 - (int) (packed[i] >>> 32);
                ranks[i] = (int) packed[i];
            }
        }
        return new SparseAdjacency(starts, neighbours, ranks);
    }

    @Override
    public Adjacency fork() {
        return new SparseAdjacency(starts, neighbours, ranks);
    }

    @Override
    public int size() {
        return starts.length - 1;
    }

    @Override
    public int rank(int v, int w) {
        int low = starts[v];
        int high = starts[v + 1] - 1;
        while (low < high) {
            int middle = low + high >>> 1;
            if (neighbours[middle] > w) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low <= high && neighbours[low] == w ? ranks[low] : ABSENT;
    }

    @Override
    public int lastWithin(int[] vertices, int count, int omitted, int limit, int low) {
        begin(vertices, count);
        int w = size();
        while (true) {
            w = nextBelow(w, vertices, count, omitted, low);
            if (w < 0 || rank <= limit) {
                return w;
            }
        }
    }

    @Override
    public int neighbours(int[] vertices, int count, int low, int after, int upTo) {
        begin(vertices, count);
        int size = 0;
        int w = nextBelow(size(), vertices, count, -1, low);
        while (w >= 0) {
            if (rank > after && rank <= upTo) {
                if (size == found.length) {
                    found = Arrays.copyOf(found, 2 * size);
                    foundRanks = Arrays.copyOf(foundRanks, 2 * size);
                }
                found[size] = w;
                foundRanks[size++] = rank;
            }
            w = nextBelow(w, vertices, count, -1, low);
        }
        return size;
    }

    @Override
    public int nearest(int[] vertices, int count) {
        begin(vertices, count);
        int nearest = -1;
        int least = ABSENT;
        int w = nextBelow(size(), vertices, count, -1, 0);
        while (w >= 0) {
            if (rank < least) {
                least = rank;
                nearest = w;
            }
            w = nextBelow(w, vertices, count, -1, 0);
        }
        foundRanks[0] = least;
        return nearest;
    }

    @Override
    public int neighbour(int i) {
        return found[i];
    }

    @Override
    public int rankOf(int i) {
        return foundRanks[i];
    }

    private void begin(int[] vertices, int count) {
        if (places.length < count) {
            places = new int[count];
        }
        for (int j = 0; j < count; j++) {
            places[j] = starts[vertices[j]];
        }
    }

    /** The next vertex below w, but not below {@code low}, in all lists, or −1; its largest rank goes to {@link #rank}. */
    private int nextBelow(int w, int[] vertices, int count, int omitted, int low) {
        int candidate = w - 1;
        boolean agreed = false;
        while (!agreed) {
            agreed = true;
            rank = 0;
            for (int j = 0; j < count; j++) {
                if (j != omitted) {
                    int place = places[j];
                    int end = starts[vertices[j] + 1];
                    while (place < end && neighbours[place] > candidate) {
                        place++;
                    }
                    places[j] = place;
                    if (place == end || neighbours[place] < low) {
                        return -1;
                    }
                    agreed &= neighbours[place] == candidate;
                    candidate = neighbours[place];
                    rank = Math.max(rank, ranks[place]);
                }
            }
        }
        return candidate;
    }
}
