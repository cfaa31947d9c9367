package org.gaspard.metrics.information;

import java.util.List;
import java.util.function.IntFunction;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Factors;
import org.gaspard.metrics.information.DiscreteInformation.Indexed;
import org.gaspard.tensor.array.Parallel;

/**
 * The plug-in estimate: codes become labels, and observed frequencies stand for probabilities; see
 * {@link DiscreteInformation}. The labels of discrete factors are taken as they are; continuous factors become labels, too.
 *
 * <p>Time {@code (L + K) N} for labels and {@code L K (N + A B)} for A and B labels of a code and a factor, on all threads.
 *
 * @param codes how codes become labels
 * @param factors how the values of continuous factors become labels
 */
public record PlugIn(Discretizer codes, Discretizer factors) implements MutualInformationEstimator {

    /** The same bins for codes and for continuous factors. */
    public PlugIn(Discretizer both) {
        this(both, both);
    }

    @Override
    public double[][] information(Codes codes, Factors factors) {
        return information(labels(codes), labels(factors));
    }

    @Override
    public double[] entropies(Factors factors) {
        return entropies(labels(factors));
    }

    /** The entropies H(z_l) of the labels of codes, [L]. */
    public double[] entropies(Codes codes) {
        return entropies(labels(codes));
    }

    List<Indexed> labels(Codes columns) {
        return inParallel(columns.width(), l -> Indexed.of(codes.labels(columns.column(l))));
    }

    List<Indexed> labels(Factors columns) {
        return inParallel(
                columns.count(),
                k -> Indexed.of(columns.discrete(k) ? columns.labels(k) : factors.labels(columns.values(k))));
    }

    private static List<Indexed> inParallel(int count, IntFunction<Indexed> label) {
        Indexed[] labels = new Indexed[count];
        Parallel.run(count, i -> labels[i] = label.apply(i));
        return List.of(labels);
    }

    static double[][] information(List<Indexed> codes, List<Indexed> factors) {
        return Pairs.compute(
                codes.size(),
                factors.size(),
                (l, k) -> DiscreteInformation.mutualInformation(codes.get(l), factors.get(k)));
    }

    static double[] entropies(List<Indexed> labels) {
        return labels.stream().mapToDouble(DiscreteInformation::entropy).toArray();
    }

    @Override
    public String toString() {
        return codes.equals(factors) ? "plug-in, " + codes : "plug-in, " + codes + ", continuous factors in " + factors;
    }
}
