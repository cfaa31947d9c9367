package org.gaspard.examples.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts a run and waits for its end. */
@FunctionalInterface
public interface Launcher {

    /**
     * Runs the program.
     *
     * @param options its options
     * @param log the file that takes what it says, beginning with what it holds already
     * @return the exit code, 0 for success
     * @throws IOException if it cannot be started
     * @throws InterruptedException if the waiting is interrupted; the program has been ended then
     */
    int run(List<String> options, Path log) throws IOException, InterruptedException;
}
