package org.gaspard.models.terms;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.models.VaePass;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * The adversarial autoencoder: a network D tells the latents z of images from draws p of a prior, and the encoder makes them alike.
 * With the logits D₀ (a latent of an image) and D₁ (a draw) and the cross-entropy CE,
 *
 * <pre>{@code
 * L_D = CE(D(z), 0) + CE(D(p), 1)                              {@link #loss}: what D minimises
 * CE(D(z), 1)            or            mean (D₀(z) − D₁(z))    {@link #matching}: a term of the model
 * }</pre>
 *
 * <p>D gets no gradient from the model's term, and neither the model nor the prior one from L_D: draws count as constants, and a
 * prior with parameters keeps them. Diagnostic: {@code discriminator.accuracy}, ½ where D cannot tell.
 *
 * <p>Makhzani, Shlens, Jaitly, Goodfellow, Frey: Adversarial autoencoders. 2015, arXiv 1511.05644, section 2, where D is updated
 * before the encoder answers; as an opponent beside the model both see the same pass.
 *
 * @param network D, from latents [N, d] to two logits [N, 2]
 * @param prior p
 * @param answer which of the two the encoder minimises
 */
public record AdversarialPrior(Layer network, LatentSampler prior, Answer answer) {

    /** What the encoder minimises. */
    public enum Answer {
        /** {@code −ln D(prior | z)}, the usual loss of a generator. */
        CROSS_ENTROPY,
        /** {@code ln D(image | z) − ln D(prior | z)}, an estimate of KL(q(z) ‖ p(z)): as in vaetc. */
        LOG_RATIO
    }

    /** How unlike draws of the prior the latents look, for the model. */
    public Term matching() {
        return new Matching(this);
    }

    /** The discriminator's own loss in nats, for an opponent of the model. */
    public Term loss() {
        return new Loss(this);
    }

    private record Matching(AdversarialPrior game) implements Term {

        @Override
        public String name() {
            return "adversarial_prior";
        }

        @Override
        public Optional<LatentSampler> sampler() {
            return Optional.of(game.prior);
        }

        @Override
        public Value value(VaePass pass) {
            TwoLogits logits = TwoLogits.of(game.network, pass.latent(), pass);
            return Value.of(
                    switch (game.answer) {
                        case CROSS_ENTROPY -> logits.entropy(1);
                        case LOG_RATIO -> logits.ratio();
                    });
        }
    }

    private record Loss(AdversarialPrior game) implements Term {

        @Override
        public String name() {
            return "discriminator";
        }

        @Override
        public List<Parameter> parameters() {
            return game.network.parameters();
        }

        @Override
        public List<Parameter> buffers() {
            return Stream.concat(game.network.buffers().stream(), game.prior.buffers().stream())
                    .toList();
        }

        @Override
        public Value value(VaePass pass) {
            TwoLogits encoded = TwoLogits.of(game.network, pass.latent().stopGradient(), pass);
            Tensor draws = PriorDraws.of(game.prior, pass).stopGradient();
            return encoded.against(TwoLogits.of(game.network, draws, pass), 1);
        }
    }
}
