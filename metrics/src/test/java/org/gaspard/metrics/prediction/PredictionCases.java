package org.gaspard.metrics.prediction;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;

/** Samples for tests: those of {@code prediction.py}, and grids of factors with codes made of them. */
final class PredictionCases {

    static final int COUNT = 24;

    private static final int[][] SIZES = {{3, 4}, {2, 5, 3}, {4, 2}, {3, 3, 2}};
    private static final String[] KINDS = {"aligned", "mixed", "rotated", "duplicated", "dead", "split"};

    private long state;

    private PredictionCases(long seed) {
        state = seed;
    }

    static String kind(int number) {
        return KINDS[number % KINDS.length];
    }

    /** The same numbers as {@code case(number)} of the script. */
    static Sample oracle(int number) {
        int training = 300 + 10 * number;
        int[] sizes = SIZES[number % SIZES.length];
        double noise = 0.3 + 0.1 * (number % 5);
        var states = new PredictionCases(101 + 7L * number);
        double[][] codes = new double[training + 200][];
        int[][] factors = new int[training + 200][];
        for (int n = 0; n < codes.length; n++) {
            int[] v = Arrays.stream(sizes)
                    .map(size -> (int) ((states.next() >> 8) % size))
                    .toArray();
            double[] s = IntStream.range(0, v.length)
                    .mapToDouble(k -> v[k] / (double) sizes[k])
                    .toArray();
            double[] z = clean(kind(number), v, s);
            for (int l = 0; l < z.length; l++) {
                double scale = kind(number).equals("duplicated") && l >= s.length ? 3 * noise : noise;
                z[l] += scale * (states.next() / 2147483647.0);
            }
            if (kind(number).equals("dead")) {
                z[z.length - 1] = 0.25;
            }
            codes[n] = z;
            factors[n] = v;
        }
        return Sample.split(Points.of(codes, factors), training);
    }

    private static double[] clean(String kind, int[] v, double[] s) {
        double last = s[s.length - 1];
        int half = v[0] / 2;
        return switch (kind) {
            case "aligned" -> s.clone();
            case "mixed" -> new double[] {s[0] + 0.5 * s[1], s[1] - 0.25 * s[0], last + 0.3 * s[0], last - 0.4 * s[1]};
            case "rotated" -> new double[] {s[0] + s[1], s[0] - s[1], last};
            case "duplicated" ->
                DoubleStream.concat(Arrays.stream(s), Arrays.stream(s)).toArray();
            case "dead" -> Arrays.copyOf(s, s.length + 2);
            case "split" ->
                DoubleStream.concat(
                                DoubleStream.of(v[0] % 2, half),
                                Arrays.stream(s).skip(1))
                        .toArray();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** The numbers of the lines of a script's values that begin with a name, without it. */
    static List<double[]> lines(String resource, String name) {
        try (InputStream stream = PredictionCases.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .map(line -> Arrays.stream(
                                    line.substring(name.length()).strip().split(" "))
                            .mapToDouble(number -> number.equals("nan") ? Double.NaN : Double.parseDouble(number))
                            .toArray())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long next() {
        state = state * 48271 % 2147483647;
        return state;
    }

    /** Codes of the values of two factors. */
    interface Encoding {
        double[] codes(int first, int second);
    }

    /** All combinations of two factors, as often as asked for, in training and test. */
    static Sample grid(int first, int second, int times, Encoding encoding) {
        int[][] factors = IntStream.range(0, first * second * times)
                .mapToObj(n -> new int[] {n / second % first, n % second})
                .toArray(int[][]::new);
        double[][] codes =
                Arrays.stream(factors).map(v -> encoding.codes(v[0], v[1])).toArray(double[][]::new);
        Points points = Points.of(codes, factors);
        return new Sample(points, points);
    }

    /** Factors of the grid, and codes of noise. */
    static Sample noise(int points, int first, int second, int width) {
        var states = new PredictionCases(17);
        double[][] codes = new double[points][width];
        int[][] factors = new int[points][];
        for (int n = 0; n < points; n++) {
            factors[n] = new int[] {n / second % first, n % second};
            Arrays.setAll(codes[n], l -> states.next() / 2147483647.0);
        }
        return Sample.split(Points.of(codes, factors), points / 2);
    }
}
