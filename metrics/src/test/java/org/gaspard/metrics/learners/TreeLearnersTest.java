package org.gaspard.metrics.learners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.gaspard.tensor.array.Parallel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeLearnersTest {

    private static final double TOLERANCE = 1e-9;

    /** Points of a kind: continuous, of few values, some twice, with constant columns, or closer than floats tell. */
    private static double[][] features(Random random, String kind, int points, int width) {
        double[][] x = new double[points][width];
        for (int n = 0; n < points; n++) {
            for (int l = 0; l < width; l++) {
                x[n][l] = switch (kind) {
                    case "ties" -> random.nextInt(4) - 1;
                    case "constant" -> l % 2 == 0 ? 5 : random.nextGaussian();
                    case "near" -> random.nextGaussian() * 1e-6;
                    case "all-equal" -> 3;
                    default -> random.nextGaussian();
                };
            }
            if (kind.equals("duplicates") && n % 3 == 1) {
                x[n] = x[n - 1].clone();
            }
        }
        return x;
    }

    /** Labels 0 … classes − 1 that depend on the features and on chance; each is taken. */
    private static int[] labels(Random random, double[][] x, int classes) {
        int[] labels = new int[x.length];
        for (int n = 0; n < labels.length; n++) {
            labels[n] = n < classes || random.nextInt(3) == 0
                    ? n % classes
                    : Math.floorMod((int) Math.floor(1.5 * x[n][x[n].length - 1]), classes);
        }
        return labels;
    }

    private static double[][] indicators(int[] labels, int classes) {
        double[][] y = new double[labels.length][classes];
        for (int n = 0; n < labels.length; n++) {
            y[n][labels[n]] = 1;
        }
        return y;
    }

    private static void assertClose(double[] found, double[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(TOLERANCE));
        }
    }

    private static double[] shares(double[] decreases) {
        double sum = Arrays.stream(decreases).sum();
        return Arrays.stream(decreases).map(d -> sum > 0 ? d / sum : 0).toArray();
    }

    private static TreeLimits limits(Random random) {
        return new TreeLimits(1 + random.nextInt(4), 2 + random.nextInt(5), 1 + random.nextInt(3));
    }

    @ParameterizedTest
    @CsvSource({"continuous", "ties", "duplicates", "constant", "near", "all-equal"})
    void boostingIsThatOfTheReference(String kind) {
        Random random = new Random(3);
        for (int trial = 0; trial < 25; trial++) {
            int classes = 2 + random.nextInt(4);
            double[][] x = features(random, kind, 8 + random.nextInt(40), 1 + random.nextInt(4));
            int[] labels = labels(random, x, classes);
            TreeLimits limits = limits(random);
            var expected = ReferenceTrees.boost(x, labels, classes, 3, 0.3, limits);
            var model = new GradientBoosting(3, 0.3, limits).fit(x, labels);
            assertClose(model.importances(), expected.importances());
            double[][] found = model.probabilities(x);
            for (int n = 0; n < x.length; n++) {
                assertClose(found[n], expected.probabilities()[n]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"continuous", "ties", "duplicates", "constant", "near", "all-equal"})
    void decisionTreesAreThoseOfTheReference(String kind) {
        Random random = new Random(5);
        for (int trial = 0; trial < 50; trial++) {
            int classes = 1 + random.nextInt(5);
            double[][] x = features(random, kind, 8 + random.nextInt(60), 1 + random.nextInt(4));
            int[] labels = labels(random, x, classes);
            TreeLimits limits = trial % 5 == 0 ? TreeLimits.none() : limits(random);
            ReferenceTrees gini = new ReferenceTrees(x, indicators(labels, classes), limits);
            var classifier = new DecisionTreeClassifier(limits).fit(x, labels);
            assertClose(classifier.importances(), shares(gini.decreases()));
            double[] targets =
                    Arrays.stream(labels).mapToDouble(v -> v * v / 3.0).toArray();
            ReferenceTrees squares = new ReferenceTrees(
                    x, Arrays.stream(targets).mapToObj(t -> new double[] {t}).toArray(double[][]::new), limits);
            var regressor = new DecisionTreeRegressor(limits).fit(x, targets);
            assertClose(regressor.importances(), shares(squares.decreases()));
            double[][] probabilities = classifier.probabilities(x);
            double[] predicted = regressor.predict(x);
            for (int n = 0; n < x.length; n++) {
                assertClose(probabilities[n], gini.values()[n]);
                assertThat(predicted[n]).isCloseTo(squares.values()[n][0], within(TOLERANCE));
            }
        }
    }

    /** Up to 255 different values all cuts are looked at. */
    @ParameterizedTest
    @CsvSource({"continuous", "ties", "duplicates", "constant", "all-equal"})
    void histogramsOfFewValuesCutTheSamePoints(String kind) {
        Random random = new Random(17);
        for (int trial = 0; trial < 15; trial++) {
            int classes = 2 + random.nextInt(4);
            double[][] x = features(random, kind, 8 + random.nextInt(240), 1 + random.nextInt(4));
            int[] labels = labels(random, x, classes);
            TreeLimits limits = limits(random);
            var expected = new GradientBoosting(5, 0.3, limits).fit(x, labels);
            var model = new GradientBoosting(5, 0.3, limits, Splits.HISTOGRAM).fit(x, labels);
            assertClose(model.importances(), expected.importances());
            assertClose(model.trainingDeviance(), expected.trainingDeviance());
            double[][] found = model.probabilities(x);
            double[][] exact = expected.probabilities(x);
            for (int n = 0; n < x.length; n++) {
                assertClose(found[n], exact[n]);
            }
        }
    }

    @Test
    void histogramsOfManyValuesAreClose() {
        Random random = new Random(19);
        double[][] x = features(random, "continuous", 4000, 5);
        int[] labels = labels(random, x, 3);
        double[][] fresh = features(random, "continuous", 2000, 5);
        int[] truth = labels(random, fresh, 3);
        var exact = new GradientBoosting(20, 0.2, TreeLimits.depth(3)).fit(x, labels);
        var binned = new GradientBoosting(20, 0.2, TreeLimits.depth(3), Splits.HISTOGRAM).fit(x, labels);
        assertThat(binned.accuracy(fresh, truth)).isCloseTo(exact.accuracy(fresh, truth), within(0.02));
        assertThat(binned.trainingDeviance()[19] / exact.trainingDeviance()[19]).isBetween(0.99, 1.03);
        assertThat(binned.importances()[4]).isCloseTo(exact.importances()[4], within(0.02));
    }

    @Test
    void binsHoldEqualNumbersOfPoints() {
        Random random = new Random(21);
        double[][] x = features(random, "continuous", 5100, 2);
        for (int n = 0; n < 300; n++) {
            x[n][1] = 0;
        }
        FeatureBins bins = FeatureBins.of(FeatureColumns.of(x));
        for (int l = 0; l < 2; l++) {
            int[] counts = new int[256];
            for (int n = 0; n < x.length; n++) {
                int bin = bins.codes()[n * 2 + l] & 255;
                counts[bin]++;
                if (bin > 0) {
                    assertThat((float) x[n][l]).isGreaterThan((float) bins.thresholds()[l][bin - 1]);
                }
                if (bin < bins.thresholds()[l].length) {
                    assertThat((double) (float) x[n][l]).isLessThanOrEqualTo(bins.thresholds()[l][bin]);
                }
            }
            assertThat(bins.thresholds()[l].length).isEqualTo(l == 0 ? 254 : 240);
            assertThat(Arrays.stream(counts).max().orElseThrow()).isBetween(l == 0 ? 20 : 300, l == 0 ? 20 : 320);
            assertThat(counts[255]).isZero();
        }
    }

    /** A weight is as good as that many copies of the point, where copies count once. */
    @Test
    void weightsAreCopies() {
        Random random = new Random(7);
        for (int trial = 0; trial < 30; trial++) {
            double[][] x = features(random, "continuous", 40, 3);
            int[] labels = labels(random, x, 3);
            int[] weights = random.ints(40, 0, 4).toArray();
            weights[0] = 1;
            int[] copies = random.ints(0).toArray();
            for (int n = 0; n < 40; n++) {
                int length = copies.length;
                copies = Arrays.copyOf(copies, length + weights[n]);
                Arrays.fill(copies, length, copies.length, n);
            }
            double[][] copied = Arrays.stream(copies).mapToObj(n -> x[n]).toArray(double[][]::new);
            double[][] y = indicators(Arrays.stream(copies).map(n -> labels[n]).toArray(), 3);
            ReferenceTrees expected = new ReferenceTrees(copied, y, TreeLimits.depth(3));
            FeatureColumns columns = FeatureColumns.of(x);
            int[][] present = Arrays.stream(columns.order())
                    .map(order ->
                            Arrays.stream(order).filter(n -> weights[n] > 0).toArray())
                    .toArray(int[][]::new);
            Criterion gini = new Gini(labels, 3, weights);
            Tree tree = TreeGrower.grow(
                    3,
                    new SortedRuns(columns, present, FeatureChoice.all(), gini),
                    gini,
                    TreeLimits.depth(3),
                    TreeGrower.values(gini));
            assertClose(shares(tree.importances()), shares(expected.decreases()));

            double[] targets = random.doubles(40).toArray();
            double[][] copiedTargets = Arrays.stream(copies)
                    .mapToObj(n -> new double[] {targets[n]})
                    .toArray(double[][]::new);
            expected = new ReferenceTrees(copied, copiedTargets, TreeLimits.depth(3));
            Criterion error = new SquaredError(targets, weights, SquaredError.inverses(copies.length));
            tree = TreeGrower.grow(
                    3,
                    new SortedRuns(columns, present, FeatureChoice.all(), error),
                    error,
                    TreeLimits.depth(3),
                    TreeGrower.values(error));
            assertClose(shares(tree.importances()), shares(expected.decreases()));
        }
    }

    @Test
    void forestsFindTheFeaturesThatMatter() {
        Random random = new Random(9);
        double[][] x = features(random, "continuous", 600, 5);
        int[] labels = Arrays.stream(x)
                .mapToInt(row -> (row[1] > 0 ? 10 : 0) + (row[3] > 0.5 ? 1 : 0))
                .toArray();
        double[][] fresh = features(random, "continuous", 300, 5);
        int[] truth = Arrays.stream(fresh)
                .mapToInt(row -> (row[1] > 0 ? 10 : 0) + (row[3] > 0.5 ? 1 : 0))
                .toArray();
        var forest = RandomForestClassifier.standard(1).fit(x, labels);
        assertThat(forest.classes()).containsExactly(0, 1, 10, 11);
        assertThat(forest.accuracy(fresh, truth)).isGreaterThan(0.95);
        assertThat(Arrays.stream(forest.importances()).sum()).isCloseTo(1, within(1e-12));
        assertThat(forest.importances()[1] + forest.importances()[3]).isGreaterThan(0.8);

        double[] targets = Arrays.stream(x)
                .mapToDouble(row -> 2 * row[0] + row[2] * row[2])
                .toArray();
        var regressor =
                new RandomForestRegressor(40, TreeLimits.depth(8), new MaxFeatures.Fraction(0.8), 2).fit(x, targets);
        assertThat(regressor.importances()[0] + regressor.importances()[2]).isGreaterThan(0.9);
        double error = 0;
        double[] predicted = regressor.predict(fresh);
        for (int n = 0; n < fresh.length; n++) {
            double difference = predicted[n] - 2 * fresh[n][0] - fresh[n][2] * fresh[n][2];
            error += difference * difference / fresh.length;
        }
        // The variance of the target is 6.
        assertThat(error).isLessThan(0.6);
    }

    @Test
    void aNodeLooksAtTheDrawnFeaturesOnly() {
        Random random = new Random(11);
        double[][] x = features(random, "continuous", 200, 6);
        double[] targets = Arrays.stream(x).mapToDouble(row -> row[0]).toArray();
        double all = new RandomForestRegressor(30, TreeLimits.depth(2), new MaxFeatures.Fraction(1), 3)
                .fit(x, targets)
                .importances()[0];
        double one = new RandomForestRegressor(30, TreeLimits.depth(2), new MaxFeatures.Fraction(0.1), 3)
                .fit(x, targets)
                .importances()[0];
        assertThat(all).isEqualTo(1);
        assertThat(one).isBetween(0.05, 0.8);
        assertThat(new MaxFeatures.SquareRoot().of(10)).isEqualTo(3);
        assertThat(new MaxFeatures.Fraction(0.1).of(6)).isEqualTo(1);
        assertThat(new MaxFeatures.Fraction(0.8).of(10)).isEqualTo(8);
    }

    @Test
    void drawnConstantFeaturesCountButOneThatVariesIsFound() {
        double[][] x = new double[20][8];
        int[] labels = new int[20];
        for (int n = 0; n < 20; n++) {
            x[n][5] = n;
            labels[n] = n / 10;
        }
        var forest = new RandomForestClassifier(5, TreeLimits.none(), new MaxFeatures.Fraction(0.1), 4).fit(x, labels);
        assertThat(forest.importances()).containsExactly(0, 0, 0, 0, 0, 1, 0, 0);
        assertThat(forest.predict(new double[][] {{0, 0, 0, 0, 0, 1, 0, 0}, {0, 0, 0, 0, 0, 18, 0, 0}}))
                .containsExactly(0, 1);
    }

    @Test
    void theNumberOfThreadsDoesNotMatter() {
        Random random = new Random(13);
        double[][] x = features(random, "continuous", 3000, 6);
        int[] labels = labels(random, x, 5);
        double[] targets = random.doubles(3000).toArray();
        String expected = bits(x, labels, targets);
        String[] inside = new String[3];
        // Tasks of a task run in its own thread.
        Parallel.run(inside.length, i -> inside[i] = bits(x, labels, targets));
        assertThat(inside).containsOnly(expected);
    }

    private static String bits(double[][] x, int[] labels, double[] targets) {
        var boosted = new GradientBoosting(4, 0.1, TreeLimits.depth(3)).fit(x, labels);
        var binned = new GradientBoosting(4, 0.1, TreeLimits.depth(3), Splits.HISTOGRAM).fit(x, labels);
        var forest = new RandomForestClassifier(6, TreeLimits.depth(6), new MaxFeatures.SquareRoot(), 5).fit(x, labels);
        var regressor = RandomForestRegressor.standard(6);
        var regression = new RandomForestRegressor(6, TreeLimits.depth(6), regressor.maxFeatures(), 6).fit(x, targets);
        return Arrays.deepToString(boosted.probabilities(x))
                + Arrays.toString(boosted.importances())
                + Arrays.toString(boosted.trainingDeviance())
                + Arrays.deepToString(binned.probabilities(x))
                + Arrays.deepToString(forest.probabilities(x))
                + Arrays.toString(forest.importances())
                + Arrays.toString(regression.predict(x));
    }

    @Test
    void oneClassGivesAConstantModel() {
        double[][] x = {{1, 2}, {3, 4}, {5, 6}};
        int[] labels = {-7, -7, -7};
        var boosted = GradientBoosting.standard().fit(x, labels);
        assertThat(boosted.classes()).containsExactly(-7);
        assertThat(boosted.predict(x)).containsExactly(-7, -7, -7);
        assertThat(boosted.probabilities(x)).isDeepEqualTo(new double[][] {{1}, {1}, {1}});
        assertThat(boosted.importances()).containsExactly(0, 0);
        assertThat(boosted.trainingDeviance()).hasSize(100).containsOnly(0);
        assertThat(boosted.accuracy(x, new int[] {-7, -7, 1})).isEqualTo(2.0 / 3);
        var tree = new DecisionTreeClassifier(TreeLimits.none()).fit(x, labels);
        assertThat(tree.predict(x)).containsExactly(-7, -7, -7);
        assertThat(tree.importances()).containsExactly(0, 0);
    }

    @Test
    void separableClassesStayFinite() {
        double[][] x = new double[40][1];
        int[] labels = new int[40];
        for (int n = 0; n < 40; n++) {
            x[n][0] = n;
            labels[n] = n < 20 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        }
        var model = new GradientBoosting(400, 1, TreeLimits.depth(3)).fit(x, labels);
        assertThat(model.accuracy(x, labels)).isEqualTo(1);
        assertThat(model.importances()).containsExactly(1);
        assertThat(model.trainingDeviance()[399]).isCloseTo(2.48664190e-8, within(1e-15));
        assertThat(model.probabilities(new double[][] {{19.5}, {19.50001}})[0][0])
                .isCloseTo(1, within(2e-8));
        assertThat(model.predict(new double[][] {{19.5}, {19.50001}}))
                .containsExactly(Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    @Test
    void aPointAloneIsLearned() {
        var model = new DecisionTreeRegressor(TreeLimits.none()).fit(new double[][] {{1}}, new double[] {2.5});
        assertThat(model.predict(new double[][] {{9}, {-9}})).containsExactly(2.5, 2.5);
        assertThat(model.predict(new double[0][])).isEmpty();
    }

    @Test
    void inputIsNotChangedNorKept() {
        Random random = new Random(15);
        double[][] x = features(random, "continuous", 50, 2);
        int[] labels = labels(random, x, 3);
        double[][] before = Arrays.stream(x).map(double[]::clone).toArray(double[][]::new);
        var model = new GradientBoosting(2, 0.1, TreeLimits.depth(2)).fit(x, labels);
        assertThat(x).isDeepEqualTo(before);
        model.classes()[0] = 99;
        model.trainingDeviance()[0] = 99;
        assertThat(model.classes()).containsExactly(0, 1, 2);
        assertThat(model.trainingDeviance()[0]).isLessThan(2);
    }

    /** One code four times: whichever copy is cut, the model is the same but for the names of the features. */
    @Test
    void aForestPrefersNoCopy() {
        double[][] x = new double[60][];
        int[] labels = new int[60];
        for (int n = 0; n < 60; n++) {
            labels[n] = n % 3;
            x[n] = new double[] {labels[n], labels[n], labels[n]};
        }
        var forest = new RandomForestClassifier(300, TreeLimits.none(), new MaxFeatures.Fraction(1), 4).fit(x, labels);
        // Of three copies each has a third; deviation about √(2/9 / 300) = 0.027.
        for (double importance : forest.importances()) {
            assertThat(importance).isCloseTo(1 / 3.0, within(0.1));
        }
    }

    @Test
    void drawnTiesPreferNoFeature() {
        double[][] x = new double[400][4];
        int[] labels = new int[400];
        var random = new Random(3);
        for (int n = 0; n < x.length; n++) {
            double code = random.nextDouble();
            Arrays.fill(x[n], code);
            labels[n] = (int) (3 * code + random.nextDouble());
        }
        var first = new GradientBoosting(50, 0.1, TreeLimits.depth(3)).fit(x, labels);
        assertThat(first.importances()).containsExactly(1, 0, 0, 0);
        var drawn = new GradientBoosting(50, 0.1, TreeLimits.depth(3), Splits.EXACT, new Ties.Drawn(7)).fit(x, labels);
        for (double importance : drawn.importances()) {
            assertThat(importance).isBetween(0.15, 0.35);
        }
        assertThat(drawn.predict(x)).isEqualTo(first.predict(x));
        var again = new GradientBoosting(50, 0.1, TreeLimits.depth(3), Splits.EXACT, new Ties.Drawn(7)).fit(x, labels);
        assertThat(again.importances()).isEqualTo(drawn.importances());
        var other = new GradientBoosting(50, 0.1, TreeLimits.depth(3), Splits.EXACT, new Ties.Drawn(8)).fit(x, labels);
        assertThat(other.importances()).isNotEqualTo(drawn.importances());
    }

    @Test
    void wrongInputIsRefused() {
        Classifier boosting = GradientBoosting.standard();
        double[][] x = {{1, 2}, {3, 4}};
        refused(
                () -> boosting.fit(new double[0][], new int[0]),
                "features must be [N][L] with N ≥ 1 and L ≥ 1, found N = 0");
        refused(() -> boosting.fit(new double[1][0], new int[1]), "found N = 1 and L = 0");
        refused(() -> boosting.fit(x, new int[3]), "labels must have one label for each of 2 points, found 3");
        refused(
                () -> boosting.fit(new double[][] {{1, 2}, {3}}, new int[2]),
                "features must have L = 2 columns, found 1 in row 1");
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1e39}) {
            double[][] wrong = {{1, 2}, {3, bad}};
            refused(
                    () -> boosting.fit(wrong, new int[2]),
                    "features must be finite floats, found " + bad + " in row 1, column 1");
        }
        var model = boosting.fit(x, new int[] {1, 2});
        refused(() -> model.predict(new double[][] {{1}}), "features must have L = 2 columns, found 1 in row 0");
        refused(() -> model.accuracy(x, new int[1]), "found 2 rows of features and 1 labels");
        refused(() -> model.accuracy(new double[0][], new int[0]), "at least one");
        var regressor = new DecisionTreeRegressor(TreeLimits.none());
        refused(() -> regressor.fit(x, new double[1]), "targets must have one entry for each of the 2 rows");
        refused(
                () -> regressor.fit(x, new double[] {0, Double.NaN}),
                "targets must be finite, found NaN at position 1");
    }

    @Test
    void wrongOptionsAreRefused() {
        refused(() -> new GradientBoosting(0, 0.1, TreeLimits.none()), "stages must be at least 1, found 0");
        refused(
                () -> new GradientBoosting(1, 0.1, TreeLimits.none(), Splits.HISTOGRAM, new Ties.Drawn(0)),
                "ties must be First for splits HISTOGRAM");
        refused(
                () -> new GradientBoosting(1, 0, TreeLimits.none()),
                "learningRate must be positive and finite, found 0.0");
        refused(() -> new GradientBoosting(1, Double.NaN, TreeLimits.none()), "learningRate");
        refused(() -> TreeLimits.depth(0), "maxDepth must be at least 1, found 0");
        refused(() -> new TreeLimits(1, 1, 1), "minSamplesSplit must be at least 2, found 1");
        refused(() -> new TreeLimits(1, 2, 0), "minSamplesLeaf must be at least 1, found 0");
        refused(() -> new MaxFeatures.Fraction(0), "value must be in (0, 1], found 0.0");
        refused(() -> new MaxFeatures.Fraction(1.5), "value must be in (0, 1], found 1.5");
        MaxFeatures all = new MaxFeatures.Fraction(1);
        refused(() -> new RandomForestClassifier(0, TreeLimits.none(), all, 0), "trees must be at least 1, found 0");
        refused(() -> new RandomForestRegressor(-1, TreeLimits.none(), all, 0), "trees must be at least 1, found -1");
    }

    private static void refused(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessageContaining(message);
    }
}
