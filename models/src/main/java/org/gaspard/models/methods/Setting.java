package org.gaspard.models.methods;

import org.gaspard.models.Vae;
import org.gaspard.models.networks.Network;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;

/**
 * What a base model needs to know to say what it minimises.
 *
 * @param model the networks that are trained
 * @param encoder what the encoder of the model is made of; networks that look at images, too, are made of it
 * @param dataSetSize the number of images that batches are drawn from
 * @param learningRate of networks that are trained against the model
 * @param key for the initial weights of further networks
 */
public record Setting(Vae model, Network encoder, long dataSetSize, double learningRate, RandomKey key) {

    /** Checks the ranges. */
    public Setting {
        if (encoder.input().rank() != 3) {
            throw new IllegalArgumentException("encoder must take images [H, W, C], found " + encoder.input());
        }
        if (dataSetSize < 1) {
            throw new IllegalArgumentException("dataSetSize must be at least 1, found " + dataSetSize);
        }
        if (!(learningRate >= 0)) {
            throw new IllegalArgumentException("learningRate must not be negative, found " + learningRate);
        }
    }

    /** The shape of an image, [H, W, C]. */
    public Shape image() {
        return encoder.input();
    }
}
