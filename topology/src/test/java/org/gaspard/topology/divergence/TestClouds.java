package org.gaspard.topology.divergence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.gaspard.ot.Cost;

/** Clouds of points, their distances, and frozen reference values made by the scripts in {@code src/test/oracles}. */
public final class TestClouds {

    /** The number of points of the Clusters example. */
    public static final int CLUSTERS = 300;

    private TestClouds() {}

    /** The numbers of the line {@code name: ...} of a resource. */
    public static double[] oracle(String file, String name) {
        return lines(file).stream()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> numbers(line.substring(name.length() + 2)))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> lines(String file) {
        try (InputStream in = TestClouds.class.getResourceAsStream("/org/gaspard/topology/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /** Cloud A of the Clusters example, [300 × 2]. */
    public static double[] clusters() {
        return lines("clusters.txt").stream()
                .flatMapToDouble(line -> Arrays.stream(numbers(line)))
                .toArray();
    }

    /** Cloud B_k: the five points of each draw i moved by {@code 10 (cos θ, sin θ)}, {@code θ = 2π (i mod k) / k}. */
    public static double[] clusters(int k) {
        double[] moved = clusters();
        for (int i = 0; i < CLUSTERS; i++) {
            double angle = 2 * Math.PI * (i / 5 % k) / k;
            moved[2 * i] += 10 * Math.cos(angle);
            moved[2 * i + 1] += 10 * Math.sin(angle);
        }
        return moved;
    }

    public static double[] distances(double[] points, int n) {
        return Cost.euclidean().matrix(points, n, points.length / n);
    }

    public static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    public static double[] gaussian(long seed, int size) {
        RandomGenerator random = random(seed);
        double[] x = new double[size];
        Arrays.setAll(x, i -> random.nextGaussian());
        return x;
    }

    /** A symmetric matrix of the whole numbers below {@code bound}, 0 on the diagonal: full of ties. */
    public static double[] ties(long seed, int n, int bound) {
        RandomGenerator random = random(seed);
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                matrix[i * n + j] = matrix[j * n + i] = random.nextInt(bound);
            }
        }
        return matrix;
    }
}
