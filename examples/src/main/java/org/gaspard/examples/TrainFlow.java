package org.gaspard.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.datasets.catalogue.Catalogue;
import org.gaspard.datasets.catalogue.CatalogueEntry;
import org.gaspard.datasets.sequences.FactorSequences;
import org.gaspard.datasets.sequences.ImageSequences;
import org.gaspard.datasets.sequences.SequenceBatches;
import org.gaspard.datasets.sequences.SequenceFrames;
import org.gaspard.examples.study.RunLock;
import org.gaspard.models.flow.DensityChange;
import org.gaspard.models.flow.FlowDerivatives;
import org.gaspard.models.flow.FlowPath;
import org.gaspard.models.flow.FlowSettings;
import org.gaspard.models.flow.IndexLoss;
import org.gaspard.models.flow.PriorEvolution;
import org.gaspard.models.flow.TransitionDivergence;
import org.gaspard.models.methods.Training;
import org.gaspard.models.progress.CsvLog;
import org.gaspard.models.sequences.SequenceObjective;
import org.gaspard.models.sequences.SequencePredictor;
import org.gaspard.models.sequences.SequenceStep;
import org.gaspard.models.training.TrainingSettings;
import org.gaspard.models.training.VaeTrainer;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.TensorType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * Learns transformations of images as flows of latents (Song, Keller, Sebe, Welling: Flow factorized representation learning, NeurIPS
 * 2023), supervised or without labels, or one of the models that it is compared with; foretells transformed images from the first one,
 * switches and superposes transformations that were only learned one by one, and measures all of it.
 *
 * <pre>
 *   examples/run TrainFlow                                              drawn 3D Shapes, some minutes on two cores
 *   examples/run TrainFlow --dataset mnist --data-dir FOLDER            digits that are scaled, rotated and coloured
 *   examples/run TrainFlow --method weak ...                            transformations are inferred
 *   examples/run TrainFlow --method slow-vae ...                        another model, trained as long
 *   examples/run CompareRuns runs/flow runs/slow-vae --figures equivariance.scale,equivariance.rotate
 * </pre>
 *
 * <p>This file has the options and the course of a run. {@link SequenceData} opens the images, {@link SequenceMethod} makes the models,
 * {@link FlowEvaluation} measures, {@link FlowReport} writes the page.
 */
@Command(
        name = "TrainFlow",
        sortOptions = false,
        customSynopsis = "examples/run TrainFlow [option...]",
        usageHelpWidth = 110,
        description = {
            "",
            "Trains a model of sequences of images under transformations and writes a report: report.html"
                + " (self-contained) with its pictures as PNG and GIF files, metrics.csv, losses.csv and a checkpoint."
        },
        footer = {
            "",
            "The same options and seed give the same numbers, on any number of threads. A folder that holds a run is"
                    + " never overwritten: its training is continued, or taken as it is, with --resume. Exit code: 0"
                    + " done, 1 failed while running, 2 an option was refused."
        })
public final class TrainFlow implements Callable<Integer> {

    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";
    private static final String DATASET = "shapes3d";
    private static final String CHOICE = ": ${COMPLETION-CANDIDATES}" + DEFAULT;

    /** Children of the seed's key; those from 0 on belong to the training steps. */
    static final int WEIGHTS = -1;

    static final int EVALUATION = -2;

