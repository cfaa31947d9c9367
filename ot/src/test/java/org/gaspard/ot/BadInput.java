package org.gaspard.ot;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;

/** A call that has to be refused, and what the message has to say: the name of the argument and what was found. */
public record BadInput(String name, Runnable call, List<String> words) {

    public static final double NAN = Double.NaN;
    public static final double INF = Double.POSITIVE_INFINITY;

    public static BadInput of(String name, Runnable call, String... words) {
        return new BadInput(name, call, List.of(words));
    }

    public void check() {
        assertThatIllegalArgumentException()
                .isThrownBy(call::run)
                .satisfies(e -> words.forEach(word -> {
                    if (!e.getMessage().contains(word)) {
                        throw new AssertionError("'" + e.getMessage() + "' does not contain '" + word + "'");
                    }
                }));
    }

    /** n weights 1/n. */
    public static double[] uniform(int n) {
        double[] weights = new double[n];
        Arrays.fill(weights, 1.0 / n);
        return weights;
    }

    /** An array with one element replaced. */
    public static double[] with(double[] array, int index, double value) {
        double[] changed = array.clone();
        changed[index] = value;
        return changed;
    }

    @Override
    public String toString() {
        return name;
    }
}
