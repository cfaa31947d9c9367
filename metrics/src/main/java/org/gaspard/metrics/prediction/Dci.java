package org.gaspard.metrics.prediction;

import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.SupervisedMetric;
import org.gaspard.metrics.learners.GradientBoosting;
import org.gaspard.metrics.learners.Lasso;
import org.gaspard.metrics.learners.LassoCv;
import org.gaspard.metrics.learners.RandomForestClassifier;

/**
 * Disentanglement, completeness and informativeness (DCI): is each code important for the prediction of one factor only, one
 * code only important for each factor, and how good are the predictions?
 *
 * <p>An {@link ImportanceModel} learns each factor that varies from all codes; the importances of the codes are the columns of
 * an {@link ImportanceMatrix}, which defines disentanglement D (the value) and completeness C. Informativeness is the mean of
 * the predictions' quality over the factors, for training and for test points.
 *
 * <p>Between 0 and 1. What codes get:
 *
 * <ul>
 *   <li>the factors themselves, also permuted: D = C = 1; rescaled too, as long as the values of a code, as floats, stay more
 *       than 1e-7 apart, for trees tell no nearer ones (a warning says if they do not), and without limit with {@link #zaidi},
 *       {@link #zaidiLasso} and {@link #gwae}, which map codes onto [0, 1];
 *   <li>two factors rotated by 45°: near 0, for either code is as important for either factor;
 *   <li>each factor twice: D = 1, and as models draw between copies near {@code C = 1 − ln 2 / ln 2K}. Equal cuts are common in
 *       small nodes too: there the seed shows in the third digit;
 *   <li>further dead codes: no change of D; C moves towards 1, for its logarithm has another base;
 *   <li>noise: near 0, but a model that learns it by heart makes the importances uneven;
 *   <li>one factor in two codes, half each: D = 1, and for that factor at least {@code C_k = 1 − ln 2 / ln L}.
 * </ul>
 *
 * <p>Criticism: importances depend on the model and its options more than on the codes where predictions are hard; scores of
 * different models cannot be compared; the number of codes changes C, and that of factors D; D weighs codes by importance, so
 * that one important code outweighs many mixed ones [ZBCC20].
 *
 * <p>Variants of libraries: {@link #standard} (disentanglement_lib), {@link #zaidi} and {@link #zaidiLasso} (the review
 * [ZBCC20]), {@link #gwae} ([NTO23]). With a single factor D is NaN, with a single code C is NaN, each with a warning; constant
 * factors are left out with a warning. Time: that of a model for each factor; with {@link #standard} {@code 100 L N} for each
 * class of each factor. Forests depend on their seed.
 *
 * <p>Source: [EW18].
 *
 * @param name of the metric
 * @param model what learns the factors
 * @param weights of the factors in the mean of their completeness
 */
public record Dci(String name, ImportanceModel model, ImportanceMatrix.Weights weights) implements SupervisedMetric {

    /**
     * disentanglement_lib: gradient boosting with 100 stages of trees of depth 3 and learning rate 0.1; completeness weighted by
     * mass. There with 10,000 training and 5,000 test points. Discrete factors only.
     */
    public static Dci standard() {
        return new Dci("DCI", new ImportanceModel.Boosting(GradientBoosting.standard()), ImportanceMatrix.Weights.MASS);
    }

    /** As {@link #standard} with a random forest of 100 unlimited classification trees. Discrete factors only. */
    public static Dci forest(long seed) {
        return new Dci(
                "DCI (forest)",
                new ImportanceModel.ClassificationForest(RandomForestClassifier.standard(seed)),
                ImportanceMatrix.Weights.MASS);
    }

    /**
     * The random forest of [ZBCC20]: 10 regression trees, whose depth (8, 16, 32, 64, 128) and share of codes (0.2, 0.4, 0.8, 1)
     * are chosen for each factor by 10-fold cross-validation; {@code 1 − 12 MSE}; equal weights. There informativeness is that of
     * the training points. Their program gives all codes after the first unimportant one D_l = 0; here such a code has no weight.
     */
    public static Dci zaidi(long seed) {
        return new Dci(
                "DCI (Zaidi, forest)",
                new ImportanceModel.RegressionForest(
                        10,
                        List.of(8, 16, 32, 64, 128),
                        List.of(0.2, 0.4, 0.8, 1.0),
                        10,
                        ImportanceModel.Choice.EACH_FACTOR,
                        12,
                        seed),
                ImportanceMatrix.Weights.EQUAL);
    }

