package org.gaspard.models.methods;

import java.util.List;
import java.util.function.Supplier;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.models.Vae.Encoding;
import org.gaspard.models.check.Checks;
import org.gaspard.models.networks.Discriminators;
import org.gaspard.models.networks.Initialisation;
import org.gaspard.models.networks.Perceptrons;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.models.terms.AdversarialPrior;
import org.gaspard.models.terms.CalibratedReconstruction;
import org.gaspard.models.terms.ConstrainedReconstruction;
import org.gaspard.models.terms.EstimatedMixture;
import org.gaspard.models.terms.KlDivergence;
import org.gaspard.models.terms.PriorMmd;
import org.gaspard.models.terms.PriorSlicedWasserstein;
import org.gaspard.models.terms.Reconstruction;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.training.Objective;
import org.gaspard.tensor.Shape;

/**
 * Models that generate images or find anomalies, with which Nakagawa et al., Gromov-Wasserstein autoencoders, ICLR 2023, compare,
 * beside those of {@link BaseModels}: each in its own paper's form. What the program of the comparison, vaetc, does otherwise is said
 * at the terms and here. All its models have a Gaussian likelihood of deviation 1, so that {@link Reconstruction} is {@code ½‖x −
 * x̂‖²} and a constant, except where said.
 */
public final class FurtherModels {

    private static final WeightedTerm RECONSTRUCTION = WeightedTerm.of(new Reconstruction(), 1);
    private static final WeightedTerm DIVERGENCE = WeightedTerm.of(new KlDivergence(), 1);

    private FurtherModels() {}

    /**
     * {@code −ln N(x; x̂, σ²I) + KL}, σ the optimum for each batch: Rybkin et al., ICML 2021. In vaetc it is {@link BaseModels#vae}.
     */
    public static BaseModel sigmaVae() {
        return calibrated("σ-VAE", CalibratedReconstruction::optimal);
    }

    /** The same with a trained σ, with a soft limit. */
    public static BaseModel sigmaVaeTrained() {
        return calibrated("σ-VAE (trained)", CalibratedReconstruction::trained);
    }

    /** The same without the limit: the first stage of Dai and Wipf, ICLR 2019, after which {@link SecondStage} is trained. */
    public static BaseModel decoderVarianceVae() {
        return calibrated(
                "2-stage VAE", () -> CalibratedReconstruction.trained().withoutLimit());
    }

    /** {@code KL} under the constraint {@code ‖x − x̂‖² ≤ κ²}: Rezende and Viola, 2018. In vaetc κ = 10 for images of 64×64×3. */
    public static BaseModel geco(double tolerance) {
        Checks.positive("tolerance", tolerance);
        return new BaseModel(
                "GECO",
                Encoding.GAUSSIAN,
                s -> Objective.of(WeightedTerm.of(ConstrainedReconstruction.standard(tolerance), 1), DIVERGENCE));
    }

    /**
     * {@code −ln p(x|z) + λ SW₂²}, codes without noise: Kolouri et al., ICLR 2019, from 50 directions and with λ = 10 in the authors'
     * program.
     */
    public static BaseModel slicedWasserstein(double lambda) {
        return slicedWasserstein(lambda, new StandardNormal());
    }

    /** The same with another distribution that codes are made alike; what it has to train is trained by the distance, too. */
    public static BaseModel slicedWasserstein(double lambda, LatentSampler prior) {
        Checks.nonNegative("lambda", lambda);
        return new BaseModel(
                "SWAE",
                Encoding.POINT,
                s -> Objective.of(
                        RECONSTRUCTION,
                        WeightedTerm.of(PriorSlicedWasserstein.standard().from(prior), lambda)));
    }

