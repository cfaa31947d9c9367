package org.gaspard.models.terms;

import java.util.List;
import java.util.Map;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.VaePass;
import org.gaspard.models.check.Checks;
import org.gaspard.models.prior.Prior;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.tensor.Activations;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * The importance-weighted bound of IWAE, as a loss:
 *
 * <pre>{@code
 * −ln (1/k) Σ_s w_s,     w_s = p(x | z_s) p(z_s) / q(z_s | x),     z_s drawn from q(z | x)
 * }</pre>
 *
 * <p>averaged over the batch. It takes the place of {@link Reconstruction} and of the divergence, which it equals in the mean for
 * k = 1, and is tighter for larger k. The latents of the pass are the first sample; k − 1 more are drawn, and decoded in one
 * batch: time and memory of k decoders.
 *
 * <p>Burda, Grosse, Salakhutdinov: Importance weighted autoencoders. ICLR 2016, arXiv 1509.00519, equation 8. Estimators: Roeder,
 * Wu, Duvenaud: Sticking the landing. NeurIPS 2017, arXiv 1703.09194; Tucker, Lawson, Gu, Maddison: Doubly reparameterized
 * gradient estimators for Monte Carlo objectives. ICLR 2019, arXiv 1810.04152.
 *
 * @param samples k
 * @param estimator of the gradient; the value is the same
 * @param prior p(z)
 */
public record ImportanceWeightedBound(int samples, Estimator estimator, Prior prior) implements Term {

    /** How the gradient in the posterior is estimated, with {@code w̃_s = w_s / Σ w}. The decoder's is always that of the bound. */
    public enum Estimator {
        /** The gradient of the bound. Its signal drops under its noise as k grows. */
        STANDARD,
        /**
         * Without the score of the posterior: {@code Σ w̃_s ∂ln w_s/∂z_s ∂z_s}. No noise where q is exact; biased for k above 1.
         */
        STICKING_THE_LANDING,
        /**
         * Doubly reparameterised: {@code Σ w̃_s² ∂ln w_s/∂z_s ∂z_s}, unbiased, with less noise for larger k. All k samples are
         * decoded once more, and one more backward pass runs through the decoder.
         */
        DOUBLY_REPARAMETERISED
    }

    /** Checks k. */
    public ImportanceWeightedBound {
        Checks.atLeast("samples", samples, 1);
    }

    /** The bound with a standard normal prior and its own gradient. */
    public static ImportanceWeightedBound of(int samples) {
        return new ImportanceWeightedBound(samples, Estimator.STANDARD, new StandardNormal());
    }

    /** This bound with another estimator of the gradient. */
    public ImportanceWeightedBound withEstimator(Estimator changed) {
        return new ImportanceWeightedBound(samples, changed, prior);
    }

    /** This bound with another prior. */
    public ImportanceWeightedBound withPrior(Prior changed) {
        return new ImportanceWeightedBound(samples, estimator, changed);
    }

    @Override
    public String name() {
        return "importance_weighted_bound";
    }

    @Override
    public List<Parameter> parameters() {
        return prior.parameters();
    }

    /** {@inheritDoc} The diagnostic is the effective number of samples, {@code 1 / Σ w̃²}, averaged over the batch. */
    @Override
    public Value value(VaePass pass) {
        Tensor z = pass.latent();
        Tensor more = z;
        if (samples > 1) {
            GaussianPosterior q = pass.posterior();
            Tensor drawn = new GaussianPosterior(
                            repeated(q.mean(), samples - 1), repeated(q.logVariance(), samples - 1))
                    .sample(pass.pass().nextKey());
            more = Tensor.concatenate(0, z, drawn);
        }
        Tensor loss;
        Tensor logWeights;
        if (estimator == Estimator.DOUBLY_REPARAMETERISED) {
            Tensor fixed = more.stopGradient();
            logWeights = logWeights(pass, fixed, pass.model().decode(fixed, pass.pass()));
            loss = bound(logWeights);
            Tensor shares = Activations.softmax(logWeights, 0).stopGradient();
            Tensor slope = Autodiff.vjp(logWeights, shares.square(), fixed).stopGradient();
            Tensor path = more.dot(slope).divide(z.extent(0)).negate();
            loss = loss.add(path.subtract(path.stopGradient()));
        } else {
            Tensor output = samples == 1
                    ? pass.output()
                    : Tensor.concatenate(
                            0,
                            pass.output(),
                            pass.model().decode(more.slice(0, z.extent(0), more.extent(0)), pass.pass()));
            logWeights = logWeights(pass, more, output);
            loss = bound(logWeights);
        }
        Tensor effective = Activations.softmax(logWeights, 0).square().sum(0).reciprocal();
        return new Value(loss, Map.of(name() + ".effective_samples", effective.mean()));
    }

    private Tensor bound(Tensor logWeights) {
        return Activations.logSumExp(logWeights, 0)
                .subtract(Math.log(samples))
                .mean()
                .negate();
    }

    /** {@code ln w}, [k, N]. */
    private Tensor logWeights(VaePass pass, Tensor latents, Tensor output) {
        GaussianPosterior q = pass.posterior();
        GaussianPosterior own = estimator == Estimator.STANDARD
                ? q
                : new GaussianPosterior(q.mean().stopGradient(), q.logVariance().stopGradient());
        int n = q.mean().extent(0);
        int d = q.mean().extent(1);
        Tensor posterior = own.logDensities(latents.reshape(samples, n, d)).sum(2);
        Tensor likelihood = pass.model()
                .likelihood()
                .negativeLogLikelihood(output, repeated(pass.images(), samples))
                .reshape(samples, n);
        return prior.logDensity(latents, pass.model(), pass.pass())
                .reshape(samples, n)
                .subtract(likelihood)
                .subtract(posterior);
    }

    /** {@code times} copies, one after the other. */
    private static Tensor repeated(Tensor x, int times) {
        int[] copies = new int[x.rank() + 1];
        copies[0] = times;
        System.arraycopy(x.shape().toArray(), 0, copies, 1, x.rank());
        int[] together = x.shape().toArray();
        together[0] *= times;
        return x.expand(0).broadcastTo(Shape.of(copies)).reshape(Shape.of(together));
    }
}
