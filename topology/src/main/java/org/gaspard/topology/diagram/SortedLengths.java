package org.gaspard.topology.diagram;

import java.util.Arrays;
import org.gaspard.topology.Diagram;

/** The lengths of the longest bars as a vector. An empty diagram gives zeros, essential bars are +∞ and come first. */
public final class SortedLengths {

    private SortedLengths() {}

    /**
     * The {@code size} greatest lengths in descending order, followed by zeros if there are fewer.
     *
     * @throws IllegalArgumentException if the size is negative
     */
    public static double[] of(Diagram diagram, int size) {
        return Arrays.copyOf(diagram.longest(size).lengths(), size);
    }
}
