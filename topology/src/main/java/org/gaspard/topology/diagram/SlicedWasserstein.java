package org.gaspard.topology.diagram;

import java.util.Arrays;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * The sliced Wasserstein distance ([CCO17]):
 * {@code SW(D, E) = (1/2π) ∫_{S¹} W₁(θ_*(D ∪ ΔE), θ_*(E ∪ ΔD)) dθ}, where ΔD is D projected onto the diagonal, θ_* the
 * projection onto the direction θ, and W₁ on the line the sum of the differences of the sorted projections. It is a metric
 * equivalent to the Wasserstein distance of order 1, and {@code exp(−SW / 2σ²)} is positive definite.
 *
 * <p>Opposite directions give the same, so that it is also the mean over the half circle {@code [−π/2, π/2)}. Both diagrams
 * empty: 0. Essential bars have no projections and are refused.
 */
public sealed interface SlicedWasserstein extends DiagramMetric {

    /**
     * The mean over directions evenly spread over the half circle, {@code θ_k = −π/2 + kπ/count}. Time
     * {@code O(count · (n + m) log(n + m))}.
     *
     * @param count how many directions, at least 1
     */
    record Directions(int count) implements SlicedWasserstein {

        /** @throws IllegalArgumentException if the count is below 1 */
        public Directions {
            Checks.atLeast("count", count, 1);
        }

        @Override
        public double distance(Diagram first, Diagram second) {
            Require.finitePair(first, second);
            int size = first.size() + second.size();
            double[] left = new double[size];
            double[] right = new double[size];
            double centre = SlicedIntegral.centre(first, second);
            double sum = 0;
            for (int k = 0; k < count; k++) {
                double angle = -Math.PI / 2 + k * Math.PI / count;
                project(first, second, centre, angle, left);
                project(second, first, centre, angle, right);
                for (int i = 0; i < size; i++) {
                    sum += Math.abs(left[i] - right[i]);
                }
            }
            return sum / count;
        }

        /** The sorted projections of the one diagram and of the other's points on the diagonal. */
        private static void project(Diagram diagram, Diagram other, double centre, double angle, double[] projections) {
            double cos = Math.cos(angle);
            double sin = Math.sin(angle);
            for (int i = 0; i < diagram.size(); i++) {
                projections[i] = cos * (diagram.birth(i) - centre) + sin * (diagram.death(i) - centre);
            }
            for (int j = 0; j < other.size(); j++) {
                double middle = (other.birth(j) - centre + (other.death(j) - centre)) / 2;
                projections[diagram.size() + j] = cos * middle + sin * middle;
            }
            Arrays.sort(projections);
        }
    }

    /**
     * The integral itself, up to rounding. Between the angles at which two points swap places, the distance on the line is
     * a scalar product with {@code (cos θ, sin θ)}; {@link SlicedIntegral} finds these angles. Time
     * {@code O((n + m)² log(n + m))} in general: for small diagrams, or to judge a number of directions.
     */
    record Exact() implements SlicedWasserstein {

        @Override
        public double distance(Diagram first, Diagram second) {
            Require.finitePair(first, second);
            return new SlicedIntegral(first, second).halfCircle() / Math.PI;
        }
    }

    /** The mean over evenly spread directions. */
    static SlicedWasserstein directions(int count) {
        return new Directions(count);
    }

    /** The integral over all directions. */
    static SlicedWasserstein exact() {
        return new Exact();
    }
}
