package org.gaspard.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** The fixed representations of oracles/sets.py, and the values that the scripts found for them. */
public final class OracleSets {

    public static final int COUNT = 24;

    private OracleSets() {}

    /** Numbers in (0, 1) of a linear congruential generator (Park and Miller), [n][width]. */
    public static double[][] noise(int n, int width, long seed) {
        double[][] values = new double[n][width];
        long state = seed;
        for (double[] row : values) {
            for (int l = 0; l < width; l++) {
                state = state * 48271 % 2147483647;
                row[l] = state / 2147483647.0;
            }
        }
        return values;
    }

    public static int points(int set) {
        return 40 + 7 * set;
    }

    public static Codes codes(int set) {
        double[][] u = noise(points(set), 4, 1000 + set);
        int width = 2 + set % 3;
        double[][] z = new double[u.length][width];
        for (int n = 0; n < u.length; n++) {
            for (int l = 0; l < width; l++) {
                z[n][l] = switch (set % 6) {
                    case 0 -> u[n][l];
                    case 1 -> u[n][l] + 0.5 * u[n][(l + 1) % 4];
                    case 2 -> (u[n][l] - 0.5) * (u[n][l] - 0.5) * (u[n][l] - 0.5) * Math.pow(10, l);
                    case 3 -> u[n][0] + 0.3 * u[n][l];
                    case 4 -> l == width - 1 ? 0.25 : u[n][l];
                    default -> l == 0 ? u[n][0] : 100 * u[n][l] - 50 * u[n][0] + 7;
                };
            }
        }
        return Codes.ofRows(z);
    }

    public static Codes others(int set) {
        double[][] u = noise(points(set), 4, 1000 + set);
        double[][] v = noise(points(set), 4, 2000 + set);
        double[][] y = new double[u.length][2 + set / 3 % 3];
        for (int n = 0; n < y.length; n++) {
            for (int l = 0; l < y[n].length; l++) {
                y[n][l] = u[n][l] * u[n][l] + 0.5 * v[n][l];
            }
            y[n][0] += u[n][1];
        }
        return Codes.ofRows(y);
    }

    /** The values of a script for one name, by set: lines "name set value …" of a resource beside a class. */
    public static Map<Integer, double[]> values(Class<?> beside, String resource, String name) {
        Map<Integer, double[]> values = new TreeMap<>();
        try (InputStream in = beside.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" "))
                    .filter(words -> words[0].equals(name))
                    .forEach(words -> values.put(
                            Integer.valueOf(words[1]),
                            Arrays.stream(words)
                                    .skip(2)
                                    .mapToDouble(Double::parseDouble)
                                    .toArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }

    /** The largest deviation, relative for values above 1, of what is found for each set from what the script found. */
    public static double largestDeviation(Map<Integer, double[]> expected, IntFunction<double[]> found) {
        assertThat(expected).hasSize(COUNT);
        double largest = 0;
        for (Map.Entry<Integer, double[]> entry : expected.entrySet()) {
            double[] values = found.apply(entry.getKey());
            assertThat(values).hasSameSizeAs(entry.getValue());
            for (int i = 0; i < values.length; i++) {
                double wanted = entry.getValue()[i];
                double deviation = Math.abs(values[i] - wanted) / Math.max(1, Math.abs(wanted));
                assertThat(deviation).isNotNaN();
                largest = Math.max(largest, deviation);
            }
        }
        return largest;
    }
}
