package org.gaspard.topology.diagram;

import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * The persistence weighted Gaussian kernel in its linear form ([KHF16]):
 * {@code k(D, E) = Σ_{p ∈ D} Σ_{q ∈ E} w(p) w(q) exp(−‖p − q‖² / 2σ²)}. Its Gaussian form is
 * {@code new GaussianOfKernel(kernel, τ)}.
 *
 * <p>The value with an empty diagram is 0; essential bars are refused. Time {@code O(nm)}.
 *
 * @param sigma σ, positive
 * @param weight w
 */
public record WeightedGaussianKernel(double sigma, Weight weight) implements DiagramKernel {

    /** @throws IllegalArgumentException if sigma is not positive */
    public WeightedGaussianKernel {
        Checks.positive("sigma", sigma);
    }

    /** With the weight {@code arctan(d − b)}. */
    public WeightedGaussianKernel(double sigma) {
        this(sigma, Weight.arctan(1, 1));
    }

    @Override
    public double value(Diagram first, Diagram second) {
        Require.finitePair(first, second);
        double[] left = weight.of(first);
        double[] right = weight.of(second);
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right.length; j++) {
                double dx = first.birth(i) - second.birth(j);
                double dy = first.death(i) - second.death(j);
                sum += left[i] * right[j] * Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
            }
        }
        return sum;
    }
}
