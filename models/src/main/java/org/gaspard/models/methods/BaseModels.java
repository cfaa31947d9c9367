package org.gaspard.models.methods;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.Vae.Encoding;
import org.gaspard.models.check.Checks;
import org.gaspard.models.networks.Discriminators;
import org.gaspard.models.networks.Initialisation;
import org.gaspard.models.prior.VampPrior;
import org.gaspard.models.terms.AggregatePosterior;
import org.gaspard.models.terms.AggregatePosterior.Weighting;
import org.gaspard.models.terms.CapacityKl;
import org.gaspard.models.terms.ControlledKl;
import org.gaspard.models.terms.DecoderGradientPenalty;
import org.gaspard.models.terms.DecoderWeightNorm;
import org.gaspard.models.terms.DipCovariance;
import org.gaspard.models.terms.ImageDiscriminator;
import org.gaspard.models.terms.ImportanceWeightedBound;
import org.gaspard.models.terms.KlDecomposition;
import org.gaspard.models.terms.KlDivergence;
import org.gaspard.models.terms.LatentDiscriminator;
import org.gaspard.models.terms.LatentNorm;
import org.gaspard.models.terms.MonteCarloKl;
import org.gaspard.models.terms.PriorMmd;
import org.gaspard.models.terms.Reconstruction;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.training.Objective;
import org.gaspard.models.training.Opponent;
import org.gaspard.models.training.Response;

/**
 * The models that regularisers are compared on. Reconstruction and divergences are in nats an image, so weights are those of the
 * papers, which sum over pixels too.
 */
public final class BaseModels {

    private static final WeightedTerm RECONSTRUCTION = WeightedTerm.of(new Reconstruction(), 1);

    private BaseModels() {}

    /** A plain autoencoder: {@code −log p(x|z)}, z the code of x. */
    public static BaseModel autoencoder() {
        return new BaseModel("AE", Encoding.POINT, s -> Objective.of(RECONSTRUCTION));
    }

    /** {@code −log p(x|z) + KL}: Kingma and Welling, ICLR 2014. */
    public static BaseModel vae() {
        return betaVae(Schedule.constant(1)).named("VAE");
    }

    /** {@code −log p(x|z) + β KL}: Higgins et al., ICLR 2017. Studies take β from 1 to 16. */
    public static BaseModel betaVae(Schedule beta) {
        return gaussian("β-VAE", s -> Objective.of(RECONSTRUCTION, new WeightedTerm(new KlDivergence(), beta)));
    }

    /**
     * {@code −log p(x|z) + γ |KL − C|}, C growing: Burgess et al., 2018. Studies take γ = 1000 and C up to 5 to 100 nats in
     * 100,000 steps.
     */
    public static BaseModel annealedVae(double gamma, Schedule capacity) {
        Checks.nonNegative("gamma", gamma);
        return gaussian(
                "AnnealedVAE", s -> Objective.of(RECONSTRUCTION, WeightedTerm.of(new CapacityKl(capacity), gamma)));
    }

    /**
     * {@code −log p(x|z) + KL + γ TC}, the total correlation from a discriminator with six layers of 1000, trained by Adam(0.5,
     * 0.9): Kim and Mnih, ICML 2018. Studies take γ from 5 to 100.
     */
    public static BaseModel factorVae(double gamma) {
        Checks.nonNegative("gamma", gamma);
        return gaussian("FactorVAE", s -> {
            Layer network = Discriminators.factorVae(s.model().latents()).build("discriminator", s.key());
            LatentDiscriminator discriminator = new LatentDiscriminator(network);
            return Objective.of(
                            RECONSTRUCTION,
                            WeightedTerm.of(new KlDivergence(), 1),
                            WeightedTerm.of(discriminator.totalCorrelation(), gamma))
                    .against(Opponents.adam(discriminator.loss(), 0.5, 0.9, s));
        });
    }

    /**
     * {@code −log p(x|z) + γ |KL − C|ᵖ}, where a discriminator that tells reconstructions from images of mixed latents moves C, and
     * is answered by the encoder and the decoder: Estermann and Wattenhofer, ICLR 2023, as its published program trains it, two
     * updates of the model in a step. There batches of 128 and the rate 10⁻⁴ for all.
     *
     * <p>The discriminator is made of the model's encoder, see {@link Discriminators#dava(org.gaspard.models.networks.Network)}:
     * published is that of {@link org.gaspard.models.networks.ConvArchitecture#locatello}. Its weights start as in {@link
     * Initialisation#pyTorch} whatever those of the model do.
     */
    public static BaseModel dava(DavaSettings settings) {
        return gaussian("DAVA", s -> {
            Layer layer = Discriminators.dava(s.encoder().withInitialisation(Initialisation.pyTorch()))
                    .build("discriminator", s.key());
            ImageDiscriminator discriminator = settings.discriminator(layer);
            Opponent opponent = Opponents.adam(discriminator.loss(), 0.9, 0.999, s);
            Response encoderAnswer = new Response(
                    discriminator.reconstructionsAsMixed(),
                    Schedule.constant(settings.game().encoderWeight()),
                    s.model().encoder().parameters());
            Response decoderAnswer = new Response(
                    discriminator.mixedAsReconstructions(),
                    Schedule.constant(settings.game().decoderWeight()),
                    s.model().decoder().parameters());
            return Objective.of(
                            RECONSTRUCTION,
                            WeightedTerm.of(
                                    settings.kl(discriminator),
                                    settings.divergence().gamma()))
                    .clipped(settings.maxNorm())
                    .against(opponent.clipped(settings.maxNorm()))
                    .answering(encoderAnswer.clipped(settings.maxNorm()))
                    .answering(decoderAnswer);
        });
    }

