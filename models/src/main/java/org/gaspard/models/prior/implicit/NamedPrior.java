package org.gaspard.models.prior.implicit;

import java.util.Locale;
import org.gaspard.models.check.Checks;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;

/** Samplers by name, for settings of experiments; their parameters are float32. */
public enum NamedPrior {
    /** NP, {@link NeuralSampler#neural(int, RandomKey)}. */
    NEURAL,
    /** FNP, {@link NeuralSampler#factorised(int, RandomKey)}. */
    FACTORISED_NEURAL,
    /** GMP, {@link GaussianMixtureSampler}. */
    GAUSSIAN_MIXTURE,
    /** {@link CausalSampler}. */
    CAUSAL,
    /** {@link StandardNormal}. */
    NORMAL,
    /** {@link UniformSampler}. */
    UNIFORM,
    /** {@link SphericalSampler}. */
    SPHERICAL,
    /** {@link VectorQuantisedSampler}. */
    VECTOR_QUANTISED;

    /**
     * What some of the samplers need to know.
     *
     * @param version of the mixture and the causal sampler
     * @param components of the mixture
     * @param embeddings of the vector-quantised sampler
     */
    public record Options(Version version, int components, int embeddings) {

        /** Checks the ranges. */
        public Options {
            Checks.atLeast("components", components, 2);
            Checks.atLeast("embeddings", embeddings, 1);
        }

        /** Ten components, 32 embeddings. */
        public static Options of(Version version) {
            return new Options(version, 10, 32);
        }

        /** These with another number of components. */
        public Options withComponents(int other) {
            return new Options(version, other, embeddings);
        }

        /** These with another number of embeddings. */
        public Options withEmbeddings(int other) {
            return new Options(version, components, other);
        }
    }

    /**
     * Makes the sampler.
     *
     * @param key of its initial parameters
     */
    public LatentSampler sampler(int latents, Options options, RandomKey key) {
        boolean reference = options.version() == Version.REFERENCE_CODE;
        return switch (this) {
            case NEURAL -> NeuralSampler.neural(latents, key);
            case FACTORISED_NEURAL -> NeuralSampler.factorised(latents, key);
            case GAUSSIAN_MIXTURE ->
                reference
                        ? GaussianMixtureSampler.referenceCode(options.components(), latents, key)
                        : GaussianMixtureSampler.corrected(options.components(), latents, key);
            case CAUSAL ->
                reference ? CausalSampler.referenceCode(latents, key) : CausalSampler.corrected(latents, key);
            case NORMAL -> new StandardNormal();
            case UNIFORM -> new UniformSampler();
            case SPHERICAL -> new SphericalSampler();
            case VECTOR_QUANTISED -> VectorQuantisedSampler.of(options.embeddings(), latents, DType.FLOAT32, key);
        };
    }

    /** The name in small letters, with hyphens. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
