package org.gaspard.examples;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.RmsProp;
import org.gaspard.models.Likelihood;
import org.gaspard.models.protocols.Addition;
import org.gaspard.models.protocols.Base;
import org.gaspard.models.protocols.Images;
import org.gaspard.models.protocols.Method;
import org.gaspard.models.protocols.Optimisation;
import org.gaspard.models.protocols.Protocol;

/** The options of {@link TrainVae} that a protocol stands for. */
final class Presets {

    private static final Set<String> WHOLE =
            Set.of("capacity-steps", "capacity-period", "components", "critic-updates");

    private final SequencedMap<String, String> options = new LinkedHashMap<>();

    private Presets() {}

    /** Options by name, each with its text. Of several seeds it is the first. */
    static SequencedMap<String, String> of(Protocol protocol) {
        var presets = new Presets();
        presets.images(protocol.images());
        presets.method(protocol.method());
        presets.optimisation(protocol.optimisation());
        presets.put("--evaluation-images", protocol.evaluation().value().codes());
        return presets.options;
    }

    private void put(String option, Object value) {
        options.put(option, value.toString());
    }

    private void images(Images images) {
        put("--dataset", images.dataSet().value());
        put("--architecture", images.architecture().value());
        switch (images.likelihood().value()) {
            case Likelihood.Bernoulli() -> put("--likelihood", Choices.Pixels.BERNOULLI);
            case Likelihood.Gaussian(double deviation) -> {
                put("--likelihood", Choices.Pixels.GAUSSIAN);
                put("--deviation", deviation);
            }
        }
        put("--latents", images.latents().value());
    }

    private void method(Method method) {
        put(
                "--model",
                switch (method.base()) {
                    case Base.BetaVae() -> Choices.Model.BETA_VAE;
                    case Base.BetaTcvae(var _) -> Choices.Model.BETA_TCVAE;
                    case Base.FactorVae() -> Choices.Model.FACTOR_VAE;
                    case Base.AnnealedVae() -> Choices.Model.ANNEALED_VAE;
                    case Base.Dava() -> Choices.Model.DAVA;
                    case Base.ControlVae() -> Choices.Model.CONTROL_VAE;
                    case Base.Gwae(var _, var _) -> Choices.Model.GWAE;
                });
        for (String number : method.base().numbers()) {
            double value = method.number(number);
            put("--" + number, WHOLE.contains(number) ? (Object) Math.round(value) : (Object) value);
        }
        if (method.base() instanceof Base.BetaTcvae(var weighting)) {
            put(
                    "--weighting",
                    switch (weighting.value()) {
                        case WEIGHTED -> Choices.Weighting.WEIGHTED;
                        case STRATIFIED -> Choices.Weighting.STRATIFIED;
                        case STRATIFIED_COLUMNS -> Choices.Weighting.STRATIFIED_COLUMNS;
                    });
        }
        if (method.base() instanceof Base.Gwae(var prior, var version)) {
            put("--prior", prior.value());
            put("--warm-up", 0);
            put(
                    "--prior-version",
                    switch (version.value()) {
                        case CORRECTED -> Choices.PriorVersion.CORRECTED;
                        case REFERENCE_CODE -> Choices.PriorVersion.REFERENCE;
                    });
        }
        put("--no-reconstruction", !method.reconstruction().value());
        String regularisers = method.additions().stream()
                .map(addition -> addition.weight() + "=" + method.number(addition.weight()))
                .collect(Collectors.joining(","));
        put("--regulariser", regularisers.isEmpty() ? Choices.Regulariser.NONE : regularisers);
        method.additions().forEach(this::addition);
    }

    private void addition(Addition addition) {
        switch (addition) {
            case Addition.Geometry geometry -> geometry(geometry);
            case Addition.Topology topology -> topology(topology);
            case Addition.Jacobian(), Addition.FactorisedSupport() -> {}
        }
    }

    private void geometry(Addition.Geometry geometry) {
        put(
                "--placement",
                switch (geometry.placement().value()) {
                    case ENCODER -> Choices.Placement.ENCODER;
                    case DECODER -> Choices.Placement.DECODER;
                });
        put(
                "--cost",
                switch (geometry.cost().value()) {
                    case L2_SQUARED, SCALED_L2_SQUARED -> Choices.GroundCost.SQUARED_EUCLIDEAN;
                    case COSINE -> Choices.GroundCost.COSINE_SIMILARITY;
                });
        put("--trained-scale", geometry.cost().value().isScaled());
        put(
                "--latent-source",
                switch (geometry.latents().value()) {
                    case MEAN -> Choices.LatentSource.MEAN;
                    case SAMPLE -> Choices.LatentSource.SAMPLE;
                });
        put("--detach-latents", geometry.detached().value());
        put(
                "--solver",
                switch (geometry.solver().value()) {
                    case PAPER -> Choices.Solver.PAPER;
                    case ROBUST -> Choices.Solver.ROBUST;
                    case EXACT -> Choices.Solver.EXACT;
                });
    }

    private void topology(Addition.Topology topology) {
        put("--shift-start", topology.start().value());
        put(
                "--shift-latents",
                switch (topology.latents().value()) {
                    case SAMPLE -> Choices.ShiftLatents.DECODED;
                    case FRESH_SAMPLE -> Choices.ShiftLatents.FRESH;
                    case FRESH_SAMPLE_OF_ROOT_DEVIATION -> Choices.ShiftLatents.FRESH_ROOT_DEVIATION;
                    case OTHER_IMAGES -> Choices.ShiftLatents.OTHER_IMAGES;
                    case MEAN -> Choices.ShiftLatents.MEAN;
                });
        put(
                "--give-way",
                switch (topology.givesWay().value()) {
                    case NEVER -> Choices.GiveWay.NEVER;
                    case TO_RECONSTRUCTION -> Choices.GiveWay.RECONSTRUCTION;
                    case TO_ALL -> Choices.GiveWay.ALL;
                });
    }

    private void optimisation(Optimisation optimisation) {
        put(
                "--optimiser",
                switch (optimisation.optimizer().value()) {
                    case Adam.Settings _ -> Choices.Optimiser.ADAM;
                    case RmsProp.Settings _ -> Choices.Optimiser.RMSPROP;
                    default ->
                        throw new IllegalArgumentException("there is no option for "
                                + optimisation.optimizer().value());
                });
        put("--batch-size", optimisation.batchSize().value());
        put("--learning-rate", optimisation.learningRate().value());
        put("--steps", optimisation.steps().value());
        put("--seed", optimisation.seeds().value().getFirst());
    }
}
