package org.gaspard.metrics.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.learners.Classifier;
import org.gaspard.metrics.learners.CrossValidation;
import org.gaspard.metrics.learners.SparseLogisticRegression;
import org.gaspard.tensor.array.Parallel;

/**
 * Linear transferability: how well do sparse linear models tell the values of each factor from all codes, tested on other points
 * than they learned from?
 *
 * <p>For each factor k and strength C of the penalty, a {@link SparseLogisticRegression} learns from all parts but one of a
 * stratified cross-validation and its accuracy on the part left out is noted; with the mean A_kC over the parts,
 *
 * <pre>{@code T = 1/K Σ_k max_C A_kC}</pre>
 *
 * <p>Between 0 and 1; beside it the accuracies of the most frequent value, which a code that knows nothing gets. What codes
 * get: the factors themselves, permuted, with a small shift or beside dead codes: 1 for two values, if the penalty lets them; rotated
 * and duplicated codes the same but for the penalty, which depends on the scale of codes. Factors with more than two values have a
 * regression for each value against the rest, so that values in the middle of a scale are hardly told.
 *
 * <p>Known criticism: the C that is best on the parts left out is judged by the same parts, so the score is a little too high; it
 * says nothing of disentanglement.
 *
 * <p>C = 0.3, 0.03 and 0.003 and five parts are those of the program of [NTO23], vaetc, which cuts all factors into two values at ½,
 * gives a constant factor the accuracy 1 and takes draws of the posterior for codes; here factors keep all their values, and a
 * constant one is left out with a warning. The regressions are solved to their optimum and liblinear's are not, so the points near a
 * boundary can differ. Time: that of a regression for each factor, part and C. Deterministic.
 *
 * @param cs the inverse strengths of the penalty, positive and finite, at least one
 * @param folds the number of parts, at least 2
 * @param penalisedIntercept whether intercepts have a penalty, as in {@link SparseLogisticRegression}
 */
public record LinearTransferability(List<Double> cs, int folds, boolean penalisedIntercept) {

    /** Copies and checks the options. */
    public LinearTransferability {
        cs = List.copyOf(cs);
        if (cs.isEmpty()) {
            throw new IllegalArgumentException("cs must have at least one value, found none");
        }
        cs.forEach(c -> Checks.positive("each of cs", c));
        Checks.atLeast("folds", folds, 2);
    }

    /** As the program of [NTO23]: C = 0.3, 0.03 and 0.003, five parts, penalised intercepts. */
    public static LinearTransferability standard() {
        return new LinearTransferability(List.of(0.3, 0.03, 0.003), 5, true);
    }

    /**
     * Scores points. Figures: "most frequent value", the mean accuracy of that guess, and "above it", the mean of what the regressions
     * find beyond it. Tables: accuracy, C and guess of each factor; accuracy by factor and C.
     *
     * @throws IllegalArgumentException if no factor varies, a varying one is continuous, or each value of one has fewer points than
     * there are parts
     */
    public Score score(Points points) {
        Factors factors = points.factors();
        int[] varying = factors.varying();
        if (varying.length == 0) {
            throw new IllegalArgumentException("factors must vary, found all " + factors.count() + " constant over "
                    + points.count() + " points: there is nothing to predict");
        }
        double[][] accuracies = new double[varying.length][cs.size()];
        double[][] best = new double[varying.length][];
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < varying.length; i++) {
            int[] labels = factors.labels(varying[i]);
            boolean converged = accuracies(points.codes(), labels, accuracies[i]);
            int c = largest(accuracies[i]);
            best[i] = new double[] {accuracies[i][c], cs.get(c), Chance.constantAccuracy(labels, labels)};
            if (!converged) {
                warnings.add("the regressions of '" + factors.name(varying[i]) + "' have not converged");
            }
        }
        for (int k = 0; k < factors.count(); k++) {
            if (factors.constant(k)) {
                warnings.add("constant factor left out: '" + factors.name(k) + "'");
            }
        }
        return described(points, varying, accuracies, best, warnings);
    }

    private Score described(
            Points points, int[] varying, double[][] accuracies, double[][] best, List<String> warnings) {
        List<String> names =
                Arrays.stream(varying).mapToObj(points.factors()::name).toList();
        double value = mean(best, 0);
        double guess = mean(best, 2);
        Score score = Score.of("linear transferability", value)
                .withFigure("most frequent value", guess)
                .withFigure("above it", value - guess)
                .withTable(new Score.Table(
                        "factors", "factor", names, "", List.of("accuracy", "C", "most frequent value"), best))
                .withTable(new Score.Table(
                        "accuracy by C",
                        "factor",
                        names,
                        "C",
                        cs.stream().map(String::valueOf).toList(),
                        accuracies))
                .withSetting("C", cs)
                .withSetting("folds", folds)
                .withSetting("penalised intercept", penalisedIntercept)
                .withSetting("points", points.count());
        for (String warning : warnings) {
            score = score.withWarning(warning);
        }
        return score;
    }

    /** Fills in the mean accuracy for each C; says whether all regressions converged. */
    private boolean accuracies(Codes codes, int[] labels, double[] means) {
        double[][] rows = codes.rows();
        List<CrossValidation.Fold> parts = CrossValidation.stratified(labels, folds);
        double[][] found = new double[cs.size()][folds];
        boolean[] converged = new boolean[cs.size() * folds];
        Parallel.run(converged.length, task -> {
            int c = task / folds;
            CrossValidation.Fold part = parts.get(task % folds);
            int[] train = chosen(labels, part.train());
            int[] test = chosen(labels, part.test());
            if (Arrays.stream(train).distinct().count() == 1) {
                found[c][task % folds] = Chance.constantAccuracy(train, test);
                converged[task] = true;
                return;
            }
            Classifier.Model model =
                    new SparseLogisticRegression(cs.get(c), penalisedIntercept).fit(chosen(rows, part.train()), train);
            found[c][task % folds] = model.accuracy(chosen(rows, part.test()), test);
            converged[task] = model.converged();
        });
        Arrays.setAll(means, c -> Prediction.mean(found[c]));
        boolean all = true;
        for (boolean each : converged) {
            all &= each;
        }
        return all;
    }

    private static int largest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    private static double mean(double[][] rows, int column) {
        return Prediction.mean(
                Arrays.stream(rows).mapToDouble(row -> row[column]).toArray());
    }

    private static int[] chosen(int[] labels, int[] positions) {
        return Arrays.stream(positions).map(n -> labels[n]).toArray();
    }

    private static double[][] chosen(double[][] rows, int[] positions) {
        return Arrays.stream(positions).mapToObj(n -> rows[n]).toArray(double[][]::new);
    }
}
