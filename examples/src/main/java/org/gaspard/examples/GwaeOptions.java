package org.gaspard.examples;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.gaspard.models.gwae.GromovWassersteinTerm.Average;
import org.gaspard.models.gwae.GromovWassersteinTerm.LatentScale;
import org.gaspard.models.gwae.GwaeSettings;
import org.gaspard.models.gwae.GwaeSettings.Discrepancy.Bandwidth;
import org.gaspard.models.gwae.JointCritic.Penalty;
import org.gaspard.models.gwae.PosteriorEntropy;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.prior.implicit.NamedPrior;
import org.gaspard.models.prior.implicit.Version;
import org.gaspard.tensor.RandomKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@link TrainVae} for Gromov-Wasserstein autoencoders, and for the priors of other models that draw from one. */
final class GwaeOptions {

    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";
    private static final String CHOICE = ": ${COMPLETION-CANDIDATES}" + DEFAULT;

    @Option(
            names = "--prior",
            paramLabel = "NAME",
            description = "what latents are made alike and images are drawn from (gwae, swae, aae):"
                    + " ${COMPLETION-CANDIDATES}; all but normal, uniform and spherical are trained, which gwae alone"
                    + " does (default: neural for gwae, else normal)")
    @Nullable
    NamedPrior prior;

    @Option(
            names = "--prior-version",
            paramLabel = "NAME",
            description = "gaussian-mixture and causal as their published program computes them, or corrected: full"
                    + " covariances and trained weights, chained layers" + CHOICE)
    Choices.PriorVersion priorVersion = Choices.PriorVersion.CORRECTED;

    @Option(
            names = "--components",
            paramLabel = "N",
            description = "of the gaussian-mixture prior, embeddings of the vector-quantised one, components of dagmm"
                    + DEFAULT)
    int components = 10;

    @Option(
            names = "--distance-scale",
            paramLabel = "X",
            description = "the factor of latent distances at the beginning; it is trained (gwae)" + DEFAULT)
    double distanceScale = 2.5;

    @Option(
            names = "--distance-unit",
            paramLabel = "NAME",
            description =
                    "what latent distances are divided by: the deviation of the batch, or nothing (gwae)" + CHOICE)
    Choices.LatentUnit latentUnit = Choices.LatentUnit.DEVIATION;

    @Option(
            names = "--reconstruction-weight",
            paramLabel = "X",
            description = "of half the squared error (gwae)" + DEFAULT)
    double reconstructionWeight = 1;

    @Option(
            names = "--matching-weight",
            paramLabel = "X",
            description = "of the difference between encoded and generated pairs (gwae)" + DEFAULT)
    double matchingWeight = 1;

    @Option(
            names = "--entropy-weight",
            paramLabel = "X",
            description = "of the negative sum of the logarithms of the posterior's variances (gwae)" + DEFAULT)
    double entropyWeight = 0.03;

    @Option(
            names = "--matching",
            paramLabel = "NAME",
            description = "a critic of pairs, or a discrepancy of latents whose kernel is as wide as published or as"
                    + " the median distance (gwae)" + CHOICE)
    Choices.Matching matching = Choices.Matching.CRITIC;

    @Option(names = "--critic-updates", paramLabel = "N", description = "after each of the model (gwae)" + DEFAULT)
    int criticUpdates = 5;

    @Option(
            names = "--lipschitz",
            paramLabel = "NAME",
            description = "what bounds the critic's slope: spectral normalisation, a penalty, both (gwae)" + CHOICE)
    Choices.Lipschitz lipschitz = Choices.Lipschitz.BOTH;

    @Option(
            names = "--penalty-norm",
            paramLabel = "X",
            description =
                    "the norm of the critic's gradient that the penalty asks for, 1 as published (gwae)" + DEFAULT)
    double penaltyNorm = 1;

    @Option(
            names = "--mixed-potential",
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            description = "count reconstructions as generated, too (gwae)")
    boolean mixedPotential;

    @Option(
            names = "--learned-similarity",
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            description = "reconstruct the critic's features of images, too (gwae)")
    boolean learnedSimilarity;