    /**
     * {@code −ln p(x|z) + λ} times the answer to a discriminator with two hidden layers of 1000, trained by Adam(0.5, 0.9): Makhzani et
     * al., 2015, with the activation and the optimiser of vaetc. There the reconstruction is {@code ‖x − x̂‖²} and the answer {@link
     * AdversarialPrior.Answer#LOG_RATIO}.
     *
     * @param prior the distribution that codes are made alike; it is not trained
     */
    public static BaseModel adversarialAutoencoder(double lambda, LatentSampler prior, AdversarialPrior.Answer answer) {
        Checks.nonNegative("lambda", lambda);
        return new BaseModel("AAE", Encoding.POINT, s -> {
            Layer network = Discriminators.factorVae(s.model().latents(), 2).build("discriminator", s.key());
            AdversarialPrior game = new AdversarialPrior(network, prior, answer);
            return Objective.of(RECONSTRUCTION, WeightedTerm.of(game.matching(), lambda))
                    .against(Opponents.adam(game.loss(), 0.5, 0.9, s));
        });
    }

    /**
     * {@code −ln p(x|z) + (1 − α) KL + (α + λ − 1) MMD}: Zhao et al., InfoVAE, AAAI 2019. With α = 0.9 and λ = 100 it is what vaetc
     * compares as the WAE; {@link BaseModels#wassersteinAutoencoder} has no divergence and other kernels.
     *
     * @throws IllegalArgumentException if α is above 1 or α + λ below 1, which would seek a divergence or the discrepancy
     */
    public static BaseModel infoVae(double alpha, double lambda) {
        if (!(alpha <= 1 && alpha + lambda >= 1 && lambda < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "alpha must be at most 1, and lambda finite and at least 1 - alpha, found alpha = " + alpha
                            + " and lambda = " + lambda);
        }
        return new BaseModel(
                "InfoVAE",
                Encoding.GAUSSIAN,
                s -> Objective.of(
                        RECONSTRUCTION,
                        WeightedTerm.of(new KlDivergence(), 1 - alpha),
                        WeightedTerm.of(PriorMmd.infoVae(s.model().latents()), alpha + lambda - 1)));
    }

    /**
     * {@code −ln p(x|c) + λ₁ E + λ₂ Σ 1/Σ_kjj}, codes without noise, a mixture of Gaussians whose memberships are estimated by a network
     * with one hidden layer of 256 with SiLU, as in vaetc: Zong et al., ICLR 2018, with λ₁ = 0.1 and λ₂ = 0.005 beside {@code ‖x −
     * x̂‖²}, which is a Gaussian likelihood of the deviation √½ (and a constant).
     *
     * @param components K, at least 2
     * @param energy λ₁
     * @param covariance λ₂
     */
    public static BaseModel dagmm(int components, double energy, double covariance, EstimatedMixture.Points points) {
        Checks.atLeast("components", components, 2);
        Checks.nonNegative("energy", energy);
        Checks.nonNegative("covariance", covariance);
        return new BaseModel("DAGMM", Encoding.POINT, s -> {
            Layer network = Perceptrons.network(
                            Shape.of(s.model().latents() + 2),
                            List.of(256),
                            Shape.of(components),
                            new Activation.Silu(),
                            Initialisation.pyTorch())
                    .build("estimation", s.key());
            EstimatedMixture mixture = EstimatedMixture.of(network).over(points);
            return Objective.of(
                    RECONSTRUCTION,
                    WeightedTerm.of(mixture.energy(), energy),
                    WeightedTerm.of(mixture.covariancePenalty(), covariance));
        });
    }

    /**
     * The mixture of a {@link #dagmm}, which scores images after training.
     *
     * @throws IllegalArgumentException if the objective is of another model
     */
    public static EstimatedMixture mixture(Objective objective) {
        return objective.terms().stream()
                .map(WeightedTerm::term)
                .filter(EstimatedMixture.Energy.class::isInstance)
                .map(term -> ((EstimatedMixture.Energy) term).mixture())
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("the objective must have the energy of a mixture, found "
                                + objective.terms().stream()
                                        .map(weighted -> weighted.term().name())
                                        .toList()));
    }

    private static BaseModel calibrated(String name, Supplier<CalibratedReconstruction> reconstruction) {
        return new BaseModel(
                name, Encoding.GAUSSIAN, s -> Objective.of(WeightedTerm.of(reconstruction.get(), 1), DIVERGENCE));
    }
}
