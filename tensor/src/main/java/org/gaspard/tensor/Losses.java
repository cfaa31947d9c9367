package org.gaspard.tensor;

/** Element by element losses; sum or average them over the axes that the model says. */
public final class Losses {

    private Losses() {}

    /** {@code (x - t)²}. */
    public static Tensor squaredError(Tensor x, Tensor target) {
        return x.subtract(target).square();
    }

    /**
     * {@code -t ln p - (1 - t) ln(1 - p)} with {@code p = sigmoid(logits)}, as {@code softplus(l) - t l}: exact for
     * logits of any size.
     */
    public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor target) {
        return logits.softplus().subtract(target.multiply(logits));
    }

    /**
     * The cross entropy {@code -log softmax(logits)[label]} over the last axis, which disappears.
     *
     * @param logits [..., classes]
     * @param labels int32 [...]
     */
    public static Tensor crossEntropy(Tensor logits, Tensor labels) {
        Tensor picked = logits.takeAlong(-1, labels.expand(-1));
        return Activations.logSumExpKeep(logits, -1).subtract(picked).sum(-1);
    }

    /**
     * The divergence {@code KL(N(μ, diag e^lv) ‖ N(0, I)) = ½ (μ² + e^lv - 1 - lv)} of each latent dimension.
     *
     * @param mean μ
     * @param logVariance lv
     */
    public static Tensor gaussianKl(Tensor mean, Tensor logVariance) {
        return mean.square()
                .add(logVariance.exp())
                .subtract(1)
                .subtract(logVariance)
                .multiply(0.5);
    }
}