    /**
     * Checks all ranges.
     *
     * @throws IllegalArgumentException for the first that does not hold, naming option, expectation and value
     */
    void check() {
        TrainVaeOptions.whole("--components", components, 2, 10_000);
        TrainVaeOptions.positive("--distance-scale", distanceScale);
        TrainVaeOptions.notNegative("--reconstruction-weight", reconstructionWeight);
        TrainVaeOptions.notNegative("--matching-weight", matchingWeight);
        TrainVaeOptions.notNegative("--entropy-weight", entropyWeight);
        TrainVaeOptions.whole("--critic-updates", criticUpdates, 1, 1000);
        TrainVaeOptions.notNegative("--penalty-norm", penaltyNorm);
    }

    /** The prior of a Gromov-Wasserstein autoencoder. */
    NamedPrior trained() {
        return prior == null ? NamedPrior.NEURAL : prior;
    }

    /** Whether the published program computes the trained prior in another way than its equations say. */
    boolean hasVersions() {
        return Set.of(NamedPrior.GAUSSIAN_MIXTURE, NamedPrior.CAUSAL).contains(trained());
    }

    /** Whether the trained prior has a number of components or embeddings. */
    boolean hasComponents() {
        return Set.of(NamedPrior.GAUSSIAN_MIXTURE, NamedPrior.VECTOR_QUANTISED).contains(trained());
    }

    /** The prior of a model that does not train it. */
    NamedPrior fixed() {
        return prior == null ? NamedPrior.NORMAL : prior;
    }

    LatentSampler sampler(NamedPrior named, int latents, RandomKey key) {
        Version version = switch (priorVersion) {
            case CORRECTED -> Version.CORRECTED;
            case REFERENCE -> Version.REFERENCE_CODE;
        };
        NamedPrior.Options options =
                NamedPrior.Options.of(version).withComponents(components).withEmbeddings(components);
        return named.sampler(latents, options, key);
    }

    /** What a Gromov-Wasserstein autoencoder is trained for. */
    GwaeSettings settings() {
        LatentScale scale = switch (latentUnit) {
            case DEVIATION -> LatentScale.BATCH_DEVIATION;
            case NONE -> LatentScale.NONE;
        };
        return new GwaeSettings(
                (latents, key) -> sampler(trained(), latents, key),
                new GwaeSettings.Distances(distanceScale, scale, Average.ALL, 1),
                reconstructionWeight,
                matchingWeight,
                entropyWeight,
                PosteriorEntropy.Form.LOG_VARIANCES,
                matching());
    }

    private GwaeSettings.Matching matching() {
        return switch (matching) {
            case CRITIC -> {
                boolean spectral = lipschitz != Choices.Lipschitz.PENALTY;
                Penalty published = Penalty.published();
                Penalty penalty = lipschitz == Choices.Lipschitz.SPECTRAL
                        ? Penalty.none()
                        : new Penalty(published.weight(), penaltyNorm, published.drift());
                yield new GwaeSettings.Critic(spectral, penalty, criticUpdates, mixedPotential, learnedSimilarity);
            }
            case MMD -> new GwaeSettings.Discrepancy(Bandwidth.PUBLISHED);
            case MMD_MEDIAN -> new GwaeSettings.Discrepancy(Bandwidth.MEDIAN);
        };
    }

    /** What decides a trained model of this kind. */
    Map<String, String> decisive() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("prior", trained().toString());
        if (hasVersions()) {
            settings.put("prior-version", priorVersion.toString());
        }
        if (hasComponents()) {
            settings.put("components", Integer.toString(components));
        }
        settings.put("distance-scale", Double.toString(distanceScale));
        settings.put("distance-unit", latentUnit.toString());
        settings.put("reconstruction-weight", Double.toString(reconstructionWeight));
        settings.put("matching-weight", Double.toString(matchingWeight));
        settings.put("entropy-weight", Double.toString(entropyWeight));
        settings.put("matching", matching.toString());
        if (matching == Choices.Matching.CRITIC) {
            settings.put("critic-updates", Integer.toString(criticUpdates));
            settings.put("lipschitz", lipschitz + (lipschitz == Choices.Lipschitz.SPECTRAL ? "" : " " + penaltyNorm));
            settings.put("mixed-potential", Boolean.toString(mixedPotential));
            settings.put("learned-similarity", Boolean.toString(learnedSimilarity));
        }
        return settings;
    }
}
