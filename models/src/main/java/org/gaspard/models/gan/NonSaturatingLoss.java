package org.gaspard.models.gan;

import org.gaspard.tensor.Losses;
import org.gaspard.tensor.Tensor;

/**
 * The losses of an adversarial pair with logits D, in nats ([G14, section 3]):
 *
 * <pre>{@code
 * L_D = − E ln σ(D(x)) − E ln(1 − σ(D(G(z))))
 * L_G = − E ln σ(D(G(z)))
 * }</pre>
 *
 * <p>L_G has the fixed point of the game of minimum and maximum, {@code E ln(1 − σ(D(G(z))))}, but its gradient does not vanish
 * where the discriminator is sure. L_D is 2 ln 2 and L_G ln 2 where the discriminator cannot tell.
 */
public final class NonSaturatingLoss {

    private NonSaturatingLoss() {}

    /**
     * L_D, a scalar.
     *
     * @param real logits of images of the data, of any shape
     * @param fake logits of images of the generator
     */
    public static Tensor discriminator(Tensor real, Tensor fake) {
        return entropy(real, 1).add(entropy(fake, 0));
    }

    /**
     * L_G, a scalar.
     *
     * @param fake logits of images of the generator
     */
    public static Tensor generator(Tensor fake) {
        return entropy(fake, 1);
    }

    private static Tensor entropy(Tensor logits, double label) {
        return Losses.binaryCrossEntropyWithLogits(logits, Tensor.full(logits.type(), label))
                .mean();
    }
}
