package org.gaspard.topology.diagram;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * An interval {@code [low, high]} divided evenly: into {@code count} cells, as the pixels of an image, or by {@code count}
 * samples, of which the first and the last lie at its ends.
 *
 * @param low a finite number below {@code high}
 * @param high a finite number
 * @param count at least 1
 */
public record Axis(double low, double high, int count) {

    /** @throws IllegalArgumentException if low and high are not finite and in this order, or the count is below 1 */
    public Axis {
        if (!(low < high && Double.isFinite(high - low))) {
            throw new IllegalArgumentException(
                    "low is " + low + " and high is " + high + ", expected finite numbers in ascending order");
        }
        Checks.atLeast("count", count, 1);
    }

    /** From the first birth to the last death of the finite bars. If they are one number: half a unit to each side. */
    public static Axis ofBars(List<Diagram> diagrams, int count) {
        return around(diagrams, Diagram::birth, Diagram::death, count);
    }

    /** From the first birth to the last birth of the finite bars. If they are one number: half a unit to each side. */
    public static Axis ofBirths(List<Diagram> diagrams, int count) {
        return around(diagrams, Diagram::birth, Diagram::birth, count);
    }

    /** From the shortest to the longest finite bar. If they are equal: half a unit to each side. */
    public static Axis ofLengths(List<Diagram> diagrams, int count) {
        return around(diagrams, Diagram::length, Diagram::length, count);
    }

    private static Axis around(
            List<Diagram> diagrams,
            ToDoubleBiFunction<Diagram, Integer> lowOf,
            ToDoubleBiFunction<Diagram, Integer> highOf,
            int count) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Diagram diagram : diagrams) {
            for (int i = 0; i < diagram.size(); i++) {
                if (!diagram.isEssential(i)) {
                    low = Math.min(low, lowOf.applyAsDouble(diagram, i));
                    high = Math.max(high, highOf.applyAsDouble(diagram, i));
                }
            }
        }
        if (low > high) {
            throw new IllegalArgumentException(
                    "diagrams have no finite bar among " + diagrams.size() + " of them, expected at least one");
        }
        return low < high ? new Axis(low, high, count) : new Axis(low - 0.5, high + 0.5, count);
    }

    /** The width of a cell. */
    public double cell() {
        return (high - low) / count;
    }

    /** The edge before cell i; that of {@code count} is the upper end. */
    public double edge(int i) {
        return i == count ? high : low + i * cell();
    }

    /** The middle of cell i. */
    public double centre(int i) {
        return low + (i + 0.5) * cell();
    }

    /** The sample i; a single sample lies at the lower end. */
    public double sample(int i) {
        return i == 0 ? low : i == count - 1 ? high : low + i * ((high - low) / (count - 1));
    }
}
