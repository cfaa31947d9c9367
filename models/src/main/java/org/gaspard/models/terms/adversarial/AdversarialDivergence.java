package org.gaspard.models.terms.adversarial;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaspard.models.VaePass;
import org.gaspard.models.gan.NonSaturatingLoss;
import org.gaspard.models.networks.PairNetwork;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.models.terms.PriorDraws;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * Adversarial variational Bayes: a network T tells codes of an image, {@code z ~ q(z|x)}, from draws of the prior beside the same
 * image, {@code z' ~ p(z)}. Its logits estimate the ratio of densities {@code ln q(z|x) − ln p(z)}, so neither needs to be known,
 *
 * <pre>{@code
 * L_T         = − E ln σ(T(x, z)) − E ln(1 − σ(T(x, z')))      {@link #loss}: what T minimises
 * KL(q ‖ p)  ≈  mean T(x, z)                                   {@link #divergence}: a term of the model
 * }</pre>
 *
 * <p>The divergence is exact where T is best ([M17, proposition 1]); it is 0 in the mean where T cannot tell. Its gradient reaches
 * the encoder through z, and not T, since the gradient of the best T has the mean 0 ([M17, proposition 2]). The latents are those
 * of the pass: of {@link org.gaspard.models.networks.ImplicitEncoder}, or of any other encoder that draws. An encoder that gives
 * one point for each image makes the divergence infinite, which T learns to find. [M17]'s adaptive contrast, which compares q with
 * a normal distribution of its moments rather than with the prior, is not here.
 *
 * <p>[M17] L. Mescheder, S. Nowozin, A. Geiger. Adversarial variational Bayes: unifying variational autoencoders and generative
 * adversarial networks. ICML 2017, algorithm 1.
 *
 * @param network T, one logit for each pair, above 0 for codes of the image
 * @param prior p(z), fixed: no gradient reaches what it trains
 */
public record AdversarialDivergence(PairNetwork network, LatentSampler prior) {

    /** From {@code N(0, I)}. */
    public AdversarialDivergence(PairNetwork network) {
        this(network, new StandardNormal());
    }

    /** The estimated divergence of the posteriors from the prior in nats, for the model. */
    public Term divergence() {
        return new Divergence(this);
    }

    /** L_T in nats, for an opponent of the model. */
    public Term loss() {
        return new Loss(this);
    }

    private record Divergence(AdversarialDivergence game) implements Term {

        @Override
        public String name() {
            return "adversarial_kl";
        }

        @Override
        public List<Parameter> buffers() {
            return game.network.buffers();
        }

        @Override
        public Optional<LatentSampler> sampler() {
            return Optional.of(game.prior);
        }

        @Override
        public Value value(VaePass pass) {
            return Value.of(game.network
                    .logits(pass.images(), pass.latent(), pass.pass())
                    .mean());
        }
    }

    private record Loss(AdversarialDivergence game) implements Term {

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
            Tensor drawn = PriorDraws.of(game.prior, pass).stopGradient();
            Tensor encoded = game.network.logits(pass.images(), pass.latent().stopGradient(), pass.pass());
            Tensor other = game.network.logits(pass.images(), drawn, pass.pass());
            return Value.of(NonSaturatingLoss.discriminator(encoded, other));
        }
    }
}
