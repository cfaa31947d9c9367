package org.gaspard.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.datasets.catalogue.Catalogue;
import org.gaspard.datasets.catalogue.CatalogueEntry;
import org.gaspard.datasets.sequences.ComposableSequences;
import org.gaspard.datasets.sequences.FactorSequences;
import org.gaspard.datasets.sequences.SparseSequences;
import org.gaspard.examples.report.HtmlReport;
import org.gaspard.examples.study.RunLock;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.flow.sparse.ControlNetwork;
import org.gaspard.models.flow.sparse.SparseFlow;
import org.gaspard.models.flow.sparse.SparseFlowObjective;
import org.gaspard.models.flow.sparse.SparseFlowVae;
import org.gaspard.models.flow.sparse.SparseSettings;
import org.gaspard.models.flow.sparse.SpikeAgreement;
import org.gaspard.models.flow.sparse.SpikeLoss;
import org.gaspard.models.networks.FlowArchitecture;
import org.gaspard.models.progress.CsvLog;
import org.gaspard.models.sequences.SequenceStep;
import org.gaspard.models.training.TrainingSettings;
import org.gaspard.models.training.VaeTrainer;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Finds the transformations of images without labels, as sparse flows of latents (Song, Keller, Yue, Perona, Welling: Unsupervised
 * representation learning from sparse transformation analysis, T-PAMI 2025): in its sequences a few transformations at a time act, and
 * flows with and without curl, switched by inferred spikes, have to account for them.
 *
 * <pre>
 *   examples/run TrainSparseFlow                                        drawn 3D Shapes
 *   examples/run TrainSparseFlow --dataset mnist --data-dir FOLDER      digits that are scaled, rotated and coloured
 * </pre>
 */
@Command(
        name = "TrainSparseFlow",
        sortOptions = false,
        customSynopsis = "examples/run TrainSparseFlow [option...]",
        usageHelpWidth = 110,
        description = {
            "",
            "Trains sparse flows on sequences without labels and writes a report: report.html (self-contained) with its"
                    + " pictures as PNG and GIF files, metrics.csv, losses.csv and a checkpoint."
        },
        footer = {
            "",
            "The same options and seed give the same numbers, on any number of threads. A folder that holds a run is"
                    + " never overwritten: its training is continued, or taken as it is, with --resume. Exit code: 0"
                    + " done, 1 failed while running, 2 an option was refused."
        })
public final class TrainSparseFlow implements Callable<Integer> {

    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";
    private static final String CHOICE = ": ${COMPLETION-CANDIDATES}" + DEFAULT;

    private static final int WEIGHTS = -1;
    private static final int EVALUATION = -2;

