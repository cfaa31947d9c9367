package org.gaspard.topology.rips;

/**
 * Until when an edge of a filtered graph is dominated. A common neighbour of its ends enters at the larger rank of its two
 * edges; the edge is dominated at a rank r if one of the common neighbours that have entered has edges of rank at most r to all
 * others of them.
 */
final class Domination {

    private final CollapseGraph graph;
    /** Where the selected vertices enter as common neighbours. */
    private final int[] entries;
    /** The largest rank at which a selected vertex has entered and reaches those that were missed. */
    private final int[] reach;

    private int count;

    Domination(CollapseGraph graph, int n) {
        this.graph = graph;
        this.entries = new int[n];
        this.reach = new int[n];
    }

    /** The first rank, from the one of an edge on, at which it is not dominated; {@link CollapseGraph#ABSENT} if none is. */
    int end(int v, int w, int rank) {
        count = graph.select(v, w, entries);
        System.arraycopy(entries, 0, reach, 0, count);
        int now = rank;
        while (true) {
            int dominating = smallest(reach, now);
            if (dominating < 0) {
                return now;
            }
            int[] ranks = graph.ranks(dominating);
            int failure = firstFailure(ranks, now);
            if (failure == CollapseGraph.ABSENT) {
                return CollapseGraph.ABSENT;
            }
            int missed = missed(ranks, failure);
            if (failure > now) {
                // Dominated until here; now another one may dominate.
                now = failure;
                System.arraycopy(entries, 0, reach, 0, count);
            }
            raise(reach, graph.ranks(missed));
        }
    }

    /** The place of the smallest number, or −1 if it is above a limit. */
    private int smallest(int[] numbers, int limit) {
        int least = CollapseGraph.ABSENT;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, numbers[i]);
        }
        if (least > limit) {
            return -1;
        }
        int place = 0;
        while (numbers[place] != least) {
            place++;
        }
        return place;
    }

    /** The first rank from {@code now} on at which a common neighbour has entered that a vertex of some ranks does not reach. */
    private int firstFailure(int[] ranks, int now) {
        int first = CollapseGraph.ABSENT;
        for (int i = 0; i < count; i++) {
            int entry = Math.max(entries[i], now);
            // All ones if it is reached in time, else zeros: without a branch the loop runs on vectors.
            int reached = ~(entry - ranks[i] >> 31);
            first = Math.min(first, entry | reached >>> 1);
        }
        return first;
    }

    /** The place of a common neighbour that has entered at a rank and is not reached. */
    private int missed(int[] ranks, int rank) {
        int place = 0;
        while (entries[place] > rank || ranks[place] <= rank) {
            place++;
        }
        return place;
    }

    private void raise(int[] numbers, int[] atLeast) {
        for (int i = 0; i < count; i++) {
            numbers[i] = Math.max(numbers[i], atLeast[i]);
        }
    }
}
