package org.gaspard.topology.rips;

import java.util.Arrays;
import org.gaspard.tensor.array.Parallel;

/**
 * The matrix of the ranks of all pairs. Whole rows of it are joined at once, which the JIT compiler turns into vector
 * instructions.
 */
final class DenseAdjacency implements Adjacency {

    /** Vertices that are looked at together. */
    private static final int CHUNK = 64;

    /** Edges that one task writes. */
    private static final int PIECE = 1 << 15;

    private final int n;
    /** [n × n], {@link #ABSENT} on the diagonal. */
    private final int[] ranks;

    private final int[] largest;
    private final int[] found;
    private final int[] foundRanks;

    private DenseAdjacency(int n, int[] ranks) {
        this.n = n;
        this.ranks = ranks;
        this.largest = new int[n];
        this.found = new int[n];
        this.foundRanks = new int[n];
    }

    /** The matrix of some edges, and of edges of rank 0 between the first {@code out} vertices. */
    static DenseAdjacency of(int n, SortedEdges edges, int out) {
        int[] ranks = new int[n * n];
        Arrays.fill(ranks, ABSENT);
        for (int i = 0; i < out; i++) {
            Arrays.fill(ranks, i * n, i * n + out, 0);
            ranks[i * n + i] = ABSENT;
        }
        Parallel.pieces(edges.size(), PIECE, (from, end) -> {
            for (int i = from; i < end; i++) {
                int high = edges.high(i);
                int low = edges.low(i);
                ranks[high * n + low] = edges.rank(i);
                ranks[low * n + high] = edges.rank(i);
            }
        });
        return new DenseAdjacency(n, ranks);
    }

    @Override
    public Adjacency fork() {
        return new DenseAdjacency(n, ranks);
    }

    @Override
    public int size() {
        return n;
    }

    @Override
    public int rank(int v, int w) {
        return ranks[v * n + w];
    }

    @Override
    public int lastWithin(int[] vertices, int count, int omitted, int limit, int low) {
        int first = omitted == 0 ? 1 : 0;
        int second = first + 1 == omitted ? first + 2 : first + 1;
        int rowOfFirst = vertices[first] * n;
        int rowOfSecond = second < count ? vertices[second] * n : rowOfFirst;
        for (int end = n; end > low; end -= CHUNK) {
            int begin = Math.max(low, end - CHUNK);
            int least = ABSENT;
            for (int w = begin; w < end; w++) {
                least = Math.min(least, Math.max(ranks[rowOfFirst + w], ranks[rowOfSecond + w]));
            }
            if (least <= limit) {
                for (int w = end - 1; w >= begin; w--) {
                    if (ranks[rowOfFirst + w] <= limit
                            && ranks[rowOfSecond + w] <= limit
                            && isWithin(vertices, second + 1, count, omitted, limit, w)) {
                        return w;
                    }
                }
            }
        }
        return -1;
    }

    private boolean isWithin(int[] vertices, int from, int count, int omitted, int limit, int w) {
        for (int j = from; j < count; j++) {
            if (j != omitted && ranks[vertices[j] * n + w] > limit) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int neighbours(int[] vertices, int count, int low, int after, int upTo) {
        int size = 0;
        for (int end = n; end > low; end -= CHUNK) {
            int begin = Math.max(low, end - CHUNK);
            if (joinRows(vertices, count, begin, end, after) <= upTo) {
                for (int w = end - 1; w >= begin; w--) {
                    int rank = largest[w];
                    // Written first, counted after: no branch to mispredict.
                    found[size] = w;
                    foundRanks[size] = rank;
                    size += rank > after && rank <= upTo ? 1 : 0;
                }
            }
        }
        return size;
    }

    /** Finds for some vertices the largest ranks; the least of them above {@code after}. */
    private int joinRows(int[] vertices, int count, int begin, int end, int after) {
        int first = vertices[0] * n;
        int second = vertices[count == 1 ? 0 : 1] * n;
        for (int w = begin; w < end; w++) {
            largest[w] = Math.max(ranks[first + w], ranks[second + w]);
        }
        for (int j = 2; j < count; j++) {
            int row = vertices[j] * n;
            for (int w = begin; w < end; w++) {
                largest[w] = Math.max(largest[w], ranks[row + w]);
            }
        }
        int least = ABSENT;
        for (int w = begin; w < end; w++) {
            least = Math.min(least, largest[w] > after ? largest[w] : ABSENT);
        }
        return least;
    }

    @Override
    public int nearest(int[] vertices, int count) {
        int least = joinRows(vertices, count, 0, n, -1);
        if (least == ABSENT) {
            return -1;
        }
        int w = n - 1;
        while (largest[w] != least) {
            w--;
        }
        foundRanks[0] = least;
        return w;
    }

    @Override
    public int neighbour(int i) {
        return found[i];
    }

    @Override
    public int rankOf(int i) {
        return foundRanks[i];
    }
}