    /**
     * The lasso of [ZBCC20]: α of 1e-4, 1e-3, 0.01, 0.1, 0.2, 0.4, 0.8 or 1 by 10-fold cross-validation; else as {@link #zaidi}.
     */
    public static Dci zaidiLasso() {
        double[] alphas = {1e-4, 1e-3, 0.01, 0.1, 0.2, 0.4, 0.8, 1};
        return new Dci(
                "DCI (Zaidi, lasso)",
                new ImportanceModel.SparseRegression(new LassoCv(alphas, 10, Lasso.standard()), 12),
                ImportanceMatrix.Weights.EQUAL);
    }

    /**
     * The random forest of [NTO23]: 10 regression trees, whose depth (2, 4, 8, 12) is chosen for all factors together by 5-fold
     * cross-validation; {@code 1 − 6 MSE}; equal weights. There 67 % of the points of the test set, with sampled codes, are for
     * training and the others for the test; {@link Sample#split} makes such a sample.
     */
    public static Dci gwae(long seed) {
        return new Dci(
                "DCI (GWAE)",
                new ImportanceModel.RegressionForest(
                        10, List.of(2, 4, 8, 12), List.of(1.0), 5, ImportanceModel.Choice.ALL_FACTORS, 6, seed),
                ImportanceMatrix.Weights.EQUAL);
    }

    /**
     * Scores a sample; see {@link SupervisedMetric#score}. Figures: disentanglement, completeness, test informativeness, training
     * informativeness. Tables: importances, disentanglement of codes, completeness of factors, test informativeness of factors.
     *
     * @throws IllegalArgumentException if no factor varies, or one is continuous and the model a classifier
     */
    @Override
    public Score score(Sample sample) {
        Prediction prediction = Prediction.of(sample);
        List<FactorModels.Fit> fits = FactorModels.fit(model, prediction);
        double[][] values = new double[prediction.width()][prediction.count()];
        for (int l = 0; l < values.length; l++) {
            for (int i = 0; i < fits.size(); i++) {
                values[l][i] = fits.get(i).importances()[l];
            }
        }
        ImportanceMatrix importances = new ImportanceMatrix(values);
        double[] test = fits.stream().mapToDouble(FactorModels.Fit::test).toArray();
        double[] training =
                fits.stream().mapToDouble(FactorModels.Fit::training).toArray();
        List<String> names = prediction.names();
        Score score = Score.of(name, importances.disentanglement())
                .withFigure("disentanglement", importances.disentanglement())
                .withFigure("completeness", importances.completeness(weights))
                .withFigure("test informativeness", Prediction.mean(test))
                .withFigure("training informativeness", Prediction.mean(training))
                .withTable(Score.Table.ofCodesAndFactors("importances", names, values))
                .withTable(Score.Table.ofCodes("disentanglement of codes", importances.disentanglements()))
                .withTable(Score.Table.ofFactors("completeness of factors", names, importances.completenesses()))
                .withTable(Score.Table.ofFactors("test informativeness of factors", names, test))
                .withSetting("model", model)
                .withSetting("weights of factors in completeness", weights);
        Score warned = warnOfImportances(prediction.warn(score), importances, names);
        return switch (model) {
            case ImportanceModel.Boosting _, ImportanceModel.ClassificationForest _ ->
                CodeWarnings.trees(warned, sample.training().codes());
            case ImportanceModel.RegressionForest _, ImportanceModel.SparseRegression _ -> warned;
        };
    }

    private static Score warnOfImportances(Score score, ImportanceMatrix importances, List<String> names) {
        Score warned = score;
        if (importances.factors() == 1) {
            warned = warned.withWarning("disentanglement is not defined for a single factor");
        }
        if (importances.codes() == 1) {
            warned = warned.withWarning("completeness is not defined for a single code");
        }
        List<String> unexplained = IntStream.range(0, names.size())
                .filter(i -> IntStream.range(0, importances.codes())
                        .allMatch(l -> importances.values()[l][i] == 0))
                .mapToObj(i -> "'" + names.get(i) + "'")
                .toList();
        return unexplained.isEmpty()
                ? warned
                : warned.withWarning("no code is important for the factors " + String.join(", ", unexplained));
    }
}
