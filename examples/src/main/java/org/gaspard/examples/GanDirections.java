package org.gaspard.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.datasets.LabelledDataset;
import org.gaspard.datasets.catalogue.Catalogue;
import org.gaspard.datasets.catalogue.CatalogueEntry;
import org.gaspard.datasets.images.Filter;
import org.gaspard.datasets.images.Preprocessing;
import org.gaspard.examples.study.RunLock;
import org.gaspard.models.directions.Components;
import org.gaspard.models.directions.DirectionSearch;
import org.gaspard.models.directions.DirectionSearch.Guard;
import org.gaspard.models.directions.DirectionSearch.Signs;
import org.gaspard.models.directions.LatentDirection;
import org.gaspard.models.directions.LatentDirection.Effect;
import org.gaspard.models.directions.LatentDistribution;
import org.gaspard.models.gan.Dcgan;
import org.gaspard.models.gan.Gan;
import org.gaspard.models.gan.GanStep;
import org.gaspard.models.progress.CsvLog;
import org.gaspard.models.progress.ProgressBar;
import org.gaspard.models.training.TrainingSettings;
import org.gaspard.models.training.VaeTrainer;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What can one change in the images of a generator, without labels? Trains a small DCGAN (Radford et al., ICLR 2016), takes the
 * first directions of GANSpace (Härkönen et al., NeurIPS 2020) for candidates, and searches among their combinations for
 * directions along which the topology of the images stays as it is: the experiment with StyleGAN of Balabin et al.
 * (Disentanglement learning via topology, ICML 2024), with a generator, data and random numbers of our own.
 *
 * <pre>
 *   examples/run GanDirections                                          3D Shapes, some minutes on two cores
 *   examples/run GanDirections --dataset dsprites --output FOLDER       other images
 *   examples/run GanDirections --resume --step 3 --guard none           another search with the generator of before
 * </pre>
 *
 * <p>The page shows walks along the directions found and along the candidates, and for both how much the topology and the images
 * change, on batches that the search has not seen.
 */
@Command(
        name = "GanDirections",
        sortOptions = false,
        customSynopsis = "examples/run GanDirections [option...]",
        usageHelpWidth = 110,
        description = {
            "",
            "Trains a small DCGAN, finds directions of its latents that leave the topology of its images as it is, and"
                    + " writes a report: report.html (self-contained) with its pictures as PNG files, directions.csv,"
                    + " losses.csv and a checkpoint."
        },
        footer = {
            "",
            "The same options and seed give the same numbers, on any number of threads. A folder that holds a run is"
                    + " never overwritten: its training is continued, or taken as it is, with --resume. Exit code: 0"
                    + " done, 1 failed while running, 2 an option was refused."
        })
public final class GanDirections implements Callable<Integer> {

    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";
    private static final String CHOICE = ": ${COMPLETION-CANDIDATES}" + DEFAULT;

    /** Children of the seed's key; those from 0 on belong to the training steps. */
    private static final int WEIGHTS = -1;

    private static final int CANDIDATES = -2;
    private static final int SEARCH = -3;
    /** For batches that the search has not seen. */
    private static final int FRESH = -4;

    /** Latents whose activations are analysed. */
    private static final int ANALYSED = 1000;

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

    @Option(names = "--side", paramLabel = "N", description = "of the images, a power of two" + DEFAULT)
    int side = 32;

    @Option(names = "--latents", paramLabel = "N", description = "latent dimensions" + DEFAULT)
    int latents = 32;

    @Option(names = "--width", paramLabel = "N", description = "channels next to the images" + DEFAULT)
    int width = 32;

    @Option(names = "--batch-size", paramLabel = "N", description = "images in a training step" + DEFAULT)
    int batchSize = 64;

    @Option(names = "--steps", paramLabel = "N", description = "training steps, resumed ones included" + DEFAULT)
    int steps = 2000;

    @Option(names = "--directions", paramLabel = "N", description = "how many to find" + DEFAULT)
    int directions = 3;

    @Option(names = "--candidates", paramLabel = "N", description = "components they are combinations of" + DEFAULT)
    int candidates = 8;

