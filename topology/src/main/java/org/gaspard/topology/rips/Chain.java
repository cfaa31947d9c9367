package org.gaspard.topology.rips;

import java.util.List;

/**
 * A chain or cochain: simplices with coefficients.
 *
 * @param simplices each with its vertices ascending
 * @param coefficients numbers from 1 to p − 1, for simplices oriented by their ascending vertices
 */
public record Chain(List<List<Integer>> simplices, List<Integer> coefficients) {

    /** Copies the lists. */
    public Chain {
        simplices = simplices.stream().map(List::copyOf).toList();
        coefficients = List.copyOf(coefficients);
        if (simplices.size() != coefficients.size()) {
            throw new IllegalArgumentException(
                    "coefficients has " + coefficients.size() + " elements, expected " + simplices.size());
        }
    }
}
