package org.gaspard.autodiff.optim;

import java.util.List;
import java.util.Map;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * Stochastic gradient descent, with momentum if wanted: with the gradient {@code g ← g + λ p},
 * {@code b ← μ b + (1 - τ) g} (b ← g at the first step) and {@code p ← p - η d}, where d is b, or {@code g + μ b} with
 * Nesterov's momentum, or g without momentum.
 *
 * <p>Semantics are those of {@code torch.optim.SGD}; weight decay λ and learning rate scales belong to the groups.
 */
public final class Sgd implements Optimizer {

    private static final String VELOCITY = "velocity";

    /**
     * Options.
     *
     * @param momentum μ, in [0, 1)
     * @param dampening τ, in [0, 1]
     * @param nesterov whether d looks ahead; needs momentum and no dampening
     */
    public record Settings(double momentum, double dampening, boolean nesterov) implements OptimizerSettings {

        /** Checks the ranges. */
        public Settings {
            if (!(momentum >= 0 && momentum < 1 && dampening >= 0 && dampening <= 1)) {
                throw new IllegalArgumentException(
                        "momentum " + momentum + " must be in [0, 1), dampening " + dampening + " in [0, 1]");
            }
            if (nesterov && (momentum == 0 || dampening != 0)) {
                throw new IllegalArgumentException(
                        "Nesterov's momentum needs momentum and no dampening, found momentum " + momentum
                                + " and dampening " + dampening);
            }
        }

        /** No momentum. */
        public static Settings plain() {
            return new Settings(0, 0, false);
        }

        @Override
        public String usualName() {
            return "sgd";
        }

        @Override
        public Sgd optimizer(String name, List<ParameterGroup> groups) {
            return new Sgd(name, groups, this);
        }
    }

    private final Settings settings;
    private final State state;

    /** Trains {@code parameters} without momentum or weight decay; the state's names begin with "sgd". */
    public Sgd(List<Parameter> parameters) {
        this("sgd", List.of(ParameterGroup.of(parameters)), Settings.plain());
    }

    /**
     * Trains the groups.
     *
     * @param name what the names of the state begin with; different for each optimiser of one program
     */
    public Sgd(String name, List<ParameterGroup> groups, Settings settings) {
        this.settings = settings;
        this.state = new State(name, groups, settings.momentum == 0 ? List.of() : List.of(VELOCITY));
    }

    @Override
    public List<Parameter> parameters() {
        return state.parameters();
    }

    @Override
    public List<Parameter> state() {
        return state.all();
    }

    @Override
    public Map<Parameter, Tensor> updates(List<Tensor> gradients, Tensor learningRate, Map<Parameter, Tensor> current) {
        Tensor first = state.stepNumber(current).equalTo(1);
        return state.updates(gradients, learningRate, current, (entry, updates) -> {
            Tensor direction = Rules.coupled(entry);
            if (settings.momentum != 0) {
                Parameter velocity = state.slot(VELOCITY, entry.parameter());
                Tensor b = entry.before(velocity).multiply(settings.momentum).add(damped(direction, first));
                updates.put(velocity, b);
                direction = settings.nesterov ? direction.add(b.multiply(settings.momentum)) : b;
            }
            Rules.move(entry, direction, updates);
        });
    }

    private Tensor damped(Tensor gradient, Tensor first) {
        if (settings.dampening == 0) {
            return gradient;
        }
        Tensor factor = first.multiply(settings.dampening).add(1 - settings.dampening);
        return gradient.multiply(factor.cast(gradient.dtype()));
    }
}
