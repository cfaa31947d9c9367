package org.gaspard.models.training;

import java.util.List;
import java.util.Map;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * One step of training on a batch of images: what a {@link VaeTrainer} runs. What it computes must follow from its arguments and
 * its {@link #state} alone, so that a checkpoint of these is enough to go on.
 */
public interface TrainingStep {

    /** The type of the images of a step: all of its {@link #batches} in one. */
    TensorType imagesType();

    /** How many batches the images of a step are. */
    default int batches() {
        return 1;
    }

    /** The names of all figures that a step can return; those with a dot are diagnostics. */
    List<String> names();

    /** Everything that the step changes: trained parameters, buffers, the state of optimisers. */
    List<Parameter> state();

    /**
     * Takes the step number {@code t} and returns its figures by name.
     *
     * @param images of {@link #imagesType}
     * @param key for all random numbers of the step
     */
    Map<String, Double> run(long t, Tensor images, RandomKey key, double learningRate);
}
