package org.gaspard.models.prior;

import java.util.Optional;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.Vae;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * Draws latents z of one model by another, whose "images" [n, d] they are: {@code u} from a prior of the second model, then {@code z =
 * ẑ(u) + σ ε}, ẑ its mean image and ε standard normal. The second model is in use: neither its parameters nor its buffers are
 * changed by what reads the draws. {@code O(n)} passes of its decoder.
 *
 * <p>Dai, Wipf: Diagnosing and enhancing VAE models. ICLR 2019, arXiv 1903.05789, section 4.
 *
 * @param second the model of latents
 * @param prior of its own latents u
 * @param logDeviation ln σ, a scalar; none for σ = 0
 */
public record DecodedSampler(Vae second, LatentSampler prior, Optional<Parameter> logDeviation)
        implements LatentSampler {

    @Override
    public Tensor sample(int n, RandomKey key, Vae model, ForwardPass pass) {
        ForwardPass use = pass.evaluating();
        Tensor u = prior.sample(n, key.child(0), second, use);
        Tensor mean = second.likelihood().mean(second.decode(u, use));
        if (mean.rank() != 2 || mean.extent(1) != model.latents()) {
            throw new IllegalArgumentException("the second model gave " + mean.shape() + ", expected [" + n + ", "
                    + model.latents() + "] for the latents of the first");
        }
        return logDeviation
                .map(log -> {
                    Tensor noise = key.child(1).normal(mean.dtype(), n, mean.extent(1));
                    return mean.add(noise.multiply(use.value(log).exp().cast(mean.dtype())));
                })
                .orElse(mean);
    }
}
