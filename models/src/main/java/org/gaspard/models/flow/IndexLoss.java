package org.gaspard.models.flow;

import org.gaspard.tensor.Activations;
import org.gaspard.tensor.Tensor;

/** What holds the inferred transformation q(k | x_0 … x_T) to its prior, or to more than a prior may know. */
public enum IndexLoss {

    /** {@code E KL(q(k | x̄) ‖ 1/K) = E Σ_k q_k ln (K q_k)}: the bound of the paper with a uniform prior, in nats a sequence. */
    UNIFORM_KL {
        @Override
        Tensor of(Tensor logits, Tensor choice, int transformation) {
            Tensor logProbabilities = Activations.logSoftmax(logits, 1);
            Tensor negativeEntropy =
                    logProbabilities.exp().multiply(logProbabilities).sum(1).mean();
            return negativeEntropy.add(Math.log(logits.extent(1)));
        }
    },

    /**
     * {@code −ln max_k ȳ_k} with ȳ the mean of the choices of the batch: all sequences of a batch shall choose the same, which is what the
     * published program minimises since April 2024. It holds if the batch is of one transformation.
     */
    AGREEMENT {
        @Override
        Tensor of(Tensor logits, Tensor choice, int transformation) {
            return choice.mean(0).add(1e-20).log().max().negate();
        }
    },

    /**
     * The cross-entropy of q with the true transformation: the published program before March 2024. This is supervision, and is here to
     * be compared with it.
     */
    LABEL_CROSS_ENTROPY {
        @Override
        Tensor of(Tensor logits, Tensor choice, int transformation) {
            return Activations.logSoftmax(logits, 1)
                    .index(1, transformation)
                    .mean()
                    .negate();
        }

        @Override
        boolean labelled() {
            return true;
        }
    };

    /**
     * A scalar.
     *
     * @param logits [N, K]
     * @param choice rows of one-hot weights, [N, K]
     * @param transformation the true one; read only if {@link #labelled}
     */
    abstract Tensor of(Tensor logits, Tensor choice, int transformation);

    /** Whether it reads the true transformation. */
    boolean labelled() {
        return false;
    }
}
