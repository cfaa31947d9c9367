package org.gaspard.topology.diagram;

import java.util.Arrays;
import org.gaspard.topology.Diagram;

/**
 * The Betti curve {@code β(t) = #{i : b_i ≤ t < d_i}}: how many holes there are at t ([U17]). Essential bars count like all
 * others; its integral is the sum of the lengths. An empty diagram has the curve 0.
 */
public final class BettiCurve {

    private BettiCurve() {}

    /** The curve, exact. Time {@code O(n log n)}. */
    public static StepFunction of(Diagram diagram) {
        double[] ones = new double[diagram.size()];
        Arrays.fill(ones, 1);
        return StepFunction.sum(diagram, ones);
    }
}
