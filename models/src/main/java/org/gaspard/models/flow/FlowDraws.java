package org.gaspard.models.flow;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.sequences.evaluation.TransformedPosterior;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * Draws of the latents of sequences by a {@link FlowVae} in use, with their densities, for estimates of likelihoods.
 *
 * @param model the model
 * @param densities which densities are meant
 * @param order the flow of each transformation of the data
 */
public record FlowDraws(FlowVae model, Densities densities, List<Integer> order) implements TransformedPosterior {

    /** Which densities are meant. */
    public enum Densities {
        /** What the model was trained with, {@link DensityChange} and {@link PriorEvolution}; not all are densities of anything. */
        TRAINED,
        /**
         * {@code ln q_t = ln q_0 − Σ ln|det(I + H)|} and {@code p_t = N(0, σ_t² I)} at z_t, with the deviations that the prior has learned:
         * with these, bounds are bounds, where the flow does not fold. O(n³) for each step.
         */
        NORMALISED
    }

    /** Copies the order and checks that it is one. */
    public FlowDraws {
        order = FlowPredictor.checkedOrder(order, model.flows().size());
    }

    @Override
    public Draw draw(Tensor first, int transformation, int steps, RandomKey key) {
        ForwardPass pass = ForwardPass.training(key).evaluating();
        GaussianPosterior posterior = model.vae().encode(first, pass);
        Tensor z = posterior.sample(pass.nextKey());
        int flow = order.get(transformation);
        return switch (densities) {
            case TRAINED -> {
                FlowPass moved = model.flow(z, posterior, flow, steps, pass);
                yield draw(moved.latents(), moved.logPrior(), moved.logPosterior(), pass);
            }
            case NORMALISED -> {
                FlowSettings exact = model.settings()
                        .with(TransitionDivergence.SINGLE_SAMPLE)
                        .with(DensityChange.LOG_DETERMINANT);
                FlowPass moved = new FlowVae(model.vae(), model.flows(), exact).flow(z, posterior, flow, steps, pass);
                yield draw(moved.latents(), normal(moved.latents(), flow, pass), moved.logPosterior(), pass);
            }
        };
    }

    private List<Tensor> normal(List<Tensor> latents, int flow, ForwardPass pass) {
        List<Tensor> logVariances = new ArrayList<>();
        Tensor start = latents.getFirst();
        logVariances.add(Tensor.scalar(0.0).cast(start.dtype()));
        logVariances.addAll(model.flows().get(flow).prior().logVariances(latents.size() - 1, pass));
        List<Tensor> densities = new ArrayList<>();
        for (int t = 0; t < latents.size(); t++) {
            Tensor z = latents.get(t);
            densities.add(new GaussianPosterior(Tensor.full(z.type(), 0), logVariances.get(t)).logDensities(z));
        }
        return densities;
    }

    private Draw draw(List<Tensor> latents, List<Tensor> logPrior, List<Tensor> logPosterior, ForwardPass pass) {
        return new Draw(model.decode(latents, pass), sums(logPrior), sums(logPosterior));
    }

    private static Tensor sums(List<Tensor> densities) {
        return Tensor.stack(1, densities.stream().map(each -> each.sum(-1)).toList());
    }
}
