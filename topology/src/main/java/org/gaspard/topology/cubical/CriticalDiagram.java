package org.gaspard.topology.cubical;

import org.gaspard.topology.Diagram;

/**
 * A diagram with the pixels, or vertices, whose values are the births and deaths. A bar depends on the image through
 * these two values alone as long as the order of pixels stays, so gathering there gives its gradient.
 *
 * @param diagram the bars, in the order of their birth pixels, then of their death pixels
 * @param birthPixels the flat index of the pixel with which each bar is born
 * @param deathPixels the one with which it dies; {@link #NONE} for an essential bar
 */
public record CriticalDiagram(Diagram diagram, int[] birthPixels, int[] deathPixels) {

    /** The death pixel of an essential bar. */
    public static final int NONE = -1;

    /** The number of bars. */
    public int size() {
        return diagram.size();
    }
}
