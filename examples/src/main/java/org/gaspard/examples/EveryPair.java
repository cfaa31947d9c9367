package org.gaspard.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.gaspard.examples.Choices.Model;
import org.gaspard.examples.Choices.Regulariser;
import org.gaspard.examples.report.WholeFile;
import org.gaspard.models.progress.CsvLog;
import org.gaspard.tensor.Parameter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains every base model with every regulariser for some steps, each with the options of {@link TrainVae} and one weight, and
 * tells of each pair whether all numbers stayed finite, what it has come to, and how long a step took. It shows that any
 * regulariser fits any model, not which is better: for that there is {@link Study}.
 */
@Command(
        name = "EveryPair",
        sortOptions = false,
        customSynopsis = "examples/run EveryPair [option...]",
        usageHelpWidth = 110,
        description = {
            "",
            "Trains every base model with every regulariser for some steps on dSprites and writes pairs.csv: which"
                    + " pairs stayed finite, the reconstruction at the end in nats an image, and milliseconds a step."
        },
        footer = {"", "Exit code: 0 all were finite, 1 some were not, 2 an option was refused."})
public final class EveryPair implements Callable<Integer> {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    private static final String HEADER =
            "model,regulariser,steps,finite,loss,reconstruction,milliseconds_per_step,failure\n";

    @Option(names = "--steps", paramLabel = "N", description = "of each pair (default: ${DEFAULT-VALUE})")
    int steps = 200;

    @Option(names = "--batch-size", paramLabel = "N", description = "images in a step (default: ${DEFAULT-VALUE})")
    int batchSize = 64;

    @Option(
            names = "--models",
            paramLabel = "NAME",
            split = ",",
            description = "some of the models of TrainVae (default: all)")
    List<Model> models = List.of(Model.values());

    @Option(
            names = "--regularisers",
            paramLabel = "NAME",
            split = ",",
            description = "some of its regularisers (default: all)")
    List<Regulariser> regularisers = List.of(Regulariser.values());

    @Option(names = "--output", paramLabel = "FOLDER", description = "where it writes (default: ${DEFAULT-VALUE})")
    Path output = Path.of("runs", "every-pair");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this text")
    boolean help;

    private final PrintStream out;
    private final PrintStream err;

    /**
     * What became of a pair.
     *
     * @param figures loss, reconstruction and milliseconds a step, if all was finite
     * @param failure what was not
     */
    private record Row(Model model, Regulariser regulariser, Optional<Figures> figures, String failure) {

        String csv(int steps) {
            return String.join(
                            ",",
                            model.toString(),
                            regulariser.toString(),
                            Integer.toString(steps),
                            Boolean.toString(figures.isPresent()),
                            number(figures.map(Figures::loss)),
                            number(figures.map(Figures::reconstruction)),
                            number(figures.map(Figures::milliseconds)),
                            failure.replaceAll("[,\\s]+", " "))
                    + "\n";
        }

        private static String number(Optional<Double> value) {
            return value.map(number -> String.format(Locale.ROOT, "%.6g", number))
                    .orElse("");
        }
    }

    private record Figures(double loss, double reconstruction, double milliseconds) {}

    private EveryPair(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        System.exit(execute(System.out, System.err, args));
    }

    static int execute(PrintStream out, PrintStream err, String... args) {
        CommandLine line = Choices.registeredWith(new CommandLine(new EveryPair(out, err)));
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler((e, arguments) -> complain(err, e.getMessage()));
        return line.execute(args);
    }

    private static int complain(PrintStream err, @Nullable String message) {
        err.println("EveryPair: " + Objects.requireNonNullElse(message, "failed") + " (--help lists the options)");
        return REFUSED;
    }

