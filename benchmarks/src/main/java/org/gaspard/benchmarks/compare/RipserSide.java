package org.gaspard.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.gaspard.benchmarks.cases.Fingerprint;
import org.gaspard.topology.DistanceMatrix;

/**
 * The program Ripser, which runs once for each matrix and iteration.
 *
 * <p>Its time is the wall time of the process without that of its start and of reading the file: a second process, before
 * each one that counts, reads the same file, lets no edge enter and stops at dimension 0. The median of these times is
 * subtracted. Bars are written to where they are discarded.
 */
final class RipserSide implements Side {

    private static final String NAME = "ripser";

    /** It writes births and deaths with six digits; how many bars there are is exact. */
    private static final double TOLERANCE = 1e-4;

    private final String program;
    private final int dimension;
    private final Path folder;
    private final List<Input> inputs;

    /** A file and what it is about. */
    private record Input(Path file, int points) {}

    private RipserSide(String program, int dimension, Path folder, List<Input> inputs) {
        this.program = program;
        this.dimension = dimension;
        this.folder = folder;
        this.inputs = inputs;
    }

    /**
     * Writes the matrices to files of its own and tries the program on the first one.
     *
     * @param dimension up to which bars are computed
     * @throws Failure if there is no such program, or it does not read a matrix
     */
    static RipserSide start(String program, int dimension, List<DistanceMatrix> matrices) throws Failure {
        try {
            Path folder = Files.createTempDirectory("gaspard-ripser");
            List<Input> inputs = new ArrayList<>();
            RipserSide side = new RipserSide(program, dimension, folder, inputs);
            try {
                for (DistanceMatrix matrix : matrices) {
                    Path file = folder.resolve("matrix" + inputs.size() + ".dipha");
                    inputs.add(new Input(file, matrix.size()));
                    DiphaFile.write(file, matrix);
                }
                side.secondsOf(side.reading(inputs.getFirst()));
                return side;
            } catch (IOException | Failure e) {
                side.close();
                throw e;
            }
        } catch (IOException e) {
            throw new Failure(Failure.BROKEN, "cannot write a file for " + NAME, e);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return "Ripser (one thread)";
    }

    @Override
    public Fingerprint check() throws Failure {
        Fingerprint all = new Fingerprint(List.of());
        for (Input input : inputs) {
            Process process = begin(bars(input).redirectOutput(ProcessBuilder.Redirect.PIPE));
            String text;
            try {
                text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new Failure(Failure.BROKEN, "cannot read what " + NAME + " writes", e);
            }
            end(process);
            all = all.and(Fingerprint.of(RipserOutput.parse(text, input.points, dimension)));
        }
        return all;
    }

    @Override
    public double tolerance() {
        return TOLERANCE;
    }

    @Override
    public double[] run(int iterations) throws Failure {
        double[] whole = new double[iterations];
        List<Double> readings = new ArrayList<>();
        for (int i = 0; i < iterations; i++) {
            for (Input input : inputs) {
                readings.add(secondsOf(reading(input)));
                whole[i] += secondsOf(bars(input));
            }
        }
        return without(whole, readings);
    }

    /** The times without the median of the readings, as often as it is in each of them. */
    static double[] without(double[] whole, List<Double> readings) {
        double each = Pairs.median(readings) * readings.size() / whole.length;
        double[] rest = new double[whole.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = whole[i] - each;
        }
        return rest;
    }

    /** That of one more process, on the first matrix, which is asked again and again until it ends. */
    @Override
    public OptionalLong peakBytes() throws Failure {
        Process process = begin(bars(inputs.getFirst()));
        OptionalLong peak = OptionalLong.empty();
        try {
            do {
                OptionalLong now = PeakMemory.of(process);
                peak = now.isPresent() ? now : peak;
            } while (!process.waitFor(1, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        end(process);
        return peak;
    }

    /** What is timed. */
    private ProcessBuilder bars(Input input) {
        return command(input, "--dim", Integer.toString(dimension));
    }

    /** The same without the work: components of a graph without edges. */
    private ProcessBuilder reading(Input input) {
        return command(input, "--dim", "0", "--threshold", "-1");
    }

    private ProcessBuilder command(Input input, String... options) {
        List<String> command = new ArrayList<>(List.of(program, "--format", "dipha"));
        command.addAll(List.of(options));
        command.add(input.file.toString());
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private double secondsOf(ProcessBuilder command) throws Failure {
        long start = System.nanoTime();
        end(begin(command));
        return (System.nanoTime() - start) * 1e-9;
    }

    private Process begin(ProcessBuilder command) throws Failure {
        try {
            return command.start();
        } catch (IOException e) {
            throw new Failure(Failure.MISSING, "cannot start " + program, e);
        }
    }

    private static void end(Process process) throws Failure {
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new Failure(Failure.BROKEN, NAME + " ended with exit code " + code);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Failure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Failure(Failure.BROKEN, "interrupted while waiting for " + NAME, e);
    }

    /** Deletes the files. */
    @Override
    public void close() {
        try {
            for (Input input : inputs) {
                Files.deleteIfExists(input.file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            System.err.println("cannot delete the files in " + folder + ": " + e);
        }
    }
}
