package org.gaspard.metrics.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.metrics.learners.LearnersOracle.flat;
import static org.gaspard.metrics.learners.LearnersOracle.map;

import java.util.Arrays;
import java.util.Random;
import org.gaspard.metrics.learners.LearnersOracle.Problem;
import org.gaspard.metrics.learners.LogisticRegressionCv.Parts;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

    private static final LogisticRegression STANDARD = LogisticRegression.standard();
    private static final LogisticRegression BALANCED = STANDARD.withClassWeights(ClassWeights.BALANCED);

    @Test
    void gradientVanishesAtTheOptimum() {
        var two = Problem.of(31, 150, 4, 2, 1.0);
        var five = Problem.of(32, 300, 6, 5, 1.0);
        for (LogisticRegression regression : new LogisticRegression[] {
            STANDARD, BALANCED, STANDARD.withC(1e-3), BALANCED.withC(1e4), LogisticRegression.unpenalized()
        }) {
            assertThat(largestDerivative(regression, two)).isLessThan(1e-8);
            assertThat(largestDerivative(regression, five)).isLessThan(1e-8);
        }
    }

    /** The largest derivative of {@code 1/S ( Σ s_n loss_n + 1/(2C) ‖w‖² )} by weights and intercepts, from its definition. */
    private static double largestDerivative(LogisticRegression regression, Problem problem) {
        LogisticModel model = regression.fit(problem.features(), problem.labels());
        double[][] p = model.probabilities(problem.features());
        int classes = model.classes().length;
        int width = problem.features()[0].length;
        int[] counts = new int[classes];
        for (int label : problem.labels()) {
            counts[Arrays.binarySearch(model.classes(), label)]++;
        }
        double total = problem.labels().length;
        double largest = 0;
        for (int out = 0; out < model.intercepts().length; out++) {
            int k = classes == 2 ? 1 : out;
            double[] gradient = new double[width + 1];
            for (int n = 0; n < total; n++) {
                int y = Arrays.binarySearch(model.classes(), problem.labels()[n]);
                double weight = regression.classWeights() == ClassWeights.BALANCED ? total / (classes * counts[y]) : 1;
                double difference = weight * (p[n][k] - (y == k ? 1 : 0)) / total;
                for (int l = 0; l < width; l++) {
                    gradient[l] += difference * problem.features()[n][l];
                }
                gradient[width] += difference;
            }
            for (int l = 0; l < width; l++) {
                gradient[l] += model.coefficients()[out][l] / (regression.c() * total);
            }
            largest = Math.max(
                    largest, Arrays.stream(gradient).map(Math::abs).max().orElseThrow());
        }
        return largest;
    }

    @Test
    void weightsOfSeveralClassesSumToZero() {
        var problem = Problem.of(33, 200, 3, 4, 1.0);
        for (LogisticRegression regression :
                new LogisticRegression[] {BALANCED.withC(10), LogisticRegression.unpenalized()}) {
            LogisticModel model = regression.fit(problem.features(), problem.labels());
            assertThat(Arrays.stream(model.intercepts()).sum()).isCloseTo(0, within(1e-12));
            for (int l = 0; l < 3; l++) {
                int column = l;
                assertThat(Arrays.stream(model.coefficients())
                                .mapToDouble(w -> w[column])
                                .sum())
                        .isCloseTo(0, within(1e-10));
            }
        }
    }

    @Test
    void withoutFeaturesThatVaryOnlyFrequenciesRemain() {
        double[][] constant = new double[10][2];
        int[] labels = {1, 1, 1, 1, 1, 2, 2, 2, 3, 3};
        for (LogisticRegression regression : new LogisticRegression[] {STANDARD, LogisticRegression.unpenalized()}) {
            LogisticModel model = regression.fit(constant, labels);
            assertThat(model.probabilities(constant)[0]).containsExactly(new double[] {0.5, 0.3, 0.2}, within(1e-9));
            assertThat(flat(model.coefficients())).containsOnly(0);
            assertThat(regression
                            .withClassWeights(ClassWeights.BALANCED)
                            .fit(constant, labels)
                            .probabilities(constant)[0])
                    .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-9));
        }
    }

    @Test
    void dependentFeaturesWithoutPenaltyPredictAsIndependentOnes() {
        var problem = Problem.of(34, 120, 3, 3, 1.5);
        double[][] more =
                map(problem.features(), x -> new double[] {x[0], x[1], x[2], x[0] - 3 * x[1], 7, 1e4 * x[2] + 1e5});
        double[][] expected = LogisticRegression.unpenalized()
                .fit(problem.features(), problem.labels())
                .probabilities(problem.features());
        LogisticModel model = LogisticRegression.unpenalized().fit(more, problem.labels());
        assertThat(model.converged()).isTrue();
        assertThat(flat(model.probabilities(more))).containsExactly(flat(expected), within(1e-8));
    }

    @Test
    void separatedClassesWithoutPenaltyAreToldApartForSure() {
        double[][] features = {{-2, 1}, {-1, 0}, {-1.5, 1}, {1, 0}, {2, 1}, {1, 1}, {0, 9}, {0.1, 10}};
        int[] two = {0, 0, 0, 1, 1, 1, 1, 1};
        int[] three = {4, 4, 4, 5, 5, 5, 6, 6};
        for (int[] labels : new int[][] {two, three}) {
            LogisticModel model = LogisticRegression.unpenalized().fit(features, labels);
            assertThat(model.predict(features)).containsExactly(labels);
            assertThat(ClassificationScores.logLoss(labels, model.classes(), model.probabilities(features)))
                    .isLessThan(1e-8);
        }
    }

    @Test
    void orderOfPointsAndNamesOfClassesDoNotMatter() {
        var problem = Problem.of(35, 100, 3, 4, 0.5);
        int points = problem.labels().length;
        double[][] reversed = new double[points][];
        int[] renamed = new int[points];
        for (int n = 0; n < points; n++) {
            reversed[n] = problem.features()[points - 1 - n];
            renamed[n] = -10 * problem.labels()[points - 1 - n];
        }
        double[][] expected = STANDARD.fit(problem.features(), problem.labels()).probabilities(problem.features());
        double[][] found = STANDARD.fit(reversed, renamed).probabilities(problem.features());
        for (int n = 0; n < points; n++) {
            for (int k = 0; k < 4; k++) {
                assertThat(found[n][3 - k]).isCloseTo(expected[n][k], within(1e-9));
            }
        }
    }

    /** Here the gradient rises again and again while the value falls. */
    @Test
    void fewPointsOnLargeScalesAreSolved() {
        for (int seed = 60; seed < 70; seed++) {
            var problem = Problem.of(seed, 20, 5, 5, 0.8);
            double[][] large = map(problem.features(), x ->
                    new double[] {100 * x[0], 1000 * x[1] + 16000, 100 * x[2] + 1700, x[3] + 15, 10 * x[4]});
            for (double c : new double[] {1, 1000}) {
                LogisticModel model = STANDARD.withC(c).fit(large, problem.labels());
                assertThat(model.converged()).isTrue();
                // Features are up to 17,000: so are derivatives at the start.
                var moved = new Problem(large, problem.labels(), problem.targets());
                assertThat(largestDerivative(STANDARD.withC(c), moved)).isLessThan(1e-4);
            }
        }
    }

    @Test
    void stopsAtTheLimitOfIterations() {
        var problem = Problem.of(36, 200, 3, 4, 0.5);
        LogisticModel model = STANDARD.withC(1e4).withStop(2, 1e-10).fit(problem.features(), problem.labels());
        assertThat(model.iterations()).isEqualTo(2);
        assertThat(model.converged()).isFalse();
        LogisticModel done = STANDARD.withC(1e4).fit(problem.features(), problem.labels());
        assertThat(done.converged()).isTrue();
        assertThat(done.iterations()).isGreaterThan(2);
    }

    /** Two classes with one point each of a rare class: some folds learn from points without it. */
    @Test
    void crossValidationCopesWithClassesMissingFromAFold() {
        var random = new Random(4);
        double[][] features = new double[41][2];
        int[] labels = new int[41];
        for (int n = 0; n < 41; n++) {
            labels[n] = n == 17 ? 9 : n % 2;
            features[n] = new double[] {labels[n] + 0.3 * random.nextGaussian(), random.nextGaussian()};
        }
        var result = LogisticRegressionCv.standard().evaluate(features, labels);
        assertThat(result.model().classes()).containsExactly(0, 1, 9);
        assertThat(result.accuracies()).hasDimensions(5, 10);
        assertThat(Arrays.stream(result.accuracies())
                        .mapToDouble(row -> row[9])
                        .average()
                        .orElseThrow())
                .isBetween(0.85, 1.0);

        int[] nearlyOne = new int[41];
        nearlyOne[3] = 1;
        var almost = LogisticRegressionCv.standard().evaluate(features, nearlyOne);
        // The only point of class 1 is left out with 8 others: all are taken for class 0.
        assertThat(almost.accuracies()[0]).containsOnly(8 / 9.0);
    }

    @Test
    void refusesInputsWithoutMeaning() {
        double[][] x = {{1}, {2}};
        assertThatThrownBy(() -> STANDARD.fit(new double[0][], new int[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features must have at least one row, found none");
        assertThatThrownBy(() -> STANDARD.fit(new double[][] {{}, {}}, new int[2]))
                .hasMessage("features must have at least one column, found none");
        assertThatThrownBy(() -> STANDARD.fit(x, new int[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels must have one label for each of 2 points, found 1");
        assertThatThrownBy(() -> STANDARD.fit(x, new int[] {3, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels must have at least 2 classes, found only class 3");
        assertThatThrownBy(() -> STANDARD.fit(new double[][] {{1}, {Double.NaN}}, new int[] {1, 2}))
                .hasMessage("features must be finite, found NaN in row 1, column 0");
        assertThatThrownBy(() -> STANDARD.fit(new double[][] {{1}, {2, 3}}, new int[] {1, 2}))
                .hasMessage("features must have 1 columns, found 2 in row 1");
        LogisticModel model = STANDARD.fit(x, new int[] {1, 2});
        assertThatThrownBy(() -> model.predict(new double[][] {{1, 2}})).hasMessageContaining("1 columns, found 2");
        assertThatThrownBy(() -> model.accuracy(x, new int[] {1}))
                .hasMessageContaining("2 rows of features and 1 labels");
        assertThatThrownBy(() -> STANDARD.withC(0)).hasMessage("c must be positive, found 0.0");
        assertThatThrownBy(() -> STANDARD.withStop(0, 1)).hasMessageContaining("maxIterations");
        assertThatThrownBy(() -> STANDARD.withStop(1, Double.NaN)).hasMessageContaining("tolerance");
        assertThatThrownBy(() -> LogisticRegressionCv.standard().fit(x, new int[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("folds, 5, found at most 1 points");
        assertThatThrownBy(() -> new LogisticRegressionCv(new double[0], 5, Parts.STRATIFIED, STANDARD))
                .hasMessageContaining("cs");
        assertThatThrownBy(() -> new LogisticRegressionCv(new double[] {-1}, 5, Parts.STRATIFIED, STANDARD))
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> new LogisticRegressionCv(new double[] {1}, 1, Parts.STRATIFIED, STANDARD))
                .hasMessageContaining("folds");
    }

    @Test
    void featuresOfAnySizeConverge() {
        var problem = Problem.of(41, 200, 3, 3, 1.0);
        double expected = LogisticRegression.unpenalized()
                .fit(problem.features(), problem.labels())
                .accuracy(problem.features(), problem.labels());
        for (double scale : new double[] {1e6, 1e19, 1e45, 1e99}) {
            double[][] features = map(
                    problem.features(),
                    row -> Arrays.stream(row).map(x -> scale * x).toArray());
            LogisticModel model = STANDARD.fit(features, problem.labels());
            assertThat(model.converged()).as("scale " + scale).isTrue();
            assertThat(model.accuracy(features, problem.labels())).isEqualTo(expected);
        }
        assertThatThrownBy(() -> STANDARD.fit(new double[][] {{-1e200}, {1e200}}, new int[] {0, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "features must be at most 1.0E100 in size: rescale the column, found -1.0E200 in row 0, column"
                                + " 0");
    }
}
