package org.gaspard.examples.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.gaspard.examples.report.WholeFile;

/**
 * Runs all of a study that is not done yet, several runs at a time. Each run has a folder: {@code run.txt} with its options, what
 * the program writes, and {@code log.txt} with what it said. A run that is finished is kept; one that was stopped goes on from its
 * checkpoint. A run that fails does not stop the others.
 */
public final class StudyRunner {

    private static final String OPTIONS = "run.txt";
    private static final String LOG = "log.txt";
    private static final long MILLIS_BETWEEN_LOOKS = 2000;

    private final StudyTable table;
    private final Path folder;
    private final Launcher launcher;
    private final int processes;

    /**
     * What became of a run.
     *
     * @param seconds it took just now
     * @param failure what it said, if it failed
     */
    public record Outcome(StudyTable.Run run, double seconds, Optional<String> failure) {}

    /** A runner of at most {@code processes} runs at a time. */
    public StudyRunner(StudyTable table, Path folder, Launcher launcher, int processes) {
        if (processes < 1) {
            throw new IllegalArgumentException("processes must be at least 1, found " + processes);
        }
        this.table = table;
        this.folder = folder;
        this.launcher = launcher;
        this.processes = processes;
    }

    /** The runs that are not finished. */
    public List<StudyTable.Run> left() {
        return table.runs().stream()
                .filter(run -> !StudyResults.isFinished(folder.resolve(run.folder())))
                .toList();
    }

    /**
     * Checks that no run of the folder was made with other options than the table's.
     *
     * @throws IllegalArgumentException for the first that was
     * @throws IOException if a file cannot be read
     */
    public void check() throws IOException {
        for (StudyTable.Run run : table.runs()) {
            Path file = folder.resolve(run.folder()).resolve(OPTIONS);
            if (Files.exists(file)) {
                String made = Files.readString(file).strip();
                String wanted = String.join(" ", run.options());
                if (!made.equals(wanted)) {
                    throw new IllegalArgumentException("the run '" + run + "' in " + file.getParent()
                            + " was made with the options\n  " + made + "\nbut the table says\n  " + wanted
                            + "\nchoose another folder, or remove this one");
                }
            }
        }
    }

    /**
     * Runs what is left; returns the runs that failed, with what they said.
     *
     * @param after called after each run, one at a time
     * @throws IOException if a folder cannot be written
     * @throws InterruptedException if this thread is interrupted; the runs are ended then
     */
    public Map<StudyTable.Run, String> run(Consumer<Outcome> after) throws IOException, InterruptedException {
        check();
        Map<StudyTable.Run, String> failures = Collections.synchronizedMap(new LinkedHashMap<>());
        ExecutorService pool = Executors.newFixedThreadPool(processes);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (StudyTable.Run run : left()) {
                all.add(pool.submit(() -> {
                    Outcome outcome = one(run);
                    outcome.failure().ifPresent(said -> failures.put(run, said));
                    synchronized (after) {
                        after.accept(outcome);
                    }
                    return outcome;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw new IOException(cause.getMessage(), cause);
                case UncheckedIOException cause -> throw new IOException(cause.getMessage(), cause);
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        } finally {
            pool.shutdownNow();
        }
        return failures;
    }

    private Outcome one(StudyTable.Run run) throws IOException, InterruptedException {
        Path at = folder.resolve(run.folder());
        waitForOthers(at);
        if (StudyResults.isFinished(at)) {
            return new Outcome(run, 0, Optional.empty());
        }
        WholeFile.write(at.resolve(OPTIONS), String.join(" ", run.options()) + "\n");
        List<String> options = new ArrayList<>(run.options());
        options.addAll(List.of("--output", at.toString(), "--resume"));
        long start = System.nanoTime();
        int code = launcher.run(options, at.resolve(LOG));
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (code != 0 || !StudyResults.isFinished(at)) {
            return new Outcome(run, seconds, Optional.of("exit code " + code + ": " + lastLine(at.resolve(LOG))));
        }
        return new Outcome(run, seconds, Optional.empty());
    }

    /** A run that a killed study has left behind works on; it ends some time. */
    private static void waitForOthers(Path run) throws IOException, InterruptedException {
        while (true) {
            Optional<RunLock> lock = RunLock.tryToTake(run);
            if (lock.isPresent()) {
                lock.get().close();
                return;
            }
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        }
    }

    private static String lastLine(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "it said nothing";
        }
        return Files.readString(log)
                .lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("it said nothing");
    }
}
