package org.gaspard.topology.diagram;

import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * The sliced Wasserstein kernel {@code exp(−SW(D, E) / 2σ²)} ([CCO17]). Two empty diagrams give 1; essential bars are
 * refused. The kernel of finitely many directions is positive definite too.
 *
 * @param sliced SW
 * @param sigma σ, positive; σ² compares with distances
 */
public record SlicedWassersteinKernel(SlicedWasserstein sliced, double sigma) implements DiagramKernel {

    /** @throws IllegalArgumentException if sigma is not positive */
    public SlicedWassersteinKernel {
        Checks.positive("sigma", sigma);
    }

    /** With 50 directions. */
    public SlicedWassersteinKernel(double sigma) {
        this(SlicedWasserstein.directions(50), sigma);
    }

    @Override
    public double value(Diagram first, Diagram second) {
        return Math.exp(-sliced.distance(first, second) / (2 * sigma * sigma));
    }
}
