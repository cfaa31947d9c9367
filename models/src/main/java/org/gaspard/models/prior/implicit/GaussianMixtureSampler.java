package org.gaspard.models.prior.implicit;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.autodiff.nn.BatchNorm;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.Vae;
import org.gaspard.models.check.Checks;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * A trained mixture of K normal distributions, GMP of Gromov-Wasserstein autoencoders: {@code z = BN(m_k + d_k(ε))} with
 * {@code k} drawn by the {@link MixtureWeights}, {@code ε ~ N(0, I)} and the deviation d_k made of a factor S_k as {@link Covariance}
 * says. Gradients flow into means and factors, and into the weights where these are trained. {@code O(n K L²)} for a full
 * covariance, {@code O(n K L)} for the other. Nakagawa et al., ICLR 2023.
 *
 * <p>The published program draws each latent with a deviation of its own and never trains the weights; see {@link
 * Covariance#COLUMN_SUMS} and {@link MixtureWeights.Fixed}. In it the matrices are called roots of the precision, but they multiply
 * the noise.
 *
 * @param weights of the components
 * @param means m, [K, L]
 * @param factors S, [K, L, L]
 * @param covariance what the factors mean
 * @param norm the normalisation at the end
 */
public record GaussianMixtureSampler(
        MixtureWeights weights, Parameter means, Parameter factors, Covariance covariance, BatchNorm norm)
        implements LatentSampler {

    private static final double FACTOR_NOISE = 0.01;

    /** The deviation that a component makes of noise, before the normalisation. */
    public enum Covariance {
        /** {@code d_k(ε) = S_k ε}: the covariance is {@code S_k S_kᵀ}. */
        FULL,
        /**
         * {@code d_k(ε)_j = ε_j Σ_i (S_k)_ij}, as in the published program: the covariance is {@code diag((Σ_i (S_k)_ij)²)}, so
         * that latents of one component are independent.
         */
        COLUMN_SUMS;

        /** Deviations [n, K, L] of noise [n, L] for factors [K, L, L]. */
        Tensor deviations(Tensor noise, Tensor factors) {
            int k = factors.extent(0);
            int d = factors.extent(1);
            return switch (this) {
                case FULL ->
                    noise.matmul(factors.reshape(k * d, d).transposed()).reshape(noise.extent(0), k, d);
                case COLUMN_SUMS -> noise.expand(1).multiply(factors.sum(1).expand(0));
            };
        }
    }

    /** How the weights of the components are treated. */
    public enum Weighting {
        /** {@link MixtureWeights.Equal}. */
        EQUAL,
        /** {@link MixtureWeights.Fixed}, from random logits. */
        FIXED,
        /** {@link MixtureWeights.StraightThrough} with τ = 1, from random logits. */
        STRAIGHT_THROUGH;

        private MixtureWeights of(Tensor logits) {
            return switch (this) {
                case EQUAL -> new MixtureWeights.Equal(logits.extent(0));
                case FIXED -> new MixtureWeights.Fixed(new Parameter("prior.logits", logits));
                case STRAIGHT_THROUGH -> new MixtureWeights.StraightThrough(new Parameter("prior.logits", logits), 1);
            };
        }
    }

    /**
     * The form of a mixture.
     *
     * @param covariance what the factors mean
     * @param weighting of the components
     * @param momentum the weight of a new batch in the running statistics
     * @param dtype of the parameters
     */
    public record Settings(Covariance covariance, Weighting weighting, double momentum, DType dtype) {

        /** Checks the range. */
        public Settings {
            Draws.checkMomentum(momentum);
            Draws.checkFloating(dtype);
        }

        /** Those of the published program: column sums, fixed weights, momentum 0.5; in float32. */
        public static Settings referenceCode() {
            return new Settings(Covariance.COLUMN_SUMS, Weighting.FIXED, 0.5, DType.FLOAT32);
        }

        /** A mixture with full covariances whose weights are trained, momentum 0.5; in float32. */
        public static Settings corrected() {
            return new Settings(Covariance.FULL, Weighting.STRAIGHT_THROUGH, 0.5, DType.FLOAT32);
        }

        /** These with another covariance. */
        public Settings withCovariance(Covariance other) {
            return new Settings(other, weighting, momentum, dtype);
        }

        /** These with other weights. */
        public Settings withWeighting(Weighting other) {
            return new Settings(covariance, other, momentum, dtype);
        }

        /** These with another momentum. */
        public Settings withMomentum(double other) {
            return new Settings(covariance, weighting, other, dtype);
        }

        /** These in another element type. */
        public Settings withDType(DType other) {
            return new Settings(covariance, weighting, momentum, other);
        }
    }

    /** Checks the shapes and element types. */
    public GaussianMixtureSampler {
        Shape shape = means.shape();
        int k = weights.components();
        if (shape.rank() != 2
                || shape.extent(0) != k
                || !factors.shape().equals(Shape.of(k, shape.extent(1), shape.extent(1)))) {
            throw new IllegalArgumentException("means and factors must be [K, L] and [K, L, L] for K = " + k
                    + " components, found " + shape + " and " + factors.shape());
        }
        List<Parameter> all = new ArrayList<>(weights.parameters());
        all.add(factors);
        for (Parameter other : all) {
            if (other.dtype() != means.dtype()) {
                throw new IllegalArgumentException(
                        "the parameters must be of one element type, found " + means + " and " + other);
            }
        }
    }

    /** The mixture of the published program, {@link Settings#referenceCode}. */
    public static GaussianMixtureSampler referenceCode(int components, int latents, RandomKey key) {
        return of(components, latents, Settings.referenceCode(), key);
    }

    /** {@link Settings#corrected}. */
    public static GaussianMixtureSampler corrected(int components, int latents, RandomKey key) {
        return of(components, latents, Settings.corrected(), key);
    }

    /**
     * A mixture that starts as in the published program: means from N(0, I), factors {@code I + 0.01 N(0, 1)}, logits from
     * N(0, 1).
     *
     * @param components K, at least 2
     * @param latents L
     */
    public static GaussianMixtureSampler of(int components, int latents, Settings settings, RandomKey key) {
        Checks.atLeast("components", components, 2);
        Checks.atLeast("latents", latents, 1);
        DType dtype = settings.dtype();
        Tensor noise = key.child(1).normal(dtype, components, latents, latents);
        Tensor factors = Tensor.identity(dtype, latents).expand(0).add(noise.multiply(FACTOR_NOISE));
        return new GaussianMixtureSampler(
                settings.weighting().of(key.child(2).normal(dtype, components)),
                new Parameter("prior.means", key.child(0).normal(dtype, components, latents)),
                new Parameter("prior.factors", factors),
                settings.covariance(),
                Draws.norm(latents, settings.momentum(), false, dtype));
    }

    @Override
    public Tensor sample(int n, RandomKey key, Vae model, ForwardPass pass) {
        Draws.check(n, latents(), model);
        Tensor selection = weights.selection(n, means.dtype(), key.child(1), pass);
        Tensor deviations = covariance.deviations(noise(n, key), pass.value(factors));
        Tensor deviation = deviations.multiply(selection.expand(2)).sum(1);
        return norm.apply(selection.matmul(pass.value(means)).add(deviation), pass);
    }

    /** The component of each draw that {@link #sample} makes of the same key in the same pass, int32 [n]. */
    public Tensor components(int n, RandomKey key, ForwardPass pass) {
        Checks.atLeast("n", n, 1);
        return weights.chosen(n, means.dtype(), key.child(1), pass);
    }

    /**
     * n draws of one component, [n, L], for instance to look at a cluster. They are normalised by the running statistics in
     * training too, for the moments of one component are not those of the mixture. Those rows of {@link #sample} in evaluation
     * that are of this component are the same for the same key.
     *
     * <p>The published program's figures of components take the k-th number of m_k in the place of the whole mean.
     *
     * @param component from 0 to K - 1
     */
    public Tensor sampleComponent(int component, int n, RandomKey key, ForwardPass pass) {
        if (component < 0 || component >= weights.components()) {
            throw new IllegalArgumentException(
                    "component must be from 0 to " + (weights.components() - 1) + ", found " + component);
        }
        Checks.atLeast("n", n, 1);
        Tensor factor = pass.value(factors).slice(0, component, component + 1);
        Tensor deviation = covariance.deviations(noise(n, key), factor).index(1, 0);
        return norm.apply(deviation.add(pass.value(means).index(0, component)), pass.evaluating());
    }

    private Tensor noise(int n, RandomKey key) {
        return key.child(0).normal(means.dtype(), n, latents());
    }

    private int latents() {
        return means.shape().extent(1);
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(means, factors));
        all.addAll(weights.parameters());
        all.addAll(norm.parameters());
        return all;
    }

    @Override
    public List<Parameter> buffers() {
        return norm.buffers();
    }
}
