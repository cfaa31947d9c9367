package org.gaspard.metrics.intervention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Deviations;
import org.gaspard.metrics.FactorImages;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.SampledMetric;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.learners.LogisticRegression;
import org.junit.jupiter.api.Test;

/**
 * Agreement with {@code src/test/oracles/interventions.py}, an implementation of the definitions in Python that draws the
 * same points. Cases 0–3, 8–11 and 16–19 are grids (codes in single precision), the others tables of 300 points.
 */
class OracleTest {

    private static final int CASES = 24;
    private static final int[][] SIZES = {{3, 4}, {5, 2, 3}, {4, 4, 4}, {6, 1, 5}};
    private static final Map<String, double[]> EXPECTED = expected();

    private static Map<String, double[]> expected() {
        try (InputStream stream = OracleTest.class.getResourceAsStream("interventions.txt")) {
            Map<String, double[]> all = new HashMap<>();
            new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                String[] parts = line.split(";");
                all.put(
                        parts[0],
                        Arrays.stream(parts[1].trim().split(" "))
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            });
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long[] lcg(int count, long seed) {
        long[] values = new long[count];
        long state = seed;
        for (int i = 0; i < count; i++) {
            state = state * 48271 % 2147483647;
            values[i] = state;
        }
        return values;
    }

    /** The factors of a case, [N][K]. */
    private static int[][] factors(int c) {
        int[] sizes = SIZES[c % 4];
        int[][] factors;
        if (c / 4 % 2 == 0) {
            FactorGrid grid = FactorImages.of(sizes).grid();
            factors = new int[grid.size()][];
            Arrays.setAll(factors, grid::positions);
        } else {
            long[] states = lcg(300 * sizes.length, 3000 + c);
            factors = new int[300][sizes.length];
            for (int i = 0; i < states.length; i++) {
                factors[i / sizes.length][i % sizes.length] = (int) ((states[i] >> 8) % sizes[i % sizes.length]);
            }
        }
        return factors;
    }

    /** The codes of a case, [N][L]. */
    private static double[][] codes(int c, int[][] factors) {
        int[] sizes = SIZES[c % 4];
        int width = 2 + c % 5;
        int count = sizes.length;
        long[] states = lcg(width * count, 1000 + c);
        double[][] weights = new double[width][count];
        double[] scale = new double[width];
        for (int l = 0; l < width; l++) {
            scale[l] = 0.1;
            for (int k = 0; k < count; k++) {
                double random = 2 * states[l * count + k] / 2147483647.0 - 1;
                double aligned = l % count == k ? 1 : 0;
                weights[l][k] = switch (c % 3) {
                    case 0 -> aligned;
                    case 1 -> random;
                    default -> 0.8 * aligned + 0.2 * random;
                };
            }
        }
        if (c % 3 == 2) {
            Arrays.fill(weights[width - 1], 0);
            scale[width - 1] = 0;
        }
        long[] noise = lcg(factors.length * width, 5000 + c);
        double[][] codes = new double[factors.length][width];
        for (int n = 0; n < factors.length; n++) {
            for (int l = 0; l < width; l++) {
                for (int k = 0; k < count; k++) {
                    codes[n][l] += weights[l][k] * (factors[n][k] / (double) sizes[k]);
                }
                codes[n][l] += scale[l] * (noise[n * width + l] / 2147483647.0);
                if (c / 4 % 2 == 0) {
                    codes[n][l] = (float) codes[n][l];
                }
            }
        }
        return codes;
    }

    private static Points points(int c) {
        int[][] factors = factors(c);
        return Points.of(codes(c, factors), factors);
    }

    private static PointSource source(int c) {
        Points points = points(c);
        if (c / 4 % 2 != 0) {
            return PointSource.of(points);
        }
        return PointSource.of(FactorImages.of(SIZES[c % 4]), points.codes().width(), images -> {
            Codes codes = points.codes().atPoints(images);
            float[] rows = new float[images.length * codes.width()];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = (float) codes.value(i / codes.width(), i % codes.width());
            }
            return rows;
        });
    }

    private static double[] flat(Score.Table table) {
        return Arrays.stream(table.values()).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] numbers(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] one(double value) {
        return new double[] {value};
    }

    private static void compare(String name, double bound, IntFunction<double[]> found) {
        double largest = 0;
        for (int c = 0; c < CASES; c++) {
            double[] expected = EXPECTED.get(name + " " + c);
            double[] values = found.apply(c);
            assertThat(values).as("%s %d", name, c).hasSameSizeAs(expected);
            for (int i = 0; i < values.length; i++) {
                assertThat(Double.isNaN(values[i]))
                        .as("%s %d [%d] is NaN", name, c, i)
                        .isEqualTo(Double.isNaN(expected[i]));
                if (!Double.isNaN(expected[i])) {
                    largest = Math.max(largest, Math.abs(values[i] - expected[i]));
                }
            }
        }
        Deviations.record(name, CASES, largest, bound);
    }

    private static Score score(SampledMetric metric, int c) {
        return metric.score(source(c), 17 * c + 1);
    }

    @Test
    void bothSidesDrawTheSame() {
        double[] expected = EXPECTED.get("random 0");
        double[] drawn = new double[9];
        long[] seeds = {0, 7, -3};
        int[] bounds = {8, 10, 1000003};
        for (int i = 0; i < 9; i++) {
            drawn[i] = new SplittableRandom(seeds[i / 3]).split().nextInt(bounds[i % 3]);
        }
        assertThat(drawn).containsExactly(expected);
    }

