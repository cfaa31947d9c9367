package org.gaspard.models.terms.adversarial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.VaePass;
import org.gaspard.models.gan.NonSaturatingLoss;
import org.gaspard.models.networks.FeatureDiscriminator;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.models.terms.Generated;
import org.gaspard.models.terms.PriorTerm;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.Losses;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * VAE-GAN: a network D tells images x from reconstructions x̃ and from images x' of draws z' of the prior, and its hidden layer f is
 * what reconstructions are measured by, as if features were normal with variance 1,
 *
 * <pre>{@code
 * L_D = − E ln σ(D(x)) − E ln(1 − σ(D(x̃))) − E ln(1 − σ(D(x')))     {@link #loss}: what D minimises
 * R   = mean ½ ‖f(x) − f(x̃)‖²                                       {@link #encoderFeatures}: for the encoder alone
 *                                                                   {@link #decoderFeatures}: for the decoder alone
 * G   = − L_D, or its non-saturating form                           {@link #deception}: for the decoder alone
 * }</pre>
 *
 * <p>[L16, algorithm 1] gives R the weight 1 in the encoder, beside the KL divergence, and the weight γ in the decoder, beside G;
 * that is why R is here twice. The sum ‖·‖² is over all features of an image, and R is the mean over the layers if D shows
 * several. D gets no gradient from R and G, the model none from L_D, and G none through the codes. All of a pass see the same z'
 * and x'. A decoder with running statistics counts reconstructions in three passes of a step, and x' in one.
 *
 * <p>[L16] A. B. L. Larsen, S. K. Sønderby, H. Larochelle, O. Winther. Autoencoding beyond pixels using a learned similarity
 * metric. ICML 2016. Its L_GAN is what D maximises; algorithm 1, which descends it, means its negative.
 *
 * <p>The program of the comparison in Nakagawa et al., Gromov-Wasserstein autoencoders, ICLR 2023, adds the error of pixels to R,
 * which it takes over four hidden layers. Since it adds up the gradients of its three losses and clears those of each network at
 * another time, the decoder's G is cancelled by L_D, and the encoder has R with the weight 1 + γ: there nobody is deceived.
 *
 * @param network D, above 0 for images of the data
 * @param prior p(z)
 * @param form what the decoder minimises
 */
public record LearnedSimilarity(FeatureDiscriminator network, LatentSampler prior, Form form) {

    /** What a decoder minimises against a discriminator. */
    public enum Form {
        /** {@code E ln(1 − σ(D(x̃))) + E ln(1 − σ(D(x')))}, as in algorithm 1; its gradient vanishes where D is sure. */
        SATURATING,
        /** {@code − E ln σ(D(x̃)) − E ln σ(D(x'))}. */
        NON_SATURATING
    }

    /** Against {@code N(0, I)}, in the non-saturating form. */
    public LearnedSimilarity(FeatureDiscriminator network) {
        this(network, new StandardNormal(), Form.NON_SATURATING);
    }

    /** R for the encoder. */
    public Term encoderFeatures() {
        return new Features(this, true);
    }

    /** R for the decoder. */
    public Term decoderFeatures() {
        return new Features(this, false);
    }

    /** G in nats, for the decoder, and for a prior that learns. */
    public Term deception() {
        return new Deception(this);
    }

    /** L_D in nats, for an opponent of the model. */
    public Term loss() {
        return new Loss(this);
    }

    private record Features(LearnedSimilarity game, boolean ofEncoder) implements Term {

        @Override
        public String name() {
            return ofEncoder ? "encoder_features" : "decoder_features";
        }

        @Override
        public List<Parameter> buffers() {
            return game.network.buffers();
        }

        @Override
        public boolean reconstructs() {
            return true;
        }

        @Override
        public Value value(VaePass pass) {
            Tensor image = ofEncoder ? Generated.images(pass.latent(), pass, fixed(pass)) : game.ofConstantCodes(pass);
            List<Tensor> real = game.network.apply(pass.images(), pass.pass()).features();
            List<Tensor> made = game.network.apply(image, pass.pass()).features();
            Tensor sum = distance(real.getFirst(), made.getFirst());
            for (int i = 1; i < real.size(); i++) {
                sum = sum.add(distance(real.get(i), made.get(i)));
            }
            return Value.of(sum.divide(real.size()));
        }

        /** The state in which the decoder counts as a constant. */
        private static ForwardPass fixed(VaePass pass) {
            Map<Parameter, Tensor> constants = new LinkedHashMap<>();
            for (Parameter parameter : pass.model().decoder().parameters()) {
                constants.put(parameter, pass.pass().value(parameter).stopGradient());
            }
            return pass.pass().with(constants);
        }

        private static Tensor distance(Tensor real, Tensor made) {
            int[] features = IntStream.range(1, real.rank()).toArray();
            return Losses.squaredError(made, real).sum(features).mean().multiply(0.5);
        }
    }

    private record Deception(LearnedSimilarity game) implements PriorTerm {

        @Override
        public String name() {
            return "deception";
        }

        @Override
        public LatentSampler prior() {
            return game.prior;
        }

        @Override
        public List<Parameter> buffers() {
            return game.buffers();
        }

        @Override
        public Value value(VaePass pass) {
            Tensor reconstructed = game.logits(game.ofConstantCodes(pass), pass);
            Tensor generated = game.logits(Generated.in(pass, game.prior).images(), pass);
            return Value.of(game.deception(reconstructed).add(game.deception(generated)));
        }
    }

    private record Loss(LearnedSimilarity game) implements Term {

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
            return game.buffers();
        }

        @Override
        public Value value(VaePass pass) {
            Tensor real = game.logits(pass.images(), pass);
            Tensor reconstructed = game.logits(pass.reconstruction().stopGradient(), pass);
            Tensor generated =
                    game.logits(Generated.in(pass, game.prior).constant().images(), pass);
            Map<String, Tensor> diagnostics = new LinkedHashMap<>();
            diagnostics.put("discriminator.real", real.sigmoid().mean());
            diagnostics.put(
                    "discriminator.reconstructed", reconstructed.sigmoid().mean());
            diagnostics.put("discriminator.generated", generated.sigmoid().mean());
            Tensor ofGenerated = NonSaturatingLoss.generator(generated.negate());
            return new Value(
                    NonSaturatingLoss.discriminator(real, reconstructed).add(ofGenerated), diagnostics);
        }
    }

    private Tensor deception(Tensor logits) {
        return switch (form) {
            case SATURATING -> NonSaturatingLoss.generator(logits.negate()).negate();
            case NON_SATURATING -> NonSaturatingLoss.generator(logits);
        };
    }

    private Tensor logits(Tensor images, VaePass pass) {
        return network.apply(images, pass.pass()).logits();
    }

    /** Reconstructions through which no gradient reaches the encoder. */
    private Tensor ofConstantCodes(VaePass pass) {
        return pass.pass()
                .once(
                        network,
                        Tensor.class,
                        () -> Generated.images(pass.latent().stopGradient(), pass, pass.pass()));
    }

    private List<Parameter> buffers() {
        return Stream.concat(network.buffers().stream(), prior.buffers().stream())
                .toList();
    }
}
