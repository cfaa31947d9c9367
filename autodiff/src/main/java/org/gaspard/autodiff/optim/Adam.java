package org.gaspard.autodiff.optim;

import java.util.List;
import java.util.Map;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * Adam and AdamW: with running means of the gradient and of its square, {@code m ← β₁ m + (1 - β₁) g} and
 * {@code v ← β₂ v + (1 - β₂) g²}, at step t,
 *
 * <p>{@code p ← p - η / (1 - β₁ᵗ) · m / (√v / √(1 - β₂ᵗ) + ε)}.
 *
 * <p>Weight decay λ is added to the gradient ({@code g ← g + λ p}, Adam) or taken from the parameter directly
 * ({@code p ← (1 - η λ) p}, AdamW). Semantics are those of {@code torch.optim.Adam} and {@code AdamW}. The corrections
 * are computed in the graph, in double precision, from the count of steps in the state.
 *
 * <p>Sources: Kingma and Ba, Adam, 2015, algorithm 1; Loshchilov and Hutter, Decoupled Weight Decay Regularization,
 * 2019, algorithm 2.
 */
public final class Adam implements Optimizer {

    private static final String FIRST_MOMENT = "m";
    private static final String SECOND_MOMENT = "v";

    /**
     * Options.
     *
     * @param beta1 β₁, in [0, 1)
     * @param beta2 β₂, in [0, 1)
     * @param epsilon ε
     * @param decoupledDecay whether weight decay is that of AdamW
     */
    public record Settings(double beta1, double beta2, double epsilon, boolean decoupledDecay)
            implements OptimizerSettings {

        /** Checks the ranges. */
        public Settings {
            if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon >= 0)) {
                throw new IllegalArgumentException("beta1 " + beta1 + " and beta2 " + beta2
                        + " must be in [0, 1), epsilon " + epsilon + " not negative");
            }
        }

        /** β = (0.9, 0.999), ε = 1e-8, weight decay as a part of the gradient. */
        public static Settings adam() {
            return new Settings(0.9, 0.999, 1e-8, false);
        }

        /** β = (0.9, 0.999), ε = 1e-8, decoupled weight decay. */
        public static Settings adamW() {
            return new Settings(0.9, 0.999, 1e-8, true);
        }

        /** These settings with other β. */
        public Settings withBetas(double b1, double b2) {
            return new Settings(b1, b2, epsilon, decoupledDecay);
        }

        @Override
        public String usualName() {
            return decoupledDecay ? "adamw" : "adam";
        }

        @Override
        public Adam optimizer(String name, List<ParameterGroup> groups) {
            return new Adam(name, groups, this);
        }
    }

    private final Settings settings;
    private final State state;

    /** Adam for {@code parameters} with the usual settings; the state's names begin with "adam". */
    public Adam(List<Parameter> parameters) {
        this("adam", List.of(ParameterGroup.of(parameters)), Settings.adam());
    }

    /**
     * Trains the groups.
     *
     * @param name what the names of the state begin with; different for each optimiser of one program
     */
    public Adam(String name, List<ParameterGroup> groups, Settings settings) {
        this.settings = settings;
        this.state = new State(name, groups, List.of(FIRST_MOMENT, SECOND_MOMENT));
    }

    /** AdamW for {@code parameters} with the usual settings; the state's names begin with "adamw". */
    public static Adam withDecoupledDecay(List<Parameter> parameters, double weightDecay) {
        ParameterGroup group = ParameterGroup.of(parameters).withWeightDecay(weightDecay);
        return new Adam("adamw", List.of(group), Settings.adamW());
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
        Tensor t = state.stepNumber(current);
        Tensor correction1 = oneMinusPower(settings.beta1, t);
        Tensor correction2 = oneMinusPower(settings.beta2, t).sqrt().reciprocal();
        return state.updates(gradients, learningRate, current, (entry, updates) -> {
            Tensor g = settings.decoupledDecay ? entry.gradient() : Rules.coupled(entry);
            Tensor p = settings.decoupledDecay ? Rules.decoupled(entry) : entry.value();
            Parameter first = state.slot(FIRST_MOMENT, entry.parameter());
            Parameter second = state.slot(SECOND_MOMENT, entry.parameter());
            Tensor m = Rules.blend(entry.before(first), settings.beta1, g);
            Tensor v = Rules.blend(entry.before(second), settings.beta2, g.square());
            Tensor rate = entry.learningRate().divide(correction1).cast(p.dtype());
            Tensor root = v.sqrt().multiply(correction2.cast(p.dtype())).add(settings.epsilon);
            updates.put(first, m);
            updates.put(second, v);
            updates.put(entry.parameter(), p.subtract(m.multiply(rate).divide(root)));
        });
    }

    /** {@code 1 - βᵗ = -expm1(t ln β)}, without the cancellation of the plain form. */
    private static Tensor oneMinusPower(double beta, Tensor t) {
        return beta == 0
                ? Tensor.full(t.type(), 1)
                : t.multiply(Math.log(beta)).expm1().negate();
    }
}
