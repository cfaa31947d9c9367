package org.gaspard.topology.diagram;

import java.util.Arrays;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * The total persistence of a diagram and its norms ([CEHM10]). 0 for an empty diagram, +∞ with an essential bar, like the
 * distance to a diagram without one.
 */
public final class TotalPersistence {

    private TotalPersistence() {}

    /**
     * {@code Σ (d − b)^p}.
     *
     * @throws IllegalArgumentException if p is not positive
     */
    public static double of(Diagram diagram, double p) {
        Checks.positive("p", p);
        double sum = 0;
        for (int i = 0; i < diagram.size(); i++) {
            sum += Math.pow(diagram.length(i), p);
        }
        return sum;
    }

    /**
     * {@code (Σ (d − b)^p)^{1/p}}, or the greatest length if p is +∞: {@code 2^{1 − 1/q}} times the {@link Wasserstein}
     * distance of order p and norm q to the empty diagram, or twice the {@link Bottleneck} distance.
     *
     * @throws IllegalArgumentException if p is below 1
     */
    public static double norm(Diagram diagram, double p) {
        Checks.within("p", p, 1, Double.POSITIVE_INFINITY);
        double greatest = Arrays.stream(diagram.lengths()).max().orElse(0);
        if (p == Double.POSITIVE_INFINITY || greatest == 0 || greatest == Double.POSITIVE_INFINITY) {
            return greatest;
        }
        double sum = 0;
        for (int i = 0; i < diagram.size(); i++) {
            sum += Math.pow(diagram.length(i) / greatest, p);
        }
        return greatest * Math.pow(sum, 1 / p);
    }
}
