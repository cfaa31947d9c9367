package org.gaspard.models.methods;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.optim.OptimizerSettings;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.models.Vae;
import org.gaspard.models.check.Checks;
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
        return trainer(images, settings, 0, description);
    }

    /**
     * A trainer whose learning rate rises to its value in a straight line first. Optimisers that divide by a mean of squares which
     * begins at 0, such as RMSprop, move each number by up to {@code 1 / √(1 − smoothing)} learning rates in the first steps; variances
     * of a posterior, which are exponentials, can explode there. The learning rates of opponents do not rise.
     *
     * @param warmUp the number of steps until the learning rate is reached, at least 0
     * @param description every setting that decides the result, in words: a checkpoint made under another is refused
     * @throws IllegalArgumentException if the settings have another batch size, or the number is negative
     */
    public VaeTrainer trainer(ImageDataset images, TrainingSettings settings, int warmUp, String description) {
        Checks.atLeast("warmUp", warmUp, 0);
        Schedule constant = Schedule.constant(learningRate);
        Schedule rate = warmUp == 0 ? constant : constant.afterWarmUp(warmUp);
        return new VaeTrainer(step(images), images, rate, settings, description);
    }
}
