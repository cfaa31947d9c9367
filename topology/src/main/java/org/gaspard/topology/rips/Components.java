package org.gaspard.topology.rips;

import java.util.function.IntToDoubleFunction;
import org.gaspard.topology.sets.DisjointSets;

/**
 * Components that merge when an edge enters, represented by their oldest vertex: the one born first, among equals the one
 * with the larger number, as in the order of the filtration.
 */
final class Components {

    private final DisjointSets sets;
    private final IntToDoubleFunction birth;

    Components(int n, IntToDoubleFunction birth) {
        this.sets = new DisjointSets(n);
        this.birth = birth;
    }

    int oldest(int vertex) {
        return sets.find(vertex);
    }

    /** Merges the components of two vertices; the vertex whose component ends, or −1 if they were one already. */
    int merge(int first, int second) {
        int a = oldest(first);
        int b = oldest(second);
        if (a == b) {
            return -1;
        }
        double births = birth.applyAsDouble(a) - birth.applyAsDouble(b);
        boolean firstIsOlder = births < 0 || births == 0 && a > b;
        int older = firstIsOlder ? a : b;
        int younger = firstIsOlder ? b : a;
        sets.link(younger, older);
        return younger;
    }
}
