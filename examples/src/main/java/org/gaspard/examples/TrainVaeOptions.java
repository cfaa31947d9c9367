package org.gaspard.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gaspard.datasets.catalogue.Catalogue;
import org.gaspard.datasets.catalogue.CatalogueEntry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@link TrainVae}: names, defaults, ranges, and the words under which a checkpoint is kept. */
@Command(
        name = "TrainVae",
        sortOptions = false,
        customSynopsis = "examples/run TrainVae [option...]",
        usageHelpWidth = 110,
        description = {
            "",
            "Trains a beta-VAE with a geometry-preserving term, a Gromov-Monge gap unless asked otherwise, and writes "
                    + "a report: report.html (self-contained) with its pictures as PNG files, metrics.csv, losses.csv "
                    + "and a checkpoint.",
            "",
            "The loss is  reconstruction + beta KL + lambda GMG."
        },
        footer = {
            "",
            "The same options and seed give the same numbers, on any number of threads. A folder that holds a run is "
                    + "never overwritten: it is continued with --resume, under the same settings (only --steps, "
                    + "--threads, --output, --evaluation-images and the two --...-every may differ), and refused "
                    + "otherwise.",
            "",
            "Exit code: 0 done, 1 failed while running, 2 an option was refused."
        })
final class TrainVaeOptions {

    private static final String DSPRITES = "dsprites";

