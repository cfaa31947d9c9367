package org.gaspard.models;

import java.util.stream.IntStream;
import org.gaspard.tensor.Losses;
import org.gaspard.tensor.Tensor;

/** How an image is distributed around what a decoder says. */
public sealed interface Likelihood {

    /** Pixels in [0, 1] as Bernoulli means; the decoder gives logits. Also used for grey values, as is common. */
    record Bernoulli() implements Likelihood {}

    /**
     * Pixels normally distributed; the decoder gives the means.
     *
     * @param deviation σ, the same for all pixels
     */
    record Gaussian(double deviation) implements Likelihood {
        /** Checks the range. */
        public Gaussian {
            if (!(deviation > 0)) {
                throw new IllegalArgumentException("deviation must be positive, found " + deviation);
            }
        }
    }

    /**
     * {@code -log p(x | output)} summed over the pixels of each image, [N].
     *
     * <p>Bernoulli: {@code softplus(l) - x l} for logits l. Gaussian: {@code (x - m)² / 2σ² + ln(σ √2π)}.
     */
    default Tensor negativeLogLikelihood(Tensor output, Tensor images) {
        Tensor pixels = switch (this) {
            case Bernoulli() -> Losses.binaryCrossEntropyWithLogits(output, images);
            case Gaussian(double deviation) ->
                Losses.squaredError(output, images)
                        .multiply(0.5 / (deviation * deviation))
                        .add(Math.log(deviation * Math.sqrt(2 * Math.PI)));
        };
        return pixels.sum(IntStream.range(1, pixels.rank()).toArray());
    }

    /** The mean image: the logistic function of logits, or the output itself. */
    default Tensor mean(Tensor output) {
        return switch (this) {
            case Bernoulli() -> output.sigmoid();
            case Gaussian(double deviation) -> output;
        };
    }
}