    /**
     * {@code −log p(x|z) + MI + β TC + Σ KL_j}, from the batch itself: Chen et al., NeurIPS 2018. Studies take β from 1 to 10; 6
     * for dSprites in the paper.
     */
    public static BaseModel betaTcvae(double beta, Weighting weighting) {
        return gaussian("β-TCVAE", s -> {
            List<WeightedTerm> terms = new ArrayList<>(List.of(RECONSTRUCTION));
            terms.addAll(KlDecomposition.betaTcvae(beta, new AggregatePosterior(weighting, s.dataSetSize())));
            return Objective.of(terms);
        });
    }

    /** DIP-VAE-I: {@code −log p(x|z) + KL} and the covariance of the means: Kumar et al., ICLR 2018. λ_d = 10 λ_od. */
    public static BaseModel dipVaeI(double offDiagonal) {
        Checks.nonNegative("offDiagonal", offDiagonal);
        return gaussian(
                "DIP-VAE-I",
                s -> Objective.of(
                        RECONSTRUCTION,
                        WeightedTerm.of(new KlDivergence(), 1),
                        WeightedTerm.of(DipCovariance.one(offDiagonal), 1)));
    }

    /** DIP-VAE-II: the same with the covariance of the latents. λ_d = λ_od. */
    public static BaseModel dipVaeII(double offDiagonal) {
        Checks.nonNegative("offDiagonal", offDiagonal);
        return gaussian(
                "DIP-VAE-II",
                s -> Objective.of(
                        RECONSTRUCTION,
                        WeightedTerm.of(new KlDivergence(), 1),
                        WeightedTerm.of(DipCovariance.two(offDiagonal), 1)));
    }

    /** {@code −log p(x|z) + β KL}, β chosen by a controller that holds the KL at a set point: Shao et al., ICML 2020. */
    public static BaseModel controlVae(Schedule setPoint) {
        return gaussian(
                "ControlVAE", s -> Objective.of(RECONSTRUCTION, WeightedTerm.of(ControlledKl.standard(setPoint), 1)));
    }

    /**
     * {@code −log p(x|z) + (1 − α) KL + (α + λ − 1) MMD}: Zhao et al., InfoVAE, AAAI 2019. α = 0 here.
     *
     * @throws IllegalArgumentException if λ is below 1, which would seek the discrepancy
     */
    public static BaseModel infoVae(double lambda) {
        Checks.nonNegative("lambda - 1", lambda - 1);
        return gaussian(
                "InfoVAE",
                s -> Objective.of(
                        RECONSTRUCTION,
                        WeightedTerm.of(new KlDivergence(), 1),
                        WeightedTerm.of(PriorMmd.infoVae(s.model().latents()), lambda - 1)));
    }

    /** {@code −log p(x|z) + λ MMD}, codes without noise: Tolstikhin et al., Wasserstein auto-encoders, ICLR 2018. */
    public static BaseModel wassersteinAutoencoder(double lambda) {
        Checks.nonNegative("lambda", lambda);
        return new BaseModel(
                "WAE-MMD",
                Encoding.POINT,
                s -> Objective.of(
                        RECONSTRUCTION, WeightedTerm.of(PriorMmd.wae(s.model().latents()), lambda)));
    }

    /** {@code −log 1/k Σ p(x, z_i) / q(z_i|x)}: Burda et al., ICLR 2016. */
    public static BaseModel importanceWeighted(int samples) {
        return gaussian("IWAE", s -> Objective.of(WeightedTerm.of(ImportanceWeightedBound.of(samples), 1)));
    }

    /** {@code −log p(x|z) + KL(q ‖ p)}, p a mixture of the posteriors of trained images: Tomczak and Welling, AISTATS 2018. */
    public static BaseModel vampPrior(int components) {
        return gaussian(
                "VampPrior",
                s -> Objective.of(
                        RECONSTRUCTION,
                        WeightedTerm.of(new MonteCarloKl(VampPrior.of(components, s.image(), 0.5, 0.1, s.key())), 1)));
    }

    /** {@code −log p(x|z) + β ½ ‖z‖² + λ ‖θ‖²} of the decoder, codes without noise: Ghosh et al., ICLR 2020. */
    public static BaseModel regularisedL2(double beta, double lambda) {
        Checks.nonNegative("beta", beta);
        Checks.nonNegative("lambda", lambda);
        return new BaseModel(
                "RAE-L2",
                Encoding.POINT,
                s -> Objective.of(
                        RECONSTRUCTION,
                        WeightedTerm.of(new LatentNorm(), beta),
                        WeightedTerm.of(new DecoderWeightNorm(false), lambda)));
    }

    /** The same with a penalty of the decoder's gradient in place of its weights'. */
    public static BaseModel regularisedGradientPenalty(double beta, double lambda) {
        Checks.nonNegative("beta", beta);
        Checks.nonNegative("lambda", lambda);
        return new BaseModel(
                "RAE-GP",
                Encoding.POINT,
                s -> Objective.of(
                        RECONSTRUCTION,
                        WeightedTerm.of(new LatentNorm(), beta),
                        WeightedTerm.of(new DecoderGradientPenalty(DecoderGradientPenalty.Measure.PROJECTED), lambda)));
    }

    private static BaseModel gaussian(String name, BaseModel.Assembly assembly) {
        return new BaseModel(name, Encoding.GAUSSIAN, assembly);
    }
}
