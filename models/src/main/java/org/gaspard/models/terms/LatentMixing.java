package org.gaspard.models.terms;

import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/** Where latents come from whose dimensions do not depend on each other, as a discriminator is shown them. */
public enum LatentMixing {
    /** Each number from a random latent of the batch, drawn with replacement, dimension by dimension. */
    REPLACEMENT,
    /** Each dimension of the batch in a random order of its own. */
    PERMUTATION,
    /** The standard normal prior. */
    PRIOR,
    /** Uniform between the least and the greatest number of the batch, dimension by dimension. */
    RANGE;

    /**
     * Mixed latents, of the type of the given ones.
     *
     * @param latents a batch, [N, d]
     */
    public Tensor of(Tensor latents, RandomKey key) {
        int[] shape = latents.shape().toArray();
        return switch (this) {
            case REPLACEMENT -> latents.takeAlong(0, positions(latents.shape(), key));
            case PERMUTATION ->
                latents.takeAlong(0, key.uniform(latents.dtype(), shape).argSort(0));
            case PRIOR -> key.normal(latents.dtype(), shape);
            case RANGE -> {
                Tensor least = latents.min(0);
                yield latents.max(0)
                        .subtract(least)
                        .multiply(key.uniform(latents.dtype(), shape))
                        .add(least);
            }
        };
    }

    /** Random rows; in double precision, so that each is as likely as any other. */
    private static Tensor positions(Shape latents, RandomKey key) {
        int n = latents.extent(0);
        return key.uniform(DType.FLOAT64, latents.toArray())
                .multiply(n)
                .floor()
                .minimum(n - 1)
                .cast(DType.INT32);
    }
}
