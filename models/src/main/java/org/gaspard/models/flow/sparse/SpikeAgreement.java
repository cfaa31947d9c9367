package org.gaspard.models.flow.sparse;

import java.util.Arrays;
import java.util.List;
import org.gaspard.metrics.Score;
import org.gaspard.models.check.Checks;
import org.gaspard.ot.Assignment;

/**
 * How well inferred spikes tell which transformations act, whatever flows are called. With the correlation of what flow k and
 * transformation j do over all steps of all sequences,
 *
 * <pre>{@code
 * φ_kj = (n₁₁ n₀₀ − n₁₀ n₀₁) / √((n₁₁ + n₁₀) (n₀₁ + n₀₀) (n₁₁ + n₀₁) (n₁₀ + n₀₀)),     0 where one of them is always the same
 * value = max_σ 1/K Σ_k φ_kσ(k)                                                    over permutations σ
 * }</pre>
 *
 * <p>Range: [−1, 1]; 1 if each flow acts just where one transformation does, 0 in expectation for spikes that know nothing, however
 * frequent they are. Precision and recall are of all spikes after the renaming: the share of inferred spikes that are true, and of true
 * ones that were inferred; 0 where there are none. O(M K² + K³) for M steps.
 *
 * <p>The correlation of two binary variables is that of B. W. Matthews, Biochimica et Biophysica Acta 405, 1975.
 *
 * @param transformations the names of the true ones, [K]
 * @param correlations φ, [K inferred][K true]
 * @param matching σ, the true transformation that each flow is best called, [K]
 * @param value the mean correlation after that renaming
 * @param precision in [0, 1]
 * @param recall in [0, 1]
 */
public record SpikeAgreement(
        List<String> transformations,
        double[][] correlations,
        int[] matching,
        double value,
        double precision,
        double recall) {

    /**
     * Compares inferred with true spikes.
     *
     * @param transformations the names, [K]
     * @param inferred which flows act in each step, [M][K]
     * @param truth which transformations act in the same steps, [M][K]
     * @throws IllegalArgumentException if there is no step, or rows have other lengths
     */
    public static SpikeAgreement of(List<String> transformations, boolean[][] inferred, boolean[][] truth) {
        int count = transformations.size();
        Checks.atLeast("the number of transformations", count, 1);
        Checks.atLeast("the number of steps", inferred.length, 1);
        Checks.same("the number of true steps", truth.length, inferred.length);
        for (int m = 0; m < inferred.length; m++) {
            Checks.same("the inferred spikes of a step", inferred[m].length, count);
            Checks.same("the true spikes of a step", truth[m].length, count);
        }
        double[][] correlations = new double[count][count];
        for (int k = 0; k < count; k++) {
            for (int j = 0; j < count; j++) {
                correlations[k][j] = correlation(inferred, k, truth, j);
            }
        }
        double[] costs = new double[count * count];
        Arrays.setAll(costs, i -> -correlations[i / count][i % count]);
        Assignment best = Assignment.solve(costs, count, count);
        int[] matching = best.columnOf();
        double both = 0;
        double found = 0;
        double real = 0;
        for (int m = 0; m < inferred.length; m++) {
            for (int k = 0; k < count; k++) {
                both += inferred[m][k] && truth[m][matching[k]] ? 1 : 0;
                found += inferred[m][k] ? 1 : 0;
                real += truth[m][k] ? 1 : 0;
            }
        }
        return new SpikeAgreement(
                List.copyOf(transformations),
                correlations,
                matching,
                -best.cost() / count,
                both / Math.max(1, found),
                both / Math.max(1, real));
    }

    private static double correlation(boolean[][] inferred, int k, boolean[][] truth, int j) {
        double both = 0;
        double first = 0;
        double second = 0;
        double all = inferred.length;
        for (int m = 0; m < inferred.length; m++) {
            both += inferred[m][k] && truth[m][j] ? 1 : 0;
            first += inferred[m][k] ? 1 : 0;
            second += truth[m][j] ? 1 : 0;
        }
        double spread = first * (all - first) * second * (all - second);
        return spread == 0 ? 0 : (all * both - first * second) / Math.sqrt(spread);
    }

    /** The value as a score, with precision and recall as figures and the correlations as a table. */
    public Score score() {
        List<String> rows = Arrays.stream(matching)
                .mapToObj(j -> "for " + transformations.get(j))
                .toList();
        return Score.of("correlation of inferred spikes", value)
                .withFigure("precision", precision)
                .withFigure("recall", recall)
                .withTable(new Score.Table("correlations", "inferred", rows, "true", transformations, correlations()));
    }

    /** φ, a copy. */
    @Override
    public double[][] correlations() {
        return Arrays.stream(correlations).map(double[]::clone).toArray(double[][]::new);
    }

    /** σ, a copy. */
    @Override
    public int[] matching() {
        return matching.clone();
    }
}
