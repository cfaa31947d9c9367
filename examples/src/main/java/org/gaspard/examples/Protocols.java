package org.gaspard.examples;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.gaspard.autodiff.optim.Adam;
import org.gaspard.autodiff.optim.RmsProp;
import org.gaspard.models.Likelihood;
import org.gaspard.models.protocols.Grid;
import org.gaspard.models.protocols.Protocol;
import org.gaspard.models.protocols.PublishedProtocols;
import org.gaspard.models.protocols.Sourced;
import org.gaspard.models.protocols.Variant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The settings of published experiments, each with where it is from, and the searches that were made over them.
 *
 * <pre>
 *   examples/run Protocols list topdis                            those of a paper
 *   examples/run Protocols describe hfs-beta-vae+hfs              every setting, and how sure it is
 *   examples/run Protocols grids                                  searches
 *   examples/run Protocols grid hfs-beta-vae-dsprites             the options of each run of a search
 *   examples/run TrainVae --protocol hfs-beta-vae+hfs             trains under one
 * </pre>
 */
@Command(
        name = "Protocols",
        customSynopsis = "examples/run Protocols COMMAND [NAME]",
        description = {
            "",
            "Tells the settings of published experiments and how sure they are. examples/run TrainVae --protocol NAME"
                    + " trains under one; options that are given replace its own."
        },
        footer = {"", "Exit code: 0 done, 2 a word was refused."},
        synopsisSubcommandLabel = "COMMAND")
public final class Protocols implements Callable<Integer> {

    private final PrintStream out;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "show this text")
    boolean help;

    private Protocols(PrintStream out) {
        this.out = out;
    }

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(execute(System.out, System.err, args));
    }

    /** Runs the program: 0 if all is well, 2 if a word was refused. */
    static int execute(PrintStream out, PrintStream err, String... args) {
        CommandLine line = Choices.registeredWith(new CommandLine(new Protocols(out)))
                .setOut(new PrintWriter(out, true, out.charset()))
                .setUsageHelpWidth(110)
                .setParameterExceptionHandler((e, wrong) -> new Ending(err, "Protocols").refused(e));
        return line.execute(args);
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(
                new CommandLine(this), "expected a command: list, describe, grids or grid");
    }

    @Command(name = "list", description = "all, or those whose names contain a word: name, data set, model")
    int list(@Parameters(paramLabel = "WORD", arity = "0..1", defaultValue = "") String word) {
        for (Protocol protocol : PublishedProtocols.all()) {
            if (protocol.name().contains(word)) {
                say(
                        "%-52s %-14s %s%s",
                        protocol, protocol.images().dataSet().value(), protocol.title(), variant(protocol));
            }
        }
        return Ending.DONE;
    }

    private static String variant(Protocol protocol) {
        return protocol.variant() == Variant.REFERENCE_CODE ? ", " + protocol.variant() : "";
    }

    private static String words(Object value) {
        return switch (value) {
            case Likelihood.Bernoulli() -> "bernoulli";
            case Likelihood.Gaussian(double deviation) -> "gaussian, deviation " + deviation;
            case Adam.Settings adam -> "Adam, β " + adam.beta1() + " and " + adam.beta2() + ", ε " + adam.epsilon();
            case RmsProp.Settings rmsProp -> "RMSprop, smoothing " + rmsProp.alpha() + ", ε " + rmsProp.epsilon();
            case Enum<?> choice -> choice.toString().toLowerCase(Locale.ROOT).replace('_', '-');
            default -> value.toString();
        };
    }

    @Command(name = "describe", description = "every setting of one, with where it is from, and the work to cite")
    int describe(@Parameters(paramLabel = "NAME") Protocol protocol) {
        say("%s: %s%s", protocol, protocol.title(), variant(protocol));
        protocol.values()
                .forEach((name, value) ->
                        say("%-18s %s", name, new Sourced<>(words(value.value()), value.confidence(), value.note())));
        say("%-18s %s", "cite", protocol.paper());
        return Ending.DONE;
    }

    @Command(name = "grids", description = "all searches: name, number of runs, ranges")
    int grids() {
        for (Grid grid : PublishedProtocols.grids()) {
            say(
                    "%-36s %3d runs  %s",
                    grid,
                    grid.size(),
                    grid.ranges().entrySet().stream()
                            .map(range ->
                                    range.getKey() + " " + range.getValue().value())
                            .collect(Collectors.joining("  ")));
        }
        return Ending.DONE;
    }

    @Command(name = "grid", description = "the runs of one search, as options of TrainVae")
    int grid(@Parameters(paramLabel = "NAME") Grid grid) {
        say("# %s: %s", grid, grid.note());
        grid.ranges().forEach((name, range) -> say("# %s %s", name, range));
        grid.protocols().forEach(protocol -> say("%s", String.join(" ", options(protocol))));
        return Ending.DONE;
    }

    /** What names a protocol, and what it has other than the one of its name. */
    private static List<String> options(Protocol protocol) {
        Map<String, String> named = Presets.of(PublishedProtocols.named(protocol.name()));
        List<String> words = new ArrayList<>(List.of("--protocol", protocol.name()));
        Presets.of(protocol).forEach((option, value) -> {
            if (!value.equals(named.get(option))) {
                words.addAll(List.of(option, value));
            }
        });
        return words;
    }

    private void say(String format, @Nullable Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
