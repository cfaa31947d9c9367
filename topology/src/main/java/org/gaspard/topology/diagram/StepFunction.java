package org.gaspard.topology.diagram;

import java.util.Arrays;
import org.gaspard.topology.Diagram;

/** A piecewise constant function, continuous from the right, given by its jumps. */
public final class StepFunction {

    private final double before;
    private final double[] x;
    private final double[] values;

    private StepFunction(double before, double[] x, double[] values) {
        this.before = before;
        this.x = x;
        this.values = values;
    }

    /** {@code Σ_i w_i 1[b_i ≤ t < d_i]}, with jumps only where the value changes. Time {@code O(n log n)}. */
    static StepFunction sum(Diagram bars, double[] weights) {
        int n = bars.size();
        double[] ends = new double[2 * n];
        for (int i = 0; i < n; i++) {
            ends[i] = bars.birth(i) + 0.0;
            ends[n + i] = bars.death(i) + 0.0;
        }
        Arrays.sort(ends);
        double[] jumps = Arrays.stream(ends).filter(Double::isFinite).distinct().toArray();
        double[] change = new double[jumps.length];
        int[] opened = new int[jumps.length];
        double before = 0;
        int open = 0;
        for (int i = 0; i < n; i++) {
            if (bars.birth(i) == Double.NEGATIVE_INFINITY) {
                before += weights[i];
                open++;
            } else {
                int birth = Arrays.binarySearch(jumps, bars.birth(i) + 0.0);
                change[birth] += weights[i];
                opened[birth]++;
            }
            if (bars.death(i) != Double.POSITIVE_INFINITY) {
                int death = Arrays.binarySearch(jumps, bars.death(i) + 0.0);
                change[death] -= weights[i];
                opened[death]--;
            }
        }
        double value = before;
        int kept = 0;
        double[] values = new double[jumps.length];
        for (int i = 0; i < jumps.length; i++) {
            open += opened[i];
            // Where no bar is left the value is 0, and what rounding has piled up is dropped.
            double next = open == 0 ? 0 : value + change[i];
            if (next != value) {
                jumps[kept] = jumps[i];
                values[kept++] = next;
            }
            value = next;
        }
        return new StepFunction(before, Arrays.copyOf(jumps, kept), Arrays.copyOf(values, kept));
    }

    /** The number of jumps. */
    public int size() {
        return x.length;
    }

    /** Where the jumps are, strictly ascending; a copy. */
    public double[] x() {
        return x.clone();
    }

    /** The values from each jump on, up to the next; a copy. */
    public double[] values() {
        return values.clone();
    }

    /** The value before the first jump: not 0 only if a bar has no birth. */
    public double before() {
        return before;
    }

    /** The value at t. Time {@code O(log n)}. */
    public double at(double t) {
        int found = Arrays.binarySearch(x, t + 0.0);
        int last = found >= 0 ? found : -found - 2;
        return last < 0 ? before : values[last];
    }

    /** The values at the samples of an axis. */
    public double[] sample(Axis axis) {
        double[] sampled = new double[axis.count()];
        Arrays.setAll(sampled, i -> at(axis.sample(i)));
        return sampled;
    }

    /** The integral over all t: infinite if the function does not end at 0 on both sides. */
    public double integral() {
        double sum = before == 0 ? 0 : before * Double.POSITIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            double width = i + 1 < x.length ? x[i + 1] - x[i] : Double.POSITIVE_INFINITY;
            sum += values[i] == 0 ? 0 : values[i] * width;
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StepFunction that
                && before == that.before
                && Arrays.equals(x, that.x)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Double.hashCode(before) + Arrays.hashCode(x)) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "StepFunction " + before + " " + Arrays.toString(x) + " -> " + Arrays.toString(values);
    }
}