    @Option(names = "--step", paramLabel = "X", description = "length of a move along a direction" + DEFAULT)
    double step = 2;

    @Option(
            names = "--signs",
            paramLabel = "NAME",
            description = "of the moves that count: positive (as in the paper), random, both (default: both)")
    Signs signs = Signs.BOTH;

    @Option(
            names = "--guard",
            paramLabel = "NAME",
            description = "what is minimised: the divergence (none), or the divergence over the change of the images"
                    + " (relative), so that a direction that changes nothing is not the best (default: relative)")
    Guard guard = Guard.RELATIVE;

    @Option(names = "--search-batch", paramLabel = "N", description = "images of a cloud" + DEFAULT)
    int searchBatch = 64;

    @Option(names = "--search-steps", paramLabel = "N", description = "steps of a search from each start" + DEFAULT)
    int searchSteps = 60;

    @Option(names = "--starts", paramLabel = "N", description = "points that a search starts from" + DEFAULT)
    int starts = 4;

    @Mixin
    RunOptions run = new RunOptions(Path.of("runs", "gan-directions"));

    private final PrintStream out;
    private final Ending ending;

    private GanDirections(PrintStream out, Ending ending) {
        this.out = out;
        this.ending = ending;
    }

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(execute(System.out, System.err, args));
    }

    static int execute(PrintStream out, PrintStream err, String... args) {
        GanDirections program = new GanDirections(out, new Ending(err, "GanDirections"));
        CommandLine line = Choices.registeredWith(new CommandLine(program)).setCaseInsensitiveEnumValuesAllowed(true);
        return program.ending.execute(line, out, args);
    }

    @Override
    public Integer call() {
        Dcgan architecture;
        LabelledDataset images;
        try {
            check();
            TrainVae.checkFolder(settings(), run.resume, decisive());
            TrainVae.limitThreads(run.threads);
            images = images();
            architecture = Dcgan.of(side, images.channels(), latents).withWidth(width);
        } catch (IllegalArgumentException | IOException e) {
            return ending.refused(e);
        }
        try (RunLock _ = run.lock()) {
            run(architecture, images);
            return Ending.DONE;
        } catch (IOException | RuntimeException e) {
            return ending.failed(e);
        }
    }

    private void check() {
        run.check();
        Ending.require(dataset.rendered() || dataDir != null, "--data-dir must be given for --dataset " + dataset);
        Ending.require(dataDir == null || Files.exists(dataDir), "--data-dir must exist, found " + dataDir);
        Ending.require(steps >= 1, "--steps must be at least 1, found " + steps);
        Ending.require(batchSize >= 2, "--batch-size must be at least 2, found " + batchSize);
        Ending.require(
                candidates >= 1 && candidates <= latents,
                "--candidates must be from 1 to the " + latents + " latents, found " + candidates);
        Ending.require(
                directions >= 1 && directions <= candidates,
                "--directions must be from 1 to the " + candidates + " candidates, found " + directions);
        search();
    }

    private LabelledDataset images() throws IOException {
        LabelledDataset original =
                dataset.prepared(dataset.open(Optional.ofNullable(dataDir)).training());
        return original.height() == side && original.width() == side
                ? original
                : Preprocessing.none().resize(side, side, Filter.TRIANGLE).applyTo(original);
    }

    private TrainingSettings settings() {
        return new TrainingSettings(steps, batchSize, run.seed, 10, 500, run.output);
    }

    /** The search that the options ask for. */
    DirectionSearch search() {
        DirectionSearch standard = DirectionSearch.standard();
        return standard.withStep(step)
                .withSigns(signs)
                .withGuard(guard)
                .withBatch(searchBatch)
                .withSteps(searchSteps, standard.learningRate())
                .withStarts(starts);
    }

    /** What decides the generator, besides the number of steps. */
    private Map<String, String> decisive() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("dataset", dataset.name());
        all.put("images", dataDir == null ? "drawn" : "read");
        all.put("side", Integer.toString(side));
        all.put("latents", Integer.toString(latents));
        all.put("width", Integer.toString(width));
        all.put("batch-size", Integer.toString(batchSize));
        all.put("seed", Long.toString(run.seed));
        return all;
    }

    /** All settings. */
    Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>(decisive());
        all.put("steps", steps);
        all.put("directions", directions);
        all.put("candidates", candidates);
        all.put("step", step);
        all.put("signs", signs.name().toLowerCase(Locale.ROOT));
        all.put("guard", guard.name().toLowerCase(Locale.ROOT));
        all.put("search-batch", searchBatch);
        all.put("search-steps", searchSteps);
        all.put("starts", starts);
        all.put("threads", run.threads);
        return all;
    }

    /**
     * A direction as the report shows it.
     *
     * @param name in captions and tables
     * @param vector of length 1
     * @param effect of a move along it, on fresh batches
     */
    record Shown(String name, Tensor vector, Effect effect) {}

    private void run(Dcgan architecture, LabelledDataset images) throws IOException {
        Gan gan = architecture.gan(run.key(WEIGHTS));
        say(
                "%s: %d images of %dx%dx%d; %d parameters to generate, %d to discriminate; %d threads; seed %d",
                dataset,
                images.size(),
                side,
                side,
                images.channels(),
                architecture.generator().parameterCount(),
                architecture.discriminator().parameterCount(),
                run.threads,
                run.seed);
        train(gan, images);
        Components components = components(gan);
        List<Shown> found = found(gan, components);
        List<Shown> plain = IntStream.range(0, components.count())
                .mapToObj(i -> shown(gan, "component " + (i + 1), components.vector(i)))
                .toList();
        say("%-14s%12s%12s%12s", "direction", "RTD", "change", "ratio");
        for (List<Shown> each : List.of(found, plain)) {
            each.forEach(row -> say(
                    "%-14s%12.4f%12.4f%12.4f",
                    row.name(),
                    row.effect().divergence(),
                    row.effect().change(),
                    row.effect().divergence() / row.effect().change()));
        }
        Path page = new GanDirectionsReport(this, gan, images)
                .write(found, plain, CsvLog.read(settings().log()));
        say("report: %s", page.toAbsolutePath().normalize());
    }

    private void train(Gan gan, LabelledDataset images) throws IOException {
        VaeTrainer trainer = new VaeTrainer(
                GanStep.adam(gan, VaeTrainer.batchType(images, batchSize)),
                images,
                Schedule.constant(GanStep.LEARNING_RATE),
                settings(),
                TrainVaeOptions.line(decisive()));
        if (run.resume) {
            say("resumed after %d steps", trainer.resume());
        } else {
            trainer.train();
        }
    }

    /** The directions of GANSpace for the first layer, in an orthonormal form. */
    private Components components(Gan gan) {
        Tensor z = gan.draw(run.key(CANDIDATES), ANALYSED);
        Components all = Components.ganSpace(z, gan.activations(z, 1), candidates);
        return new Components(all.orthonormal(), all.deviations());
    }

    private List<Shown> found(Gan gan, Components components) {
        int each = searchSteps * starts;
        try (ProgressBar bar = ProgressBar.onStandardOutput("search", 0, Math.max(1, (long) each * directions))) {
            List<LatentDirection> all = search().find(
                            gan::generate,
                            latentsOf(),
                            components,
                            directions,
                            run.key(SEARCH),
                            (direction, done, objective) -> bar.update(
                                    (long) direction * each + done,
                                    String.format(
                                            Locale.ROOT, "direction %d: objective %.4f", direction + 1, objective)));
            return IntStream.range(0, all.size())
                    .mapToObj(i -> shown(gan, "found " + (i + 1), all.get(i).vector()))
                    .toList();
        }
    }

    private LatentDistribution latentsOf() {
        return LatentDistribution.normal(latents);
    }

    private Shown shown(Gan gan, String name, Tensor vector) {
        return new Shown(name, vector, search().effect(gan::generate, latentsOf(), vector, run.key(FRESH)));
    }

    /** A latent to start walks from. */
    Tensor base(int number) {
        return run.key(FRESH).child(number).normal(DType.FLOAT32, 1, latents);
    }

    private void say(String format, @Nullable Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
