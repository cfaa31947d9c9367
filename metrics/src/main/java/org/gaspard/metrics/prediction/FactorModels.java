package org.gaspard.metrics.prediction;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.learners.Classifier;
import org.gaspard.metrics.learners.CrossValidation;
import org.gaspard.metrics.learners.LinearModel;
import org.gaspard.metrics.learners.MaxFeatures;
import org.gaspard.metrics.learners.RandomForestClassifier;
import org.gaspard.metrics.learners.RandomForestRegressor;
import org.gaspard.metrics.learners.RegressionScores;
import org.gaspard.metrics.learners.TreeLimits;
import org.gaspard.metrics.learners.TreeRegressorModel;
import org.gaspard.tensor.array.Parallel;

/** Fits an {@link ImportanceModel} for each factor of a prediction. */
final class FactorModels {

    private final Prediction prediction;

    private FactorModels(Prediction prediction) {
        this.prediction = prediction;
    }

    /**
     * What was learned of a factor.
     *
     * @param importances of the codes, [L]
     * @param training informativeness for the training points
     * @param test informativeness for the test points
     */
    record Fit(double[] importances, double training, double test) {

        Fit {
            // Coefficients have signs.
            importances = Arrays.stream(importances).map(Math::abs).toArray();
        }
    }

    /**
     * A fit for each factor.
     *
     * @throws IllegalArgumentException if a factor is continuous and the model a classifier
     */
    static List<Fit> fit(ImportanceModel model, Prediction prediction) {
        FactorModels models = new FactorModels(prediction);
        return Arrays.asList(
                switch (model) {
                    case ImportanceModel.Boosting boosting -> models.boost(boosting);
                    case ImportanceModel.ClassificationForest forest -> models.classify(forest.forest());
                    case ImportanceModel.RegressionForest forest -> models.regress(forest);
                    case ImportanceModel.SparseRegression regression -> models.regress(regression);
                });
    }

    private Fit[] boost(ImportanceModel.Boosting model) {
        return classify((x, labels, i) -> {
            var fitted = model.boosting().fit(x, labels);
            return new Learned(fitted, fitted.importances());
        });
    }

    private Fit[] classify(RandomForestClassifier forest) {
        long[] seeds = seeds(forest.seed());
        return classify((x, labels, i) -> {
            var fitted = new RandomForestClassifier(forest.trees(), forest.limits(), forest.maxFeatures(), seeds[i])
                    .fit(x, labels);
            return new Learned(fitted, fitted.importances());
        });
    }

    private record Learned(Classifier.Model model, double[] importances) {}

    private interface Learning {
        Learned learn(double[][] x, int[] labels, int i);
    }

    private Fit[] classify(Learning learning) {
        double[][] training = prediction.sample().training().codes().rows();
        double[][] test = prediction.sample().test().codes().rows();
        int[] classes = IntStream.range(0, prediction.count())
                .map(i -> Prediction.classes(prediction.trainingLabels(i)).length)
                .toArray();
        return each(classes, i -> {
            int[] labels = prediction.trainingLabels(i);
            Learned learned = learning.learn(training, labels, i);
            return new Fit(
                    learned.importances,
                    learned.model.accuracy(training, labels),
                    learned.model.accuracy(test, prediction.testLabels(i)));
        });
    }

