package org.gaspard.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.gaspard.benchmarks.cases.Fingerprint;

/** A process that does a case, ours or PyTorch's, and answers as {@link Worker} says. It lives until it is closed. */
final class WorkerSide implements Side {

    /** What a process of ours used up since its start. */
    record Usage(long bytes, long collections) {}

    /**
     * Rounding of float32 results alone gives 1e-6; but where an activation has a kink, one input that rounding moves across
     * it changes a gradient by much more.
     */
    private static final double TOLERANCE = 1e-3;

    private static final String INCUBATOR = "WARNING: Using incubator modules: jdk.incubator.vector";

    private final String name;
    private final Process process;
    private final BufferedReader in;
    private final Writer out;
    private final String version;

    private WorkerSide(String name, Process process) throws Failure {
        this.name = name;
        this.process = process;
        this.in = process.inputReader(StandardCharsets.UTF_8);
        this.out = process.outputWriter(StandardCharsets.UTF_8);
        passErrors(process, System.err);
        this.version = read("ready");
    }

    /**
     * Starts the process and waits until it is ready.
     *
     * @throws Failure if it does not start or ends before it is ready, with its exit code
     */
    static WorkerSide start(String name, List<String> command) throws Failure {
        try {
            return new WorkerSide(name, new ProcessBuilder(command).start());
        } catch (IOException e) {
            throw new Failure(Failure.MISSING, "cannot start " + command.getFirst() + " for " + name, e);
        }
    }

    /** Passes on what the process says on its standard error, except what every JVM with the Vector API says. */
    private static void passErrors(Process process, PrintStream to) {
        Thread.ofPlatform().daemon().start(() -> {
            try (BufferedReader errors =
                    new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
                errors.lines().filter(line -> !line.equals(INCUBATOR)).forEach(to::println);
            } catch (IOException e) {
                to.println(e);
            }
        });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Fingerprint check() throws Failure {
        return Fingerprint.parse(ask("check", "check"));
    }

    @Override
    public double tolerance() {
        return TOLERANCE;
    }

    @Override
    public double[] run(int iterations) throws Failure {
        return seconds(ask("run " + iterations, "times"));
    }

    /** The same of the captured form; none if there is no other one. */
    double[] captured(int iterations) throws Failure {
        return seconds(ask("captured " + iterations, "times"));
    }

    private static double[] seconds(String answer) {
        return Stream.of(answer.split(" "))
                .filter(nanos -> !nanos.isEmpty())
                .mapToDouble(nanos -> Long.parseLong(nanos) * 1e-9)
                .toArray();
    }

    Usage usage() throws Failure {
        String[] words = ask("usage", "usage").split(" ");
        return new Usage(Long.parseLong(words[0]), Long.parseLong(words[1]));
    }

    @Override
    public OptionalLong peakBytes() {
        return PeakMemory.of(process);
    }

    private String ask(String question, String answer) throws Failure {
        try {
            out.write(question + "\n");
            out.flush();
        } catch (IOException e) {
            throw ended(e);
        }
        return read(answer);
    }

    private String read(String answer) throws Failure {
        String line;
        try {
            line = in.readLine();
        } catch (IOException e) {
            throw ended(e);
        }
        if (line == null) {
            throw ended(new IOException("no answer"));
        }
        if (!line.startsWith(answer + " ")) {
            throw new Failure(Failure.BROKEN, name + " said '" + line + "', expected '" + answer + " ...'");
        }
        return line.substring(answer.length() + 1);
    }

    private Failure ended(IOException e) {
        try {
            int code = process.waitFor();
            return new Failure(
                    code == Failure.MISSING && !name.equals(Sides.OURS) ? code : Failure.BROKEN,
                    name + " ended with exit code " + code,
                    e);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return new Failure(Failure.BROKEN, "interrupted while waiting for " + name, interrupt);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
