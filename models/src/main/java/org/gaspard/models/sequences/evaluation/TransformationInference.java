package org.gaspard.models.sequences.evaluation;

import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/** Says under which transformation sequences are, by a model in use. */
@FunctionalInterface
public interface TransformationInference {

    /**
     * The transformation of each sequence, int32 [N]; which number means which may differ from that of the data.
     *
     * @param frames x_0 … x_T, [N, T + 1, H, W, C]
     * @param key for what is drawn
     */
    Tensor infer(Tensor frames, RandomKey key);
}
