package org.gaspard.models.prior;

import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Vae;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * A trained mixture {@code p(z) = Σ_k w_k N(z; μ_k, diag σ_k²)} of K diagonal Gaussians with {@code w = softmax(logits)}.
 * {@code O(m K d)} for m latents; gradients flow into all three parameters. Tomczak and Welling 2018 compare it with
 * the {@link VampPrior} as "MoG".
 *
 * @param logits [K]
 * @param means μ, [K, d]
 * @param logVariances {@code ln σ²}, [K, d]
 */
public record GaussianMixturePrior(Parameter logits, Parameter means, Parameter logVariances) implements Prior {

    /** Checks the shapes. */
    public GaussianMixturePrior {
        Shape shape = means.shape();
        if (shape.rank() != 2
                || !logVariances.shape().equals(shape)
                || !logits.shape().equals(Shape.of(shape.extent(0)))) {
            throw new IllegalArgumentException("logits, means and logVariances must be [K], [K, d] and [K, d], found "
                    + logits.shape() + ", " + shape + " and " + logVariances.shape());
        }
    }

    /**
     * In float32, equal weights, unit variances, and means drawn from N(0, I), so that the components start apart.
     *
     * @param components K
     * @param latents d
     */
    public static GaussianMixturePrior of(int components, int latents, RandomKey key) {
        Checks.atLeast("components", components, 1);
        Checks.atLeast("latents", latents, 1);
        TensorType type = new TensorType(Shape.of(components, latents), DType.FLOAT32);
        return new GaussianMixturePrior(
                new Parameter("prior.logits", Tensor.full(type.withShape(Shape.of(components)), 0)),
                new Parameter("prior.means", key.normal(DType.FLOAT32, components, latents)),
                new Parameter("prior.log_variances", Tensor.full(type, 0)));
    }

    @Override
    public Tensor logDensity(Tensor latents, Vae model, ForwardPass pass) {
        return Mixtures.logDensity(latents, pass.value(logits), components(pass));
    }

    @Override
    public Tensor sample(int n, RandomKey key, Vae model, ForwardPass pass) {
        return Mixtures.sample(n, key, pass.value(logits), components(pass));
    }

    private GaussianPosterior components(ForwardPass pass) {
        return new GaussianPosterior(pass.value(means), pass.value(logVariances));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(logits, means, logVariances);
    }
}
