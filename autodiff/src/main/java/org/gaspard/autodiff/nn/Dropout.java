package org.gaspard.autodiff.nn;

import org.gaspard.tensor.Tensor;

/**
 * Dropout: in training each element becomes 0 with the given probability p, and the others are divided by 1 - p, so
 * that evaluation, which changes nothing, sees the same mean. A training pass needs a random key.
 *
 * <p>Source: Srivastava et al., Dropout, 2014.
 *
 * @param probability p, in [0, 1)
 */
public record Dropout(double probability) implements Layer {

    /** Checks the range. */
    public Dropout {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException("dropout probability " + probability + " must be in [0, 1)");
        }
    }

    @Override
    public Tensor apply(Tensor x, ForwardPass pass) {
        if (!pass.isTraining() || probability == 0) {
            return x;
        }
        double kept = 1 - probability;
        Tensor mask = pass.nextKey().bernoulli(Tensor.full(x.type(), kept));
        return x.multiply(mask).divide(kept);
    }
}
