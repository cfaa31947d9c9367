package org.gaspard.models.flow.sparse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.flow.FlowPass;
import org.gaspard.models.sequences.SequenceObjective;
import org.gaspard.models.sequences.SequencePass;
import org.gaspard.models.sequences.Sequences;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * The training of a {@link SparseFlowVae} on sequences without labels, in nats a sequence:
 *
 * <pre>{@code
 * −Σ_{t=0..T} E ln p(x_t | z_t) + KL(q(z_0 | x_0) ‖ N(0, I)) + Σ_{t=1..T} D(q_t, p_t) + w L + spikes + s · slabs
 * }</pre>
 *
 * <p>with the {@link org.gaspard.models.flow.TransitionDivergence} D, the penalty L of potentials and divergences, the {@link SpikeLoss}
 * and the {@link SlabPrior}; s is 0 until slabs count.
 *
 * <p>Figures: {@code reconstruction}, {@code kl} (of z_0), {@code transition}, {@code hamilton_jacobi} (with the squared divergences,
 * without its weight), {@code spikes}, {@code slabs} without s; diagnostics {@code spikes.rate}, the mean of all spikes, and {@code
 * flow.length} (mean ‖z_T − z_0‖).
 *
 * @param model what is trained
 * @param slabsCount 0 until slabs count, 1 from then on
 */
public record SparseFlowObjective(SparseFlowVae model, Schedule slabsCount) implements SequenceObjective {

    /** Slabs count as the settings say. */
    public SparseFlowObjective(SparseFlowVae model) {
        this(model, step -> step >= model.settings().slabsFrom() ? 1 : 0);
    }

    /** K of the model, which need not be that of the data. */
    @Override
    public int transformations() {
        return model.flows().size();
    }

    @Override
    public boolean labelled() {
        return false;
    }

    @Override
    public List<Parameter> shared() {
        return model.parameters();
    }

    @Override
    public List<Parameter> buffers() {
        return model.buffers();
    }

    @Override
    public List<Schedule> schedules() {
        return List.of(model.settings().temperature(), slabsCount);
    }

    @Override
    public Value value(SequencePass sequences) {
        ForwardPass pass = sequences.pass();
        SparseSettings settings = model.settings();
        ControlNetwork.Inferred inferred = model.infer(sequences.frames(), pass);
        Tensor logits = inferred.logits();
        RandomKey key = pass.nextKey();
        Tensor temperature = sequences.at(settings.temperature()).cast(logits.dtype());
        Tensor spikes =
                logits.add(settings.noise().of(logits, key)).divide(temperature).sigmoid();
        Tensor count = sequences.at(slabsCount).cast(logits.dtype());
        // 1 before slabs count, g from then on.
        Tensor slabs = inferred.slabs().subtract(1).multiply(count).add(1);
        GaussianPosterior posterior = model.vae().encode(sequences.frame(0), pass);
        FlowPass moved = model.flow(posterior.sample(pass.nextKey()), posterior, model.controls(spikes, slabs), pass);

        double[] rates = settings.spikes().rates(model.flows().size(), sequences.steps());
        Tensor reconstruction = model.vae()
                .likelihood()
                .negativeLogLikelihood(
                        Sequences.decode(model.vae(), Tensor.stack(1, moved.latents()), pass), sequences.frames())
                .mean();
        Tensor kl = posterior.kl().sum(-1).mean();
        Tensor transition = moved.transition(settings.flow().transition());
        Tensor spikeLoss = settings.spikeLoss()
                .of(logits, spikes, Tensor.of(rates, rates.length, 1).cast(logits.dtype()));
        Tensor slabLoss = settings.slabs().divergence(inferred.slabs());
        Tensor loss = reconstruction
                .add(kl)
                .add(transition)
                .add(moved.penalty().multiply(settings.flow().penaltyWeight()))
                .add(spikeLoss)
                .add(slabLoss.multiply(count));
        Map<String, Tensor> figures = new LinkedHashMap<>();
        figures.put("reconstruction", reconstruction);
        figures.put("kl", kl);
        figures.put("transition", transition);
        figures.put("hamilton_jacobi", moved.penalty());
        figures.put("spikes", spikeLoss);
        figures.put("slabs", slabLoss);
        figures.put("spikes.rate", spikes.mean());
        figures.put("flow.length", moved.length());
        return new Value(loss, figures);
    }
}
