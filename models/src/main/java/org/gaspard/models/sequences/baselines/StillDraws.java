package org.gaspard.models.sequences.baselines;

import java.util.Collections;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Vae;
import org.gaspard.models.sequences.Sequences;
import org.gaspard.models.sequences.evaluation.TransformedPosterior;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * Draws of the latents of sequences by a model under which nothing moves, for estimates of likelihoods: z_0 from the posterior of x_0,
 * and z_t = z_0 with the prior N(0, I) for all t. The bounds say how well x_0 alone tells the other frames.
 */
public record StillDraws(Vae vae) implements TransformedPosterior {

    /** Checks the encoder. */
    public StillDraws {
        Sequences.variational(vae);
    }

    @Override
    public Draw draw(Tensor first, int transformation, int steps, RandomKey key) {
        ForwardPass pass = ForwardPass.evaluation();
        GaussianPosterior posterior = vae.encode(first, pass);
        Tensor z = posterior.sample(key);
        Tensor zero = Tensor.full(z.type(), 0);
        Tensor logPrior = new GaussianPosterior(zero, zero).logDensities(z).sum(-1);
        return new Draw(
                repeated(vae.decode(z, pass), steps + 1),
                repeated(logPrior, steps + 1),
                repeated(posterior.logDensities(z).sum(-1), steps + 1));
    }

    private static Tensor repeated(Tensor x, int frames) {
        return Tensor.stack(1, Collections.nCopies(frames, x));
    }
}
