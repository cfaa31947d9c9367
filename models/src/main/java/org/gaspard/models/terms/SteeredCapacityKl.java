package org.gaspard.models.terms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaspard.models.VaePass;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * {@code |KL(q(z|x) ‖ N(0, I)) − C|ᵖ}, C being moved by a discriminator. With the weight γ = 500, p = 4 and the divergence as a
 * mean over dimensions this is the divergence of DAVA.
 *
 * <p>Diagnostics: {@code kl.divergence}, the divergence in the unit of C, and {@code kl.capacity}.
 *
 * <p>Estermann and Wattenhofer: DAVA: Disentangling adversarial variational autoencoder. ICLR 2023, with the power of its
 * published program.
 *
 * @param capacity C
 * @param over how dimensions are put together
 * @param degree p
 */
public record SteeredCapacityKl(SteeredCapacity capacity, Over over, int degree) implements Term {

    /** How the divergences of the dimensions of a latent are put together. */
    public enum Over {
        /** Averaged, as in the published program of DAVA: nats for each dimension. */
        MEAN,
        /** Added up, as everywhere else: nats for each image, d times as many. */
        SUM
    }

    /** Checks the range. */
    public SteeredCapacityKl {
        Checks.atLeast("degree", degree, 1);
    }

    @Override
    public String name() {
        return "kl";
    }

    @Override
    public List<Parameter> buffers() {
        return List.of(capacity.count());
    }

    @Override
    public Value value(VaePass pass) {
        Tensor each = pass.posterior().kl();
        Tensor divergence = switch (over) {
            case MEAN -> each.mean();
            case SUM -> each.sum(1).mean();
        };
        Tensor target = capacity.at(pass.pass());
        Tensor distance = divergence.subtract(target.cast(divergence.dtype())).abs();
        Tensor power = distance;
        for (int i = 1; i < degree; i++) {
            power = power.multiply(distance);
        }
        Map<String, Tensor> diagnostics = new LinkedHashMap<>();
        diagnostics.put("kl.divergence", divergence);
        diagnostics.put("kl.capacity", target);
        return new Value(power, diagnostics);
    }
}
