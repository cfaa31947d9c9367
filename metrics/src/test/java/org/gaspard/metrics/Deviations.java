package org.gaspard.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the largest deviations from independent programs, one file for each metric in {@code target/deviations}. */
public final class Deviations {

    private Deviations() {}

    /** Writes {@code metric,cases,largest deviation,bound}, and fails if the largest deviation exceeds the bound. */
    public static void record(String metric, int cases, double largest, double bound) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "deviations"));
            Files.writeString(
                    folder.resolve(metric.replaceAll("[^A-Za-z0-9-]+", "-") + ".csv"),
                    metric + "," + cases + "," + largest + "," + bound + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(largest)
                .as("largest deviation of %s in %d cases", metric, cases)
                .isLessThanOrEqualTo(bound);
    }
}
