package org.gaspard.metrics.prediction;

import java.util.Arrays;
import java.util.List;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.SupervisedMetric;
import org.gaspard.metrics.learners.ClassWeights;
import org.gaspard.metrics.learners.Classifier;
import org.gaspard.metrics.learners.CrossValidation;
import org.gaspard.metrics.learners.DecisionTreeClassifier;
import org.gaspard.metrics.learners.LinearSvm;
import org.gaspard.metrics.learners.TreeLimits;
import org.gaspard.tensor.array.Parallel;

/**
 * The separated attribute predictability (SAP): how much better does the best code alone predict a factor than the second best?
 *
 * <p>With the quality S_lk of the prediction of factor k from code l alone, see {@link SapPredictor}, and (1), (2) the codes
 * that are best and second best for factor k,
 *
 * <pre>{@code SAP = 1/K Σ_k (S_(1)k − S_(2)k)}</pre>
 *
 * over the factors that vary; between 0 and 1. What codes get:
 *
 * <ul>
 *   <li>the factors themselves, also permuted or rescaled: squared correlation 1, trees {@code 1/K Σ_k (1 − 1/n_k)} for balanced factors with
 *       n_k values, as a code without knowledge guesses one of these. Linear machines, one value against the rest, can miss
 *       values in the middle of three and more, and then get less;
 *   <li>two factors rotated by 45°, and each factor twice: 0, there are two equal codes;
 *   <li>dead codes: no change if there are two other codes; noise: near 0;
 *   <li>one factor in two codes, half each: the difference of the halves.
 * </ul>
 *
 * <p>Criticism: the gap says nothing of codes that hold two factors, so an important code may be entangled; the support vector
 * machine depends on the scale of codes, for its intercept is penalised and C is small; values are small and close to each other
 * for trained models. Classifiers make the score depend on the number of values of a factor.
 *
 * <p>Variants: {@link #standard} (disentanglement_lib), {@link #squaredCorrelation} (its mode for continuous factors, and the
 * regression of [ZBCC20]), {@link #tree} (the classification of [ZBCC20]). Another library takes the gap over the factors of each
 * code, which measures something else. Constant factors are left out with a warning. Time {@code L K N log N}. Deterministic.
 *
 * <p>Source: [KSB18], section 3.
 *
 * @param name of the metric
 * @param predictor what S is
 */
public record Sap(String name, SapPredictor predictor) implements SupervisedMetric {

    /** A variance below this, relative to the square of the largest code, is of rounding. */
    private static final double NOISE = 1e-28;

    private static final double SAME = 1e-9;

    /**
     * disentanglement_lib: linear support vector machines with C = 0.01, the value is of the test points. There with 10,000
     * training and 5,000 test points. Continuous factors by squared correlation.
     */
    public static Sap standard() {
        return new Sap("SAP", new SapPredictor.LinearMachine(0.01));
    }

    /**
     * Squared correlation among the training points for all factors; discrete ones by their values. A code that varies by rounding only
     * has 0; disentanglement_lib gives 0 to all with a variance of at most 1e-12, so small codes that are good too.
     */
    public static Sap squaredCorrelation() {
        return new Sap("SAP (correlation)", new SapPredictor.SquaredCorrelation());
    }

    /** Decision trees of depth 1 to 9 by 10-fold cross-validation; the value is of the training points. Discrete factors only. */
    public static Sap tree() {
        return new Sap("SAP (tree)", new SapPredictor.DecisionTree(9, 10));
    }

    /** S of a code and a factor for training and test points. */
    private record Quality(double training, double test) {}

    /**
     * Scores a sample; see {@link SupervisedMetric#score}. Figures: test SAP and training SAP, of which one is the value (alike
     * for squared correlations, which are of the training points). Tables: S of the value, called "predictability", and the gap
     * of each factor.
     *
     * @throws IllegalArgumentException if no factor varies, there are fewer than 2 codes, a factor is continuous and the predictor
     * a tree, or a tree has fewer points of each class than folds
     */
    @Override
    public Score score(Sample sample) {
        Prediction prediction = Prediction.of(sample);
        int width = prediction.width();
        if (width < 2) {
            throw new IllegalArgumentException(
                    "codes must have at least 2 columns, found 1: a gap needs a second code");
        }
        Quality[][] qualities = new Quality[width][prediction.count()];
        Parallel.run(width * prediction.count(), task -> {
            int l = task % width;
            int i = task / width;
            qualities[l][i] = quality(sample, l, prediction.factors()[i]);
        });
        double[][] training = map(qualities, true);
        double[][] test = map(qualities, false);
        boolean onTest = !(predictor instanceof SapPredictor.DecisionTree);
        double[] gaps = gaps(onTest ? test : training);
        List<String> names = prediction.names();
        Score score = Score.of(name, Prediction.mean(gaps))
                .withFigure("test SAP", Prediction.mean(gaps(test)))
                .withFigure("training SAP", Prediction.mean(gaps(training)))
                .withTable(Score.Table.ofCodesAndFactors("predictability", names, onTest ? test : training))
                .withTable(Score.Table.ofFactors("gap", names, gaps))
                .withSetting("predictor", predictor);
        Score warned = prediction.warn(score);
        return predictor instanceof SapPredictor.DecisionTree
                ? CodeWarnings.trees(warned, sample.training().codes())
                : warned;
    }

