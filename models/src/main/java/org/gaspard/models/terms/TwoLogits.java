package org.gaspard.models.terms;

import java.util.Map;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.models.VaePass;
import org.gaspard.tensor.Tensor;

/**
 * What a discriminator says of latents.
 *
 * @param logits of two classes, [N, 2]
 */
record TwoLogits(Tensor logits) {

    static TwoLogits of(Layer network, Tensor latents, VaePass pass) {
        Tensor logits = network.apply(latents, pass.pass());
        if (logits.rank() != 2 || logits.extent(1) != 2) {
            throw new IllegalArgumentException("the discriminator gave " + logits.shape() + ", expected [N, 2]");
        }
        return new TwoLogits(logits);
    }

    /** The mean logarithm of the odds of class 0. */
    Tensor ratio() {
        return margin(0).mean();
    }

    /** The mean cross-entropy if all are of one class. */
    Tensor entropy(int label) {
        return margin(1 - label).softplus().mean();
    }

    /** How many are found to be of a class. */
    Tensor share(int label) {
        return margin(label).greater(0).cast(logits.dtype()).mean();
    }

    /**
     * What a network minimises that tells these, class 0, from others, class 1: a weight times the sum of both cross-entropies. Logs
     * its accuracy.
     */
    Term.Value against(TwoLogits others, double weight) {
        Tensor accuracy = share(0).add(others.share(1)).multiply(0.5);
        Tensor loss = entropy(0).add(others.entropy(1)).multiply(weight);
        return new Term.Value(loss, Map.of("discriminator.accuracy", accuracy));
    }

    private Tensor margin(int label) {
        return logits.index(1, label).subtract(logits.index(1, 1 - label));
    }
}
