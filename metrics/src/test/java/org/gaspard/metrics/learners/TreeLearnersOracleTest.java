package org.gaspard.metrics.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;
import org.gaspard.metrics.OracleSets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against scikit-learn 1.9.1: oracles/tree_learners.py. */
class TreeLearnersOracleTest {

    private static final int SHOWN = 4;

    /** The largest deviation found is 6.4e-14. */
    private static final double TOLERANCE = 2e-13;

    record Problem(
            String learner,
            String kind,
            int points,
            int tests,
            int width,
            int classes,
            int seed,
            int stages,
            double rate,
            TreeLimits limits,
            boolean tied,
            Iterator<String> results) {

        @Override
        public String toString() {
            return learner + " " + kind + " " + seed;
        }

        double[] numbers() {
            return Arrays.stream(results.next().split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
    }

    static Stream<Problem> problems() throws IOException {
        try (InputStream stream = Objects.requireNonNull(
                TreeLearnersOracleTest.class.getResourceAsStream("/org/gaspard/metrics/tree_learners.txt"))) {
            return Arrays.stream(new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n(?=[a-z])"))
                    .map(TreeLearnersOracleTest::problem);
        }
    }

    private static Problem problem(String block) {
        Iterator<String> lines = block.lines().iterator();
        String[] o = lines.next().split(" ");
        int[] n = Arrays.stream(o)
                .mapToInt(word -> word.matches("\\d+") ? Integer.parseInt(word) : 0)
                .toArray();
        TreeLimits limits = new TreeLimits(n[9] == 0 ? Integer.MAX_VALUE : n[9], n[10], n[11]);
        return new Problem(
                o[0],
                o[1],
                n[2],
                n[3],
                n[4],
                n[5],
                n[6],
                n[7],
                Double.parseDouble(o[8]),
                limits,
                o[12].equals("1"),
                lines);
    }

    private record Data(double[][] features, int[] labels, double[] targets) {

        Data slice(int from, int to) {
            return new Data(
                    Arrays.copyOfRange(features, from, to),
                    Arrays.copyOfRange(labels, from, to),
                    Arrays.copyOfRange(targets, from, to));
        }
    }

    private static Data data(Problem problem) {
        int points = problem.points + problem.tests;
        int width = problem.width;
        double[][] u = OracleSets.noise(points, width + 1, problem.seed);
        if (problem.kind.equals("duplicates")) {
            for (int n = points / 2; n < points; n++) {
                System.arraycopy(u[n - points / 2], 0, u[n], 0, width);
            }
        }
        double[][] x = new double[points][width];
        int[] labels = new int[points];
        double[] targets = new double[points];
        for (int n = 0; n < points; n++) {
            double t = 0.9 * u[n][0] + 0.4 * (u[n][1 % width] * u[n][2 % width]) + 0.3 * u[n][width];
            labels[n] = 7 * (int) Math.floor(t / 1.6 * problem.classes) - 3;
            targets[n] = t * 10 - 3;
            for (int l = 0; l < width; l++) {
                double value = u[n][l] * 4 - 2;
                x[n][l] = switch (problem.kind) {
                    case "steps" -> Math.floor(value * 4) / 4;
                    case "near" -> value * 2e-6;
                    case "large" -> value * 1e6 + 3e7;
                    case "constant" -> l == 0 ? 1.25 : value;
                    default -> value;
                };
            }
        }
        return new Data(x, labels, targets);
    }

    @ParameterizedTest
    @MethodSource("problems")
    void agreesWithScikitLearn(Problem problem) {
        Data all = data(problem);
        Data train = all.slice(0, problem.points);
        Data test = all.slice(problem.points, problem.points + problem.tests);
        switch (problem.learner) {
            case "boosting" -> {
                var model = new GradientBoosting(problem.stages, problem.rate, problem.limits)
                        .fit(train.features, train.labels);
                checkImportances(problem, model.importances());
                double[] deviance = model.trainingDeviance();
                if (problem.tied) {
                    double[] range = problem.numbers();
                    double spread = range[1] - range[0];
                    assertThat(deviance[problem.stages - 1]).isBetween(range[0] - spread, range[1] + spread);
                } else {
                    close(deviance, problem.numbers());
                    assertThat(doubles(model.predict(test.features))).isEqualTo(problem.numbers());
                    close(shown(model.probabilities(test.features)), problem.numbers());
                }
            }
            case "classifier" -> {
                var model = new DecisionTreeClassifier(problem.limits).fit(train.features, train.labels);
                checkImportances(problem, model.importances());
                if (!problem.tied) {
                    assertThat(doubles(model.predict(test.features))).isEqualTo(problem.numbers());
                    close(shown(model.probabilities(test.features)), problem.numbers());
                }
            }
            default -> {
                var model = new DecisionTreeRegressor(problem.limits).fit(train.features, train.targets);
                checkImportances(problem, model.importances());
                if (!problem.tied) {
                    close(model.predict(test.features), problem.numbers());
                }
            }
        }
    }

    /** With ties importances may lie outside of what eleven seeds gave, but not far. */
    private static void checkImportances(Problem problem, double[] importances) {
        double[] low = problem.numbers();
        if (!problem.tied) {
            close(importances, low);
            return;
        }
        double[] high = problem.numbers();
        for (int l = 0; l < low.length; l++) {
            double spread = high[l] - low[l];
            assertThat(importances[l]).isBetween(low[l] - spread, high[l] + spread);
        }
    }

    private static void close(double[] found, double[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(TOLERANCE));
        }
    }

    private static double[] doubles(int[] labels) {
        return Arrays.stream(labels).asDoubleStream().toArray();
    }

    private static double[] shown(double[][] probabilities) {
        return Arrays.stream(probabilities)
                .limit(SHOWN)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }
}
