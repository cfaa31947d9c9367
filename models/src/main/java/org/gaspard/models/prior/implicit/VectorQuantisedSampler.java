package org.gaspard.models.prior.implicit;

import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.Vae;
import org.gaspard.models.check.Checks;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * Some trained points: each latent is the embedding nearest to noise {@code ε ~ N(0, I)}, so a point far from 0, or close to
 * others, is drawn rarely. Gradients flow into the points drawn, not through the choice. {@code O(n K L)} in time and memory.
 * Nakagawa et al., ICLR 2023.
 *
 * @param embeddings [K, L]
 */
public record VectorQuantisedSampler(Parameter embeddings) implements LatentSampler {

    /** Checks the shape. */
    public VectorQuantisedSampler {
        if (embeddings.shape().rank() != 2 || embeddings.shape().size() == 0) {
            throw new IllegalArgumentException("embeddings must be [K, L], found " + embeddings);
        }
        Draws.checkFloating(embeddings.dtype());
    }

    /** Points that start normally distributed. */
    public static VectorQuantisedSampler of(int count, int latents, DType dtype, RandomKey key) {
        Checks.atLeast("count", count, 1);
        Checks.atLeast("latents", latents, 1);
        return new VectorQuantisedSampler(new Parameter("prior.embeddings", key.normal(dtype, count, latents)));
    }

    @Override
    public Tensor sample(int n, RandomKey key, Vae model, ForwardPass pass) {
        int latents = embeddings.shape().extent(1);
        Draws.check(n, latents, model);
        Tensor points = pass.value(embeddings);
        Tensor noise = key.normal(embeddings.dtype(), n, latents);
        Tensor distances = noise.expand(1).subtract(points.expand(0)).square().sum(2);
        return points.gather(0, distances.argMin(1));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(embeddings);
    }
}
