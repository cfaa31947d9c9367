package org.gaspard.metrics.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.metrics.learners.LearnersOracle.flat;
import static org.gaspard.metrics.learners.LearnersOracle.map;

import java.util.Arrays;
import org.gaspard.metrics.learners.LearnersOracle.Problem;
import org.junit.jupiter.api.Test;

class LinearSvmTest {

    @Test
    void gradientVanishesAtTheOptimum() {
        for (Problem problem : new Problem[] {
            Problem.of(41, 200, 1, 2, 1.0),
            Problem.of(42, 500, 1, 7, 0.5),
            Problem.of(43, 150, 5, 2, 1.0),
            Problem.of(44, 200, 4, 5, 1.0)
        }) {
            for (ClassWeights weights : ClassWeights.values()) {
                for (double c : new double[] {0.01, 1, 100}) {
                    assertThat(largestDerivative(new LinearSvm(c, weights), problem))
                            .isLessThan(1e-8);
                }
            }
        }
    }

    /** The largest derivative of the objectives divided by {@code max(1, C N)}, from their definition. */
    private static double largestDerivative(LinearSvm svm, Problem problem) {
        var machines = svm.fit(problem.features(), problem.labels());
        assertThat(machines.converged()).isTrue();
        double[][] scores = machines.scores(problem.features());
        int points = problem.labels().length;
        int classes = machines.classes().length;
        double largest = 0;
        for (int out = 0; out < machines.intercepts().length; out++) {
            int positive = machines.classes()[classes == 2 ? 1 : out];
            long members =
                    Arrays.stream(problem.labels()).filter(y -> y == positive).count();
            double[] w = machines.coefficients()[out];
            double[] gradient = Arrays.copyOf(w, w.length + 1);
            gradient[w.length] = machines.intercepts()[out];
            for (int n = 0; n < points; n++) {
                double y = problem.labels()[n] == positive ? 1 : -1;
                double count = y > 0 ? members : points - members;
                boolean weighted = svm.classWeights() == ClassWeights.BALANCED && (y > 0 || classes == 2);
                double cost = svm.c() * (weighted ? points / (classes * count) : 1);
                double pull = 2 * cost * y * Math.max(0, 1 - y * scores[n][out]);
                for (int l = 0; l < w.length; l++) {
                    gradient[l] -= pull * problem.features()[n][l];
                }
                gradient[w.length] -= pull;
            }
            double size = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
            largest = Math.max(largest, size / Math.max(1, svm.c() * points));
        }
        return largest;
    }

    /** A second feature that is 0 takes the general way; weights are the same. */
    @Test
    void lineAndSpaceAgree() {
        for (int classes : new int[] {2, 6}) {
            var problem = Problem.of(45, 600, 1, classes, 0.5);
            double[][] wider = map(problem.features(), x -> new double[] {2 * x[0] - 5, 0});
            double[][] line = map(wider, x -> new double[] {x[0]});
            for (double c : new double[] {0.01, 10}) {
                var svm = new LinearSvm(c, ClassWeights.BALANCED);
                var onLine = svm.fit(line, problem.labels());
                var inSpace = svm.fit(wider, problem.labels());
                assertThat(flat(onLine.coefficients()))
                        .containsExactly(
                                Arrays.stream(inSpace.coefficients())
                                        .mapToDouble(w -> w[0])
                                        .toArray(),
                                within(1e-9));
                assertThat(onLine.intercepts()).containsExactly(inSpace.intercepts(), within(1e-9));
            }
        }
    }

    @Test
    void separatedClassesAreToldApart() {
        double[][] features = {{-3}, {-2.5}, {0}, {0.2}, {4}, {4.5}};
        int[] labels = {7, 7, 1, 1, 1, 1};
        var machines = new LinearSvm(100, ClassWeights.NONE).fit(features, labels);
        assertThat(machines.classes()).containsExactly(1, 7);
        assertThat(machines.accuracy(features, labels)).isOne();
        assertThat(machines.coefficients()[0][0]).isNegative();
    }

    @Test
    void aConstantCodePredictsOneClass() {
        double[][] constant = new double[9][1];
        int[] labels = {1, 1, 1, 1, 2, 2, 2, 3, 3};
        var machines = LinearSvm.standard().fit(constant, labels);
        assertThat(machines.coefficients()).isDeepEqualTo(new double[3][1]);
        assertThat(machines.predict(constant)).containsOnly(1);
    }

    /** Far from 0 the Hessian is nearly singular, and the intercept's penalty matters. */
    @Test
    void featuresFarFromZeroStillFallDownhill() {
        var problem = Problem.of(46, 300, 1, 2, 0.2);
        double[][] far = map(problem.features(), x -> new double[] {x[0] + 1e9});
        var machines = LinearSvm.standard().fit(far, problem.labels());
        assertThat(machines.coefficients()[0][0]).isFinite();
        assertThat(machines.accuracy(far, problem.labels())).isBetween(0.3, 1.0);
    }

    @Test
    void refusesInputsWithoutMeaning() {
        assertThatThrownBy(() -> new LinearSvm(0, ClassWeights.NONE))
                .hasMessage("c must be positive and finite, found 0.0");
        assertThatThrownBy(() -> LinearSvm.standard().fit(new double[][] {{1}, {2}}, new int[] {5, 5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only class 5");
        assertThatThrownBy(() -> LinearSvm.standard().fit(new double[][] {{1}, {2}}, new int[] {5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 points, found 1");
        assertThatThrownBy(() -> LinearSvm.standard().fit(new double[0][], new int[0]))
                .hasMessageContaining("at least one row");
        var machines = LinearSvm.standard().fit(new double[][] {{1}, {2}}, new int[] {5, 6});
        assertThatThrownBy(() -> machines.scores(new double[][] {{Double.POSITIVE_INFINITY}}))
                .hasMessageContaining("Infinity");
    }
}