    private Fit[] regress(ImportanceModel.RegressionForest forest) {
        Regression data = new Regression(prediction);
        long[] seeds = seeds(forest.seed());
        List<RandomForestRegressor> candidates = forest.depths().stream()
                .flatMap(depth -> forest.shares().stream()
                        .map(share -> new RandomForestRegressor(
                                forest.trees(), TreeLimits.depth(depth), new MaxFeatures.Fraction(share), 0)))
                .toList();
        List<CrossValidation.Fold> folds = CrossValidation.consecutive(data.training.length, forest.folds());
        double[][] errors = new double[prediction.count()][candidates.size()];
        int tasks = candidates.size() * folds.size();
        double[] parts = new double[prediction.count() * tasks];
        Parallel.run(parts.length, task -> {
            int i = task / tasks;
            CrossValidation.Fold fold = folds.get(task % folds.size());
            var candidate = withSeed(candidates.get(task % tasks / folds.size()), seeds[i]);
            TreeRegressorModel fitted =
                    candidate.fit(at(data.training, fold.train()), at(data.targets[i], fold.train()));
            parts[task] = RegressionScores.meanSquaredError(
                    at(data.targets[i], fold.test()), fitted.predict(at(data.training, fold.test())));
        });
        for (int task = 0; task < parts.length; task++) {
            int candidate = task % tasks / folds.size();
            boolean own = forest.choice() == ImportanceModel.Choice.EACH_FACTOR;
            for (int i = 0; i < errors.length; i++) {
                errors[i][candidate] += own && i != task / tasks ? 0 : parts[task];
            }
        }
        int[] trees = new int[prediction.count()];
        Arrays.fill(trees, forest.trees());
        return each(trees, i -> {
            TreeRegressorModel fitted =
                    withSeed(candidates.get(smallest(errors[i])), seeds[i]).fit(data.training, data.targets[i]);
            return new Fit(
                    fitted.importances(),
                    informativeness(forest.errorScale(), data.targets[i], fitted.predict(data.training)),
                    informativeness(forest.errorScale(), data.testTargets[i], fitted.predict(data.test)));
        });
    }

    private Fit[] regress(ImportanceModel.SparseRegression model) {
        Regression data = new Regression(prediction);
        int[] folds = new int[prediction.count()];
        Arrays.fill(folds, model.lasso().folds());
        return each(folds, i -> {
            LinearModel fitted =
                    model.lasso().fit(data.training, data.targets[i]).lasso().model();
            return new Fit(
                    fitted.coefficients(),
                    informativeness(model.errorScale(), data.targets[i], fitted.predict(data.training)),
                    informativeness(model.errorScale(), data.testTargets[i], fitted.predict(data.test)));
        });
    }

    /** Codes and values of factors on the unit scale of the training points. */
    private static final class Regression {

        final double[][] training;
        final double[][] test;
        final double[][] targets;
        final double[][] testTargets;

        Regression(Prediction prediction) {
            var sample = prediction.sample();
            training =
                    UnitRange.rows(sample.training().codes(), sample.training().codes());
            test = UnitRange.rows(sample.training().codes(), sample.test().codes());
            targets = new double[prediction.count()][];
            testTargets = new double[prediction.count()][];
            Factors known = sample.training().factors();
            for (int i = 0; i < targets.length; i++) {
                int k = prediction.factors()[i];
                UnitRange scale = UnitRange.of(known.values(k));
                targets[i] = scale.apply(known.values(k));
                testTargets[i] = scale.apply(sample.test().factors().values(k));
            }
        }
    }

    /**
     * A fit for each factor. Learners share out their own tasks to the threads: factors with enough of these follow each other,
     * the others are shared out themselves. The fits do not depend on it.
     */
    private static Fit[] each(int[] tasks, IntFunction<Fit> fit) {
        Fit[] fits = new Fit[tasks.length];
        int[] small = IntStream.range(0, tasks.length)
                .filter(i -> tasks[i] < Parallel.threads())
                .toArray();
        Parallel.run(small.length, j -> fits[small[j]] = fit.apply(small[j]));
        for (int i = 0; i < fits.length; i++) {
            if (tasks[i] >= Parallel.threads()) {
                fits[i] = fit.apply(i);
            }
        }
        return fits;
    }

    private long[] seeds(long seed) {
        var random = new SplittableRandom(seed);
        return random.longs(prediction.count()).toArray();
    }

    private static RandomForestRegressor withSeed(RandomForestRegressor forest, long seed) {
        return new RandomForestRegressor(forest.trees(), forest.limits(), forest.maxFeatures(), seed);
    }

    private static double informativeness(double scale, double[] targets, double[] predicted) {
        return Math.max(0, 1 - scale * RegressionScores.meanSquaredError(targets, predicted));
    }

    private static int smallest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] < values[best] ? i : best;
        }
        return best;
    }

    private static double[][] at(double[][] rows, int[] which) {
        return Arrays.stream(which).mapToObj(n -> rows[n]).toArray(double[][]::new);
    }

    private static double[] at(double[] values, int[] which) {
        return Arrays.stream(which).mapToDouble(n -> values[n]).toArray();
    }
}