    @Override
    public Integer call() {
        try {
            options(models.getFirst(), regularisers.getFirst()).check();
        } catch (IllegalArgumentException e) {
            return complain(err, e.getMessage());
        }
        System.setProperty("gaspard.progress", "off");
        List<Row> rows = new ArrayList<>();
        try {
            for (Model model : models) {
                for (Regulariser regulariser : regularisers) {
                    rows.add(trained(model, regulariser));
                    say(rows.getLast());
                    WholeFile.write(
                            output.resolve("pairs.csv"),
                            HEADER + rows.stream().map(row -> row.csv(steps)).collect(Collectors.joining()));
                }
            }
        } catch (IOException e) {
            err.println("EveryPair: " + TrainVae.words(e));
            return FAILED;
        }
        long failed = rows.stream().filter(row -> row.figures.isEmpty()).count();
        out.printf("%d pairs of %d steps, %d of them not finite%n", rows.size(), steps, failed);
        return failed == 0 ? DONE : FAILED;
    }

    private void say(Row row) {
        String what = row.figures
                .map(f -> String.format(
                        Locale.ROOT,
                        "loss %.5g, reconstruction %.5g nats, %.1f ms a step",
                        f.loss,
                        f.reconstruction,
                        f.milliseconds))
                .orElse(row.failure);
        out.println(row.model + " + " + row.regulariser + ": " + what);
        out.flush();
    }

    private Row trained(Model model, Regulariser regulariser) throws IOException {
        Experiment experiment = Experiment.of(options(model, regulariser));
        var trainer = experiment.trainer();
        long start = System.nanoTime();
        try {
            trainer.train();
        } catch (ArithmeticException | IllegalStateException e) {
            return new Row(model, regulariser, Optional.empty(), TrainVae.words(e));
        }
        double milliseconds = (System.nanoTime() - start) / 1e6 / steps;
        Optional<Parameter> broken = trainer.state().stream()
                .filter(parameter -> !finite(parameter.tensor().toDoubleArray()))
                .findFirst();
        if (broken.isPresent()) {
            String name = broken.get().name();
            return new Row(model, regulariser, Optional.empty(), name + " is not finite after " + steps + " steps");
        }
        SequencedMap<String, double[]> log = CsvLog.read(experiment.settings().log());
        Figures figures = new Figures(last(log, "loss"), last(log, reconstruction(model)), milliseconds);
        return new Row(model, regulariser, Optional.of(figures), "");
    }

    /** The importance-weighted bound has no reconstruction of its own. */
    private static String reconstruction(Model model) {
        return model == Model.IWAE ? "loss" : "reconstruction";
    }

    private static double last(SequencedMap<String, double[]> log, String column) {
        double[] values = Objects.requireNonNull(log.get(column), column);
        return values[values.length - 1];
    }

    private static boolean finite(double[] values) {
        return DoubleStream.of(values).allMatch(Double::isFinite);
    }

    private TrainVaeOptions options(Model model, Regulariser regulariser) {
        List<String> words = new ArrayList<>(List.of("--model", model.toString(), "--regulariser"));
        words.add(
                regulariser == Regulariser.NONE
                        ? regulariser.toString()
                        : String.format(Locale.ROOT, "%s=%s", regulariser, weight(regulariser)));
        words.addAll(Arrays.asList("--cost", "cosine-similarity", "--beta-start", "4"));
        words.addAll(Arrays.asList("--steps", Integer.toString(steps), "--batch-size", Integer.toString(batchSize)));
        words.addAll(Arrays.asList("--log-every", "1", "--checkpoint-every", Integer.toString(Integer.MAX_VALUE)));
        words.addAll(Arrays.asList("--output", output.resolve("last").toString()));
        TrainVaeOptions options = new TrainVaeOptions();
        options.parse(words.toArray(String[]::new));
        return options;
    }

    /** Of the size that studies take. */
    private static double weight(Regulariser regulariser) {
        return switch (regulariser) {
            case GMG, DST -> 100;
            case IRVAE, HFS -> 10;
            case TOPDIS -> 5;
            case SHIFT_L2, SHIFT_MMD, SHIFT_CHAMFER, TOPO_AE, RTD_AE -> 1;
            case NONE -> 0;
        };
    }
}
