package org.gaspard.datasets.sampling;

import java.util.List;

/**
 * Two combinations and the factors that were changed from one to the other.
 *
 * @param first the index of one
 * @param second the index of the other
 * @param changed the changed factors in ascending order; all others agree
 */
public record IndexPair(int first, int second, List<Integer> changed) {

    /** Copies the list. */
    public IndexPair {
        changed = List.copyOf(changed);
    }
}
