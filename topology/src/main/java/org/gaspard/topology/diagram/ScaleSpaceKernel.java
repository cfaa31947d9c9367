package org.gaspard.topology.diagram;

import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * The persistence scale space kernel ([RHB15]):
 * {@code k(D, E) = 1/(8πσ) Σ_{p ∈ D} Σ_{q ∈ E} exp(−‖p − q‖² / 8σ) − exp(−‖p − q̄‖² / 8σ)}, with {@code q̄ = (d, b)} the
 * mirror image of {@code q = (b, d)}: the scalar product of the diagrams after heat has spread for the time σ, held at zero
 * on the diagonal. Points of the diagonal add nothing.
 *
 * <p>The value with an empty diagram is 0; essential bars are refused. Time {@code O(nm)}.
 *
 * @param sigma σ, the time: an area, so that {@code 2√σ} compares with lengths of bars; positive
 */
public record ScaleSpaceKernel(double sigma) implements DiagramKernel {

    /** @throws IllegalArgumentException if sigma is not positive */
    public ScaleSpaceKernel {
        Checks.positive("sigma", sigma);
    }

    @Override
    public double value(Diagram first, Diagram second) {
        Require.finitePair(first, second);
        double sum = 0;
        for (int i = 0; i < first.size(); i++) {
            for (int j = 0; j < second.size(); j++) {
                double dx = first.birth(i) - second.birth(j);
                double dy = first.death(i) - second.death(j);
                // ‖p − q̄‖² = ‖p − q‖² + 2 (length of p) (length of q): the difference without cancellation.
                double mirrored = first.length(i) * second.length(j) / (4 * sigma);
                sum += Math.exp(-(dx * dx + dy * dy) / (8 * sigma)) * -Math.expm1(-mirrored);
            }
        }
        return sum / (8 * Math.PI * sigma);
    }
}