    static final int FITTING = -3;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            completionCandidates = Choices.DataSets.class,
            description = "the images" + CHOICE)
    CatalogueEntry dataset = Catalogue.entry(DATASET);

    @Option(
            names = "--data-dir",
            paramLabel = "PATH",
            description = "the folder of the published files; without it the images are drawn, where that can be")
    @Nullable
    Path dataDir;

    @Option(
            names = "--other-dataset",
            paramLabel = "NAME",
            completionCandidates = Choices.DataSets.class,
            description = "images that the model has not seen, whose transformations are foretold, too")
    @Nullable
    CatalogueEntry otherDataset;

    @Option(names = "--other-data-dir", paramLabel = "PATH", description = "the folder of their files")
    @Nullable
    Path otherDataDir;

    @Option(
            names = "--side",
            paramLabel = "N",
            description = "resizes images that are transformed by their pixels; those of factors stay as they are")
    @Nullable
    Integer side;

    @Option(
            names = "--carrying",
            description = "sequences along the factors of Falcor3D and Isaac3D as the published program makes them,"
                    + " which carry into the neighbouring factor")
    boolean carrying;

    @Option(
            names = "--published",
            description = "as the published program trains on mnist, shapes3d, falcor3d or isaac3d: sizes, variant,"
                    + " batches, rate and steps; each can still be given. Its networks have some 70 million"
                    + " parameters for mnist: days on a CPU")
    boolean published;

    @Option(names = "--method", paramLabel = "NAME", description = "what is trained" + CHOICE)
    SequenceMethod method = SequenceMethod.FLOW;

    @Option(names = "--latents", paramLabel = "N", description = "latent dimensions" + DEFAULT)
    int latents = 16;

    @Option(names = "--width", paramLabel = "N", description = "channels next to the images" + DEFAULT)
    int width = 16;

    @Option(
            names = "--potential-width",
            paramLabel = "N",
            description = "of the networks of potentials, even; as many as latents in the paper" + DEFAULT)
    int potentialWidth = 16;

    @Option(
            names = "--variant",
            paramLabel = "NAME",
            description = "the formulas of the paper, or what its published program computes" + CHOICE)
    FlowVariant variant = FlowVariant.PAPER;

    @Option(
            names = "--density",
            paramLabel = "NAME",
            description = "how the posterior's density changes: row-sums, trace, estimated-trace, log-determinant"
                    + " (default: that of the variant)")
    @Nullable
    DensityChange density;

    @Option(
            names = "--transition",
            paramLabel = "NAME",
            description = "divergence at each step: single-sample, softmax-reversed (default: that of the variant)")
    @Nullable
    TransitionDivergence transition;

    @Option(
            names = "--prior",
            paramLabel = "NAME",
            description = "how the prior spreads: learned-diffusion, learned-deviations, exact-diffusion (default:"
                    + " that of the variant)")
    PriorEvolution.@Nullable Form prior;

    @Option(
            names = "--penalty",
            paramLabel = "X",
            description = "weight of the Hamilton-Jacobi penalty, 0 for none" + DEFAULT)
    double penalty = 1;

    @Option(
            names = "--derivatives",
            paramLabel = "NAME",
            description = "how derivatives of potentials are found: closed-form, autodiff; the same numbers (default:"
                    + " closed-form)")
    FlowDerivatives.Method derivatives = FlowDerivatives.Method.CLOSED_FORM;

    @Option(
            names = "--index-loss",
            paramLabel = "NAME",
            description = "what holds inferred transformations: uniform-kl (the paper), agreement (the published"
                    + " program), label-cross-entropy (the same, earlier: supervision) (default: agreement)")
    IndexLoss indexLoss = IndexLoss.AGREEMENT;

    @Option(
            names = "--clock",
            paramLabel = "NAME",
            description = "the time of a flow that follows another one: own (from 1), running (goes on) (default: own)")
    FlowPath.Clock clock = FlowPath.Clock.OWN;

    @Option(names = "--beta", paramLabel = "X", description = "of beta-vae" + DEFAULT)
    double beta = 4;

    @Option(
            names = "--gamma",
            paramLabel = "X",
            description = "weight of the total correlation of factor-vae" + DEFAULT)
    double gamma = 10;

    @Option(names = "--batch-size", paramLabel = "N", description = "sequences in a step" + DEFAULT)
    int batchSize = 32;

    @Option(names = "--steps", paramLabel = "N", description = "training steps, resumed ones included" + DEFAULT)
    int steps = 2000;

    @Option(names = "--learning-rate", paramLabel = "X", description = "of Adam" + DEFAULT)
    double learningRate = 1e-3;

    @Option(
            names = "--evaluated",
            paramLabel = "N",
            description = "sequences of each transformation that are evaluated" + DEFAULT)
    int evaluated = 500;

    @Option(names = "--samples", paramLabel = "N", description = "of the importance-weighted bound" + DEFAULT)
    int samples = 10;

    @Option(
            names = "--variation-pairs",
            paramLabel = "N",
            description = "pairs of images by which variation predictability is measured, 0 for none" + DEFAULT)
    int variationPairs = 2000;

    @Option(names = "--checkpoint-every", paramLabel = "N", description = "steps between checkpoints" + DEFAULT)
    int checkpointEvery = 500;

    @Mixin
    RunOptions run = new RunOptions(Path.of("runs", "flow"));

    private final PrintStream out;
    private final Ending ending;

    private TrainFlow(PrintStream out, Ending ending) {
        this.out = out;
        this.ending = ending;
    }

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(execute(System.out, System.err, args));
    }

    /** A first look at the options, for those that decide the defaults of others. */
    private static final class First {

        @Option(names = "--dataset")
        CatalogueEntry dataset = Catalogue.entry(DATASET);

        @Option(names = "--published")
        boolean published;
    }

    static int execute(PrintStream out, PrintStream err, String... args) {
        TrainFlow program = new TrainFlow(out, new Ending(err, "TrainFlow"));
        Map<String, String> presets = presets(args);
        CommandLine line = Choices.registeredWith(new CommandLine(program))
                .setDefaultValueProvider(
                        option -> option instanceof OptionSpec named ? presets.get(named.longestName()) : null);
        Choices.registerWords(
                line,
                SequenceMethod.class,
                FlowVariant.class,
                DensityChange.class,
                TransitionDivergence.class,
                PriorEvolution.Form.class,
                FlowDerivatives.Method.class,
                IndexLoss.class,
                FlowPath.Clock.class);
        return program.ending.execute(line, out, args);
    }

    private static Map<String, String> presets(String... args) {
        First first = new First();
        try {
            Choices.registeredWith(new CommandLine(first))
                    .setUnmatchedArgumentsAllowed(true)
                    .parseArgs(args);
        } catch (ParameterException e) {
            // The whole parse will say what is wrong.
            return Map.of();
        }
        return first.published
                ? PublishedFlow.of(first.dataset.name())
                        .map(PublishedFlow::options)
                        .orElse(Map.of())
                : Map.of();
    }

    @Override
    public Integer call() {
        SequenceData data;
        SequenceModel model;
        Optional<SequenceData> others;
        try {
            check();
            TrainVae.checkFolder(settings(batchSize), run.resume, decisive());
            TrainVae.limitThreads(run.threads);
            data = open(dataset, dataDir);
            others = otherDataset == null ? Optional.empty() : Optional.of(open(otherDataset, otherDataDir));
            checkOthers(data, others);
            model = method.model(this, data.training(), run.key(WEIGHTS));
        } catch (IllegalArgumentException | IOException e) {
            return ending.refused(e);
        }
        try (RunLock _ = run.lock()) {
            run(data, others, model);
            return Ending.DONE;
        } catch (IOException | RuntimeException e) {
            return ending.failed(e);
        }
    }

    private void check() {
        run.check();
        checkSet("--dataset", dataset, "--data-dir", dataDir);
        if (otherDataset != null) {
            checkSet("--other-dataset", otherDataset, "--other-data-dir", otherDataDir);
        }
        Ending.require(
                !published || PublishedFlow.of(dataset.name()).isPresent(),
                "--published must come with --dataset mnist, shapes3d, falcor3d or isaac3d, found " + dataset);
        Ending.require(steps >= 1, "--steps must be at least 1, found " + steps);
        Ending.require(batchSize >= 1, "--batch-size must be at least 1, found " + batchSize);
        Ending.require(latents >= 1, "--latents must be at least 1, found " + latents);
        Ending.require(evaluated >= 2, "--evaluated must be at least 2, found " + evaluated);
        Ending.require(samples >= 1, "--samples must be at least 1, found " + samples);
        Ending.require(beta >= 0, "--beta must be at least 0, found " + beta);
        Ending.require(gamma >= 0, "--gamma must be at least 0, found " + gamma);
        Ending.require(
                variationPairs == 0 || variationPairs >= 20,
                "--variation-pairs must be 0 or at least 20, found " + variationPairs);
        Ending.require(learningRate > 0, "--learning-rate must be above 0, found " + learningRate);
        flowSettings();
    }

    static void checkSet(String option, CatalogueEntry entry, String folderOption, @Nullable Path folder) {
        Ending.require(entry.rendered() || folder != null, folderOption + " must be given for " + option + " " + entry);
        Ending.require(folder == null || Files.exists(folder), folderOption + " must exist, found " + folder);
    }

    private static void checkOthers(SequenceData data, Optional<SequenceData> others) {
        others.ifPresent(other -> {
            String found = described(other.evaluation());
            String expected = described(data.training());
            Ending.require(
                    found.equals(expected),
                    "--other-dataset must have sequences of " + expected + " (see --side), found " + found);
        });
    }

    static String described(ImageSequences sequences) {
        return sequences.frames() + " images of " + sequences.height() + "x" + sequences.width() + "x"
                + sequences.channels() + " under " + sequences.transformations();
    }

    private SequenceData open(CatalogueEntry entry, @Nullable Path folder) throws IOException {
        return SequenceData.open(
                entry,
                Optional.ofNullable(folder),
                Optional.ofNullable(side),
                carrying ? new FactorSequences.Start.Carrying() : new FactorSequences.Start.Uniform(run.seed));
    }

    /** How flows are trained. */
    FlowSettings flowSettings() {
        FlowSettings of = variant.settings();
        return new FlowSettings(
                derivatives,
                of.penalty(),
                penalty,
                density == null ? of.density() : density,
                transition == null ? of.transition() : transition,
                prior == null ? of.prior() : prior);
    }

    private TrainingSettings settings(int batch) {
        return new TrainingSettings(steps, batch, run.seed, 10, checkpointEvery, run.output);
    }

    /** What decides the model, besides the number of steps. */
    private Map<String, String> decisive() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("dataset", dataset.name());
        all.put("images", dataDir == null ? "drawn" : "read");
        all.put("side", side == null ? "as it is" : Integer.toString(side));
        all.put("carrying", Boolean.toString(carrying));
        all.put("method", method.toString());
        all.put("latents", Integer.toString(latents));
        all.put("width", Integer.toString(width));
        if (method.hasPotentials()) {
            all.put("potential-width", Integer.toString(potentialWidth));
            all.put("variant", variant.toString());
        }
        if (method.hasDensities()) {
            all.put("density", Choices.word(flowSettings().density()));
            all.put("transition", Choices.word(flowSettings().transition()));
            all.put("prior", Choices.word(flowSettings().prior()));
            all.put("penalty", Double.toString(penalty));
        }
        if (method == SequenceMethod.BETA_VAE) {
            all.put("beta", Double.toString(beta));
        }
        if (method == SequenceMethod.FACTOR_VAE) {
            all.put("gamma", Double.toString(gamma));
        }
        if (method == SequenceMethod.WEAK) {
            all.put("index-loss", Choices.word(indexLoss));
        }
        all.put("batch-size", Integer.toString(batchSize));
        all.put("learning-rate", Double.toString(learningRate));
        all.put("seed", Long.toString(run.seed));
        return all;
    }

    /** All settings. */
    Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>(decisive());
        all.put("steps", steps);
        all.put("evaluated", evaluated);
        all.put("samples", samples);
        all.put("variation-pairs", variationPairs);
        all.put("clock", Choices.word(clock));
        all.put("derivatives", Choices.word(derivatives));
        all.put("threads", run.threads);
        return all;
    }

    private void run(SequenceData data, Optional<SequenceData> others, SequenceModel model) throws IOException {
        ImageSequences sequences = data.training();
        say(
                "%s: %d sequences of %s; %s of %d parameters; %d threads; seed %d",
                dataset, sequences.size(), described(sequences), method, model.parameters(), run.threads, run.seed);
        double seconds = train(sequences, model);
        SequencePredictor predictor = model.foretelling().predictor(sequences);
        FlowEvaluation evaluation = new FlowEvaluation(this, data, others, model, predictor);
        Map<String, Double> figures = evaluation.figures();
        figures.put("steps", (double) steps);
        figures.put("seconds", seconds);
        figures.forEach((name, value) -> say("%-40s %.6g", name, value));
        Path page = new FlowReport(this, data, others, predictor)
                .write(
                        figures,
                        evaluation.composed(),
                        CsvLog.read(settings(batchSize).log()));
        say("report: %s", page.toAbsolutePath().normalize());
    }

    /** Returns the seconds that this took. */
    private double train(ImageSequences sequences, SequenceModel model) throws IOException {
        String description = TrainVaeOptions.line(decisive());
        VaeTrainer trainer = switch (model.trained()) {
            case SequenceModel.Trained.OnSequences(SequenceObjective objective) ->
                trainer(sequences, objective, description);
            case SequenceModel.Trained.OnFrames(Training training) ->
                training.trainer(new SequenceFrames(sequences), settings(training.batchSize()), description);
        };
        long start = System.nanoTime();
        if (run.resume) {
            say("resumed after %d steps", trainer.resume());
        } else {
            trainer.train();
        }
        return (System.nanoTime() - start) * 1e-9;
    }

    private VaeTrainer trainer(ImageSequences sequences, SequenceObjective objective, String description) {
        SequenceBatches batches = SequenceBatches.of(sequences, batchSize, run.seed);
        Shape frames =
                Shape.of(batchSize, sequences.frames(), sequences.height(), sequences.width(), sequences.channels());
        SequenceStep step = new SequenceStep(
                objective, Adam.Settings.adam(), batches::transformation, new TensorType(frames, DType.FLOAT32));
        return new VaeTrainer(
                step,
                sequences.name(),
                batches.reading(sequences),
                Schedule.constant(learningRate),
                settings(batchSize),
                description);
    }

    private void say(String format, @Nullable Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