    private Quality quality(Sample sample, int code, int factor) {
        return switch (predictor) {
            case SapPredictor.LinearMachine(double c)
            when sample.training().factors().discrete(factor) ->
                accuracies(new LinearSvm(c, ClassWeights.BALANCED), sample, code, factor);
            case SapPredictor.LinearMachine _, SapPredictor.SquaredCorrelation _ -> {
                double squared = squaredCorrelation(
                        sample.training().codes().column(code),
                        sample.training().factors().values(factor));
                yield new Quality(squared, squared);
            }
            case SapPredictor.DecisionTree tree ->
                accuracies(
                        new DecisionTreeClassifier(TreeLimits.depth(bestDepth(
                                tree,
                                rows(sample.training(), code),
                                sample.training().factors().labels(factor)))),
                        sample,
                        code,
                        factor);
        };
    }

    private static Quality accuracies(Classifier classifier, Sample sample, int code, int factor) {
        double[][] training = rows(sample.training(), code);
        int[] labels = sample.training().factors().labels(factor);
        Classifier.Model model = classifier.fit(training, labels);
        Factors unknown = sample.test().factors();
        return new Quality(
                model.accuracy(training, labels), model.accuracy(rows(sample.test(), code), unknown.labels(factor)));
    }

    private static int bestDepth(SapPredictor.DecisionTree tree, double[][] rows, int[] labels) {
        List<CrossValidation.Fold> folds = CrossValidation.stratified(labels, tree.folds());
        int best = 1;
        double most = -1;
        for (int depth = 1; depth <= tree.maxDepth(); depth++) {
            double sum = 0;
            for (CrossValidation.Fold fold : folds) {
                sum += new DecisionTreeClassifier(TreeLimits.depth(depth))
                        .fit(at(rows, fold.train()), at(labels, fold.train()))
                        .accuracy(at(rows, fold.test()), at(labels, fold.test()));
            }
            // Depths that are right equally often, up to rounding: the smallest of them.
            if (sum > most + SAME) {
                best = depth;
                most = sum;
            }
        }
        return best;
    }

    private static double squaredCorrelation(double[] z, double[] v) {
        double zMean = Prediction.mean(z);
        double vMean = Prediction.mean(v);
        double zz = 0;
        double zv = 0;
        double vv = 0;
        for (int n = 0; n < z.length; n++) {
            zz += (z[n] - zMean) * (z[n] - zMean);
            zv += (z[n] - zMean) * (v[n] - vMean);
            vv += (v[n] - vMean) * (v[n] - vMean);
        }
        double largest = Arrays.stream(z).map(Math::abs).max().orElseThrow();
        return zz / (z.length - 1) <= largest * largest * NOISE ? 0 : zv / zz * (zv / vv);
    }

    private static double[] gaps(double[][] qualities) {
        double[] gaps = new double[qualities[0].length];
        for (int i = 0; i < gaps.length; i++) {
            int factor = i;
            double[] ascending = Arrays.stream(qualities)
                    .mapToDouble(row -> row[factor])
                    .sorted()
                    .toArray();
            gaps[i] = ascending[ascending.length - 1] - ascending[ascending.length - 2];
        }
        return gaps;
    }

    private static double[][] map(Quality[][] qualities, boolean training) {
        return Arrays.stream(qualities)
                .map(row -> Arrays.stream(row)
                        .mapToDouble(quality -> training ? quality.training : quality.test)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double[][] rows(Points points, int code) {
        return points.codes().columns(code).rows();
    }

    private static double[][] at(double[][] rows, int[] which) {
        return Arrays.stream(which).mapToObj(n -> rows[n]).toArray(double[][]::new);
    }

    private static int[] at(int[] labels, int[] which) {
        return Arrays.stream(which).map(n -> labels[n]).toArray();
    }
}
