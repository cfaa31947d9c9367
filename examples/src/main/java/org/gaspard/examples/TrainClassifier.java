package org.gaspard.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.gaspard.datasets.Factor;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.catalogue.Catalogue;
import org.gaspard.datasets.catalogue.CatalogueEntry;
import org.gaspard.datasets.catalogue.ImageParts;
import org.gaspard.models.evaluation.FeatureClassifier;
import org.gaspard.models.networks.NamedArchitecture;
import org.gaspard.models.training.TrainingSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains a small classifier of one factor of a data set. Its features are what {@link TrainVae} measures Fréchet distances by: with
 * the same file, the figures of different models can be compared.
 *
 * <pre>
 *   examples/run TrainClassifier --dataset mnist --data-dir FOLDER          digits
 *   examples/run TrainClassifier --dataset shapes3d --factor shape          one of the factors of drawn images
 *   examples/run TrainVae ... --classifier runs/classifier-mnist-label/classifier.safetensors
 * </pre>
 */
@Command(
        name = "TrainClassifier",
        sortOptions = false,
        customSynopsis = "examples/run TrainClassifier [option...]",
        usageHelpWidth = 110,
        description = {
            "",
            "Trains a small classifier of one factor of a data set and writes its weights, to measure Fréchet"
                    + " distances of images by its features (TrainVae --classifier). A run that was stopped goes on."
        },
        footer = {"", "Exit code: 0 done, 1 failed while running, 2 an option was refused."})
public final class TrainClassifier implements Callable<Integer> {

    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";
    private static final int TESTED = 10_000;
    private static final int LOGGED = 10;
    private static final int CHECKPOINTED = 500;
    private static final long TEST_SEED = 2031;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            completionCandidates = Choices.DataSets.class,
            description = "the images: ${COMPLETION-CANDIDATES}" + DEFAULT)
    CatalogueEntry dataset = Catalogue.entry("dsprites");

    @Option(names = "--data-dir", paramLabel = "PATH", description = "the folder of the published files")
    @Nullable
    Path dataDir;

    @Option(
            names = "--factor",
            paramLabel = "NAME",
            description = "whose values are the classes (default: the first that has more than one)")
    @Nullable
    String factor;

    @Option(
            names = "--architecture",
            paramLabel = "NAME",
            description = "the networks of the models to be measured: images are brought into the size that they"
                    + " take: ${COMPLETION-CANDIDATES}" + DEFAULT)
    NamedArchitecture architecture = NamedArchitecture.LOCATELLO;

    @Option(names = "--batch-size", paramLabel = "N", description = "images in a step" + DEFAULT)
    int batchSize = 64;

    @Option(names = "--learning-rate", paramLabel = "X", description = "of Adam" + DEFAULT)
    double learningRate = 1e-3;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "training steps, those of earlier runs included" + DEFAULT)
    int steps = 2000;

    @Option(names = "--seed", paramLabel = "N", description = "decides the weights and the order of images" + DEFAULT)
    long seed;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "where the run is kept (default: runs/classifier-<dataset>-<factor>)")
    @Nullable
    Path output;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this text")
    boolean help;

    private final PrintStream out;
    private final Ending ending;

    private TrainClassifier(PrintStream out, Ending ending) {
        this.out = out;
        this.ending = ending;
    }

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(execute(System.out, System.err, args));
    }

    static int execute(PrintStream out, PrintStream err, String... args) {
        TrainClassifier program = new TrainClassifier(out, new Ending(err, "TrainClassifier"));
        CommandLine line = Choices.registeredWith(new CommandLine(program));
        return program.ending.execute(line, out, args);
    }

    /** The images of a run, those to test on if there are others, and the factor whose values are the classes. */
    private record Task(LabelledDataset training, Optional<LabelledDataset> tests, int factor) {}

    @Override
    public Integer call() {
        Task task;
        try {
            check();
            task = task();
        } catch (IllegalArgumentException | IOException e) {
            return ending.refused(e);
        }
        try {
            train(task);
            return Ending.DONE;
        } catch (IOException | RuntimeException e) {
            return ending.failed(e);
        }
    }

    private void check() {
        TrainVaeOptions.whole("--batch-size", batchSize, 2, 4096);
        TrainVaeOptions.whole("--steps", steps, 1, Integer.MAX_VALUE);
        TrainVaeOptions.positive("--learning-rate", learningRate);
        Ending.require(
                dataset.rendered() || dataDir != null,
                "--data-dir must be given for --dataset " + dataset + ": the folder of its files");
        Ending.require(dataDir == null || Files.exists(dataDir), "--data-dir must exist, found " + dataDir);
        Ending.require(
                output == null || !Files.exists(output) || Files.isDirectory(output),
                "--output must be a folder, found " + output);
    }

    private Task task() throws IOException {
        ImageParts parts = dataset.open(Optional.ofNullable(dataDir));
        LabelledDataset training = Experiment.fitted(dataset, parts.training(), architecture);
        Optional<LabelledDataset> tests = parts.test().map(test -> Experiment.fitted(dataset, test, architecture));
        return new Task(training, tests, position(training.factors()));
    }

    private int position(List<Factor> factors) {
        for (int k = 0; k < factors.size(); k++) {
            Factor each = factors.get(k);
            if (factor == null ? each.size() > 1 : each.name().equals(factor)) {
                Ending.require(
                        each.size() > 1,
                        "--factor must have more than one value, found " + each.size() + " of " + each.name());
                return k;
            }
        }
        throw new IllegalArgumentException("--factor must be one of "
                + factors.stream()
                        .filter(each -> each.size() > 1)
                        .map(Factor::name)
                        .toList() + " of " + dataset
                + ", found " + (factor == null ? "none" : factor));
    }

    private void train(Task task) throws IOException {
        String words = dataset + "-"
                + task.training().factors().get(task.factor()).name().replace(' ', '-');
        Path folder = output == null ? Path.of("runs", "classifier-" + words) : output;
        FeatureClassifier classifier = FeatureClassifier.of(words, task.training(), task.factor(), seed);
        say(
                "%s: %d images of %dx%dx%d; %d parameters",
                dataset,
                task.training().size(),
                task.training().height(),
                task.training().width(),
                task.training().channels(),
                classifier.parameters().stream()
                        .mapToInt(parameter -> parameter.shape().size())
                        .sum());
        classifier.train(
                task.training(),
                task.factor(),
                learningRate,
                new TrainingSettings(steps, batchSize, seed, LOGGED, CHECKPOINTED, folder));
        LabelledDataset tests = task.tests().orElse(task.training());
        int[] which = tests.sampleIndices(Math.min(TESTED, tests.size()), new SplittableRandom(TEST_SEED));
        say(
                "%.2f %% of %d random images%s are told",
                100 * classifier.accuracy(tests, task.factor(), which),
                which.length,
                task.tests().isPresent() ? " for tests" : "");
        Path file = folder.resolve("classifier.safetensors");
        classifier.write(file);
        say("classifier %s: %s", classifier.name(), file.toAbsolutePath().normalize());
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
