package org.gaspard.metrics.prediction;

import java.util.Arrays;
import java.util.List;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Sample;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.SupervisedMetric;
import org.gaspard.metrics.learners.ClassWeights;
import org.gaspard.metrics.learners.LogisticRegression;
import org.gaspard.metrics.learners.RocAuc;
import org.gaspard.metrics.learners.Standardization;
import org.gaspard.tensor.array.Parallel;

/**
 * Explicitness: can each value of a factor be told from the others by a linear function of all codes?
 *
 * <p>With the area A_kc under the receiver operating characteristic of the probability that logistic regression gives to value c
 * of factor k, against all other values,
 *
 * <pre>{@code explicitness = 1/K Σ_k 1/n_k Σ_c A_kc}</pre>
 *
 * over the factors that vary and the values among the training points. Between 0 and 1, ½ for codes that know nothing;
 * {@link #zaidi} maps that to {@code 2 (A − ½)}. What codes get:
 *
 * <ul>
 *   <li>the factors themselves: 1 for factors with 2 values. Values in the middle of 3 and more are not linearly separable, yet
 *       the joint model of {@link #standard} can order them nearly perfectly, and that of {@link #zaidi} cannot;
 *   <li>permuted and rescaled codes, dead codes: no change; rotated by 45° and duplicated codes: none but by the penalty;
 *   <li>one factor in two codes, half each: as high as the halves tell linearly; noise: near ½.
 * </ul>
 *
 * <p>Criticism: it says nothing of disentanglement and is meant to go with modularity; areas are high even where accuracies are
 * low, so values are close to each other.
 *
 * <p>A value missing from the points that are scored has no area and is left out with a warning, where scikit-learn's
 * {@code roc_auc_score} refuses; constant factors are left out with a warning, and
 * regressions that have not converged are named in one. Time: that of a logistic regression for each
 * factor (for each value with {@link #zaidi}). Deterministic; the regressions are solved to their optimum.
 *
 * <p>Source: [RM18], section 3; options of [LBL19] and [ZBCC20].
 *
 * @param variant what is done around the regressions
 * @param regression the options of the regressions
 */
public record Explicitness(Variant variant, LogisticRegression regression) implements SupervisedMetric {

    /** Scales of codes, kinds of models, points and scales of scores. */
    public enum Variant {
        /** Codes standardised, one model for all values of a factor, areas of the test points. */
        JOINT,
        /** Codes mapped onto [0, 1], a model for each value, areas A of the training points as {@code 2 (A − ½)}. */
        ONE_VERSUS_REST
    }

    /**
     * disentanglement_lib: codes standardised by the mean and the deviation of training points, multinomial regression with
     * C = 1, test points. There with 10,000 training and 5,000 test points.
     */
    public static Explicitness standard() {
        return new Explicitness(Variant.JOINT, LogisticRegression.standard());
    }

    /** The review [ZBCC20], with a balanced regression for each value (its second implementation). */
    public static Explicitness zaidi() {
        return new Explicitness(
                Variant.ONE_VERSUS_REST, LogisticRegression.standard().withClassWeights(ClassWeights.BALANCED));
    }

    @Override
    public String name() {
        return variant == Variant.JOINT ? "explicitness" : "explicitness (Zaidi)";
    }

    /** The probabilities of the classes of a factor, training [N_train][n] and test [N_test][n]. */
    private record Probabilities(int[] classes, double[][] training, double[][] test, boolean converged) {}

