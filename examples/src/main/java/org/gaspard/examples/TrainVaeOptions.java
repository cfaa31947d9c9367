package org.gaspard.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.gaspard.datasets.catalogue.Catalogue;
import org.gaspard.datasets.catalogue.CatalogueEntry;
import org.gaspard.datasets.sampling.Correlation;
import org.gaspard.models.gwae.Gwae;
import org.gaspard.models.networks.NamedArchitecture;
import org.gaspard.models.protocols.Protocol;
import org.gaspard.models.terms.topology.LatentTraversal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of {@link TrainVae}: names, defaults, ranges, and the words under which a checkpoint is kept. */
@Command(
        name = "TrainVae",
        sortOptions = false,
        customSynopsis = "examples/run TrainVae [option...]",
        usageHelpWidth = 110,
        description = {
            "",
            "Trains an autoencoder with regularisers, a beta-VAE with a Gromov-Monge gap unless asked otherwise, and "
                    + "writes a report: report.html (self-contained) with its pictures as PNG files, metrics.csv, "
                    + "losses.csv and a checkpoint.",
            "",
            "The loss is  reconstruction + beta KL + lambda GMG  for these, and otherwise that of the model's paper."
        },
        footer = {
            "",
            "The same options and seed give the same numbers, on any number of threads. A folder that holds a run is "
                    + "never overwritten: it is continued with --resume, under the same settings (only --steps, "
                    + "--threads, --output, the two --...-every and what is evaluated may differ), and refused "
                    + "otherwise.",
            "",
            "Exit code: 0 done, 1 failed while running, 2 an option was refused."
        })
final class TrainVaeOptions {

    private static final String DSPRITES = "dsprites";

    /** At this β no latent carries anything yet; position, the strongest factor, enters at about 90. */
    private static final double DSPRITES_BETA_START = 150;

