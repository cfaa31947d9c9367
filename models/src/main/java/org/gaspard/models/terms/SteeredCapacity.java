package org.gaspard.models.terms;

import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * DAVA's capacity C of a model's latents, that the accuracy of a discriminator moves up and down,
 *
 * <pre>{@code
 * k ← k + 1 if accuracy ≤ 0.501,   k − 1 if accuracy > 0.51,   else k,        C = min(C_max, k δ)
 * }</pre>
 *
 * <p>It grows while the discriminator does no better than chance. Nothing bounds k, as in the published program: C falls below 0
 * if the discriminator wins from the beginning, and stays at C_max for as many steps back as k went beyond it.
 *
 * @param step δ, in the unit of C
 * @param end C_max
 * @param count k, a float64 scalar
 */
public record SteeredCapacity(double step, double end, Parameter count) {

    private static final double CHANCE = 0.501;
    private static final double BETTER = 0.51;

    /** Checks the ranges. */
    public SteeredCapacity {
        Checks.positive("step", step);
        Checks.positive("end", end);
    }

    /** A capacity of 0. */
    public SteeredCapacity(double step, double end) {
        this(step, end, new Parameter("kl.capacity.count", Tensor.scalar(0.0)));
    }

    /** C in a pass, a float64 scalar. */
    public Tensor at(ForwardPass pass) {
        return pass.value(count).multiply(step).minimum(end);
    }

    /**
     * Moves C for the passes to come.
     *
     * @param accuracy of the discriminator, a float64 scalar
     */
    public void move(ForwardPass pass, Tensor accuracy) {
        Tensor up = accuracy.lessEqual(CHANCE).cast(DType.FLOAT64);
        Tensor down = accuracy.greater(BETTER).cast(DType.FLOAT64);
        pass.update(count, pass.value(count).add(up).subtract(down));
    }
}
