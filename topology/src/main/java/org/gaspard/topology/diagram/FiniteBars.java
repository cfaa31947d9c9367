package org.gaspard.topology.diagram;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gaspard.topology.Diagram;

/**
 * The finite bars of a diagram as points of the plane.
 *
 * @param bar the index of each point in the diagram
 * @param x the births
 * @param y the deaths
 */
record FiniteBars(int[] bar, double[] x, double[] y) {

    static FiniteBars of(Diagram diagram) {
        int[] bar = IntStream.range(0, diagram.size())
                .filter(i -> !diagram.isEssential(i))
                .toArray();
        return new FiniteBars(
                bar,
                Arrays.stream(bar).mapToDouble(diagram::birth).toArray(),
                Arrays.stream(bar).mapToDouble(diagram::death).toArray());
    }

    int size() {
        return bar.length;
    }

    /** The distance to the diagonal in the maximum norm. */
    double halfLength(int i) {
        return (y[i] - x[i]) / 2;
    }
}
