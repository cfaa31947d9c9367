package org.gaspard.models.directions;

import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/** Where latents come from: a draw is part of a graph, so that a captured step draws others at each run. */
@FunctionalInterface
public interface LatentDistribution {

    /** {@code n} independent latents, [n, d]. */
    Tensor draw(RandomKey key, int n);

    /** N(0, I) in {@code d} dimensions, float32. */
    static LatentDistribution normal(int d) {
        return (key, n) -> key.normal(DType.FLOAT32, n, d);
    }

    /**
     * Those of a sample, such as of a mapping network, with replacement.
     *
     * @param latents [N, d], N ≥ 1
     * @throws IllegalArgumentException if the tensor is not one of rows
     */
    static LatentDistribution sample(Tensor latents) {
        Rows.check("latents", latents, 1);
        Tensor rows = latents.detached();
        return (key, n) -> rows.gather(
                0,
                key.uniform(DType.FLOAT64, n).multiply(rows.extent(0)).floor().cast(DType.INT32));
    }
}
