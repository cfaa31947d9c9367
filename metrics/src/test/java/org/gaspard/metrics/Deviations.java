package org.gaspard.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The largest deviations from independent programs: kept in {@code target/deviations}, a file for each metric, and held to the
 * bounds in the table of the README.
 */
public final class Deviations {

    private static final Path README = Path.of("README.md");
    private static final String HEADING = "### Independent programs";

    private Deviations() {}

    /**
     * Writes {@code metric,cases,largest deviation,bound}, and fails if the largest deviation exceeds the bound, or if the README
     * does not say as many cases and this bound.
     */
    public static void record(String metric, int cases, double largest, double bound) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "deviations"));
            Files.writeString(
                    folder.resolve(metric.replaceAll("[^A-Za-z0-9-]+", "-") + ".csv"),
                    metric + "," + cases + "," + largest + "," + bound + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(said(metric))
                .as("cases and bound of %s in the README", metric)
                .containsExactly((double) cases, bound);
        assertThat(largest)
                .as("largest deviation of %s in %d cases", metric, cases)
                .isLessThanOrEqualTo(bound);
    }

    private static double[] said(String metric) {
        try {
            return Files.readAllLines(README).stream()
                    .dropWhile(line -> !line.equals(HEADING))
                    .filter(line -> line.startsWith("| " + metric + " |"))
                    .map(line -> line.split("\\|"))
                    .findFirst()
                    .map(cells -> new double[] {Double.parseDouble(cells[2]), Double.parseDouble(cells[4])})
                    .orElse(new double[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
