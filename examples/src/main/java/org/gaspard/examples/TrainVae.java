package org.gaspard.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gaspard.examples.study.RunLock;
import org.gaspard.models.progress.CsvLog;
import org.gaspard.models.training.Checkpoint;
import org.gaspard.models.training.TrainingSettings;
import org.gaspard.models.training.VaeTrainer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Trains a β-VAE whose decoder keeps the geometry of its latents as far as any map can (the Gromov-Monge gap of Uscidda
 * et al. 2025), and shows what came of it: loss curves, reconstructions, a walk along each latent axis, and the mutual
 * information gap before and after, as one page with its pictures.
 *
 * <pre>
 *   examples/run TrainVae                                             dSprites, a few minutes on two cores
 *   examples/run TrainVae --regulariser none --output runs/plain      without the gap
 *   examples/run TrainVae --dataset mnist --data-dir FOLDER           the IDX files of MNIST
 *   examples/run TrainVae --dataset shapes3d                          3D Shapes, drawn by the program
 *   examples/run TrainVae --protocol hfs-beta-vae                     under the settings of a paper, for days
 *   examples/run TrainVae --resume --steps 10000                      goes on where the first one ended
 * </pre>
 *
 * <p>This file is the course of a run. {@link TrainVaeOptions} has the options, {@link Experiment} makes images, model and
 * objective of them, {@link Evaluation} measures, {@link TrainingReport} writes the page.
 */
public final class TrainVae {

    private final TrainVaeOptions options;
    private final Experiment experiment;
    private final PrintStream out;

