package org.gaspard.topology.diagram;

import java.util.List;
import org.gaspard.topology.Diagram;

/** A distance between persistence diagrams of one dimension. */
@FunctionalInterface
public interface DiagramMetric {

    /**
     * The distance of two diagrams: 0 for diagrams that differ by points of the diagonal only.
     *
     * @throws IllegalArgumentException if the dimensions differ, or a bar is essential where that is refused
     */
    double distance(Diagram first, Diagram second);

    /** The distances of all pairs of n diagrams, [n × n]: symmetric, each computed once, with a diagonal of zeros. */
    default double[] matrix(List<Diagram> diagrams) {
        int n = diagrams.size();
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                matrix[i * n + j] = distance(diagrams.get(i), diagrams.get(j));
                matrix[j * n + i] = matrix[i * n + j];
            }
        }
        return matrix;
    }
}
