package org.gaspard.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaspard.examples.study.RunLock;
import org.gaspard.tensor.RandomKey;
import picocli.CommandLine.Option;

/** Options of programs that train something and keep it in a folder. */
final class RunOptions {

    @Option(names = "--seed", paramLabel = "N", description = "decides all random numbers (default: ${DEFAULT-VALUE})")
    long seed = 0;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "threads that compute (default: one for each processor, here ${DEFAULT-VALUE})")
    int threads = Integer.getInteger("gaspard.threads", Runtime.getRuntime().availableProcessors());

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "where the run is kept (default: ${DEFAULT-VALUE})")
    Path output;

    @Option(names = "--resume", description = "go on from the checkpoint in the output folder, if there is one")
    boolean resume;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this text")
    boolean help;

    /**
     * Options that are not read yet.
     *
     * @param output the folder if none is given
     */
    RunOptions(Path output) {
        this.output = output;
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming option, expectation and value
     */
    void check() {
        Ending.require(threads >= 1 && threads <= 256, "--threads must be from 1 to 256, found " + threads);
        Ending.require(
                !Files.exists(output) || Files.isDirectory(output), "--output must be a folder, found " + output);
    }

    /** A child of the seed's key. */
    RandomKey key(int child) {
        return RandomKey.of(seed).child(child);
    }

    /**
     * Keeps other processes out of the folder until it is closed.
     *
     * @throws IOException if another one is in it
     */
    RunLock lock() throws IOException {
        return RunLock.tryToTake(output).orElseThrow(() -> new IOException("another process is running in " + output));
    }
}
