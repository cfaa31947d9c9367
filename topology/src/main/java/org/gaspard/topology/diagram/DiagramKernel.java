package org.gaspard.topology.diagram;

import java.util.List;
import org.gaspard.topology.Diagram;

/**
 * A kernel on persistence diagrams of one dimension: a scalar product in some feature space. All kernels of this package
 * are positive definite but the {@link FisherKernel}, which is not quite.
 */
@FunctionalInterface
public interface DiagramKernel {

    /**
     * {@code k(first, second)}.
     *
     * @throws IllegalArgumentException if the dimensions differ or a bar is essential
     */
    double value(Diagram first, Diagram second);

    /**
     * The distance in the feature space of the kernel, {@code √(k(D, D) + k(E, E) − 2 k(D, E))}. Rounding can make the sum
     * negative, which counts as 0.
     */
    default double distance(Diagram first, Diagram second) {
        double mixed = value(first, second);
        return Math.sqrt(Math.max(0, value(first, first) + value(second, second) - 2 * mixed));
    }

    /** The values of all pairs of n diagrams, [n × n]: symmetric, each computed once. */
    default double[] gram(List<Diagram> diagrams) {
        int n = diagrams.size();
        double[] gram = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                gram[i * n + j] = value(diagrams.get(i), diagrams.get(j));
                gram[j * n + i] = gram[i * n + j];
            }
        }
        return gram;
    }

    /** The values of n rows with m columns, [n × m], as a trained model needs them for new diagrams. */
    default double[] gram(List<Diagram> rows, List<Diagram> columns) {
        int m = columns.size();
        double[] gram = new double[rows.size() * m];
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < m; j++) {
                gram[i * m + j] = value(rows.get(i), columns.get(j));
            }
        }
        return gram;
    }
}
