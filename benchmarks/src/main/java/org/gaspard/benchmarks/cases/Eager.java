package org.gaspard.benchmarks.cases;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.gaspard.tensor.Tensor;

/**
 * A function that is built and computed anew each time, as a program does that captures nothing: the time is that of
 * building the graph, finding its plan, making the array of the result and computing it.
 *
 * @param x what it is a function of
 * @param function builds it
 */
public record Eager(Tensor x, UnaryOperator<Tensor> function) implements Workload {

    /** Ten operations in a row on {@code n} numbers. */
    public static Eager chain(int n) {
        return new Eager(
                Pattern.numbers(1, n),
                x -> x.multiply(2)
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
        return new Eager(Pattern.numbers(1, 64, 10), x -> {
            Tensor y = x;
            for (int i = 0; i < rounds; i++) {
                y = y.multiply(0.9).add(x).tanh();
                y = y.subtract(y.sumKeep(1).multiply(0.1));
                y = y.sigmoid().subtract(0.5).square().add(x);
            }
            return y;
        });
    }

    /** The graph, built and not computed. */
    public Tensor build() {
        return function.apply(x);
    }

    @Override
    public Fingerprint check() {
        return Fingerprint.of(build());
    }

    @Override
    public void step() {
        build().storage();
    }

    @Override
    public Optional<Workload> captured() {
        return Optional.of(new Kept(List.of(x), in -> List.of(function.apply(in.getFirst()))));
    }
}
