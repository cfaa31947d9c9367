package org.gaspard.metrics.unsupervised;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;

/**
 * Unsupervised disentanglement ranking (UDR): disentangled models of one kind, trained from different seeds, agree up to a
 * permutation and signs; entangled ones are entangled each in its own way. For two models with the similarities R [L₁ × L₂] of
 * their informative codes,
 *
 * <pre>{@code
 * UDR_ij = ½ ( mean_b (max_a R_ab)² / Σ_a R_ab  +  mean_a (max_b R_ab)² / Σ_b R_ab )
 * UDR_j  = median over i ≠ j of UDR_ij
 * }</pre>
 *
 * with 0 where a sum is 0. Codes are standardised (divisor N); informative are those whose mean divergence from the prior is above
 * {@link #leastDivergence}. About 0 to 1: 1 if two models have the same codes up to order and strictly monotone maps (rank
 * correlation; with a lasso of penalty α equal independent codes have the coefficient 1 − α and get that). A permutation or
 * changes of sign of a model's codes change nothing. A model turned by 45°
 * against the others has equal similarities r to both codes of a pair and gets {@code r / 2} for it; two models with the codes
 * [x, x] and [x, y] have {@code 5/8} (rank correlation); codes of the prior are left
 * out; noise codes with a divergence above the least lower the mean; if no code is informative, all its pairs are 0 with a
 * warning. Known criticism: it ranks agreement, so models that all fail alike score well; it needs several runs of the same
 * settings.
 *
 * <p>Defaults of disentanglement_lib: lasso of penalty 0.1 (UDR_L), least divergence 0.01; rank correlation (UDR_S) is its other
 * choice. Its lasso is not symmetric in i and j: i predicts j, and model j is scored. [D20] divides the sum over rows and columns
 * of a pair by {@code L₁ + L₂}, which is the same if both models have as many informative codes. Time: M² similarities for M
 * models. Source: [D20]; the arithmetic as in disentanglement_lib.
 *
 * @param similarity what R is
 * @param leastDivergence the mean divergence in nats above which a code is informative, at least 0
 */
public record UnsupervisedDisentanglementRanking(CodeSimilarity similarity, double leastDivergence) {

    /** What is known of a model. */
    public record Model(String name, Codes codes, double[] divergences) {

        /**
         * What is known of a model.
         *
         * @param name another one for each model
         * @param codes the means of its posteriors at points that are the same for all models
         * @param divergences the mean divergence of the posterior from the prior, for each code in nats; at least 0
         */
        public Model {
            Checks.length("divergences", divergences.length, codes.width());
            for (double divergence : divergences) {
                Checks.nonNegative("divergences", divergence);
            }
            divergences = divergences.clone();
        }
    }

    /** Checks the least divergence. */
    public UnsupervisedDisentanglementRanking {
        Checks.nonNegative("leastDivergence", leastDivergence);
    }

    /** With a lasso of penalty 0.1: UDR_L, the default of disentanglement_lib. */
    public static UnsupervisedDisentanglementRanking lasso() {
        return new UnsupervisedDisentanglementRanking(CodeSimilarity.lasso(0.1), 0.01);
    }

    /** With rank correlations: UDR_S. */
    public static UnsupervisedDisentanglementRanking spearman() {
        return new UnsupervisedDisentanglementRanking(CodeSimilarity.spearman(), 0.01);
    }

    /**
     * The ranking of models. The value is the best model's score; the figures are all scores by model, best first; a table has all
     * pairs: the row predicts, the column is scored.
     *
     * @throws IllegalArgumentException if there are fewer than two models, names repeat, or codes are of different points
     */
    public Score rank(List<Model> models) {
        check(models);
        int count = models.size();
        List<String> names = models.stream().map(Model::name).toList();
        List<double[][]> codes = models.stream().map(this::informative).toList();
        double[][] pairs = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                pairs[i][j] = i == j ? 1 : agreement(codes.get(i), codes.get(j));
            }
        }
        double[] scores = IntStream.range(0, count)
                .mapToDouble(j -> median(IntStream.range(0, count)
                        .filter(i -> i != j)
                        .mapToDouble(i -> pairs[i][j])
                        .toArray()))
                .toArray();
        Score score = Score.of("UDR", Arrays.stream(scores).max().orElseThrow());
        for (int j : bestFirst(scores)) {
            score = score.withFigure(names.get(j), scores[j]);
        }
        score = score.withTable(new Score.Table("agreement", "model", names, "model", names, pairs))
                .withSetting("least divergence", leastDivergence)
                .withSetting("points", models.getFirst().codes().points());
        for (int i = 0; i < count; i++) {
            if (codes.get(i).length == 0) {
                score = score.withWarning("no code of '" + names.get(i) + "' is informative");
            }
        }
        return score;
    }

    private static void check(List<Model> models) {
        Checks.atLeast("the number of models", models.size(), 2);
        int points = models.getFirst().codes().points();
        HashSet<String> names = new HashSet<>();
        for (Model model : models) {
            if (model.codes().points() != points) {
                throw new IllegalArgumentException("all models must have codes of the same " + points
                        + " points, found " + model.codes() + " for '" + model.name() + "'");
            }
            if (!names.add(model.name())) {
                throw new IllegalArgumentException("models must have different names, found two of " + model.name());
            }
        }
    }

    private double[][] informative(Model model) {
        return IntStream.range(0, model.codes().width())
                .filter(l -> model.divergences()[l] > leastDivergence)
                .mapToObj(l -> Moments.standardised(model.codes().column(l)))
                .toArray(double[][]::new);
    }

    private double agreement(double[][] first, double[][] second) {
        return first.length == 0 || second.length == 0 ? 0 : relativeStrength(similarity.of(first, second));
    }

    /**
     * {@code ½ ( mean_b (max_a R_ab)² / Σ_a R_ab + mean_a (max_b R_ab)² / Σ_b R_ab )}.
     *
     * @param similarities R, at least 0, with at least one row and column
     */
    static double relativeStrength(double[][] similarities) {
        double[][] columns = new double[similarities[0].length][similarities.length];
        for (int a = 0; a < similarities.length; a++) {
            for (int b = 0; b < columns.length; b++) {
                columns[b][a] = similarities[a][b];
            }
        }
        return 0.5 * meanStrength(columns) + 0.5 * meanStrength(similarities);
    }

    private static double meanStrength(double[][] rows) {
        return Arrays.stream(rows)
                .mapToDouble(row -> {
                    double sum = Arrays.stream(row).sum();
                    double largest = Arrays.stream(row).max().orElseThrow();
                    return sum == 0 ? 0 : largest * largest / sum;
                })
                .average()
                .orElseThrow();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
    }

    private static List<Integer> bestFirst(double[] scores) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, scores.length).boxed().toList());
        order.sort((i, j) -> Double.compare(scores[j], scores[i]));
        return order;
    }
}
