package org.gaspard.topology.diagram;

import java.util.Arrays;
import org.gaspard.topology.Diagram;

/**
 * Cuts bars to an interval: every end is moved to the nearest number in {@code [low, high]}, which makes essential bars
 * finite. Bars outside the interval become points of the diagonal.
 *
 * @param low a finite number
 * @param high a finite number of at least {@code low}
 */
public record Clamping(double low, double high) {

    /** @throws IllegalArgumentException if low and high are not finite, or low exceeds high */
    public Clamping {
        if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException(
                    "low is " + low + " and high is " + high + ", expected finite numbers in ascending order");
        }
    }

    /** The same bars in the same order, cut. */
    public Diagram of(Diagram diagram) {
        return Diagram.of(diagram.dimension(), cut(diagram.births()), cut(diagram.deaths()));
    }

    private double[] cut(double[] ends) {
        Arrays.setAll(ends, i -> Math.min(Math.max(ends[i], low), high));
        return ends;
    }
}
