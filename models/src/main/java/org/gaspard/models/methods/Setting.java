package org.gaspard.models.methods;

import org.gaspard.models.Vae;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;

/**
 * What a base model needs to know to say what it minimises.
 *
 * @param model the networks that are trained
 * @param image the shape of an image, [H, W, C]
 * @param dataSetSize the number of images that batches are drawn from
 * @param learningRate of networks that are trained against the model
 * @param key for the initial weights of further networks
 */
public record Setting(Vae model, Shape image, long dataSetSize, double learningRate, RandomKey key) {

    /** Checks the ranges. */
    public Setting {
        if (image.rank() != 3) {
            throw new IllegalArgumentException("image must be [H, W, C], found " + image);
        }
        if (dataSetSize < 1) {
            throw new IllegalArgumentException("dataSetSize must be at least 1, found " + dataSetSize);
        }
        if (!(learningRate >= 0)) {
            throw new IllegalArgumentException("learningRate must not be negative, found " + learningRate);
        }
    }
}
