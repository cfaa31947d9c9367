package org.gaspard.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.gaspard.examples.Choices.Model;
import org.gaspard.examples.Choices.Regulariser;
import org.gaspard.examples.report.WholeFile;
import org.gaspard.models.networks.NamedArchitecture;
import org.gaspard.models.progress.CsvLog;
import org.gaspard.tensor.Parameter;
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
    private final Ending ending;

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

    private EveryPair(PrintStream out, Ending ending) {
        this.out = out;
        this.ending = ending;
    }

    public static void main(String[] args) {
        System.exit(execute(System.out, System.err, args));
    }

    static int execute(PrintStream out, PrintStream err, String... args) {
        EveryPair program = new EveryPair(out, new Ending(err, "EveryPair"));
        CommandLine line = Choices.registeredWith(new CommandLine(program));
        return program.ending.execute(line, out, args);
    }

    @Override
    public Integer call() {
        try {
            options(models.getFirst(), regularisers.getFirst()).check();
        } catch (IllegalArgumentException e) {
            return ending.refused(e);
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
            return ending.failed(e);
        }
        long failed = rows.stream().filter(row -> row.figures.isEmpty()).count();
        out.printf("%d pairs of %d steps, %d of them not finite%n", rows.size(), steps, failed);
        return failed == 0 ? Ending.DONE : Ending.FAILED;
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
            return new Row(model, regulariser, Optional.empty(), Ending.words(e));
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
        Figures figures = new Figures(last(log, "loss"), last(log, reconstruction(log)), milliseconds);
        return new Row(model, regulariser, Optional.of(figures), "");
    }

    /** Some models have no reconstruction of their own, such as the importance-weighted bound. */
    private static String reconstruction(SequencedMap<String, double[]> log) {
        return log.containsKey("reconstruction") ? "reconstruction" : "loss";
    }

    private static double last(SequencedMap<String, double[]> log, String column) {
        double[] values = Objects.requireNonNull(log.get(column), column);
        return values[values.length - 1];
    }

    private static boolean finite(double[] values) {
        return DoubleStream.of(values).allMatch(Double::isFinite);
    }

    private TrainVaeOptions options(Model model, Regulariser regulariser) {
        String weighted = regulariser == Regulariser.NONE
                ? regulariser.toString()
                : String.format(Locale.ROOT, "%s=%s", regulariser, weight(regulariser));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("--model", model);
        if (model == Model.GWAE) {
            values.put("--architecture", NamedArchitecture.GWAE);
            values.put("--likelihood", Choices.Pixels.GAUSSIAN);
        }
        values.put("--regulariser", weighted);
        values.put("--cost", "cosine-similarity");
        values.put("--beta-start", 4);
        values.put("--steps", steps);
        values.put("--batch-size", batchSize);
        values.put("--log-every", 1);
        values.put("--checkpoint-every", Integer.MAX_VALUE);
        values.put("--output", output.resolve("last"));
        TrainVaeOptions options = new TrainVaeOptions();
        options.parse(values.entrySet().stream()
                .flatMap(each -> Stream.of(each.getKey(), each.getValue().toString()))
                .toArray(String[]::new));
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