    /**
     * Without it variances of the posterior explode in the third step on some sets of images, and squares of the critic's gradients
     * leave the range of floats: the critic then hardly moves for hundreds of steps, or never again.
     */
    private static final int GWAE_WARM_UP = 100;

    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";
    private static final String CHOICE = ": ${COMPLETION-CANDIDATES}" + DEFAULT;

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            description =
                    "the settings of a published experiment as the defaults of the other options; those that are given"
                            + " replace them. examples/run Protocols list names them, describe NAME tells how sure each"
                            + " is")
    @Nullable
    Protocol protocol;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            completionCandidates = Choices.DataSets.class,
            description = "the images" + CHOICE + "; examples/run Datasets list says more about each")
    CatalogueEntry dataset = Catalogue.entry(DSPRITES);

    @Option(
            names = "--data-dir",
            paramLabel = "PATH",
            description = "the folder of the published files, or the one file that the set consists of; without it the "
                    + "images are drawn by the program, where it can. examples/run Datasets describe NAME lists the "
                    + "files; if those for tests are there too, they are what is evaluated on")
    @Nullable
    Path dataDir;

    @Option(
            names = "--stored",
            paramLabel = "FILE",
            description =
                    "an npy file for the training images as the networks take them, one byte a value: written if it is"
                            + " not there, read if it is. For pictures that take long to decode; delete it when they"
                            + " change")
    @Nullable
    Path stored;

    @Option(
            names = "--architecture",
            paramLabel = "NAME",
            description = "the networks" + CHOICE
                    + "; burgess takes a power of two, images are padded to the next one; irvae,"
                    + " fully connected, takes images as they are; all others take 64x64, images are resized."
                    + " Decoders of irvae, gwae and gwae-baseline end with a sigmoid, for a gaussian likelihood."
                    + " Channels are those of the images")
    NamedArchitecture architecture = NamedArchitecture.LOCATELLO;

    @Option(names = "--likelihood", paramLabel = "NAME", description = "of the pixels" + CHOICE)
    Choices.Pixels likelihood = Choices.Pixels.BERNOULLI;

    @Option(
            names = "--deviation",
            paramLabel = "X",
            description =
                    "standard deviation of a gaussian likelihood; 1 for the half squared error of most papers. Not of"
                            + " gwae, sigma-vae, geco and ali, which have terms of their own" + DEFAULT)
    double deviation = 0.3;

    @Option(names = "--latents", paramLabel = "N", description = "latent dimensions" + DEFAULT)
    int latents = 10;

    @Option(names = "--model", paramLabel = "NAME", description = "what is trained" + CHOICE)
    Choices.Model model = Choices.Model.BETA_VAE;

    @Option(
            names = "--beta",
            paramLabel = "X",
            description =
                    "weight of the KL divergence (beta-vae), of the total correlation (beta-tcvae), of the size of "
                            + "codes (rae-l2, rae-gp), of the KL divergence (vae-gan)" + DEFAULT)
    double beta = 4;

    @Option(
            names = "--gamma",
            paramLabel = "X",
            description = "the other weight of a model: of the distance from the capacity (annealed-vae, dava), of the"
                + " total correlation (factor-vae), of covariances (dip-vae-1, dip-vae-2), of the discrepancy from the"
                + " prior (wae-mmd, swae; info-vae, where the weight is one less; aae), of the decoder's weights or"
                + " gradient (rae-l2, rae-gp), of the decoder's reconstruction (vae-gan); default: 1000 for"
                + " annealed-vae, 500 for dava, 1e-4 for rae-l2 and rae-gp, 1 for aae and vae-gan, else 10")
    @Nullable
    Double gamma;

    @Option(
            names = "--capacity",
            paramLabel = "X",
            description = "nats that the KL divergence is led to (annealed-vae, control-vae), the most nats for each"
                    + " latent dimension (dava); default: 8 for dava, else 18")
    @Nullable
    Double capacity;

    @Option(
            names = "--capacity-steps",
            paramLabel = "N",
            description =
                    "steps on the way there, in a straight line from 0 (annealed-vae) or 0.5 (control-vae); from 0,"
                            + " each step forwards or backwards (dava); default: 200000 for dava, else 100000")
    @Nullable
    Integer capacitySteps;

    @Option(
            names = "--capacity-rise",
            paramLabel = "X",
            description = "nats by which it rises at once after every --capacity-period steps, in place of the straight"
                    + " line (control-vae)")
    @Nullable
    Double capacityRise;

    @Option(names = "--capacity-period", paramLabel = "N", description = "steps between two rises" + DEFAULT)
    int capacityPeriod = 5000;

    @Option(
            names = "--weighting",
            paramLabel = "NAME",
            description = "how the images of a batch stand for all images (beta-tcvae)" + CHOICE
                    + "; stratified-columns is stratified as the authors' program has it")
    Choices.Weighting weighting = Choices.Weighting.STRATIFIED;

    @Option(
            names = "--no-reconstruction",
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            description = "leave the reconstruction out of the model: the encoder learns from the other terms and from"
                    + " regularisers of the encoder alone; the decoder is not trained, and the report has nothing"
                    + " of it")
    boolean noReconstruction;

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            description = "the root of the squared error that an image may have (geco)" + DEFAULT)
    double tolerance = 10;

    @Mixin
    GwaeOptions gwae = new GwaeOptions();

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "latents for each image (iwae), components of the prior (vamp-prior)" + DEFAULT)
    int samples = 5;

    @Option(
            names = "--beta-start",
            paramLabel = "X",
            description = "beta of the first step, from which it goes to --beta in a straight line; a large one makes "
                    + "the latents take up the factors one after the other (default: 150 for dsprites without a "
                    + "protocol, else --beta)")
    @Nullable
    Double betaStart;

    @Option(names = "--beta-steps", paramLabel = "N", description = "steps on that line" + DEFAULT)
    int betaSteps = 2000;

    @Option(
            names = "--regulariser",
            paramLabel = "NAME[=WEIGHT]",
            split = ",",
            description =
                    "what is added, one or several: gmg, dst (geometry), irvae (Jacobian), hfs (factorised support),"
                        + " topdis (topology of a shift), shift-l2, shift-mmd, shift-chamfer (other distances of the"
                        + " same shift), topo-ae, rtd-ae (topology of images and latents), none" + DEFAULT)
    List<Choices.Weighted> regularisers =
            List.of(new Choices.Weighted(Choices.Regulariser.GMG, OptionalDouble.empty()));

    @Option(
            names = "--lambda",
            paramLabel = "X",
            description = "weight of regularisers without one of their own" + DEFAULT)
    double lambda = 0.05;

    @Option(
            names = "--shift-start",
            paramLabel = "N",
            description = "the step from which topdis and the other shifts act" + DEFAULT)
    int shiftStart;

    @Option(
            names = "--shift-latents",
            paramLabel = "NAME",
            description = "what they shift" + CHOICE
                    + "; decoded latents, whose images are there, cost one pass of the decoder"
                    + " less than fresh ones, which the paper takes")
    Choices.ShiftLatents shiftLatents = Choices.ShiftLatents.FRESH;

    @Option(
            names = "--shift-images",
            paramLabel = "N",
            description = "images of a batch that they shift (default: all)")
    int shiftImages = LatentTraversal.ALL;

    @Option(
            names = "--give-way",
            paramLabel = "NAME",
            description =
                    "topdis and the other shifts give way to this term, or to all of the model, where their gradients"
                            + " oppose it" + CHOICE)
    Choices.GiveWay giveWay = Choices.GiveWay.NEVER;

    @Option(
            names = "--placement",
            paramLabel = "NAME",
            description = "the networks that are regularised, each with the weight lambda" + CHOICE)
    Choices.Placement placement = Choices.Placement.DECODER;

    @Option(names = "--cost", paramLabel = "NAME", description = "what pairs preserve" + CHOICE)
    Choices.GroundCost cost = Choices.GroundCost.SQUARED_EUCLIDEAN;

    @Option(
            names = "--trained-scale",
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            description = "multiply the costs among latents by a trained number")
    boolean trainedScale;

    @Option(names = "--latent-source", paramLabel = "NAME", description = "the latents that count" + CHOICE)
    Choices.LatentSource latentSource = Choices.LatentSource.SAMPLE;

    @Option(
            names = "--detach-latents",
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            description = "no gradient from the decoder's term to the encoder")
    boolean detachLatents;

    @Option(names = "--solver", paramLabel = "NAME", description = "how a gap is computed" + CHOICE)
    Choices.Solver solver = Choices.Solver.EXACT;

    @Option(
            names = "--correlate",
            paramLabel = "FACTOR,FACTOR=SIGMA",
            description = "draw the images of training, with replacement, so that two factors go together: with the"
                + " weight exp(-(a - b)^2 / (2 SIGMA^2)), a and b from 0 to 1. FACTOR,-FACTOR=SIGMA: so that they go"
                + " against each other; FACTOR,all=SIGMA: one with each of the others; or the name of a published set,"
                + " such as dsprites-single-1-01 (examples/run Datasets correlations lists them). May be given several"
                + " times. Scores are always of independent factors")
    List<Choices.Correlated> correlate = List.of();

    @Option(names = "--batch-size", paramLabel = "N", description = "images in a step" + DEFAULT)
    int batchSize = 64;

    @Option(
            names = "--optimiser",
            paramLabel = "NAME",
            description =
                    "of the model: ${COMPLETION-CANDIDATES} (default: rmsprop for gwae with its critic, else adam)")
    Choices.@Nullable Optimiser optimiser;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description = "of the optimiser (default: 1e-4 for gwae, else 1e-3)")
    @Nullable
    Double learningRate;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "steps in which the learning rate of the model rises to its value in a straight line; RMSprop"
                    + " makes the first ones ten times as long otherwise (default: 100 for gwae, else 0)")
    @Nullable
    Integer warmUp;

    @Option(names = "--steps", paramLabel = "N", description = "training steps, resumed ones included" + DEFAULT)
    int steps = 3000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "decides the initial weights, the order of images and all noise" + DEFAULT)
    long seed = 0;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads that compute (default: one for each processor, here ${DEFAULT-VALUE})")
    int threads = Integer.getInteger("gaspard.threads", Runtime.getRuntime().availableProcessors());

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "where the run is kept (default: runs/<dataset>-<seed>)")
    @Nullable
    Path output;

    @Option(names = "--resume", description = "go on from the checkpoint in the output folder, if there is one")
    boolean resume;

    @Option(names = "--checkpoint-every", paramLabel = "N", description = "steps between checkpoints" + DEFAULT)
    int checkpointEvery = 500;

    @Option(names = "--log-every", paramLabel = "N", description = "steps between rows of losses.csv" + DEFAULT)
    int logEvery = 10;

    @Mixin
    EvaluationOptions evaluated = new EvaluationOptions();

    @Option(names = "--verbose", description = "show where in the program a failure happened")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this text")
    boolean help;

    /** A first look at the options, for the one that decides the defaults of the others. */
    private static final class First {

        @Option(names = "--protocol")
        @Nullable
        Protocol protocol;
    }

    /**
     * Reads options.
     *
     * @return the parser, whose defaults are those of the protocol, if there is one
     * @throws ParameterException if one is refused
     */
    CommandLine parse(String... arguments) {
        var first = new First();
        Choices.registeredWith(new CommandLine(first))
                .setUnmatchedArgumentsAllowed(true)
                .parseArgs(arguments);
        Map<String, String> presets = first.protocol == null ? Map.of() : Presets.of(first.protocol);
        CommandLine line = Choices.registeredWith(new CommandLine(this))
                .setDefaultValueProvider(
                        option -> option instanceof OptionSpec named ? presets.get(named.longestName()) : null);
        line.parseArgs(arguments);
        return line;
    }

    /**
     * Checks all ranges and what depends on two options.
     *
     * @throws IllegalArgumentException for the first that does not hold, naming option, expectation and value
     */
    void check() {
        positive("--deviation", deviation);
        whole("--latents", latents, 2, 1000);
        notNegative("--beta", beta);
        notNegative("--beta-start", betaStart());
        whole("--beta-steps", betaSteps, 1, Integer.MAX_VALUE);
        notNegative("--gamma", gamma());
        Ending.require(
                model != Choices.Model.INFO_VAE || gamma() >= 1,
                "--gamma must be at least 1 for --model info-vae, whose weight is one less, found " + gamma());
        positive("--capacity", capacity());
        whole("--capacity-steps", capacitySteps(), 1, Integer.MAX_VALUE);
        Ending.require(
                capacityRise == null || capacityRise > 0 && Double.isFinite(capacityRise),
                "--capacity-rise must be a positive number, found " + capacityRise);
        Ending.require(
                capacityRise == null || model == Choices.Model.CONTROL_VAE,
                "--capacity-rise must come with --model control-vae, found " + model);
        whole("--capacity-period", capacityPeriod, 1, Integer.MAX_VALUE);
        whole("--samples", samples, 1, 1000);
        notNegative("--lambda", lambda);
        regularisers.forEach(each -> notNegative("--regulariser " + each.regulariser() + "=…", weight(each)));
        whole("--shift-start", shiftStart, 0, Integer.MAX_VALUE);
        whole("--shift-images", shiftImages, 2, Integer.MAX_VALUE);
        Ending.require(
                regularisers.size() == 1 || !has(Choices.Regulariser.NONE),
                "--regulariser must be none alone or some others, found " + regularisers);
        Ending.require(
                regularisers.stream()
                                .map(Choices.Weighted::regulariser)
                                .distinct()
                                .count()
                        == regularisers.size(),
                "--regulariser must name each one once, found " + regularisers);
        Ending.require(
                regularisers.stream()
                                .filter(each -> each.regulariser().isShift())
                                .count()
                        <= 1,
                "--regulariser must have one shift at most, found " + regularisers);
        whole("--batch-size", batchSize, 2, 4096);
        positive("--learning-rate", learningRate());
        whole("--warm-up", warmUp(), 0, Integer.MAX_VALUE);
        whole("--steps", steps, 1, Integer.MAX_VALUE);
        whole("--threads", threads, 1, 256);
        whole("--checkpoint-every", checkpointEvery, 1, Integer.MAX_VALUE);
        whole("--log-every", logEvery, 1, Integer.MAX_VALUE);
        Ending.require(
                dataset.rendered() || dataDir != null,
                "--data-dir must be given for --dataset " + dataset + ": the folder of its files");
        Ending.require(
                dataset.published() || dataDir == null || Files.isRegularFile(dataDir),
                "--data-dir must be a cache for --dataset " + dataset + ", which is drawn, found " + dataDir);
        Ending.require(dataDir == null || Files.exists(dataDir), "--data-dir must exist, found " + dataDir);
        evaluated.check(!noReconstruction);
        checkReconstruction();
        Ending.require(
                giveWay != Choices.GiveWay.RECONSTRUCTION || !hasShift() || model != Choices.Model.IWAE,
                "--give-way reconstruction must come with a model that has a reconstruction of its own, found "
                        + model);
        Ending.require(
                architecture.output() != NamedArchitecture.Output.MEANS || likelihood == Choices.Pixels.GAUSSIAN,
                "--architecture " + architecture + " must come with --likelihood gaussian, found " + likelihood);
        Ending.require(
                model != Choices.Model.GWAE || architecture.output() == NamedArchitecture.Output.MEANS,
                "--model gwae must come with an architecture whose decoder gives pixels, such as gwae, found "
                        + architecture);
        positive("--tolerance", tolerance);
        gwae.check();
        Ending.require(
                !detachLatents || placement == Choices.Placement.DECODER,
                "--detach-latents must come with --placement decoder, found " + placement);
        Ending.require(
                !Files.exists(folder()) || Files.isDirectory(folder()), "--output must be a folder, found " + folder());
    }

    private void checkReconstruction() {
        if (!noReconstruction) {
            return;
        }
        Ending.require(
                !Set.of(
                                Choices.Model.IWAE,
                                Choices.Model.RAE_L2,
                                Choices.Model.RAE_GP,
                                Choices.Model.DAVA,
                                Choices.Model.GWAE,
                                Choices.Model.ALI,
                                Choices.Model.VAE_GAN,
                                Choices.Model.GUIDED_VAE,
                                Choices.Model.DAGMM)
                        .contains(model),
                "--no-reconstruction must come with a model whose other terms are of the encoder alone, found "
                        + model);
        Ending.require(
                model != Choices.Model.AE || !has(Choices.Regulariser.NONE),
                "--no-reconstruction leaves --model ae nothing to train, found --regulariser none");
        boolean decodes =
                hasGeometry() && placement != Choices.Placement.ENCODER || has(Choices.Regulariser.IRVAE) || hasShift();
        Ending.require(
                !decodes,
                "--no-reconstruction must come with regularisers of the encoder: gmg or dst with --placement encoder,"
                        + " hfs, topo-ae, rtd-ae or none, found " + regularisers + " and --placement " + placement);
    }

    static void whole(String option, int value, int least, int most) {
        String range = most == Integer.MAX_VALUE ? "at least " + least : "from " + least + " to " + most;
        Ending.require(value >= least && value <= most, option + " must be " + range + ", found " + value);
    }

    static void positive(String option, double value) {
        Ending.require(value > 0 && Double.isFinite(value), option + " must be a positive number, found " + value);
    }

    static void notNegative(String option, double value) {
        Ending.require(value >= 0 && Double.isFinite(value), option + " must be a number from 0 on, found " + value);
    }

    /** Where everything is written. */
    Path folder() {
        return Optional.ofNullable(output).orElseGet(() -> Path.of("runs", dataset + "-" + seed));
    }

    /** The other weight of the model. */
    double gamma() {
        return Optional.ofNullable(gamma)
                .orElse(
                        switch (model) {
                            case ANNEALED_VAE -> 1000.0;
                            case DAVA -> 500.0;
                            case RAE_L2, RAE_GP -> 1e-4;
                            case AAE, VAE_GAN -> 1.0;
                            default -> 10.0;
                        });
    }

    /** What trains the model. */
    Choices.Optimiser optimiser() {
        boolean critic = model == Choices.Model.GWAE && gwae.matching == Choices.Matching.CRITIC;
        return Optional.ofNullable(optimiser).orElse(critic ? Choices.Optimiser.RMSPROP : Choices.Optimiser.ADAM);
    }

    /** Its rate. */
    double learningRate() {
        return Optional.ofNullable(learningRate).orElse(model == Choices.Model.GWAE ? Gwae.LEARNING_RATE : 1e-3);
    }

    /** Steps until the learning rate is reached. */
    int warmUp() {
        return Optional.ofNullable(warmUp).orElse(model == Choices.Model.GWAE ? GWAE_WARM_UP : 0);
    }

    /** The nats that the divergence is led to. */
    double capacity() {
        return Optional.ofNullable(capacity).orElse(model == Choices.Model.DAVA ? 8.0 : 18.0);
    }

    /** Steps on the way there. */
    int capacitySteps() {
        return Optional.ofNullable(capacitySteps).orElse(model == Choices.Model.DAVA ? 200_000 : 100_000);
    }

    /** The weight of a regulariser. */
    double weight(Choices.Weighted each) {
        return each.weight().orElse(lambda);
    }

    /** Whether a regulariser is asked for. */
    boolean has(Choices.Regulariser wanted) {
        return regularisers.stream().anyMatch(each -> each.regulariser() == wanted);
    }

    /** The dependences of the factors in training; none if all combinations are alike. */
    List<Correlation> correlations() {
        return correlate.stream().flatMap(each -> each.correlations().stream()).toList();
    }

    /** Whether the gap or the distortion is asked for. */
    boolean hasGeometry() {
        return regularisers.stream().anyMatch(each -> each.regulariser().isGeometric());
    }

    /** Whether a divergence of shifted clouds is asked for. */
    boolean hasShift() {
        return regularisers.stream().anyMatch(each -> each.regulariser().isShift());
    }

    /** β of the first step. */
    double betaStart() {
        boolean falls = dataset.name().equals(DSPRITES) && protocol == null;
        return Optional.ofNullable(betaStart).orElse(falls ? DSPRITES_BETA_START : beta);
    }

    /** What decides the trained model, besides the number of steps and the images themselves. */
    Map<String, String> decisive() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("dataset", dataset.name());
        settings.put("architecture", architecture.toString());
        settings.put("likelihood", likelihood + (likelihood == Choices.Pixels.GAUSSIAN ? " " + deviation : ""));
        settings.put("latents", Integer.toString(latents));
        settings.put("model", model.toString());
        settings.put("beta", Double.toString(beta));
        settings.put("beta-start", Double.toString(betaStart()));
        settings.put("beta-steps", Integer.toString(betaSteps));
        if (model != Choices.Model.BETA_VAE) {
            settings.put("gamma", Double.toString(gamma()));
            settings.put(
                    "capacity",
                    capacity()
                            + (capacityRise == null
                                    ? " in " + capacitySteps()
                                    : " by " + capacityRise + " every " + capacityPeriod));
            settings.put("samples", Integer.toString(samples));
        }
        if (model == Choices.Model.BETA_TCVAE) {
            settings.put("weighting", weighting.toString());
        }
        if (model == Choices.Model.GWAE) {
            settings.putAll(gwae.decisive());
        }
        if (model == Choices.Model.GECO) {
            settings.put("tolerance", Double.toString(tolerance));
        }
        if (model == Choices.Model.SWAE || model == Choices.Model.AAE) {
            settings.put("prior", gwae.fixed().toString());
        }
        if (model == Choices.Model.DAGMM) {
            settings.put("components", Integer.toString(gwae.components));
        }
        if (noReconstruction) {
            settings.put("reconstruction", "none");
        }
        settings.put(
                "regulariser",
                regularisers.stream()
                        .map(each -> each.regulariser() == Choices.Regulariser.NONE
                                ? "none"
                                : each.regulariser() + "=" + weight(each))
                        .collect(Collectors.joining(",")));
        if (hasGeometry()) {
            settings.put("placement", placement.toString());
            settings.put("cost", cost.toString());
            settings.put("trained-scale", Boolean.toString(trainedScale));
            settings.put("latent-source", latentSource.toString());
            settings.put("detach-latents", Boolean.toString(detachLatents));
        }
        if (has(Choices.Regulariser.GMG)) {
            settings.put("solver", solver.toString());
        }
        if (hasShift()) {
            settings.put("shift-start", Integer.toString(shiftStart));
            settings.put("shift-latents", shiftLatents.toString());
            settings.put("shift-images", shiftImages == LatentTraversal.ALL ? "all" : Integer.toString(shiftImages));
            settings.put("give-way", giveWay.toString());
        }
        if (!correlate.isEmpty()) {
            settings.put("correlate", correlations().toString());
        }
        settings.put("batch-size", Integer.toString(batchSize));
        if (optimiser() != Choices.Optimiser.ADAM) {
            settings.put("optimiser", optimiser().toString());
        }
        settings.put("learning-rate", Double.toString(learningRate()));
        if (warmUp() > 0) {
            settings.put("warm-up", Integer.toString(warmUp()));
        }
        settings.put("seed", Long.toString(seed));
        return settings;
    }

    /** Settings as one line, {@code name=value} after {@code name=value}. */
    static String line(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("; "));
    }
}
