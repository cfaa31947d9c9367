package org.gaspard.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Keeps how far metrics are from independent programs, in target/deviations. */
public final class Deviations {

    private Deviations() {}

    /** Writes {@code metric,cases,largest deviation,bound} and asserts that the deviation is within its bound. */
    public static void record(String metric, int cases, double largest, double bound) {
        Path folder = Path.of("target", "deviations");
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve(metric + ".csv"),
                    String.format(Locale.ROOT, "%s,%d,%.3g,%.3g%n", metric, cases, largest, bound));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(largest).as(metric).isLessThanOrEqualTo(bound);
    }
}
