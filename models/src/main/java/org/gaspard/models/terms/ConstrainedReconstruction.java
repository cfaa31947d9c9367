package org.gaspard.models.terms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.VaePass;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Losses;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * GECO: a reconstruction that is to be good enough and no better, {@code C = ‖x − x̂‖² − κ² ≤ 0} on average, as the constraint under
 * which the other terms, such as {@link KlDivergence} with the weight 1, are made small. C is summed over pixels and averaged over
 * the batch; with its moving average A, which is C in the first step,
 *
 * <pre>{@code
 * A ← α A + (1 − α) C
 * λ (C + stop(A − C))                                             the value: that of λ A, the gradient of λ C
 * ln λ ← ln λ + clamp(A, ln least, ln most)                       in some steps, for those to come
 * }</pre>
 *
 * <p>λ counts as a constant. A, ln λ and the number of steps are buffers, so that a resumed run goes on with them; λ is 1 at first.
 * {@code O(N D)}. Diagnostics: {@code reconstruction.constraint} (C), {@code reconstruction.average} (A), {@code
 * reconstruction.multiplier} (λ; 1/λ is the β of a β-VAE). Give the term the weight 1. x̂ is the mean image, so of the model's
 * likelihood only that is used.
 *
 * <p>Rezende, Viola: Taming VAEs. 2018, arXiv 1810.00597, algorithm 1, where λ is multiplied by {@code exp(∝ A)} in each step, by a
 * factor that is not given. The bounds, and that λ waits and rests, are those of vaetc, with which Nakagawa et al. (ICLR 2023)
 * compare: {@link Multiplier#standard}; κ = 10 and α = 0.99 there.
 *
 * @param tolerance κ, in the unit of pixels
 * @param momentum α, at least 0 and below 1
 * @param multiplier how λ moves
 * @param memory what is remembered, float64 scalars
 */
public record ConstrainedReconstruction(double tolerance, double momentum, Multiplier multiplier, Memory memory)
        implements Term {

    /**
     * When λ moves and how far.
     *
     * @param every in the steps, counted from 0, whose number is a multiple of this
     * @param after none up to this step
     * @param least the smallest factor, above 0 and at most 1
     * @param most the largest, at least 1
     */
    public record Multiplier(int every, int after, double least, double most) {

        /** Checks the ranges. */
        public Multiplier {
            Checks.atLeast("every", every, 1);
            Checks.atLeast("after", after, -1);
            Checks.positive("least", least);
            Checks.positive("most", most);
            if (least > 1 || most < 1) {
                throw new IllegalArgumentException(
                        "least must be at most 1 and most at least 1, found " + least + " and " + most);
            }
        }

        /** In every hundredth step after the step 200, by factors from 0.9 to 1.05. */
        public static Multiplier standard() {
            return new Multiplier(100, 200, 0.9, 1.05);
        }
    }

    /**
     * What is remembered.
     *
     * @param average A
     * @param logMultiplier ln λ
     * @param steps how many steps were taken
     */
    public record Memory(Parameter average, Parameter logMultiplier, Parameter steps) {}

    /** Checks the ranges. */
    public ConstrainedReconstruction {
        Checks.positive("tolerance", tolerance);
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must be at least 0 and below 1, found " + momentum);
        }
    }

    /** A constraint that has seen nothing yet. */
    public ConstrainedReconstruction(double tolerance, double momentum, Multiplier multiplier) {
        this(
                tolerance,
                momentum,
                multiplier,
                new Memory(
                        new Parameter("reconstruction.average", Tensor.scalar(0.0)),
                        new Parameter("reconstruction.log_multiplier", Tensor.scalar(0.0)),
                        new Parameter("reconstruction.steps", Tensor.scalar(0.0))));
    }

    /** α = 0.99 and {@link Multiplier#standard}. */
    public static ConstrainedReconstruction standard(double tolerance) {
        return new ConstrainedReconstruction(tolerance, 0.99, Multiplier.standard());
    }

    @Override
    public String name() {
        return "reconstruction";
    }

    @Override
    public List<Parameter> buffers() {
        return List.of(memory.average, memory.logMultiplier, memory.steps);
    }

    @Override
    public boolean reconstructs() {
        return true;
    }

    @Override
    public Value value(VaePass pass) {
        ForwardPass state = pass.pass();
        Tensor constraint = Losses.squaredError(pass.reconstruction(), pass.images())
                .sum()
                .divide(pass.images().extent(0))
                .subtract(tolerance * tolerance);
        Tensor now = constraint.stopGradient().cast(DType.FLOAT64);
        Tensor steps = state.value(memory.steps);
        Tensor moved = state.value(memory.average).multiply(momentum).add(now.multiply(1 - momentum));
        Tensor average = Tensor.where(steps.equalTo(0), now, moved);
        Tensor log = state.value(memory.logMultiplier);
        state.update(memory.average, average);
        state.update(memory.logMultiplier, log.add(change(average).multiply(due(steps))));
        state.update(memory.steps, steps.add(1));
        Map<String, Tensor> diagnostics = new LinkedHashMap<>();
        diagnostics.put("reconstruction.constraint", constraint);
        diagnostics.put("reconstruction.average", average);
        diagnostics.put("reconstruction.multiplier", log.exp());
        Tensor shifted = constraint.add(average.subtract(now).cast(constraint.dtype()));
        return new Value(shifted.multiply(log.exp().cast(constraint.dtype())), diagnostics);
    }

    private Tensor change(Tensor average) {
        return average.clamp(Math.log(multiplier.least), Math.log(multiplier.most));
    }

    /** 1 in a step after which λ moves, else 0. */
    private Tensor due(Tensor steps) {
        Tensor whole = steps.divide(multiplier.every).floor().multiply(multiplier.every);
        return whole.equalTo(steps)
                .cast(DType.FLOAT64)
                .multiply(steps.greater(multiplier.after).cast(DType.FLOAT64));
    }
}
