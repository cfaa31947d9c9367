package org.gaspard.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.gaspard.examples.report.WholeFile;
import org.gaspard.examples.study.ChildProcesses;
import org.gaspard.examples.study.Launcher;
import org.gaspard.examples.study.StudyPage;
import org.gaspard.examples.study.StudyResults;
import org.gaspard.examples.study.StudyRunner;
import org.gaspard.examples.study.StudyTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Compares methods: runs {@link TrainVae} for every line of a table, on several data sets and with several seeds, as many at a
 * time as there are processors, and writes one page with the scores side by side. A study that was stopped, however, goes on
 * where it was: finished runs are kept, unfinished ones resume, and the tables are the same to the last digit but for times.
 *
 * <p>Shows how the two papers on geometry and topology are compared with their baselines: a small table that takes two
 * processors a while, and the papers' own, which takes a machine for weeks.
 */
@Command(
        name = "Study",
        sortOptions = false,
        customSynopsis = "examples/run Study [option...]",
        usageHelpWidth = 110,
        description = {
            "",
            "Runs TrainVae for each method, data set and seed of a table and writes report.html, study.csv and"
                    + " summary.csv."
        },
        footer = {
            "",
            "A study that was stopped goes on when it is started again with the same folder. Exit code: 0 done, 1 a"
                    + " run failed, 2 an option or the table was refused."
        })
public final class Study implements Callable<Integer> {

    /** How much work. */
    enum Budget {
        SMALL,
        PAPER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--budget",
            paramLabel = "NAME",
            description = "a table that comes with the program: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    Budget budget = Budget.SMALL;

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description = "a table of one's own instead; --print shows the form")
    @Nullable
    Path file;

    @Option(names = "--print", description = "print the table and do nothing else")
    boolean print;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "where runs and page are kept (default: ${DEFAULT-VALUE})")
    Path output = Path.of("runs", "study");

    @Option(names = "--seeds", paramLabel = "N", split = ",", description = "other seeds than those of the table")
    List<Long> seeds = List.of();

    @Option(names = "--steps", paramLabel = "N", description = "other training steps than those of the table")
    @Nullable
    Integer steps;

    @Option(
            names = "--processes",
            paramLabel = "N",
            description = "runs at a time (default: one for each processor, here ${DEFAULT-VALUE})")
    int processes = Runtime.getRuntime().availableProcessors();

    @Option(names = "--threads", paramLabel = "N", description = "threads of each run (default: ${DEFAULT-VALUE})")
    int threads = 1;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this text")
    boolean help;

    private final PrintStream out;
    private final Ending ending;

    private Study(PrintStream out, Ending ending) {
        this.out = out;
        this.ending = ending;
    }

    public static void main(String[] args) {
        System.exit(execute(System.out, System.err, args));
    }

    static int execute(PrintStream out, PrintStream err, String... args) {
        Study program = new Study(out, new Ending(err, "Study"));
        CommandLine line = new CommandLine(program).setCaseInsensitiveEnumValuesAllowed(true);
        return program.ending.execute(line, out, args);
    }

    @Override
    public Integer call() throws InterruptedException {
        String text;
        StudyTable table;
        StudyRunner runner;
        try {
            Ending.require(processes >= 1, "--processes must be at least 1, found " + processes);
            Ending.require(threads >= 1, "--threads must be at least 1, found " + threads);
            text = file == null ? resource(budget) : Files.readString(file);
            table = changed(StudyTable.parse(text));
            if (print) {
                out.print(replaced() + text);
                return Ending.DONE;
            }
            Launcher launcher = new ChildProcesses(TrainVae.class, threads);
            table.runs().forEach(Study::check);
            runner = new StudyRunner(table, output, launcher, processes);
            runner.check();
        } catch (IllegalArgumentException | IOException e) {
            return ending.refused(e);
        }
        try {
            WholeFile.write(output.resolve("table.txt"), replaced() + text);
            return run(table, runner);
        } catch (IOException | UncheckedIOException e) {
            return ending.failed(e);
        }
    }

    /** A wrong option shows before the first run has taken its hours. */
    private static void check(StudyTable.Run run) {
        try {
            TrainVaeOptions options = new TrainVaeOptions();
            options.parse(run.options().toArray(String[]::new));
            options.check();
        } catch (CommandLine.ParameterException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the table's run '" + run + "': " + Ending.words(e), e);
        }
    }

    /** What of a table is not as it says, as comments for its head. */
    private String replaced() {
        String said = seeds.isEmpty()
                ? ""
                : seeds.stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(",", "# --seeds ", " for those below\n"));
        return said + (steps == null ? "" : "# --steps " + steps + " for those below\n");
    }

    private StudyTable changed(StudyTable table) {
        StudyTable other = seeds.isEmpty() ? table : table.withSeeds(seeds);
        return steps == null ? other : other.withOption("--steps", Integer.toString(steps));
    }

    static String resource(Budget budget) throws IOException {
        try (InputStream in = Study.class.getResourceAsStream("study/" + budget + ".txt")) {
            if (in == null) {
                throw new IOException("the table of the budget " + budget + " is missing in this program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private int run(StudyTable table, StudyRunner runner) throws IOException, InterruptedException {
        int all = table.runs().size();
        int left = runner.left().size();
        say("%s: %d runs, %d of them finished already; %d at a time", table.title(), all, all - left, processes);
        long start = System.nanoTime();
        int[] done = {0};
        Map<StudyTable.Run, String> failed = new LinkedHashMap<>();
        runner.run(outcome -> {
            done[0]++;
            outcome.failure().ifPresent(said -> failed.put(outcome.run(), said));
            double seconds = (System.nanoTime() - start) * 1e-9;
            say(
                    "%d of %d  %s: %s; about %.0f min left",
                    all - left + done[0],
                    all,
                    outcome.run(),
                    outcome.failure().orElse(String.format(Locale.ROOT, "%.0f s", outcome.seconds())),
                    seconds / done[0] * (left - done[0]) / 60);
            try {
                page(table, failed);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        say("page: %s", page(table, failed).toAbsolutePath().normalize());
        return failed.isEmpty() ? Ending.DONE : Ending.FAILED;
    }

    private Path page(StudyTable table, Map<StudyTable.Run, String> failed) throws IOException {
        return new StudyPage(table, StudyResults.read(table, output), output).write(failed);
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