    /** Sequences in a picture. */
    private static final int SHOWN = 4;

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            completionCandidates = Choices.DataSets.class,
            description = "the images" + CHOICE)
    CatalogueEntry dataset = Catalogue.entry("shapes3d");

    @Option(
            names = "--data-dir",
            paramLabel = "PATH",
            description = "the folder of the published files; without it the images are drawn, where that can be")
    @Nullable
    Path dataDir;

    @Option(
            names = "--side",
            paramLabel = "N",
            description = "resizes images that are transformed by their pixels; those of factors stay as they are")
    @Nullable
    Integer side;

    @Option(
            names = "--top-speed",
            paramLabel = "N",
            description = "how many steps a transformation takes at most from one image to the next" + DEFAULT)
    int topSpeed = 1;

    @Option(names = "--latents", paramLabel = "N", description = "latent dimensions" + DEFAULT)
    int latents = 16;

    @Option(names = "--width", paramLabel = "N", description = "channels next to the images" + DEFAULT)
    int width = 16;

    @Option(
            names = "--potential-width",
            paramLabel = "N",
            description = "of the networks of flows, even; as many as latents in the published program" + DEFAULT)
    int potentialWidth = 16;

    @Option(
            names = "--reference-code",
            description = "trains as the published program computes it, and not by the terms of an evidence bound")
    boolean referenceCode;

    @Option(
            names = "--control",
            paramLabel = "NAME",
            description = "single: one spike for both parts of a flow; double: one each (default: single)")
    SparseSettings.Control control = SparseSettings.Control.SINGLE;

    @Option(
            names = "--spike-loss",
            paramLabel = "NAME",
            description = "what holds spikes to their prior: bernoulli, mean-rate, none (default: bernoulli; none with"
                    + " --reference-code)")
    @Nullable
    SpikeLoss spikeLoss;

    @Option(
            names = "--slabs-from",
            paramLabel = "N",
            description = "the step from which on the speeds of flows count" + DEFAULT)
    long slabsFrom = 75_000;

    @Option(names = "--batch-size", paramLabel = "N", description = "sequences in a step" + DEFAULT)
    int batchSize = 32;

    @Option(names = "--steps", paramLabel = "N", description = "training steps, resumed ones included" + DEFAULT)
    int steps = 2000;

    @Option(names = "--learning-rate", paramLabel = "X", description = "of Adam" + DEFAULT)
    double learningRate = 1e-3;

    @Option(names = "--evaluated", paramLabel = "N", description = "sequences that are evaluated" + DEFAULT)
    int evaluated = 300;

    @Option(names = "--checkpoint-every", paramLabel = "N", description = "steps between checkpoints" + DEFAULT)
    int checkpointEvery = 500;

    @Mixin
    RunOptions run = new RunOptions(Path.of("runs", "sparse-flow"));

    private final PrintStream out;
    private final Ending ending;

    private TrainSparseFlow(PrintStream out, Ending ending) {
        this.out = out;
        this.ending = ending;
    }

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(execute(System.out, System.err, args));
    }

    static int execute(PrintStream out, PrintStream err, String... args) {
        TrainSparseFlow program = new TrainSparseFlow(out, new Ending(err, "TrainSparseFlow"));
        CommandLine line = Choices.registeredWith(new CommandLine(program));
        Choices.registerWords(line, SparseSettings.Control.class, SpikeLoss.class);
        return program.ending.execute(line, out, args);
    }

    @Override
    public Integer call() {
        SequenceData data;
        SparseFlowVae model;
        try {
            check();
            TrainVae.checkFolder(training(), run.resume, decisive());
            TrainVae.limitThreads(run.threads);
            data = SequenceData.open(
                    dataset,
                    Optional.ofNullable(dataDir),
                    Optional.ofNullable(side),
                    new FactorSequences.Start.Uniform(run.seed));
            model = model(data.training());
        } catch (IllegalArgumentException | IOException e) {
            return ending.refused(e);
        }
        try (RunLock _ = run.lock()) {
            run(data, model);
            return Ending.DONE;
        } catch (IOException | RuntimeException e) {
            return ending.failed(e);
        }
    }

    private void check() {
        run.check();
        TrainFlow.checkSet("--dataset", dataset, "--data-dir", dataDir);
        Ending.require(steps >= 1, "--steps must be at least 1, found " + steps);
        Ending.require(batchSize >= 1, "--batch-size must be at least 1, found " + batchSize);
        Ending.require(latents >= 1, "--latents must be at least 1, found " + latents);
        Ending.require(topSpeed >= 1, "--top-speed must be at least 1, found " + topSpeed);
        Ending.require(slabsFrom >= 0, "--slabs-from must be at least 0, found " + slabsFrom);
        Ending.require(evaluated >= 2, "--evaluated must be at least 2, found " + evaluated);
        Ending.require(learningRate > 0, "--learning-rate must be above 0, found " + learningRate);
    }

    private SparseSettings settings() {
        SparseSettings of = referenceCode ? SparseSettings.REFERENCE_CODE : SparseSettings.BOUND;
        return of.with(control)
                .with(spikeLoss == null ? of.spikeLoss() : spikeLoss)
                .withSlabsFrom(slabsFrom);
    }

    private SparseFlowVae model(ComposableSequences sequences) {
        FlowArchitecture networks = SequenceMethod.architecture(width, sequences);
        RandomKey key = run.key(WEIGHTS);
        int flows = sequences.transformations().size();
        Vae vae = networks.networks(sequences.channels(), latents).vae(new Likelihood.Bernoulli(), key.child(0));
        SparseSettings settings = settings();
        return new SparseFlowVae(
                vae,
                SparseFlow.family(
                        flows,
                        latents,
                        potentialWidth,
                        sequences.frames() - 1,
                        settings.flow().prior(),
                        key.child(1)),
                ControlNetwork.of(networks, sequences.channels(), flows, control, key.child(2)),
                settings);
    }

    private TrainingSettings training() {
        return new TrainingSettings(steps, batchSize, run.seed, 10, checkpointEvery, run.output);
    }

    /** What decides the model, besides the number of steps. */
    private Map<String, String> decisive() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("dataset", dataset.name());
        all.put("images", dataDir == null ? "drawn" : "read");
        all.put("side", side == null ? "as it is" : Integer.toString(side));
        all.put("top-speed", Integer.toString(topSpeed));
        all.put("latents", Integer.toString(latents));
        all.put("width", Integer.toString(width));
        all.put("potential-width", Integer.toString(potentialWidth));
        all.put("reference-code", Boolean.toString(referenceCode));
        all.put("control", Choices.word(control));
        all.put("spike-loss", Choices.word(settings().spikeLoss()));
        all.put("slabs-from", Long.toString(slabsFrom));
        all.put("batch-size", Integer.toString(batchSize));
        all.put("learning-rate", Double.toString(learningRate));
        all.put("seed", Long.toString(run.seed));
        return all;
    }

    private void run(SequenceData data, SparseFlowVae model) throws IOException {
        ComposableSequences images = data.training();
        SparseSequences.Settings sparse = SparseSequences.Settings.PUBLISHED.withTopSpeed(topSpeed);
        SparseSequences sequences = SparseSequences.of(images, images.frames(), sparse, run.seed);
        long parameters = model.parameters().stream()
                .mapToLong(each -> each.shape().size())
                .sum();
        say(
                "%s: sequences of %s; %d parameters; %d threads; seed %d",
                dataset, TrainFlow.described(images), parameters, run.threads, run.seed);
        double seconds = train(sequences, frames(images, batchSize), model);
        SparseSequences unseen = SparseSequences.of(data.evaluation(), images.frames(), sparse, run.seed + 1);
        Tensor frames = read(unseen, data.evaluation(), evaluated);
        SpikeAgreement agreement = agreement(unseen, images.transformations(), frames, model);
        Map<String, Double> figures = figures(frames, model, agreement);
        figures.put("steps", (double) steps);
        figures.put("seconds", seconds);
        figures.forEach((name, value) -> say("%-40s %.6g", name, value));
        say(
                "report: %s",
                report(data, unseen, model, figures, agreement).toAbsolutePath().normalize());
    }

    private static Shape frames(ComposableSequences images, int count) {
        return Shape.of(count, images.frames(), images.height(), images.width(), images.channels());
    }

    private static Tensor read(SparseSequences sequences, ComposableSequences images, int count) {
        float[] values = new float[count * sequences.values()];
        for (int i = 0; i < count; i++) {
            sequences.read(i, values, i * sequences.values());
        }
        return Tensor.wrap(frames(images, count), new Storage.Floats(values));
    }

    /** Returns the seconds that this took. */
    private double train(SparseSequences sequences, Shape frames, SparseFlowVae model) throws IOException {
        SequenceStep step = new SequenceStep(
                new SparseFlowObjective(model), Adam.Settings.adam(), t -> 0, new TensorType(frames, DType.FLOAT32));
        VaeTrainer trainer = new VaeTrainer(
                step,
                "sparse sequences of " + dataset,
                sequences.reading(batchSize),
                Schedule.constant(learningRate),
                training(),
                TrainVaeOptions.line(decisive()));
        long start = System.nanoTime();
        if (run.resume) {
            say("resumed after %d steps", trainer.resume());
        } else {
            trainer.train();
        }
        return (System.nanoTime() - start) * 1e-9;
    }

    private boolean slabs() {
        return steps > slabsFrom;
    }

    private Map<String, Double> figures(Tensor frames, SparseFlowVae model, SpikeAgreement agreement) {
        Map<String, Double> all = new LinkedHashMap<>();
        RandomKey key = run.key(EVALUATION);
        int last = frames.extent(1);
        Tensor truth = frames.slice(1, 1, last);
        Tensor found = model.reconstruct(frames, slabs(), true, key).computedNow();
        all.put("error", error(found.slice(1, 1, last), truth));
        all.put("still", error(found.slice(1, 0, 1).broadcastTo(truth.shape()), truth));
        all.put("spikes.correlation", agreement.value());
        all.put("spikes.precision", agreement.precision());
        all.put("spikes.recall", agreement.recall());
        for (int k = 0; k < agreement.matching().length; k++) {
            int called = agreement.matching()[k];
            all.put(
                    "spikes.correlation." + agreement.transformations().get(called),
                    agreement.correlations()[k][called]);
        }
        return all;
    }

    private static double error(Tensor found, Tensor truth) {
        return found.subtract(truth).abs().sum().item() / truth.extent(0);
    }

    /** Of the spikes of the gradients, or of both parts where there is one. */
    private SpikeAgreement agreement(
            SparseSequences unseen, List<String> transformations, Tensor frames, SparseFlowVae model) {
        int count = transformations.size();
        int perSequence = frames.extent(1) - 1;
        float[] spikes = model.spikes(frames).slice(2, 0, count).toFloatArray();
        boolean[][] inferred = new boolean[evaluated * perSequence][count];
        boolean[][] truth = new boolean[inferred.length][];
        for (int m = 0; m < inferred.length; m++) {
            truth[m] = unseen.active(m / perSequence)[m % perSequence];
            for (int k = 0; k < count; k++) {
                inferred[m][k] = spikes[m * count + k] > 0;
            }
        }
        return SpikeAgreement.of(transformations, inferred, truth);
    }

    private Path report(
            SequenceData data,
            SparseSequences unseen,
            SparseFlowVae model,
            Map<String, Double> figures,
            SpikeAgreement agreement)
            throws IOException {
        HtmlReport report = new HtmlReport("Sparse flows of " + dataset);
        FlowReport.figures(
                report,
                "Errors are sums of absolute differences of all pixels of all frames but the first, means over "
                        + evaluated
                        + " sequences; \"still\" is the decoded first image in place of all. Correlations are of"
                        + " inferred and true spikes, after flows were named as fits best.",
                figures);
        RandomKey key = run.key(EVALUATION);
        Tensor frames = read(unseen, data.evaluation(), SHOWN);
        report.section("Sequences")
                .paragraph("True ones, and what is decoded from the first image and inferred spikes.");
        SequencePictures.add(
                report,
                "sequences",
                "Sequences that were not trained on.",
                List.of("true", "found"),
                List.of(frames, model.reconstruct(frames, slabs(), true, key).computedNow()));
        report.section("Flows").paragraph("Each flow alone, called as the transformation that its spikes fit best.");
        Tensor first = frames.index(1, 0);
        for (int k = 0; k < model.flows().size(); k++) {
            String name = data.training().transformations().get(agreement.matching()[k]);
            SequencePictures.add(
                    report,
                    "flow-" + (k + 1),
                    "Flow " + (k + 1) + ", for " + name + ".",
                    List.of("flow " + (k + 1)),
                    List.of(model.traverse(first, k, frames.extent(1) - 1, true, key)
                            .computedNow()));
        }
        FlowReport.curves(report, CsvLog.read(training().log()));
        Map<String, Object> all = new LinkedHashMap<>(decisive());
        all.put("steps", steps);
        all.put("evaluated", evaluated);
        all.put("threads", run.threads);
        report.section("Settings").settings(all);
        report.section("Machine").settings(TrainingReport.machine());
        FlowReport.keep(run.output, figures);
        return report.write(run.output);
    }

    private void say(String format, @Nullable Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
