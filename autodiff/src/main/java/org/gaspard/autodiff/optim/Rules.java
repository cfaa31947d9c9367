package org.gaspard.autodiff.optim;

import java.util.Map;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/** The formulas that several optimisers share. */
final class Rules {

    private Rules() {}

    /** {@code g + λ p}: weight decay as the gradient of {@code λ/2 |p|²}. */
    static Tensor coupled(State.Entry entry) {
        return entry.weightDecay() == 0
                ? entry.gradient()
                : entry.gradient().add(entry.value().multiply(entry.weightDecay()));
    }

    /** {@code (1 - η λ) p}. */
    static Tensor decoupled(State.Entry entry) {
        Tensor p = entry.value();
        return entry.weightDecay() == 0
                ? p
                : p.multiply(entry.learningRate()
                        .multiply(-entry.weightDecay())
                        .add(1)
                        .cast(p.dtype()));
    }

    /** {@code β old + (1 - β) next}. */
    static Tensor blend(Tensor old, double beta, Tensor next) {
        return old.multiply(beta).add(next.multiply(1 - beta));
    }

    /** {@code p ← p - η d}. */
    static void move(State.Entry entry, Tensor direction, Map<Parameter, Tensor> updates) {
        Tensor p = entry.value();
        Tensor rate = entry.learningRate().cast(p.dtype());
        updates.put(entry.parameter(), p.subtract(direction.multiply(rate)));
    }
}
