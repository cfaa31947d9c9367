package org.gaspard.models.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * How the prior N(0, I) of z_0 spreads under a transformation: along the least informative potential ψ = −D ln p the density p follows
 * the diffusion equation {@code ∂p/∂t = D ∇²p} ([S23]), so it stays normal, with one variance σ_t² for all latent numbers and σ_0 = 1.
 *
 * <p>Its logarithm changes from step to step by what {@link #next} says of a <em>rate</em> of the step, which {@link #rates} gives. In
 * the first two forms the prior is carried along, {@code ln p_t = ln p_{t−1} − ln|1 + r_t|} for each latent number with r_t = ∇²ψ: the
 * density is that of where z was in the beginning, and the latents' own flow has no part in it. In them a smaller D is always better,
 * so that gradient descent draws it to 0.
 */
public sealed interface PriorEvolution {

    /**
     * [S23]'s formula for a learned D: {@code r_t = D / σ_{t−1}²}, {@code σ_t = σ_{t−1} (1 + r_t)}.
     *
     * @param logit D = softplus of it, a scalar
     */
    record LearnedDiffusion(Parameter logit) implements PriorEvolution {

        @Override
        public List<Parameter> parameters() {
            return List.of(logit);
        }

        @Override
        public List<Tensor> rates(int steps, ForwardPass pass) {
            Tensor diffusion = pass.value(logit).softplus();
            Tensor deviation = Tensor.full(diffusion.type(), 1);
            List<Tensor> rates = new ArrayList<>();
            for (int t = 1; t <= steps; t++) {
                Tensor rate = diffusion.divide(deviation.square());
                rates.add(rate);
                deviation = deviation.multiply(rate.add(1));
            }
            return rates;
        }

        @Override
        public List<Tensor> logVariances(int steps, ForwardPass pass) {
            List<Tensor> logVariances = new ArrayList<>();
            Tensor sum = Tensor.full(pass.value(logit).type(), 0);
            for (Tensor rate : rates(steps, pass)) {
                sum = sum.add(rate.log1p().multiply(2));
                logVariances.add(sum);
            }
            return logVariances;
        }
    }

    /**
     * The published program: D = 1, and a deviation of each step is learned, {@code r_1 = 1}, {@code r_t = 1 / (σ_t² + 10⁻⁵)}. Nothing
     * reads σ_1. (The program also has means, of which nothing reads any.)
     *
     * @param deviations σ_1 … σ_S, which begin as 1
     */
    record LearnedDeviations(Parameter deviations) implements PriorEvolution {

        private static final double EPSILON = 1e-5;

        @Override
        public List<Parameter> parameters() {
            return List.of(deviations);
        }

        @Override
        public List<Tensor> rates(int steps, ForwardPass pass) {
            Tensor all = pass.value(deviations);
            if (steps > all.extent(0)) {
                throw new IllegalArgumentException("steps must be at most the " + all.extent(0)
                        + " learned deviations of the prior, found " + steps);
            }
            List<Tensor> rates = new ArrayList<>(List.of(Tensor.full(new TensorType(Shape.scalar(), all.dtype()), 1)));
            for (int t = 2; t <= steps; t++) {
                rates.add(all.index(0, t - 1).square().add(EPSILON).reciprocal());
            }
            return rates;
        }

        @Override
        public List<Tensor> logVariances(int steps, ForwardPass pass) {
            Tensor all = pass.value(deviations).square().add(EPSILON).log();
            return IntStream.range(0, steps).mapToObj(t -> all.index(0, t)).toList();
        }
    }

    /**
     * The solution of the equation where z has come to: {@code p_t = N(0, 1 + 2 D t)} at z_t, with a learned D; all rates are D.
     *
     * @param logit D = softplus of it, a scalar
     */
    record ExactDiffusion(Parameter logit) implements PriorEvolution {

        @Override
        public List<Parameter> parameters() {
            return List.of(logit);
        }

        @Override
        public List<Tensor> rates(int steps, ForwardPass pass) {
            Tensor diffusion = pass.value(logit).softplus();
            return Collections.nCopies(steps, diffusion);
        }

        @Override
        public List<Tensor> logVariances(int steps, ForwardPass pass) {
            List<Tensor> rates = rates(steps, pass);
            return IntStream.rangeClosed(1, steps)
                    .mapToObj(t -> rates.get(t - 1).multiply(2.0 * t).log1p())
                    .toList();
        }

        @Override
        public Tensor next(Tensor before, Tensor z, Tensor rate, int t) {
            Tensor logVariance = rate.multiply(2.0 * t).log1p();
            return new GaussianPosterior(Tensor.full(z.type(), 0), logVariance).logDensities(z);
        }
    }

    /** Which of the three. */
    enum Form {
        /** {@link PriorEvolution.LearnedDiffusion}. */
        LEARNED_DIFFUSION,
        /** {@link PriorEvolution.LearnedDeviations}. */
        LEARNED_DEVIATIONS,
        /** {@link PriorEvolution.ExactDiffusion}. */
        EXACT_DIFFUSION
    }

    /**
     * One that begins with D = 1, or deviations of 1.
     *
     * @param name of its parameter
     * @param steps the most steps that there can be, at least 1
     */
    static PriorEvolution of(Form form, String name, int steps, DType dtype) {
        Checks.atLeast("steps", steps, 1);
        // The inverse of softplus at 1.
        double logit = Math.log(Math.expm1(1));
        return switch (form) {
            case LEARNED_DIFFUSION ->
                new LearnedDiffusion(
                        new Parameter(name + ".diffusion", Tensor.full(new TensorType(Shape.scalar(), dtype), logit)));
            case EXACT_DIFFUSION ->
                new ExactDiffusion(
                        new Parameter(name + ".diffusion", Tensor.full(new TensorType(Shape.scalar(), dtype), logit)));
            case LEARNED_DEVIATIONS ->
                new LearnedDeviations(
                        new Parameter(name + ".deviations", Tensor.full(new TensorType(Shape.of(steps), dtype), 1)));
        };
    }

    /** Which of the three this is. */
    default Form form() {
        return switch (this) {
            case LearnedDiffusion _ -> Form.LEARNED_DIFFUSION;
            case LearnedDeviations _ -> Form.LEARNED_DEVIATIONS;
            case ExactDiffusion _ -> Form.EXACT_DIFFUSION;
        };
    }

    /** What is trained. */
    List<Parameter> parameters();

    /** r_1 … r_T, scalars. */
    List<Tensor> rates(int steps, ForwardPass pass);

    /** ln σ_1², …, ln σ_T² of the normal densities that the prior has become, scalars. */
    List<Tensor> logVariances(int steps, ForwardPass pass);

    /**
     * ln p_t of each latent number, [N, n].
     *
     * @param before ln p_{t−1}, [N, n]
     * @param z z_t, [N, n]
     * @param rate r_t, a scalar or [N, 1]
     * @param t from 1
     */
    default Tensor next(Tensor before, Tensor z, Tensor rate, int t) {
        return before.subtract(rate.add(1).abs().log());
    }
}
