package org.gaspard.models.sequences.baselines;

import org.gaspard.models.Vae;
import org.gaspard.models.sequences.SequencePredictor;
import org.gaspard.models.sequences.Sequences;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * Foretells that nothing happens: each frame is the image decoded from z_0. It is what a model of flows foretells with ∇u = 0, and what
 * [S23] compares a variational autoencoder by.
 *
 * @param drawn whether z_0 is drawn from the posterior, or is its mean
 */
public record StillPredictor(Vae vae, boolean drawn) implements SequencePredictor {

    /** Checks the encoder. */
    public StillPredictor {
        Sequences.variational(vae);
    }

    @Override
    public Tensor predict(Tensor first, int transformation, int steps, RandomKey key) {
        Tensor image = vae.generate(Sequences.start(vae, first, drawn, key));
        int[] extents = image.shape().toArray();
        return image.expand(1).broadcastTo(Shape.of(extents[0], steps + 1, extents[1], extents[2], extents[3]));
    }
}
