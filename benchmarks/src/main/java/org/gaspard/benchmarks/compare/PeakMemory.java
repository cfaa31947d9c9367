package org.gaspard.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the system says of the memory of a process. */
final class PeakMemory {

    private PeakMemory() {}

    /** The largest memory that a living process has had in use, in bytes, where the system says so (Linux does). */
    static OptionalLong of(Process process) {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            // It may have ended in the meantime.
            return OptionalLong.empty();
        }
    }
}
