package org.gaspard.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Puts the figures of runs of {@link TrainVae} side by side, as a table in Markdown.
 *
 * <pre>
 *   examples/run CompareRuns runs/vae runs/gwae
 *   examples/run CompareRuns runs/* --figures psnr,frechet,score.DCI
 *   examples/run CompareRuns runs/* --names                      what figures there are
 * </pre>
 */
@Command(
        name = "CompareRuns",
        sortOptions = false,
        customSynopsis = "examples/run CompareRuns FOLDER... [option...]",
        usageHelpWidth = 110,
        description = {"", "Puts figures of runs of TrainVae side by side: a table in Markdown, a row for each run."},
        footer = {"", "Exit code: 0 done, 2 a folder or an option was refused."})
public final class CompareRuns implements Callable<Integer> {

    private static final String FILE = "metrics.csv";
    private static final String HEADER = "figure,value";
    private static final List<String> USUAL = List.of("steps", "psnr", "frechet", "mig");
    private static final MathContext DIGITS = new MathContext(4);

    @Parameters(paramLabel = "FOLDER", arity = "1..*", description = "of a run that has ended")
    List<Path> folders = List.of();

    @Option(
            names = "--figures",
            paramLabel = "NAME[,NAME...]",
            split = ",",
            description = "the columns, by their names in metrics.csv; those that no run has are refused (default:"
                    + " steps, psnr, frechet and mig, as far as there are any)")
    List<String> figures = List.of();

    @Option(names = "--names", description = "only list the figures that the runs have")
    boolean names;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this text")
    boolean help;

    private final PrintStream out;
    private final Ending ending;

    private CompareRuns(PrintStream out, Ending ending) {
        this.out = out;
        this.ending = ending;
    }

    /** Runs the program and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(execute(System.out, System.err, args));
    }

    static int execute(PrintStream out, PrintStream err, String... args) {
        CompareRuns program = new CompareRuns(out, new Ending(err, "CompareRuns"));
        CommandLine line = new CommandLine(program);
        return program.ending.execute(line, out, args);
    }

    @Override
    public Integer call() {
        try {
            Map<Path, Map<String, Double>> runs = new LinkedHashMap<>();
            for (Path folder : folders) {
                runs.put(folder, read(folder.resolve(FILE)));
            }
            Set<String> known = runs.values().stream()
                    .flatMap(run -> run.keySet().stream())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            if (names) {
                known.forEach(out::println);
                return Ending.DONE;
            }
            if (figures.isEmpty()) {
                figures = USUAL.stream().filter(known::contains).toList();
            }
            for (String figure : figures) {
                Ending.require(
                        known.contains(figure),
                        "--figures must be of the runs, found '" + figure + "'; --names lists those there are");
            }
            table(runs);
            return Ending.DONE;
        } catch (IllegalArgumentException | IOException e) {
            return ending.refused(e);
        }
    }

    private static Map<String, Double> read(Path file) throws IOException {
        Ending.require(Files.isRegularFile(file), "FOLDER must hold a run that has ended, found no " + file);
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw new IOException(file + " must begin with '" + HEADER + "'");
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int comma = line.lastIndexOf(',');
            try {
                figures.put(line.substring(0, Math.max(comma, 0)), Double.valueOf(line.substring(comma + 1)));
            } catch (NumberFormatException e) {
                throw new IOException(file + " must have a name and a number in each line, found '" + line + "'", e);
            }
        }
        return figures;
    }

    private void table(Map<Path, Map<String, Double>> runs) {
        List<String> head = new ArrayList<>(List.of("run"));
        head.addAll(figures);
        row(head);
        row(head.stream().map(_ -> "---").toList());
        runs.forEach((folder, run) -> {
            List<String> cells = new ArrayList<>();
            cells.add(folder.toAbsolutePath().normalize().getFileName().toString());
            figures.forEach(figure -> cells.add(run.containsKey(figure) ? text(run.get(figure)) : ""));
            row(cells);
        });
    }

    private void row(List<String> cells) {
        out.println("| " + String.join(" | ", cells) + " |");
    }

    /** Four digits are more than repeated runs agree in. */
    private static String text(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }
}
