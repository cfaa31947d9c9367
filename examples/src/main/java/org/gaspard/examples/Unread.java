package org.gaspard.examples;

import static org.gaspard.examples.Choices.Model.AAE;
import static org.gaspard.examples.Choices.Model.ALI;
import static org.gaspard.examples.Choices.Model.ANNEALED_VAE;
import static org.gaspard.examples.Choices.Model.BETA_TCVAE;
import static org.gaspard.examples.Choices.Model.BETA_VAE;
import static org.gaspard.examples.Choices.Model.CONTROL_VAE;
import static org.gaspard.examples.Choices.Model.DAGMM;
import static org.gaspard.examples.Choices.Model.DAVA;
import static org.gaspard.examples.Choices.Model.DIP_VAE_1;
import static org.gaspard.examples.Choices.Model.DIP_VAE_2;
import static org.gaspard.examples.Choices.Model.FACTOR_VAE;
import static org.gaspard.examples.Choices.Model.GECO;
import static org.gaspard.examples.Choices.Model.GWAE;
import static org.gaspard.examples.Choices.Model.INFO_VAE;
import static org.gaspard.examples.Choices.Model.IWAE;
import static org.gaspard.examples.Choices.Model.RAE_GP;
import static org.gaspard.examples.Choices.Model.RAE_L2;
import static org.gaspard.examples.Choices.Model.SIGMA_VAE;
import static org.gaspard.examples.Choices.Model.SWAE;
import static org.gaspard.examples.Choices.Model.VAE_GAN;
import static org.gaspard.examples.Choices.Model.VAMP_PRIOR;
import static org.gaspard.examples.Choices.Model.WAE_MMD;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Options of {@link TrainVae} that a model or a regulariser reads and others do not. They are not refused, so that a table of
 * runs can give all its methods the same ones.
 */
final class Unread {

    private static final Predicate<TrainVaeOptions> GEOMETRY = TrainVaeOptions::hasGeometry;
    private static final Predicate<TrainVaeOptions> SHIFT = TrainVaeOptions::hasShift;

    private static final Predicate<TrainVaeOptions> CRITIC =
            options -> options.model == GWAE && options.gwae.matching == Choices.Matching.CRITIC;
    private static final Predicate<TrainVaeOptions> PRIOR_OF_TWO_VERSIONS = options -> options.gwae.hasVersions();
    private static final Predicate<TrainVaeOptions> PRIOR_OF_COMPONENTS = options -> options.gwae.hasComponents();

    private static final Map<String, Predicate<TrainVaeOptions>> READ = Map.ofEntries(
            Map.entry("--beta", model(BETA_VAE, BETA_TCVAE, RAE_L2, RAE_GP, VAE_GAN)),
            Map.entry("--beta-start", model(BETA_VAE)),
            Map.entry("--beta-steps", model(BETA_VAE)),
            Map.entry(
                    "--gamma",
                    model(
                            ANNEALED_VAE,
                            FACTOR_VAE,
                            DAVA,
                            DIP_VAE_1,
                            DIP_VAE_2,
                            INFO_VAE,
                            WAE_MMD,
                            RAE_L2,
                            RAE_GP,
                            SWAE,
                            AAE,
                            VAE_GAN)),
            Map.entry("--prior", model(GWAE, SWAE, AAE)),
            Map.entry("--prior-version", model(GWAE).and(PRIOR_OF_TWO_VERSIONS)),
            Map.entry("--components", model(DAGMM).or(model(GWAE).and(PRIOR_OF_COMPONENTS))),
            Map.entry("--distance-scale", model(GWAE)),
            Map.entry("--distance-unit", model(GWAE)),
            Map.entry("--reconstruction-weight", model(GWAE)),
            Map.entry("--matching-weight", model(GWAE)),
            Map.entry("--entropy-weight", model(GWAE)),
            Map.entry("--matching", model(GWAE)),
            Map.entry("--critic-updates", CRITIC),
            Map.entry("--lipschitz", CRITIC),
            Map.entry("--penalty-norm", CRITIC.and(options -> options.gwae.lipschitz != Choices.Lipschitz.SPECTRAL)),
            Map.entry("--mixed-potential", CRITIC),
            Map.entry("--learned-similarity", CRITIC),
            Map.entry("--tolerance", model(GECO)),
            Map.entry("--capacity", model(ANNEALED_VAE, DAVA, CONTROL_VAE)),
            Map.entry(
                    "--capacity-steps",
                    model(ANNEALED_VAE, DAVA, CONTROL_VAE).and(options -> options.capacityRise == null)),
            Map.entry("--capacity-period", options -> options.capacityRise != null),
            Map.entry("--weighting", model(BETA_TCVAE)),
            Map.entry("--samples", model(IWAE, VAMP_PRIOR)),
            Map.entry(
                    "--deviation",
                    options -> options.likelihood == Choices.Pixels.GAUSSIAN
                            && !Set.of(GWAE, SIGMA_VAE, GECO, ALI).contains(options.model)),
            Map.entry("--placement", GEOMETRY),
            Map.entry("--cost", GEOMETRY),
            Map.entry("--trained-scale", GEOMETRY),
            Map.entry("--latent-source", GEOMETRY),
            Map.entry("--detach-latents", GEOMETRY),
            Map.entry("--solver", options -> options.has(Choices.Regulariser.GMG)),
            Map.entry("--shift-start", SHIFT),
            Map.entry("--shift-latents", SHIFT),
            Map.entry("--shift-images", SHIFT),
            Map.entry("--give-way", SHIFT));

    private Unread() {}

    private static Predicate<TrainVaeOptions> model(Choices.Model... models) {
        Set<Choices.Model> all = Set.of(models);
        return options -> all.contains(options.model);
    }

    /** Those of some options that have no effect in a run, in alphabetical order. */
    static List<String> of(TrainVaeOptions options, Set<String> given) {
        return given.stream()
                .filter(name -> READ.containsKey(name) && !READ.get(name).test(options))
                .sorted()
                .toList();
    }
}