    /**
     * Scores a sample; see {@link SupervisedMetric#score}. Figures: test and training explicitness. Table: explicitness of each
     * factor for the points of the value. NaN if no value of a factor is among these points together with others.
     *
     * @throws IllegalArgumentException if no factor varies, or one is continuous
     */
    @Override
    public Score score(Sample sample) {
        Prediction prediction = Prediction.ofDiscrete(sample);
        Codes known = sample.training().codes();
        boolean joint = variant == Variant.JOINT;
        Standardization scale = Standardization.of(known.rows());
        double[][] training = joint ? scale.apply(known.rows()) : UnitRange.rows(known, known);
        double[][] test = joint
                ? scale.apply(sample.test().codes().rows())
                : UnitRange.rows(known, sample.test().codes());
        double[] trainingAreas = new double[prediction.count()];
        double[] testAreas = new double[prediction.count()];
        boolean[] converged = new boolean[prediction.count()];
        String[] missing = new String[prediction.count()];
        Parallel.run(prediction.count(), i -> {
            int[] labels = prediction.trainingLabels(i);
            Probabilities learned = joint ? joint(training, test, labels) : oneVersusRest(training, test, labels);
            converged[i] = learned.converged;
            trainingAreas[i] = area(learned.classes, labels, learned.training);
            testAreas[i] = area(learned.classes, prediction.testLabels(i), learned.test);
            missing[i] = Arrays.toString(missing(learned.classes, prediction.testLabels(i)));
        });
        List<String> names = prediction.names();
        double[] areas = joint ? testAreas : trainingAreas;
        Score score = Score.of(name(), Prediction.mean(areas))
                .withFigure("test explicitness", Prediction.mean(testAreas))
                .withFigure("training explicitness", Prediction.mean(trainingAreas))
                .withTable(Score.Table.ofFactors("explicitness of factors", names, areas))
                .withSetting("variant", variant)
                .withSetting("regression", regression);
        for (int i = 0; i < missing.length; i++) {
            if (!missing[i].equals("[]")) {
                score = score.withWarning("values " + missing[i] + " of factor '" + names.get(i)
                        + "' have no area among the test points and are left out there");
            }
        }
        return prediction.warn(prediction.warnUnconverged(score, converged));
    }

    private Probabilities joint(double[][] training, double[][] test, int[] labels) {
        var model = regression.fit(training, labels);
        return new Probabilities(
                model.classes(), model.probabilities(training), model.probabilities(test), model.converged());
    }

    private Probabilities oneVersusRest(double[][] training, double[][] test, int[] labels) {
        int[] classes = Prediction.classes(labels);
        double[][] ofTraining = new double[training.length][classes.length];
        double[][] ofTest = new double[test.length][classes.length];
        boolean converged = true;
        for (int c = 0; c < classes.length; c++) {
            int value = classes[c];
            var model = regression.fit(
                    training,
                    Arrays.stream(labels).map(label -> label == value ? 1 : 0).toArray());
            setColumn(ofTraining, c, model.probabilities(training));
            setColumn(ofTest, c, model.probabilities(test));
            converged &= model.converged();
        }
        return new Probabilities(classes, ofTraining, ofTest, converged);
    }

    private static void setColumn(double[][] rows, int column, double[][] probabilities) {
        for (int n = 0; n < rows.length; n++) {
            rows[n][column] = probabilities[n][1];
        }
    }

    /** The mean over the classes that some but not all of the labels are of; NaN without any. */
    private double area(int[] classes, int[] labels, double[][] probabilities) {
        double sum = 0;
        int count = 0;
        for (int c = 0; c < classes.length; c++) {
            boolean[] positive = new boolean[labels.length];
            double[] scores = new double[labels.length];
            for (int n = 0; n < labels.length; n++) {
                positive[n] = labels[n] == classes[c];
                scores[n] = probabilities[n][c];
            }
            if (defined(classes[c], labels)) {
                sum += RocAuc.binary(positive, scores);
                count++;
            }
        }
        double mean = sum / count;
        return variant == Variant.JOINT ? mean : 2 * (mean - 0.5);
    }

    private static boolean defined(int value, int[] labels) {
        long positives = Arrays.stream(labels).filter(label -> label == value).count();
        return positives > 0 && positives < labels.length;
    }

    private static int[] missing(int[] classes, int[] labels) {
        return Arrays.stream(classes).filter(value -> !defined(value, labels)).toArray();
    }
}
