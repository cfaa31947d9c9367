package org.gaspard.topology.diagram;

import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * A Gaussian kernel in the feature space of another kernel k:
 * {@code exp(−(k(D, D) + k(E, E) − 2 k(D, E)) / 2τ²)} ([KHF16]). Two empty diagrams give 1.
 *
 * @param base k
 * @param tau τ, positive
 */
public record GaussianOfKernel(DiagramKernel base, double tau) implements DiagramKernel {

    /** @throws IllegalArgumentException if tau is not positive */
    public GaussianOfKernel {
        Checks.positive("tau", tau);
    }

    @Override
    public double value(Diagram first, Diagram second) {
        double scaled = base.distance(first, second) / tau;
        return Math.exp(-scaled * scaled / 2);
    }
}
