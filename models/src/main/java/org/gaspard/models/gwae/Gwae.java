package org.gaspard.models.gwae;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.Optimizer;
import org.gaspard.autodiff.optim.OptimizerSettings;
import org.gaspard.autodiff.optim.ParameterGroup;
import org.gaspard.autodiff.optim.RmsProp;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae.Encoding;
import org.gaspard.models.methods.BaseModel;
import org.gaspard.models.methods.Recipe;
import org.gaspard.models.methods.Setting;
import org.gaspard.models.networks.GwaeArchitecture;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.terms.Term;
import org.gaspard.models.terms.WeightedTerm;
import org.gaspard.models.training.Objective;
import org.gaspard.models.training.Opponent;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/** Gromov-Wasserstein autoencoders, assembled. */
public final class Gwae {

    /** Of all networks, in the published settings. */
    public static final double LEARNING_RATE = 1e-4;

    /** In the published settings. */
    public static final int BATCH_SIZE = 64;

    private Gwae() {}

    /**
     * The objective of Nakagawa et al., ICLR 2023. In a step the model, its prior and C are updated first, then the critic several
     * times by RMSprop, each time with new latents and new draws of the prior.
     *
     * <p>The decoder must give pixels in [0, 1] for a likelihood whose mean is its output; the encoder takes 64×64 images, since the
     * critic does.
     */
    public static BaseModel model(GwaeSettings settings) {
        return new BaseModel("GWAE", Encoding.GAUSSIAN, setting -> objective(settings, setting));
    }

    private static Objective objective(GwaeSettings settings, Setting setting) {
        LatentSampler prior =
                settings.prior().prior(setting.model().latents(), setting.key().child(0));
        return switch (settings.matching()) {
            case GwaeSettings.Critic options -> {
                JointCritic critic = critic(options, setting, setting.key().child(1));
                Optional<JointCritic> similarity = options.learnedSimilarity() ? Optional.of(critic) : Optional.empty();
                Term loss = critic.loss(prior);
                Optimizer optimizer =
                        optimizer(options).optimizer("critic.rmsprop", List.of(ParameterGroup.of(loss.parameters())));
                yield terms(settings, prior, similarity, critic.matching(prior))
                        .against(new Opponent(loss, optimizer, Schedule.constant(setting.learningRate()))
                                .after(options.updates()));
            }
            case GwaeSettings.Discrepancy(GwaeSettings.Discrepancy.Bandwidth bandwidth) ->
                terms(
                        settings,
                        prior,
                        Optional.empty(),
                        LatentMatching.of(prior, bandwidth, setting.model().latents()));
        };
    }

    private static Objective terms(
            GwaeSettings settings, LatentSampler prior, Optional<JointCritic> similarity, Term matching) {
        return Objective.of(
                WeightedTerm.of(settings.distances().term(prior), 1),
                WeightedTerm.of(new ReconstructionCost(similarity), settings.reconstructionWeight()),
                WeightedTerm.of(new PosteriorEntropy(settings.entropy()), settings.entropyWeight()),
                WeightedTerm.of(matching, settings.matchingWeight()));
    }

    private static JointCritic critic(GwaeSettings.Critic options, Setting setting, RandomKey key) {
        GwaeArchitecture.Critic networks = GwaeArchitecture.critic(
                setting.image().extent(2), setting.model().latents(), options.spectral());
        return new JointCritic(
                networks.images().build("critic.images", key.child(0)),
                networks.latents().build("critic.latents", key.child(1)),
                networks.head().build("critic.head", key.child(2)),
                options.penalty(),
                options.mixedPotential());
    }

    /** The critic that an objective is trained with, if it has one. */
    public static Optional<JointCritic> critic(Objective objective) {
        return objective.terms().stream()
                .map(WeightedTerm::term)
                .filter(JointCritic.Matching.class::isInstance)
                .map(term -> ((JointCritic.Matching) term).critic())
                .findFirst();
    }

    /**
     * What L_GW of an objective multiplies the distances of some latents by: C as it is trained now, divided by the deviation of these
     * latents if the term divides by that of its batches; none if the objective has no such term.
     *
     * @param latents [N, d], N at least 2
     */
    public static OptionalDouble latentFactor(Objective objective, Tensor latents) {
        return distances(objective)
                .mapToDouble(term -> term.factor(latents).item())
                .findFirst();
    }

    /** The trained scale C of latent distances of an objective, if it has one. */
    public static OptionalDouble scale(Objective objective) {
        return distances(objective)
                .mapToDouble(term -> Math.exp(term.logScale().tensor().item()))
                .findFirst();
    }

    private static Stream<GromovWassersteinTerm> distances(Objective objective) {
        return objective.terms().stream()
                .map(WeightedTerm::term)
                .filter(GromovWassersteinTerm.class::isInstance)
                .map(GromovWassersteinTerm.class::cast);
    }

    /** As published: RMSprop of smoothing 0.99 for the model and its critic, Adam for a model without one. */
    public static OptimizerSettings optimizer(GwaeSettings.Matching matching) {
        return switch (matching) {
            case GwaeSettings.Critic _ -> RmsProp.Settings.standard();
            case GwaeSettings.Discrepancy _ -> Adam.Settings.adam();
        };
    }

    /**
     * The published way to train it on 64×64 images: {@link GwaeArchitecture#published}, {@link #optimizer}, the rate 10⁻⁴, batches
     * of 64. The first steps of RMSprop are ten times as long as the others, in which variances of the posterior can explode: let the rate rise, by
     * {@link org.gaspard.models.methods.Training#trainer(org.gaspard.datasets.ImageDataset,
     * org.gaspard.models.training.TrainingSettings, int, String)}.
     *
     * @param latents d; 64 in the published settings
     */
    public static Recipe recipe(GwaeSettings settings, int imageChannels, int latents) {
        return new Recipe(
                GwaeArchitecture.published().networks(imageChannels, latents),
                new Likelihood.Gaussian(1),
                model(settings),
                List.of(),
                optimizer(settings.matching()),
                LEARNING_RATE,
                BATCH_SIZE);
    }
}
