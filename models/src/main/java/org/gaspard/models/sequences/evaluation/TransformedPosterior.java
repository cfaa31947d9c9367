package org.gaspard.models.sequences.evaluation;

import org.gaspard.models.check.Checks;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/** Draws the latents of a sequence given its first image, by a model in use, and says how likely they were. */
@FunctionalInterface
public interface TransformedPosterior {

    /**
     * A draw of z_0 … z_T.
     *
     * @param output what the decoder says of each z_t, to be read by the likelihood, [N, T + 1, H, W, C]
     * @param logPrior {@code ln p(z_t | k)}, the density of the prior of frame t, in nats, [N, T + 1]
     * @param logPosterior {@code ln q(z_t | x_0, k)}, the density that z_t was drawn from, in nats, [N, T + 1]
     */
    record Draw(Tensor output, Tensor logPrior, Tensor logPosterior) {

        /** Checks that the shapes fit. */
        public Draw {
            if (output.rank() != 5) {
                throw new IllegalArgumentException("output must be [N, T + 1, H, W, C], found " + output.shape());
            }
            Shape densities = Shape.of(output.extent(0), output.extent(1));
            Checks.same("the shape of logPrior", logPrior.shape(), densities);
            Checks.same("the shape of logPosterior", logPosterior.shape(), densities);
        }
    }

    /**
     * One draw for each sequence, independent of those of other keys.
     *
     * @param first x_0, [N, H, W, C]
     * @param transformation k
     * @param steps T, at least 1
     * @param key decides the draw
     */
    Draw draw(Tensor first, int transformation, int steps, RandomKey key);

    /**
     * The same where the whole sequence is known, from which a model may infer the transformation; the latents come from the first
     * image.
     *
     * @param frames x_0 … x_T, [N, T + 1, H, W, C]
     */
    default Draw follow(Tensor frames, int transformation, RandomKey key) {
        return draw(frames.index(1, 0), transformation, frames.extent(1) - 1, key);
    }
}
