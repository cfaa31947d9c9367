package org.gaspard.models.methods;

import java.util.function.Function;
import org.gaspard.models.Vae.Encoding;
import org.gaspard.models.check.Checks;
import org.gaspard.models.networks.FeatureDiscriminator;
import org.gaspard.models.networks.ImplicitEncoder;
import org.gaspard.models.networks.PairArchitecture;
import org.gaspard.models.networks.PairNetwork;
import org.gaspard.models.terms.KlDivergence;
import org.gaspard.models.terms.Reconstruction;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.terms.adversarial.AdversarialDivergence;
import org.gaspard.models.terms.adversarial.JointDiscriminator;
import org.gaspard.models.terms.adversarial.LearnedSimilarity;
import org.gaspard.models.training.Objective;

/**
 * Models that are generative by a game against a discriminator. All three are among the baselines of Nakagawa et al.,
 * Gromov-Wasserstein autoencoders, ICLR 2023, whose settings are named here; the rate of the models is 10⁻⁴ there, with batches of
 * 64. The discriminators are made of the model's encoder, so they take images of any size that it takes.
 */
public final class AdversarialModels {

    private AdversarialModels() {}

    /**
     * No reconstruction: a discriminator of pairs of images and latents, {@link JointDiscriminator}. Dumoulin et al., ICLR 2017.
     * The discriminator is {@link PairArchitecture#discriminator} with dropout 0.5 after its activations, trained by Adam(0.5,
     * 0.999) with the rate of the model, for which the same betas are meant.
     */
    public static BaseModel adversariallyLearnedInference() {
        return adversariallyLearnedInference(
                s -> discriminator(s).withDropout(0.5).build("discriminator", s.key()), Encoding.GAUSSIAN);
    }

    /**
     * The same with another discriminator.
     *
     * @param network makes the discriminator of pairs
     * @param encoding what the encoder says: a point makes it the bidirectional GAN of Donahue et al., ICLR 2017
     */
    public static BaseModel adversariallyLearnedInference(Function<Setting, PairNetwork> network, Encoding encoding) {
        String name = encoding == Encoding.POINT ? "BiGAN" : "ALI";
        return new BaseModel(name, encoding, s -> {
            JointDiscriminator game = new JointDiscriminator(network.apply(s));
            return Objective.of(WeightedTerm.of(game.confusion(), 1))
                    .against(Opponents.adam(game.loss(), 0.5, 0.999, s));
        });
    }

    /**
     * {@code −log p(x|z) + β KL}, the divergence from a discriminator, {@link AdversarialDivergence}: Mescheder et al., ICML 2017.
     * The discriminator is {@link PairArchitecture#discriminator}, trained by Adam(0.5, 0.9). The comparison has β = 1 and a
     * discriminator that learns 10 times as fast.
     *
     * <p>The encoder must be an {@link ImplicitEncoder}, whose code is a random point: {@link ImplicitEncoder#vae} makes the model.
     *
     * @param speed the discriminator's learning rate as a multiple of the model's
     * @throws IllegalArgumentException from {@link BaseModel#objective}, if the encoder is another
     */
    public static BaseModel adversarialVariationalBayes(double beta, double speed) {
        Checks.nonNegative("beta", beta);
        Checks.positive("speed", speed);
        return new BaseModel("AVB", Encoding.POINT, s -> {
            if (!(s.model().encoder() instanceof ImplicitEncoder)) {
                throw new IllegalArgumentException(
                        "AVB needs an encoder that draws its codes, an ImplicitEncoder, found "
                                + s.model().encoder().getClass().getSimpleName());
            }
            AdversarialDivergence game =
                    new AdversarialDivergence(discriminator(s).build("discriminator", s.key()));
            return Objective.of(WeightedTerm.of(new Reconstruction(), 1), WeightedTerm.of(game.divergence(), beta))
                    .against(Opponents.adam(game.loss(), 0.5, 0.9, s, speed));
        });
    }

    /**
     * {@code R + β KL} for the encoder, {@code γ R + G} for the decoder, where R is measured by a hidden layer of a discriminator
     * that G deceives, {@link LearnedSimilarity}: Larsen et al., ICML 2016. The discriminator is {@link FeatureDiscriminator#of}
     * the encoder, trained by Adam(0.5, 0.9). The comparison has β = γ = 1 and a discriminator that learns 10 times as fast; the
     * paper has no β.
     *
     * @param speed the discriminator's learning rate as a multiple of the model's
     */
    public static BaseModel vaeGan(double beta, double gamma, double speed) {
        Checks.nonNegative("beta", beta);
        Checks.nonNegative("gamma", gamma);
        Checks.positive("speed", speed);
        return new BaseModel("VAE-GAN", Encoding.GAUSSIAN, s -> {
            LearnedSimilarity game =
                    new LearnedSimilarity(FeatureDiscriminator.of(s.encoder(), "discriminator", s.key()));
            return Objective.of(
                            WeightedTerm.of(game.encoderFeatures(), 1),
                            WeightedTerm.of(game.decoderFeatures(), gamma),
                            WeightedTerm.of(new KlDivergence(), beta),
                            WeightedTerm.of(game.deception(), 1))
                    .against(Opponents.adam(game.loss(), 0.5, 0.9, s, speed));
        });
    }

    private static PairArchitecture discriminator(Setting s) {
        return PairArchitecture.discriminator(s.encoder(), s.model().latents());
    }
}
