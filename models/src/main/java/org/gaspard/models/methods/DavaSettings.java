package org.gaspard.models.methods;

import org.gaspard.autodiff.nn.Layer;
import org.gaspard.models.check.Checks;
import org.gaspard.models.terms.ImageDiscriminator;
import org.gaspard.models.terms.LatentMixing;
import org.gaspard.models.terms.SteeredCapacity;
import org.gaspard.models.terms.SteeredCapacityKl;
import org.gaspard.models.terms.Term;

/**
 * The settings of DAVA, for {@link BaseModels#dava}.
 *
 * @param divergence how far latents may be from the prior
 * @param game what the discriminator sees and how it is answered
 * @param maxNorm the largest norm of the gradient of the model's terms, of the discriminator's, and of the encoder's with its
 *     answer
 */
public record DavaSettings(Divergence divergence, Game game, double maxNorm) {

    /**
     * The divergence and its capacity C. With the sum over d dimensions in the place of their mean, d C_max, d δ and γ / dᵖ make
     * the same objective.
     *
     * @param gamma γ, the weight of the divergence's distance from the capacity
     * @param over whether the divergence, and so the capacity, is that of a dimension or of an image
     * @param degree p, the power of that distance
     * @param capacity C_max, the largest capacity
     * @param step δ, by how much it moves in a training step
     */
    public record Divergence(double gamma, SteeredCapacityKl.Over over, int degree, double capacity, double step) {

        /** Checks the weight. */
        public Divergence {
            Checks.nonNegative("gamma", gamma);
        }

        /**
         * γ = 500, p = 4, C_max = 8 for each dimension. The program says in how many samples it is reached, 12.8 million, of
         * which each step counts half a batch of 128, so δ = 4e-5.
         */
        public static Divergence published() {
            return new Divergence(500, SteeredCapacityKl.Over.MEAN, 4, 8, 4e-5);
        }
    }

    /**
     * The game of the model and the discriminator, as {@link ImageDiscriminator} has it.
     *
     * @param mixing where mixed latents come from
     * @param together whether the discriminator sees reconstructions and mixed images in one batch
     * @param confidence c, the width of the smoothing of labels and the threshold of decisions
     * @param encoderWeight of the encoder's answer
     * @param decoderWeight of the decoder's answer
     */
    public record Game(
            LatentMixing mixing, boolean together, double confidence, double encoderWeight, double decoderWeight) {

        /** Checks the weights. */
        public Game {
            Checks.nonNegative("encoderWeight", encoderWeight);
            Checks.nonNegative("decoderWeight", decoderWeight);
        }

        /** Mixed with replacement, in one batch, c = 0.6, weights 0.3 and 0.001. */
        public static Game published() {
            return new Game(LatentMixing.REPLACEMENT, true, 0.6, 0.3, 1e-3);
        }
    }

    /** Those of the published program, with norms of at most 1. */
    public static DavaSettings published() {
        return new DavaSettings(Divergence.published(), Game.published(), 1);
    }

    /** Those with another weight and another largest capacity, which is reached in {@code steps} steps at the soonest. */
    public static DavaSettings published(double gamma, double capacity, double steps) {
        Divergence divergence = Divergence.published();
        return published()
                .withDivergence(new Divergence(gamma, divergence.over, divergence.degree, capacity, capacity / steps));
    }

    /** These with another divergence. */
    public DavaSettings withDivergence(Divergence other) {
        return new DavaSettings(other, game, maxNorm);
    }

    /** These with another game. */
    public DavaSettings withGame(Game other) {
        return new DavaSettings(divergence, other, maxNorm);
    }

    ImageDiscriminator discriminator(Layer network) {
        SteeredCapacity capacity = new SteeredCapacity(divergence.step, divergence.capacity);
        return new ImageDiscriminator(network, game.mixing, game.together, game.confidence, capacity);
    }

    Term kl(ImageDiscriminator discriminator) {
        return new SteeredCapacityKl(discriminator.capacity(), divergence.over, divergence.degree);
    }
}