    private TrainVae(TrainVaeOptions options, Experiment experiment, PrintStream out) {
        this.options = options;
        this.experiment = experiment;
        this.out = out;
    }

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(execute(System.out, System.err, args));
    }

    /** Runs the program: 0 if all went well, 1 if something failed on the way, 2 if an option was refused. */
    static int execute(PrintStream out, PrintStream err, String... args) {
        TrainVaeOptions options = new TrainVaeOptions();
        Ending ending = new Ending(err, "TrainVae");
        TrainVae program;
        try {
            CommandLine line = options.parse(args);
            if (line.isUsageHelpRequested()) {
                line.usage(out);
                return Ending.DONE;
            }
            options.check();
            limitThreads(options.threads);
            Experiment experiment = open(options);
            checkFolder(experiment.settings(), options.resume, experiment.decisive());
            program = new TrainVae(options, experiment, out);
            program.sayUnread(line);
        } catch (ParameterException | IllegalArgumentException | IOException e) {
            return traced(err, options, e, ending.refused(e));
        }
        try (RunLock _ = program.lock()) {
            program.run();
            return Ending.DONE;
        } catch (IOException | RuntimeException e) {
            return traced(err, options, e, ending.failed(e));
        }
    }

    private void sayUnread(CommandLine line) {
        Set<String> given = line.getParseResult().matchedOptionsSet().stream()
                .map(CommandLine.Model.OptionSpec::longestName)
                .collect(Collectors.toSet());
        List<String> unread = Unread.of(options, given);
        if (!unread.isEmpty()) {
            say("without effect on this model and its regularisers: %s", String.join(", ", unread));
        }
    }

    private static int traced(PrintStream err, TrainVaeOptions options, Exception e, int code) {
        if (options.verbose) {
            e.printStackTrace(err);
        }
        return code;
    }

    private static Experiment open(TrainVaeOptions options) {
        try {
            return Experiment.of(options);
        } catch (IOException e) {
            throw new IllegalArgumentException("--data-dir cannot be read: " + Ending.words(e), e);
        }
    }

    /** Both pools read their sizes when they are first used, which is later. */
    static void limitThreads(int threads) {
        System.setProperty("gaspard.threads", Integer.toString(threads));
        System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", Integer.toString(threads));
    }

    /**
     * A run in the folder is only touched by the one that continues it.
     *
     * @param wanted the settings that the checkpoint must have been made under
     */
    static void checkFolder(TrainingSettings settings, boolean resume, Map<String, String> wanted) throws IOException {
        boolean used = Files.exists(settings.checkpoint()) || Files.exists(settings.log());
        if (used && !resume) {
            throw new IllegalArgumentException("--output " + settings.folder()
                    + " holds a run already: continue it with --resume, or choose another folder");
        }
        if (Files.exists(settings.checkpoint())) {
            Checkpoint.Header header = Checkpoint.header(settings.checkpoint());
            String line = TrainVaeOptions.line(wanted);
            if (!header.settings().equals(line)) {
                throw new IllegalArgumentException("--resume needs the settings of " + settings.checkpoint()
                        + ", found " + difference(header.settings(), line));
            }
            if (header.step() > settings.steps()) {
                throw new IllegalArgumentException("--steps must be at least the " + header.step() + " steps of "
                        + settings.checkpoint() + ", found " + settings.steps());
            }
        }
    }

    private static String difference(String made, String wanted) {
        Map<String, String> old = settings(made);
        Map<String, String> now = settings(wanted);
        return Stream.of(old, now)
                .flatMap(each -> each.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .filter(name -> !Objects.equals(old.get(name), now.get(name)))
                .map(name -> name + " " + now.getOrDefault(name, "absent") + " instead of "
                        + old.getOrDefault(name, "absent"))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, String> settings(String line) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String setting : line.split("; ")) {
            int sign = setting.indexOf('=');
            settings.put(setting.substring(0, Math.max(sign, 0)), setting.substring(sign + 1));
        }
        return settings;
    }

    /** Two processes in one folder would write over each other's checkpoints. */
    private RunLock lock() throws IOException {
        Path folder = experiment.settings().folder();
        return RunLock.tryToTake(folder).orElseThrow(() -> new IOException("another process is running in " + folder));
    }

    private void run() throws IOException {
        var images = experiment.training();
        say(
                "%s: %d images of %dx%dx%d; %s networks of %d parameters; %d threads; seed %d",
                options.dataset,
                images.size(),
                images.height(),
                images.width(),
                images.channels(),
                options.architecture,
                experiment.parameterCount(),
                options.threads,
                options.seed);
        experiment.drawn().ifPresent(_ -> say("factors drawn with the correlations %s", options.correlations()));
        Evaluation evaluation = new Evaluation(
                experiment.made(),
                experiment.evaluation(),
                options.evaluated.images,
                options.evaluated.scores,
                !options.noReconstruction);
        Evaluation.Figures before = evaluation.figures();
        sayFigures("untrained", before);

        VaeTrainer trainer = experiment.trainer();
        long start = System.nanoTime();
        long first = 0;
        if (options.resume) {
            first = trainer.resume();
            say("resumed after %d steps", first);
        } else {
            trainer.train();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        say("training took %.1f s, %.2f %% of it waiting for images", seconds, 100 * trainer.secondsWaited() / seconds);

        Evaluation.Figures after = evaluation.figures();
        sayFigures("trained", after);
        Path page = new TrainingReport(experiment, evaluation)
                .write(
                        before,
                        after,
                        CsvLog.read(experiment.settings().log()),
                        new TrainingReport.Course(first, seconds));
        say("report: %s", page.toAbsolutePath().normalize());
    }

    private void sayFigures(String when, Evaluation.Figures figures) {
        say(
                "%-9s  MIG %s%s%s",
                when,
                score(figures),
                figures.reconstruction()
                        .map(reconstruction -> String.format(
                                Locale.ROOT,
                                "   reconstruction %.2f nats an image, PSNR %.2f dB",
                                reconstruction.crossEntropy(),
                                reconstruction.signalToNoise()))
                        .orElse(""),
                figures.klSum()
                        .map(kl -> String.format(Locale.ROOT, "   KL %.2f nats", kl))
                        .orElse(""));
    }

    private static String score(Evaluation.Figures figures) {
        return figures.mig()
                .map(mig -> String.format(Locale.ROOT, "%.4f", mig.value()))
                .orElse("none (no known factor varies)");
    }

    private void say(String format, @Nullable Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
