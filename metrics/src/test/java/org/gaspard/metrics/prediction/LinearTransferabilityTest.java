package org.gaspard.metrics.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Deviations;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.OracleSets;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.learners.SparseLogisticRegression;
import org.junit.jupiter.api.Test;

/** Against oracles/gwae_evaluation.py, on 24 sets, and on factors that codes tell or do not. */
class LinearTransferabilityTest {

    private static final SparseLogisticRegression REGRESSION = SparseLogisticRegression.standard();

    /** The codes of a set, where they are large a tenth of them. */
    private static Codes codes(int set) {
        double unit = set % 6 == 2 || set % 6 == 5 ? 10 : 1;
        double[][] rows = OracleSets.codes(set).rows();
        for (double[] row : rows) {
            Arrays.setAll(row, l -> row[l] / unit);
        }
        return Codes.ofRows(rows);
    }

    /** Two or three values, of equally many points, of the difference of two codes with noise. */
    private static Points points(int set) {
        Codes codes = codes(set);
        int classes = 2 + set % 2;
        double[] noise = OracleSets.noise(1, codes.points(), 17000 + set)[0];
        double[] score = IntStream.range(0, codes.points())
                .mapToDouble(n -> codes.value(n, 0) - codes.value(n, 1) + (noise[n] - 0.5))
                .toArray();
        double[] sorted = Arrays.stream(score).sorted().toArray();
        int[][] factor = new int[score.length][1];
        for (int n = 0; n < score.length; n++) {
            for (int i = 1; i < classes; i++) {
                double at = (sorted.length - 1) * (i / (double) classes);
                int below = (int) at;
                double cut =
                        sorted[below] + (at - below) * (sorted[Math.min(below + 1, sorted.length - 1)] - sorted[below]);
                factor[n][0] += cut < score[n] ? 1 : 0;
            }
        }
        return new Points(codes, Factors.discrete(factor));
    }

    @Test
    void weightsOfSparseRegressions() {
        Deviations.record(
                "sparse logistic regression",
                OracleSets.COUNT,
                OracleSets.largestDeviation(
                        OracleSets.values(LinearTransferabilityTest.class, "transfer.txt", "weights"), set -> {
                            Points points = points(set);
                            var model = REGRESSION
                                    .withC(0.3)
                                    .fit(points.codes().rows(), points.factors().labels(0));
                            assertThat(model.converged()).isTrue();
                            return IntStream.range(0, model.intercepts().length)
                                    .boxed()
                                    .flatMapToDouble(k -> DoubleStream.concat(
                                            Arrays.stream(model.coefficients()[k]),
                                            DoubleStream.of(model.intercepts()[k])))
                                    .toArray();
                        }),
                1e-9);
    }

    @Test
    void accuraciesOfLeftOutParts() {
        var metric = new LinearTransferability(List.of(30.0, 3.0, 0.3), 5, true);
        Deviations.record(
                "linear transferability",
                OracleSets.COUNT,
                OracleSets.largestDeviation(
                        OracleSets.values(LinearTransferabilityTest.class, "transfer.txt", "accuracies"), set -> {
                            Score score = metric.score(points(set));
                            double[] accuracies = score.table("accuracy by C").values()[0];
                            assertThat(score.value())
                                    .isEqualTo(Arrays.stream(accuracies).max().orElseThrow());
                            return accuracies;
                        }),
                1e-12);
    }

    /** {@code |∂f/∂w| ≤ λ}, with equality and opposite sign where w is not 0, from the definition. */
    @Test
    void theOptimumIsOne() {
        Points points = points(8);
        double[][] x = points.codes().rows();
        int[] y = points.factors().labels(0);
        for (boolean penalised : new boolean[] {true, false}) {
            var model = new SparseLogisticRegression(0.7, penalised).fit(x, y);
            double[] slopes = new double[x[0].length + 1];
            for (int n = 0; n < x.length; n++) {
                double z = model.intercepts()[0];
                for (int l = 0; l < x[n].length; l++) {
                    z += model.coefficients()[0][l] * x[n][l];
                }
                double slope = 0.7 * (1 / (1 + Math.exp(-z)) - y[n]);
                for (int l = 0; l < x[n].length; l++) {
                    slopes[l] += slope * x[n][l];
                }
                slopes[x[n].length] += slope;
            }
            for (int l = 0; l < slopes.length; l++) {
                boolean last = l == slopes.length - 1;
                double weight = last ? model.intercepts()[0] : model.coefficients()[0][l];
                double penalty = last && !penalised ? 0 : 1;
                if (weight == 0) {
                    assertThat(Math.abs(slopes[l])).isLessThanOrEqualTo(penalty + 1e-9);
                } else {
                    assertThat(slopes[l]).isCloseTo(-Math.copySign(penalty, weight), within(1e-9));
                }
            }
        }
    }

    /** Two binary factors; the codes are the first of them, and noise. */
    private static Points oneOfTwo() {
        double[][] noise = OracleSets.noise(400, 2, 21);
        int[][] factors = new int[400][];
        double[][] codes = new double[400][];
        for (int n = 0; n < 400; n++) {
            factors[n] = new int[] {n % 2, noise[n][0] < 0.3 ? 1 : 0, 5};
            codes[n] = new double[] {4 * (n % 2), noise[n][1]};
        }
        return Points.of(codes, factors);
    }

    @Test
    void whatCodesTellIsAboveTheGuess() {
        Score score = LinearTransferability.standard().score(oneOfTwo());
        double[][] factors = score.table("factors").values();
        assertThat(factors[0][0]).isEqualTo(1);
        assertThat(factors[0][2]).isEqualTo(0.5);
        assertThat(factors[1][0]).isCloseTo(factors[1][2], within(1e-12));
        assertThat(score.figure("above it")).isCloseTo(0.25, within(1e-12));
        assertThat(score.warnings()).containsExactly("constant factor left out: 'v2'");
        assertThat(LinearTransferability.standard().score(oneOfTwo()).json()).isEqualTo(score.json());
    }

    @Test
    void refusesBadInput() {
        assertThatThrownBy(() -> new LinearTransferability(List.of(), 5, true)).hasMessageContaining("cs");
        assertThatThrownBy(() -> new LinearTransferability(List.of(-1.0), 5, true))
                .hasMessageContaining("found -1");
        assertThatThrownBy(() -> new LinearTransferability(List.of(1.0), 1, true))
                .hasMessageContaining("folds must be at least 2, found 1");
        Points constant = Points.of(new double[][] {{1}, {2}}, new int[][] {{3}, {3}});
        assertThatThrownBy(() -> LinearTransferability.standard().score(constant))
                .hasMessageContaining("nothing to predict");
        Points few = Points.of(new double[][] {{1}, {2}}, new int[][] {{3}, {4}});
        assertThatThrownBy(() -> LinearTransferability.standard().score(few)).hasMessageContaining("folds");
    }
}
