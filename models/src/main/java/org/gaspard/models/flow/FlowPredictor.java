package org.gaspard.models.flow;

import java.util.List;
import java.util.Optional;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.sequences.SequencePredictor;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * What a {@link FlowVae} foretells: the first image is encoded, and each image is decoded from where the flow of the transformation has
 * taken the latent. A weakly supervised model that is given the whole sequence infers the transformation of each; where it is told one,
 * it takes its own flow of that number, and its numbers need not be those of the data.
 *
 * @param objective the model and how it infers transformations
 * @param drawn whether z_0 is drawn from the posterior, as in the published evaluation, or is its mean
 */
public record FlowPredictor(FlowObjective objective, boolean drawn) implements SequencePredictor {

    @Override
    public Tensor predict(Tensor first, int transformation, int steps, RandomKey key) {
        FlowVae model = objective.model();
        return model.generate(
                model.follow(start(first, key), FlowPath.of(transformation, objective.transformations(), steps)));
    }

    @Override
    public Tensor follow(Tensor frames, int transformation, RandomKey key) {
        Tensor first = frames.index(1, 0);
        int steps = frames.extent(1) - 1;
        if (objective.inference().isEmpty()) {
            return predict(first, transformation, steps, key);
        }
        Tensor choice = objective.infer(frames, Optional.empty());
        List<Tensor> latents = objective.model().follow(start(first, key), choice, steps);
        return objective.model().generate(latents);
    }

    private Tensor start(Tensor first, RandomKey key) {
        GaussianPosterior posterior = objective.model().vae().encode(first, ForwardPass.evaluation());
        return drawn ? posterior.sample(key) : posterior.mean();
    }
}
