package org.gaspard.ot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Frozen reference values (made by {@code src/test/oracles/make_oracles.py}) and random test data. */
public final class Oracles {

    private Oracles() {}

    static double[] read(String name) {
        return read(Oracles.class, "oracles.txt", name);
    }

    /** The numbers of a name in a file beside a class: lines {@code name: numbers}. */
    public static double[] read(Class<?> beside, String file, String name) {
        try (InputStream in = beside.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> Arrays.stream(line.substring(name.length() + 2).split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    public static double[] gaussian(RandomGenerator random, int size) {
        double[] x = new double[size];
        Arrays.setAll(x, i -> random.nextGaussian());
        return x;
    }

    public static double[] weights(RandomGenerator random, int size) {
        double[] w = new double[size];
        Arrays.setAll(w, i -> random.nextDouble(0.5, 1.5));
        double sum = Arrays.stream(w).sum();
        Arrays.setAll(w, i -> w[i] / sum);
        return w;
    }

    /** Subtracts the mean of each of d columns. */
    static double[] centred(double[] x, int n, int d) {
        double[] centred = x.clone();
        for (int k = 0; k < d; k++) {
            double mean = 0;
            for (int i = 0; i < n; i++) {
                mean += x[i * d + k] / n;
            }
            for (int i = 0; i < n; i++) {
                centred[i * d + k] -= mean;
            }
        }
        return centred;
    }

    /** A smooth non-linear map from d to e dimensions with random weights. */
    static double[] network(RandomGenerator random, double[] x, int n, int d, int e) {
        int hidden = 4 * d;
        double[] first = gaussian(random, d * hidden);
        double[] second = gaussian(random, hidden * e);
        double[] y = new double[n * e];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < hidden; k++) {
                double h = 0;
                for (int l = 0; l < d; l++) {
                    h += x[i * d + l] * first[l * hidden + k];
                }
                h = Math.max(h, 0) / Math.sqrt(d * hidden);
                for (int l = 0; l < e; l++) {
                    y[i * e + l] += h * second[k * e + l];
                }
            }
        }
        Arrays.setAll(y, k -> 1 / (1 + Math.exp(-y[k])));
        return y;
    }

    /** The matrix with rows and columns in the given order. */
    static double[] reorder(double[] c, int[] order) {
        int n = order.length;
        double[] reordered = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                reordered[i * n + j] = c[order[i] * n + order[j]];
            }
        }
        return reordered;
    }
}
