package org.gaspard.metrics.learners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reference values and data of {@code src/test/oracles/learners.py}. */
final class LearnersOracle {

    private LearnersOracle() {}

    /** Points whose class is the largest of random linear scores with noise; the first score is the target. */
    record Problem(double[][] features, int[] labels, double[] targets) {

        static Problem of(long seed, int points, int width, int classes, double noise) {
            var random = new Lehmer(seed);
            double[][] mixing = new double[classes][width];
            for (double[] row : mixing) {
                Arrays.setAll(row, l -> random.next() - 0.5);
            }
            double[][] features = new double[points][width];
            int[] labels = new int[points];
            double[] targets = new double[points];
            for (int n = 0; n < points; n++) {
                Arrays.setAll(features[n], l -> 2 * random.next() - 1);
                double largest = Double.NEGATIVE_INFINITY;
                for (int k = 0; k < classes; k++) {
                    double score = noise * (random.next() - 0.5);
                    for (int l = 0; l < width; l++) {
                        score += mixing[k][l] * features[n][l];
                    }
                    targets[n] = k == 0 ? score : targets[n];
                    labels[n] = score > largest ? 3 * k - 5 : labels[n];
                    largest = Math.max(largest, score);
                }
            }
            return new Problem(features, labels, targets);
        }

        double[] column(int l) {
            return Arrays.stream(features).mapToDouble(row -> row[l]).toArray();
        }
    }

    private static final class Lehmer {
        private long state;

        Lehmer(long seed) {
            state = seed;
        }

        double next() {
            state = state * 48271 % 2147483647;
            return state / 2147483647.0;
        }
    }

    static double[] read(String name) {
        try (InputStream in = LearnersOracle.class.getResourceAsStream("learners.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> Arrays.stream(line.substring(name.length() + 2).split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no line " + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checks numbers against a line; the bound is relative for numbers above 1. */
    static void assertAgrees(String name, double bound, double... found) {
        double[] expected = read(name);
        assertThat(found).as(name).hasSize(expected.length);
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).as(name).isFinite();
            worst = Math.max(worst, Math.abs(found[i] - expected[i]) / Math.max(1, Math.abs(expected[i])));
        }
        if (System.getProperty("show.deviations") != null) {
            System.out.println("DEV " + name + " " + worst);
        }
        assertThat(worst).as(name).isLessThanOrEqualTo(bound);
    }

    static double[] flat(double[][] rows) {
        return Stream.of(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    static double[][] map(double[][] rows, UnaryOperator<double[]> f) {
        return Arrays.stream(rows).map(f).toArray(double[][]::new);
    }
}
