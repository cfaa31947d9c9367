package org.gaspard.models.terms;

import java.util.List;
import java.util.Map;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.VaePass;
import org.gaspard.tensor.Tensor;

/**
 * {@code |KL(q(z|x) ‖ N(0, I)) − C|}: the divergence is held at a capacity C, which grows while training. With the weight γ this
 * is the annealed VAE, as a rule with γ = 1000 and C from 0 to between 5 and 100 nats in 100,000 steps.
 *
 * <p>Diagnostic: {@code kl.divergence}, the divergence itself. Burgess et al.: Understanding disentangling in β-VAE. 2018, eq. 8.
 *
 * @param capacity C in nats, at each step
 */
public record CapacityKl(Schedule capacity) implements Term {

    @Override
    public String name() {
        return "kl";
    }

    @Override
    public List<Schedule> schedules() {
        return List.of(capacity);
    }

    @Override
    public Value value(VaePass pass) {
        Tensor divergence = pass.posterior().kl().sum(1).mean();
        Tensor target = pass.at(capacity).cast(divergence.dtype());
        return new Value(divergence.subtract(target).abs(), Map.of("kl.divergence", divergence));
    }
}
