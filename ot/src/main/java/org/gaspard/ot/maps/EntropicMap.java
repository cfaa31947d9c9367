package org.gaspard.ot.maps;

import java.util.Arrays;
import org.gaspard.ot.Cost;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.entropic.EntropicResult;

/**
 * The map that an entropic plan extends to, also away from the points that it was computed for ([PNW21, equation 8]):
 *
 * <pre>{@code
 * T_ε(x) = Σ_j w_j y_j    w_j ∝ exp((g_j − c(x, y_j)) / ε)
 * }</pre>
 *
 * <p>At the points of the rows it is the barycentric projection of the plan after an update of f. For the squared Euclidean
 * cost it is {@code x − ½ ∇f_ε(x)}, and tends to the optimal map as ε falls and n grows; for other costs it is the mean of where
 * a point is sent, no more. Images are in the convex hull of the targets.
 *
 * @param cost c, the one that the plan was computed with
 * @param targets the m points y, [m × d]; not copied
 * @param d the dimension of the points
 * @param potentials the m potentials g, −∞ for targets without weight; not copied
 * @param epsilon ε
 */
public record EntropicMap(Cost cost, double[] targets, int d, double[] potentials, double epsilon) {

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if a length does not fit, ε is not above 0, or no target has a weight
     */
    public EntropicMap {
        Checks.atLeast("d", d, 1);
        Checks.positive("epsilon", epsilon);
        Checks.length("targets", targets, (long) potentials.length * d);
        Checks.finite("targets", targets);
        for (int j = 0; j < potentials.length; j++) {
            if (!(potentials[j] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "potentials[" + j + "] is " + potentials[j] + ", expected a finite number or −∞");
            }
        }
        if (!Arrays.stream(potentials).anyMatch(Double::isFinite)) {
            throw new IllegalArgumentException("potentials has no finite number, expected one at least");
        }
    }

    /**
     * From the rows of a problem to its columns.
     *
     * @param y the points of the columns, [m × d]
     */
    public static EntropicMap forward(EntropicResult result, Cost cost, double[] y, int d) {
        return new EntropicMap(cost, y, d, result.potentials().g(), result.epsilon());
    }

    /**
     * From the columns of a problem to its rows, for a symmetric cost.
     *
     * @param x the points of the rows, [n × d]
     */
    public static EntropicMap backward(EntropicResult result, Cost cost, double[] x, int d) {
        return new EntropicMap(cost, x, d, result.potentials().f(), result.epsilon());
    }

    /**
     * The images of n points, [n × d]. {@code O(nmd)}.
     *
     * @param x the points, [n × d]
     * @throws IllegalArgumentException if the length is no multiple of d, or a coordinate is not finite
     */
    public double[] apply(double[] x) {
        if (x.length % d != 0) {
            throw new IllegalArgumentException("x has " + x.length + " elements, expected a multiple of d = " + d);
        }
        Checks.finite("x", x);
        int n = x.length / d;
        int m = potentials.length;
        double[] images = new double[x.length];
        for (int i = 0; i < n; i++) {
            double[] costs = cost.matrix(Arrays.copyOfRange(x, i * d, (i + 1) * d), 1, targets, m, d);
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < m; j++) {
                largest = Math.max(largest, potentials[j] - costs[j]);
            }
            double sum = 0;
            for (int j = 0; j < m; j++) {
                double weight = Math.exp((potentials[j] - costs[j] - largest) / epsilon);
                sum += weight;
                for (int k = 0; k < d; k++) {
                    images[i * d + k] += weight * targets[j * d + k];
                }
            }
            for (int k = 0; k < d; k++) {
                images[i * d + k] /= sum;
            }
        }
        return images;
    }
}
