package org.gaspard.topology.diagram;

import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * The persistence Fisher kernel {@code exp(−t d(D, E))} with the {@link FisherDistance} d ([LY18]). Two empty diagrams
 * give 1; essential bars are refused.
 *
 * <p>Pitfall: the kernel is positive definite for measures on one fixed set. Since the set depends on the pair of
 * diagrams, a Gram matrix can have small negative eigenvalues; where that matters, add a little to its diagonal.
 *
 * @param sigma σ of the distance, positive
 * @param t positive
 */
public record FisherKernel(double sigma, double t) implements DiagramKernel {

    /** @throws IllegalArgumentException if sigma or t is not positive */
    public FisherKernel {
        Checks.positive("sigma", sigma);
        Checks.positive("t", t);
    }

    @Override
    public double value(Diagram first, Diagram second) {
        return Math.exp(-t * new FisherDistance(sigma).distance(first, second));
    }
}