    @Test
    void factorVae() {
        FactorVaeScore metric = new FactorVaeScore("FactorVAE", new VoteSettings(8, 200, 100, 300, 0.05, false));
        compare("FactorVAE", 1e-13, c -> votes(score(metric, c)));
    }

    @Test
    void zMaxVariance() {
        ZMaxVariance metric = new ZMaxVariance("Z-max-var", new VoteSettings(8, 200, 100, 300, 0.02, true));
        compare("Z-max-var", 1e-13, c -> votes(score(metric, c)));
    }

    private static double[] votes(Score score) {
        return numbers(
                new double[] {score.value(), score.figure("training accuracy"), score.figure("active codes")},
                flat(score.table("training votes")),
                flat(score.table("test votes")));
    }

    @Test
    void betaVae() {
        BetaVaeScore metric = new BetaVaeScore("BetaVAE", LogisticRegression.standard(), 5, 200, 100, false);
        compare("BetaVAE", 1e-13, c -> {
            Score score = score(metric, c);
            return numbers(
                    new double[] {score.value(), score.figure("training accuracy")},
                    flat(score.table("mean |z − z'|")));
        });
    }

    @Test
    void interventionalRobustness() {
        for (InterventionalRobustness metric : List.of(
                InterventionalRobustness.standard(),
                InterventionalRobustness.paper(),
                new InterventionalRobustness("IRS 0.9", 0.9, 3, true))) {
            compare(metric.name(), 1e-13, c -> robustness(metric, points(c)));
        }
        compare("IRS continuous", 1e-13, c -> {
            int[][] factors = factors(c);
            int count = factors[0].length;
            long[] states = lcg(factors.length * count, 7000 + c);
            double[][] continuous = new double[factors.length][count];
            for (int i = 0; i < states.length; i++) {
                continuous[i / count][i % count] = factors[i / count][i % count] + 0.25 * states[i] / 2147483647.0;
            }
            List<String> names =
                    IntStream.range(0, count).mapToObj(k -> "v" + k).toList();
            return robustness(
                    InterventionalRobustness.standard(),
                    new Points(points(c).codes(), Factors.continuous(names, continuous)));
        });
    }

    private static double[] robustness(InterventionalRobustness metric, Points points) {
        Score score = metric.score(new Sample(points, points));
        return numbers(one(score.value()), flat(score.table("IRS")));
    }

    @Test
    void flatness() {
        Flatness metric = new Flatness("flatness", 12);
        compare("flatness", 1e-13, c -> {
            Score score = score(metric, c);
            return numbers(one(score.value()), figures(score));
        });
    }

    private static double[] figures(Score score) {
        return score.figures().values().stream().mapToDouble(x -> x).toArray();
    }

    @Test
    void linearity() {
        FactoredLinearity metric = new FactoredLinearity("linearity", 12);
        compare("factored linearity", 1e-13, c -> {
            Score score = score(metric, c);
            return numbers(one(score.value()), figures(score));
        });
    }

    @Test
    void distances() {
        compare("factored distances", 1e-13, c -> {
            int[][] factors = factors(c);
            PointDistances data = PointDistances.of((a, b) -> IntStream.range(0, factors[a].length)
                    .mapToDouble(k -> Math.pow(factors[a][k] - factors[b][k], 2))
                    .average()
                    .orElseThrow());
            Score score = score(new FactoredDistances("distances", 6, 10, 7, Optional.of(data)), c);
            double[] global = DoubleStream.of(figures(score)).limit(15).toArray();
            return numbers(global, flat(score.table("sweeps")));
        });
    }

    @Test
    void equivariance() {
        compare("equivariance error", 1e-13, c -> {
            double[][] before = codes(c, factors(c));
            int width = before[0].length;
            double[][] after = new double[before.length][width];
            double[][] predicted = new double[before.length][width];
            for (int n = 0; n < before.length; n++) {
                for (int l = 0; l < width; l++) {
                    after[n][l] = before[n][l] * before[n][l];
                    predicted[n][l] = after[n][l] + 0.1 * before[(n + before.length - 1) % before.length][l];
                }
            }
            Score score = EquivarianceError.of(Codes.ofRows(before), Codes.ofRows(after), Codes.ofRows(predicted));
            return numbers(one(score.value()), figures(score), flat(score.table("root mean square error")));
        });
    }

    @Test
    void variationPredictability() {
        compare("VP", 1e-13, c -> {
            int n = 60 + c;
            int latents = 3 + c % 3;
            int width = 2 + c % 4;
            long[] states = lcg(n * width, 9000 + c);
            double[][] features = new double[n][width];
            int[] changed = new int[n];
            for (int i = 0; i < n; i++) {
                changed[i] = i * 7 % latents;
                for (int l = 0; l < width; l++) {
                    features[i][l] = states[i * width + l] / 2147483647.0;
                }
                features[i][changed[i] % width] += 0.3 * (1 + changed[i]);
            }
            Score score = new VariationPredictability(0.2, 1 + c % 4)
                    .score(features, changed, VariationPredictabilityTest.NEAREST_MEAN, 17 * c + 1);
            return numbers(one(score.value()), figures(score));
        });
    }
}
