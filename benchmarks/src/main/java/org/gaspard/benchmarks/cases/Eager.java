package org.gaspard.benchmarks.cases;

import java.util.function.Supplier;
import org.gaspard.tensor.Tensor;

/**
 * An expression that is built and computed anew each time, as a program does that captures nothing: the time is that of
 * building the graph, finding its plan, making the array of the result and computing it.
 *
 * @param expression builds it
 */
public record Eager(Supplier<Tensor> expression) implements Workload {

    /** Ten operations in a row on {@code n} numbers. */
    public static Eager chain(int n) {
        Tensor x = Pattern.numbers(1, n);
        return new Eager(() -> x.multiply(2)
                .add(1)
                .relu()
                .subtract(0.5)
                .multiply(x)
                .tanh()
                .multiply(0.5)
                .add(x)
                .sigmoid()
                .square());
    }

    /** Ten operations on [64, 10] numbers, {@code rounds} times one after the other. */
    public static Eager rounds(int rounds) {
        Tensor x = Pattern.numbers(1, 64, 10);
        return new Eager(() -> {
            Tensor y = x;
            for (int i = 0; i < rounds; i++) {
                y = y.multiply(0.9).add(x).tanh();
                y = y.subtract(y.sumKeep(1).multiply(0.1));
                y = y.sigmoid().subtract(0.5).square().add(x);
            }
            return y;
        });
    }

    @Override
    public Fingerprint check() {
        return Fingerprint.of(expression.get());
    }

    @Override
    public void step() {
        expression.get().storage();
    }
}
