package org.gaspard.models.terms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.VaePass;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * ControlVAE: {@code β KL(q(z|x) ‖ N(0, I))}, where a proportional-integral controller chooses β at each step so that the
 * divergence follows a set point C. With the error {@code e = C − KL} of the batch,
 *
 * <pre>{@code
 * I ← I + Kᵢ e            (not while the last β̃ was below β_min: no wind-up)
 * β̃ = Kₚ / (1 + exp(e)) + β_min + I,      β = max(β_min, β̃)
 * }</pre>
 *
 * <p>Kᵢ is negative: too small a divergence lowers β. β counts as a constant; the gradient is that of β KL. I and β̃ are buffers,
 * so that a resumed run goes on with them. Diagnostics: {@code kl.weight}, {@code kl.divergence}, {@code kl.set_point}. Give the
 * term the weight 1.
 *
 * <p>Shao et al.: ControlVAE: Controllable variational autoencoder. ICML 2020, section 4.2, with the constants of its published
 * code for disentanglement.
 *
 * @param setPoint C in nats, at each step
 * @param proportional Kₚ
 * @param integral Kᵢ
 * @param least β_min
 * @param memory I and the last β̃, float64 scalars
 */
public record ControlledKl(Schedule setPoint, double proportional, double integral, double least, Memory memory)
        implements Term {

    /** The set point with which the published code begins, in nats. */
    public static final double PUBLISHED_START = 0.5;

    /**
     * What the controller remembers.
     *
     * @param sum I, 0 at the beginning
     * @param last β̃ of the step before, at first β_min
     */
    public record Memory(Parameter sum, Parameter last) {}

    /** A controller with its memory as it is at the beginning. */
    public static ControlledKl of(Schedule setPoint, double proportional, double integral, double least) {
        Memory memory = new Memory(
                new Parameter("kl.controller.sum", Tensor.scalar(0.0)),
                new Parameter("kl.controller.last", Tensor.scalar(least)));
        return new ControlledKl(setPoint, proportional, integral, least, memory);
    }

    /** The published constants Kₚ = 0.01, Kᵢ = −0.001, β_min = 1. */
    public static ControlledKl standard(Schedule setPoint) {
        return of(setPoint, 0.01, -0.001, 1);
    }

    /**
     * A set point in stairs: {@code start}, higher by {@code rise} in every step whose number, counted from 1, is a multiple of
     * {@code every}, at most {@code end}. For dSprites the published code has 0.5, 0.15, 5000 and 18 (16 to 20).
     */
    public static Schedule stairs(double start, double rise, long every, double end) {
        if (every < 1) {
            throw new IllegalArgumentException("every must be at least 1, found " + every);
        }
        return t -> Math.min(end, start + rise * Math.floorDiv(t + 1, every));
    }

    @Override
    public String name() {
        return "kl";
    }

    @Override
    public List<Parameter> buffers() {
        return List.of(memory.sum, memory.last);
    }

    @Override
    public List<Schedule> schedules() {
        return List.of(setPoint);
    }

    @Override
    public Value value(VaePass pass) {
        Tensor divergence = pass.posterior().kl().sum(1).mean();
        Tensor target = pass.at(setPoint).cast(DType.FLOAT64);
        Tensor error = target.subtract(divergence.stopGradient().cast(DType.FLOAT64));
        ForwardPass state = pass.pass();
        Tensor free = state.value(memory.last).greaterEqual(least).cast(DType.FLOAT64);
        Tensor sum = state.value(memory.sum).add(error.multiply(integral).multiply(free));
        Tensor wanted =
                error.negate().sigmoid().multiply(proportional).add(least).add(sum);
        Tensor weight = wanted.maximum(least);
        state.update(memory.sum, sum);
        state.update(memory.last, wanted);
        Map<String, Tensor> diagnostics = new LinkedHashMap<>();
        diagnostics.put("kl.weight", weight);
        diagnostics.put("kl.divergence", divergence);
        diagnostics.put("kl.set_point", target);
        return new Value(divergence.multiply(weight.cast(divergence.dtype())), diagnostics);
    }
}
