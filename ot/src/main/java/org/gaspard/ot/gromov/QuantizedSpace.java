package org.gaspard.ot.gromov;

import java.util.Arrays;
import org.gaspard.ot.Cost;
import org.gaspard.ot.check.Checks;

/**
 * What {@link QuantizedGromov} has to know of a space of n points in k parts: {@code k² + n} costs instead of
 * {@code n²}.
 *
 * @param partition the parts and their representatives
 * @param weights n weights, at least 0, with sum 1
 * @param between symmetric costs among the representatives, [k × k]
 * @param toRepresentative the cost between each point and the representative of its part, [n]
 */
public record QuantizedSpace(Partition partition, double[] weights, double[] between, double[] toRepresentative) {

    /** Checks the sizes. */
    public QuantizedSpace {
        int n = partition.size();
        int k = partition.parts();
        Checks.length("weights", weights, n);
        Checks.within("the sum of weights", Checks.weights("weights", weights), 1 - 1e-6, 1 + 1e-6);
        Checks.length("between", between, (long) k * k);
        Checks.length("toRepresentative", toRepresentative, n);
        Checks.finite("toRepresentative", toRepresentative);
    }

    /**
     * From all costs.
     *
     * @param costs symmetric costs among the points, [n × n]
     */
    public static QuantizedSpace of(double[] costs, double[] weights, Partition partition) {
        int n = partition.size();
        int k = partition.parts();
        Checks.length("costs", costs, (long) n * n);
        int[] at = partition.representatives();
        double[] between = new double[k * k];
        Arrays.setAll(between, e -> costs[at[e / k] * n + at[e % k]]);
        double[] to = new double[n];
        Arrays.setAll(to, i -> costs[at[partition.labels()[i]] * n + i]);
        return new QuantizedSpace(partition, weights, between, to);
    }

    /**
     * From points, with no other costs computed than those needed. Time {@code O((n + k²) d)}.
     *
     * @param x n points, [n × d]
     */
    public static QuantizedSpace of(Cost cost, double[] x, int d, double[] weights, Partition partition) {
        int n = partition.size();
        int k = partition.parts();
        Checks.atLeast("d", d, 1);
        Checks.length("x", x, (long) n * d);
        double[] representatives = new double[k * d];
        for (int part = 0; part < k; part++) {
            System.arraycopy(x, partition.representatives()[part] * d, representatives, part * d, d);
        }
        double[] to = new double[n];
        for (int i = 0; i < n; i++) {
            int part = partition.labels()[i];
            double[] representative = Arrays.copyOfRange(representatives, part * d, (part + 1) * d);
            to[i] = cost.matrix(representative, 1, Arrays.copyOfRange(x, i * d, (i + 1) * d), 1, d)[0];
        }
        return new QuantizedSpace(partition, weights, cost.matrix(representatives, k, d), to);
    }

    /** The weight of each part, [k]. */
    public double[] partWeights() {
        double[] sums = new double[partition.parts()];
        for (int i = 0; i < weights.length; i++) {
            sums[partition.labels()[i]] += weights[i];
        }
        return sums;
    }

    /** The quantized eccentricity {@code q = (Σ a_i C[i, r(i)]²)^½}, 0 for singletons. */
    public double eccentricity() {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * toRepresentative[i] * toRepresentative[i];
        }
        return Math.sqrt(sum);
    }
}
