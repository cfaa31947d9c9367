package org.gaspard.datasets.sampling;

import java.util.SplittableRandom;
import org.gaspard.datasets.BatchOrder;
import org.gaspard.datasets.Permutation;

/**
 * Batches of images drawn independently and with replacement from a distribution over the combinations of factors. There are no
 * epochs: rare combinations may never be drawn. A step takes O(batchSize · (factors + log table)).
 *
 * <p>Source: [TCK21] section 3; [RIA23] section 5.
 *
 * @param distribution over the images of a grid
 * @param batchSize the number of images of a batch
 * @param seed decides the draws
 */
public record DrawnBatches(FactorDistribution distribution, int batchSize, long seed) implements BatchOrder {

    /** @throws IllegalArgumentException if the batch size is not positive */
    public DrawnBatches {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize is " + batchSize + ", expected at least 1");
        }
    }

    @Override
    public int size() {
        return distribution.grid().size();
    }

    @Override
    public int[] indices(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("step " + step + ", expected at least 0");
        }
        return distribution.sample(batchSize, new SplittableRandom(Permutation.mix(Permutation.mix(seed) + step)));
    }
}
