package org.gaspard.models.protocols;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.gwae.GwaeSettings;
import org.gaspard.models.gwae.PosteriorEntropy;
import org.gaspard.models.methods.BaseModel;
import org.gaspard.models.methods.BaseModels;
import org.gaspard.models.methods.DavaSettings;
import org.gaspard.models.prior.implicit.NamedPrior;
import org.gaspard.models.prior.implicit.Version;
import org.gaspard.models.terms.AggregatePosterior.Weighting;
import org.gaspard.models.terms.ControlledKl;

/** Which base model a protocol trains. Its numbers are by name among those of the {@link Method}, so that grids can range over them. */
public sealed interface Base {

    /** β-VAE. Number: {@code beta}. */
    record BetaVae() implements Base {}

    /**
     * β-TCVAE. Number: {@code beta}.
     *
     * @param weighting how the images of a batch stand for all images
     */
    record BetaTcvae(Sourced<Weighting> weighting) implements Base {}

    /** FactorVAE. Number: {@code gamma}. */
    record FactorVae() implements Base {}

    /** AnnealedVAE, its capacity from 0 in a straight line. Numbers: {@code gamma, capacity, capacity-steps}. */
    record AnnealedVae() implements Base {}

    /** ControlVAE, its capacity from 0.5 in stairs. Numbers: {@code capacity, capacity-rise, capacity-period}. */
    record ControlVae() implements Base {}

    /**
     * DAVA, its capacity in even steps; all else is that of {@link DavaSettings#published}. Numbers: {@code gamma, capacity,
     * capacity-steps}.
     */
    record Dava() implements Base {}

    /**
     * Gromov-Wasserstein autoencoder; all else is that of {@link GwaeSettings#published}. Numbers: {@code components,
     * distance-scale, reconstruction-weight, matching-weight, entropy-weight, critic-updates}.
     *
     * @param prior the family
     * @param version of mixtures and causal graphs
     */
    record Gwae(Sourced<NamedPrior> prior, Sourced<Version> version) implements Base {}

    /** The names of the numbers of the model. */
    default List<String> numbers() {
        return switch (this) {
            case BetaVae() -> List.of("beta");
            case BetaTcvae(var _) -> List.of("beta");
            case FactorVae() -> List.of("gamma");
            case AnnealedVae() -> List.of("gamma", "capacity", "capacity-steps");
            case Dava() -> List.of("gamma", "capacity", "capacity-steps");
            case ControlVae() -> List.of("capacity", "capacity-rise", "capacity-period");
            case Gwae(var _, var _) ->
                List.of(
                        "components",
                        "distance-scale",
                        "reconstruction-weight",
                        "matching-weight",
                        "entropy-weight",
                        "critic-updates");
        };
    }

    /** The model with its numbers. */
    default BaseModel model(ToDoubleFunction<String> number) {
        return switch (this) {
            case BetaVae() -> BaseModels.betaVae(Schedule.constant(number.applyAsDouble("beta")));
            case BetaTcvae(Sourced<Weighting> weighting) ->
                BaseModels.betaTcvae(number.applyAsDouble("beta"), weighting.value());
            case FactorVae() -> BaseModels.factorVae(number.applyAsDouble("gamma"));
            case AnnealedVae() ->
                BaseModels.annealedVae(
                        number.applyAsDouble("gamma"), Schedule.linear(0, number.applyAsDouble("capacity"), (long)
                                number.applyAsDouble("capacity-steps")));
            case Dava() ->
                BaseModels.dava(DavaSettings.published(
                        number.applyAsDouble("gamma"),
                        number.applyAsDouble("capacity"),
                        number.applyAsDouble("capacity-steps")));
            case ControlVae() ->
                BaseModels.controlVae(ControlledKl.stairs(
                        ControlledKl.PUBLISHED_START,
                        number.applyAsDouble("capacity-rise"),
                        (long) number.applyAsDouble("capacity-period"),
                        number.applyAsDouble("capacity")));
            case Gwae(Sourced<NamedPrior> prior, Sourced<Version> version) ->
                org.gaspard.models.gwae.Gwae.model(settings(prior.value(), version.value(), number));
        };
    }

    private static GwaeSettings settings(NamedPrior prior, Version version, ToDoubleFunction<String> number) {
        int components = (int) number.applyAsDouble("components");
        NamedPrior.Options options =
                NamedPrior.Options.of(version).withComponents(components).withEmbeddings(components);
        return new GwaeSettings(
                (latents, key) -> prior.sampler(latents, options, key),
                GwaeSettings.Distances.published().withScale(number.applyAsDouble("distance-scale")),
                number.applyAsDouble("reconstruction-weight"),
                number.applyAsDouble("matching-weight"),
                number.applyAsDouble("entropy-weight"),
                PosteriorEntropy.Form.LOG_VARIANCES,
                GwaeSettings.Critic.published().withUpdates((int) number.applyAsDouble("critic-updates")));
    }
}
