package org.gaspard.models.flow;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gaspard.models.check.Checks;
import org.gaspard.models.sequences.SequencePredictor;
import org.gaspard.models.sequences.Sequences;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * What a {@link FlowVae} foretells: the first image is encoded, and each image is decoded from where the flow of the transformation has
 * taken the latent. A weakly supervised model that is given the whole sequence infers the transformation of each.
 *
 * @param objective the model and how it infers transformations
 * @param drawn whether z_0 is drawn from the posterior, as in the published evaluation, or is its mean
 * @param order the flow of each transformation of the data, which a weakly supervised model numbers in its own way
 */
public record FlowPredictor(FlowObjective objective, boolean drawn, List<Integer> order) implements SequencePredictor {

    /** Copies the order and checks that it is one. */
    public FlowPredictor {
        order = checkedOrder(order, objective.transformations());
    }

    /** A copy, if it names each of so many flows once. */
    static List<Integer> checkedOrder(List<Integer> order, int flows) {
        Checks.same(
                "order, sorted,",
                order.stream().sorted().toList(),
                IntStream.range(0, flows).boxed().toList());
        return List.copyOf(order);
    }

    /** Of a model whose flows are numbered as the transformations of the data. */
    public FlowPredictor(FlowObjective objective, boolean drawn) {
        this(
                objective,
                drawn,
                IntStream.range(0, objective.transformations()).boxed().toList());
    }

    @Override
    public Tensor predict(Tensor first, int transformation, int steps, RandomKey key) {
        FlowPath path = FlowPath.of(order.get(transformation), objective.transformations(), steps);
        return objective.model().generate(objective.model().follow(start(first, key), path));
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
        return Sequences.start(objective.model().vae(), first, drawn, key);
    }
}