    /** At this β no latent carries anything yet; position, the strongest factor, enters at about 90. */
    private static final double DSPRITES_BETA_START = 150;

    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";
    private static final String CHOICE = ": ${COMPLETION-CANDIDATES}" + DEFAULT;

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
            description = "the networks" + CHOICE + "; locatello takes 64x64 images, others are resized; burgess takes "
                    + "a power of two, images are padded to the next one. Channels are those of the images")
    Choices.Architecture architecture = Choices.Architecture.LOCATELLO;

    @Option(names = "--likelihood", paramLabel = "NAME", description = "of the pixels" + CHOICE)
    Choices.Pixels likelihood = Choices.Pixels.BERNOULLI;

    @Option(
            names = "--deviation",
            paramLabel = "X",
            description = "standard deviation of a gaussian likelihood" + DEFAULT)
    double deviation = 0.3;

    @Option(names = "--latents", paramLabel = "N", description = "latent dimensions" + DEFAULT)
    int latents = 10;

    @Option(names = "--beta", paramLabel = "X", description = "weight of the KL divergence" + DEFAULT)
    double beta = 4;

    @Option(
            names = "--beta-start",
            paramLabel = "X",
            description = "beta of the first step, from which it goes to --beta in a straight line; a large one makes "
                    + "the latents take up the factors one after the other (default: 150 for dsprites, else --beta)")
    @Nullable
    Double betaStart;

    @Option(names = "--beta-steps", paramLabel = "N", description = "steps on that line" + DEFAULT)
    int betaSteps = 2000;

    @Option(names = "--regulariser", paramLabel = "NAME", description = "gap, distortion or nothing" + CHOICE)
    Choices.Regulariser regulariser = Choices.Regulariser.GMG;

    @Option(names = "--lambda", paramLabel = "X", description = "weight of the regulariser" + DEFAULT)
    double lambda = 0.05;

    @Option(
            names = "--placement",
            paramLabel = "NAME",
            description = "the networks that are regularised, each with the weight lambda" + CHOICE)
    Choices.Placement placement = Choices.Placement.DECODER;

    @Option(names = "--cost", paramLabel = "NAME", description = "what pairs preserve" + CHOICE)
    Choices.GroundCost cost = Choices.GroundCost.SQUARED_EUCLIDEAN;

    @Option(names = "--trained-scale", description = "multiply the costs among latents by a trained number")
    boolean trainedScale;

    @Option(names = "--latent-source", paramLabel = "NAME", description = "the latents that count" + CHOICE)
    Choices.LatentSource latentSource = Choices.LatentSource.SAMPLE;

    @Option(names = "--detach-latents", description = "no gradient from the decoder's term to the encoder")
    boolean detachLatents;

    @Option(names = "--solver", paramLabel = "NAME", description = "how a gap is computed" + CHOICE)
    Choices.Solver solver = Choices.Solver.EXACT;

    @Option(names = "--batch-size", paramLabel = "N", description = "images in a step" + DEFAULT)
    int batchSize = 64;

    @Option(names = "--learning-rate", paramLabel = "X", description = "of Adam" + DEFAULT)
    double learningRate = 1e-3;

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

    @Option(
            names = "--evaluation-images",
            paramLabel = "N",
            description = "random images that scores are computed from; half as many others test what learners have "
                    + "learned of them" + DEFAULT)
    int evaluationImages = 10_000;

    @Option(
            names = "--scores",
            paramLabel = "NAME",
            description =
                    "of disentanglement: all of a battery of 16, or the mutual information gap alone, which takes "
                            + "no time" + CHOICE)
    Choices.Scores scores = Choices.Scores.ALL;

    @Option(names = "--verbose", description = "show where in the program a failure happened")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this text")
    boolean help;

    /** The parser of these options. */
    CommandLine parser() {
        return Choices.registeredWith(new CommandLine(this));
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
        notNegative("--lambda", lambda);
        whole("--batch-size", batchSize, 2, 4096);
        positive("--learning-rate", learningRate);
        whole("--steps", steps, 1, Integer.MAX_VALUE);
        whole("--threads", threads, 1, 256);
        whole("--checkpoint-every", checkpointEvery, 1, Integer.MAX_VALUE);
        whole("--log-every", logEvery, 1, Integer.MAX_VALUE);
        whole("--evaluation-images", evaluationImages, 100, 1_000_000);
        require(
                dataset.rendered() || dataDir != null,
                "--data-dir must be given for --dataset " + dataset + ": the folder of its files");
        require(
                dataset.published() || dataDir == null || Files.isRegularFile(dataDir),
                "--data-dir must be a cache for --dataset " + dataset + ", which is drawn, found " + dataDir);
        require(dataDir == null || Files.exists(dataDir), "--data-dir must exist, found " + dataDir);
        require(
                !detachLatents || placement == Choices.Placement.DECODER,
                "--detach-latents must come with --placement decoder, found " + placement);
        require(!Files.exists(folder()) || Files.isDirectory(folder()), "--output must be a folder, found " + folder());
    }

    private static void whole(String option, int value, int least, int most) {
        String range = most == Integer.MAX_VALUE ? "at least " + least : "from " + least + " to " + most;
        require(value >= least && value <= most, option + " must be " + range + ", found " + value);
    }

    private static void positive(String option, double value) {
        require(value > 0 && Double.isFinite(value), option + " must be a positive number, found " + value);
    }

    private static void notNegative(String option, double value) {
        require(value >= 0 && Double.isFinite(value), option + " must be a number from 0 on, found " + value);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Where everything is written. */
    Path folder() {
        return Optional.ofNullable(output).orElseGet(() -> Path.of("runs", dataset + "-" + seed));
    }

    /** β of the first step. */
    double betaStart() {
        return Optional.ofNullable(betaStart).orElse(dataset.name().equals(DSPRITES) ? DSPRITES_BETA_START : beta);
    }

    /** What decides the trained model, besides the number of steps and the images themselves. */
    Map<String, String> decisive() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("dataset", dataset.name());
        settings.put("architecture", architecture.toString());
        settings.put("likelihood", likelihood + (likelihood == Choices.Pixels.GAUSSIAN ? " " + deviation : ""));
        settings.put("latents", Integer.toString(latents));
        settings.put("beta", Double.toString(beta));
        settings.put("beta-start", Double.toString(betaStart()));
        settings.put("beta-steps", Integer.toString(betaSteps));
        settings.put("regulariser", regulariser.toString());
        if (regulariser != Choices.Regulariser.NONE) {
            settings.put("lambda", Double.toString(lambda));
            settings.put("placement", placement.toString());
            settings.put("cost", cost.toString());
            settings.put("trained-scale", Boolean.toString(trainedScale));
            settings.put("latent-source", latentSource.toString());
            settings.put("detach-latents", Boolean.toString(detachLatents));
        }
        if (regulariser == Choices.Regulariser.GMG) {
            settings.put("solver", solver.toString());
        }
        settings.put("batch-size", Integer.toString(batchSize));
        settings.put("learning-rate", Double.toString(learningRate));
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
