package org.gaspard.models.methods;

import java.util.List;
import org.gaspard.autodiff.optim.OptimizerSettings;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.networks.AutoencoderArchitecture;
import org.gaspard.models.training.Objective;
import org.gaspard.tensor.RandomKey;

/**
 * What is trained and how: everything but the images and the seed. Regularisers have parameters of their own, so a recipe is
 * followed once.
 *
 * @param networks for distributions; the variances are cut off where the base model encodes points
 * @param likelihood that reads the decoder
 * @param base the model
 * @param regularisers added to it, in this order
 * @param optimizer of the model
 * @param learningRate of the model, and of networks that are trained against it
 * @param batchSize images in a step
 */
public record Recipe(
        AutoencoderArchitecture networks,
        Likelihood likelihood,
        BaseModel base,
        List<Regulariser> regularisers,
        OptimizerSettings optimizer,
        double learningRate,
        int batchSize) {

    /** The child of the seed's key that weights start from; those from 0 on belong to the training steps. */
    private static final int WEIGHTS = -1;

    /** The child of that key for networks beside the model. */
    private static final int OTHER_NETWORKS = 2;

    /** Copies the list. */
    public Recipe {
        regularisers = List.copyOf(regularisers);
    }

    /**
     * Makes the model with its initial weights, and its objective.
     *
     * @param dataSetSize the number of images that batches are drawn from
     * @param seed decides the weights
     * @throws IllegalArgumentException if regularisers do not fit the base model
     */
    public Training training(long dataSetSize, long seed) {
        RandomKey key = RandomKey.of(seed).child(WEIGHTS);
        Vae model = networks.withEncoding(base.encoding()).vae(likelihood, key);
        Setting setting = new Setting(model, networks.encoder(), dataSetSize, learningRate, key.child(OTHER_NETWORKS));
        Objective objective = Regulariser.all(regularisers, base.objective(setting));
        return new Training(model, objective, optimizer, learningRate, batchSize);
    }
}
