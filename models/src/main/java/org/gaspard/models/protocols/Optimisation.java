package org.gaspard.models.protocols;

import java.util.List;
import org.gaspard.autodiff.optim.OptimizerSettings;

/**
 * How long and how a protocol trains.
 *
 * @param optimizer the optimiser of the model
 * @param learningRate the same at every step
 * @param batchSize images in a step
 * @param steps in all
 * @param seeds one run for each
 */
public record Optimisation(
        Sourced<OptimizerSettings> optimizer,
        Sourced<Double> learningRate,
        Sourced<Integer> batchSize,
        Sourced<Long> steps,
        Sourced<List<Long>> seeds) {

    /** These settings with another learning rate. */
    public Optimisation withLearningRate(Sourced<Double> changed) {
        return new Optimisation(optimizer, changed, batchSize, steps, seeds);
    }

    /** These settings with another batch size. */
    public Optimisation withBatchSize(Sourced<Integer> changed) {
        return new Optimisation(optimizer, learningRate, changed, steps, seeds);
    }

    /** These settings with another number of steps. */
    public Optimisation withSteps(Sourced<Long> changed) {
        return new Optimisation(optimizer, learningRate, batchSize, changed, seeds);
    }

    /** These settings with other seeds. */
    public Optimisation withSeeds(Sourced<List<Long>> changed) {
        return new Optimisation(optimizer, learningRate, batchSize, steps, changed);
    }
}
