package org.gaspard.models.gwae;

import org.gaspard.models.check.Checks;
import org.gaspard.models.gwae.JointCritic.Penalty;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.RandomKey;

/**
 * What a Gromov-Wasserstein autoencoder is trained for. The weight of L_GW is 1.
 *
 * @param prior the family of the prior, by which all assumptions about the latents are made
 * @param distances options of L_GW
 * @param reconstructionWeight λ_W
 * @param matchingWeight λ_D
 * @param entropyWeight λ_H
 * @param entropy the form of L_H
 * @param matching how L_D matches encoded and generated pairs
 */
public record GwaeSettings(
        Family prior,
        Distances distances,
        double reconstructionWeight,
        double matchingWeight,
        double entropyWeight,
        PosteriorEntropy.Form entropy,
        Matching matching) {

    /** Checks the weights. */
    public GwaeSettings {
        Checks.nonNegative("reconstructionWeight", reconstructionWeight);
        Checks.nonNegative("matchingWeight", matchingWeight);
        Checks.nonNegative("entropyWeight", entropyWeight);
    }

    /** A family of priors. */
    @FunctionalInterface
    public interface Family {

        /**
         * The prior of a model with its initial parameters.
         *
         * @param latents d
         */
        LatentSampler prior(int latents, RandomKey key);
    }

    /**
     * How distances of latents and images are compared: see {@link GromovWassersteinTerm}.
     *
     * @param scale C at the beginning
     * @param latentScale what latent distances are divided by
     * @param average which pairs are averaged
     * @param exponent ρ
     */
    public record Distances(
            double scale,
            GromovWassersteinTerm.LatentScale latentScale,
            GromovWassersteinTerm.Average average,
            double exponent) {

        /** As in the published settings for faces: C = 2.5, divided by the deviation, all pairs, ρ = 1. */
        public static Distances published() {
            return new Distances(
                    2.5, GromovWassersteinTerm.LatentScale.BATCH_DEVIATION, GromovWassersteinTerm.Average.ALL, 1);
        }

        /** These with another C at the beginning. */
        public Distances withScale(double other) {
            return new Distances(other, latentScale, average, exponent);
        }

        GromovWassersteinTerm term(LatentSampler prior) {
            return GromovWassersteinTerm.published(prior, scale)
                    .withLatentScale(latentScale)
                    .withAverage(average)
                    .withExponent(exponent);
        }
    }

    /** How images with their codes and generated images with their latents are made alike. */
    public sealed interface Matching {}

    /**
     * By the latents alone, with the maximum mean discrepancy between codes and draws of the prior in the place of the critic; the
     * published program then trains by Adam. Images follow by the reconstruction. Tolstikhin et al., ICLR 2018.
     *
     * @param bandwidth of the Gaussian kernel
     */
    public record Discrepancy(Bandwidth bandwidth) implements Matching {

        /** What the Gaussian kernel {@code exp(−r / 2s²)} is as wide as. */
        public enum Bandwidth {
            /** {@code 2s² = d²}, as in the published program: so wide that it sees little but the means. */
            PUBLISHED,
            /** s² is the median of the squared distances of all pairs of the batch. */
            MEDIAN
        }
    }

    /**
     * By a critic of pairs: see {@link JointCritic}. Published is double control of the critic's Lipschitz
     * constant, spectral normalisation of all weights (which pulls gradients down) and a penalty that pulls their norm to 1.
     *
     * @param spectral whether its weights are spectrally normalised
     * @param penalty of its gradient
     * @param updates of the critic after each of the model
     * @param mixedPotential whether reconstructions count as generated too
     * @param learnedSimilarity whether its layers of images add to the reconstruction
     */
    public record Critic(
            boolean spectral, Penalty penalty, int updates, boolean mixedPotential, boolean learnedSimilarity)
            implements Matching {

        /** Checks the range. */
        public Critic {
            Checks.atLeast("updates", updates, 1);
        }

        /** Both controls, five updates, neither of the options. */
        public static Critic published() {
            return new Critic(true, Penalty.published(), 5, false, false);
        }

        /** These with another number of updates. */
        public Critic withUpdates(int other) {
            return new Critic(spectral, penalty, other, mixedPotential, learnedSimilarity);
        }
    }

    /** The weights of the published settings for faces: λ_W = λ_D = 1, λ_H = 0.03 on −Σ ln σ². */
    public static GwaeSettings published(Family prior) {
        return new GwaeSettings(
                prior, Distances.published(), 1, 1, 0.03, PosteriorEntropy.Form.LOG_VARIANCES, Critic.published());
    }

    /** These with other distances. */
    public GwaeSettings withDistances(Distances other) {
        return new GwaeSettings(prior, other, reconstructionWeight, matchingWeight, entropyWeight, entropy, matching);
    }

    /** These with another matching. */
    public GwaeSettings withMatching(Matching other) {
        return new GwaeSettings(prior, distances, reconstructionWeight, matchingWeight, entropyWeight, entropy, other);
    }
}
