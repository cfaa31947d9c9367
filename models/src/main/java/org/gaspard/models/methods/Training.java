package org.gaspard.models.methods;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.optim.OptimizerSettings;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.models.Vae;
import org.gaspard.models.training.Objective;
import org.gaspard.models.training.TrainingSettings;
import org.gaspard.models.training.VaeStep;
import org.gaspard.models.training.VaeTrainer;
import org.gaspard.tensor.Parameter;

/**
 * A model that is ready to be trained.
 *
 * @param model with its initial weights
 * @param objective what it is trained for
 * @param optimizer how the model is trained
 * @param learningRate the same at every step
 * @param batchSize images in a step
 */
public record Training(
        Vae model, Objective objective, OptimizerSettings optimizer, double learningRate, int batchSize) {

    /** The step on batches of some images, with an optimiser that remembers nothing yet. */
    public VaeStep step(ImageDataset images) {
        List<Parameter> trained = Stream.concat(model.parameters().stream(), objective.parameters().stream())
                .toList();
        return new VaeStep(model, objective, optimizer.optimizer(trained), VaeTrainer.batchType(images, batchSize));
    }

    /**
     * A trainer on some images.
     *
     * @param description every setting that decides the result, in words: a checkpoint made under another is refused
     * @throws IllegalArgumentException if the settings have another batch size
     */
    public VaeTrainer trainer(ImageDataset images, TrainingSettings settings, String description) {
        return new VaeTrainer(step(images), images, Schedule.constant(learningRate), settings, description);
    }
}
