package org.gaspard.autodiff.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * RMSprop: the gradient over the root of the running mean of its square, {@code v ← α v + (1 - α) g²} and
 * {@code d = g / (√v + ε)}. Centred, v is replaced by the variance {@code v - a²} with {@code a ← α a + (1 - α) g}.
 * With momentum, {@code b ← μ b + d} takes the place of d; then {@code p ← p - η d}.
 *
 * <p>Semantics are those of {@code torch.optim.RMSprop}; a variance that rounding makes negative counts as 0.
 *
 * <p>Source: Tieleman and Hinton, lecture 6.5 of Neural Networks for Machine Learning, 2012; Graves, Generating
 * Sequences With Recurrent Neural Networks, 2013, for the centred form.
 */
public final class RmsProp implements Optimizer {

    private static final String SQUARE = "square";
    private static final String MEAN = "mean";
    private static final String VELOCITY = "velocity";

    /**
     * Options.
     *
     * @param alpha α, in [0, 1)
     * @param epsilon ε
     * @param centred whether the mean is taken out
     * @param momentum μ, in [0, 1)
     */
    public record Settings(double alpha, double epsilon, boolean centred, double momentum)
            implements OptimizerSettings {

        /** Checks the ranges. */
        public Settings {
            if (!(alpha >= 0 && alpha < 1 && epsilon >= 0 && momentum >= 0 && momentum < 1)) {
                throw new IllegalArgumentException("alpha " + alpha + " and momentum " + momentum
                        + " must be in [0, 1), epsilon " + epsilon + " not negative");
            }
        }

        /** α = 0.99, ε = 1e-8, not centred, no momentum. */
        public static Settings standard() {
            return new Settings(0.99, 1e-8, false, 0);
        }

        @Override
        public String usualName() {
            return "rmsprop";
        }

        @Override
        public RmsProp optimizer(String name, List<ParameterGroup> groups) {
            return new RmsProp(name, groups, this);
        }
    }

    private final Settings settings;
    private final State state;

    /** Trains {@code parameters} with the standard settings; the state's names begin with "rmsprop". */
    public RmsProp(List<Parameter> parameters) {
        this("rmsprop", List.of(ParameterGroup.of(parameters)), Settings.standard());
    }

    /**
     * Trains the groups.
     *
     * @param name what the names of the state begin with; different for each optimiser of one program
     */
    public RmsProp(String name, List<ParameterGroup> groups, Settings settings) {
        List<String> slots = new ArrayList<>(List.of(SQUARE));
        if (settings.centred) {
            slots.add(MEAN);
        }
        if (settings.momentum != 0) {
            slots.add(VELOCITY);
        }
        this.settings = settings;
        this.state = new State(name, groups, slots);
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
        return state.updates(gradients, learningRate, current, (entry, updates) -> {
            Tensor g = Rules.coupled(entry);
            Tensor direction = g.divide(spread(entry, g, updates).sqrt().add(settings.epsilon));
            if (settings.momentum != 0) {
                Parameter velocity = state.slot(VELOCITY, entry.parameter());
                direction = entry.before(velocity).multiply(settings.momentum).add(direction);
                updates.put(velocity, direction);
            }
            Rules.move(entry, direction, updates);
        });
    }

    private Tensor spread(State.Entry entry, Tensor g, Map<Parameter, Tensor> updates) {
        Parameter square = state.slot(SQUARE, entry.parameter());
        Tensor v = Rules.blend(entry.before(square), settings.alpha, g.square());
        updates.put(square, v);
        if (!settings.centred) {
            return v;
        }
        Parameter mean = state.slot(MEAN, entry.parameter());
        Tensor a = Rules.blend(entry.before(mean), settings.alpha, g);
        updates.put(mean, a);
        return v.subtract(a.square()).maximum(0);
    }
}
