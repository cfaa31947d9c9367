package org.gaspard.autodiff;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;

/**
 * An input of an {@link OpCase}.
 *
 * @param numbers row-major
 * @param role how the numbers become a tensor
 */
record Arg(Shape shape, double[] numbers, Role role) {

    /** What an input is to its operation. */
    enum Role {
        /** Of the element type under test, and differentiated. */
        VARIABLE,
        /** Of the element type under test, not differentiated. */
        CONSTANT,
        /** Always int32: indices and keys. */
        INDEX
    }

    /** Numbers spread evenly, without ties, over the open interval (low, high). */
    static Arg between(double low, double high, int... shape) {
        return spread(low, high, 0.6180339887498949, shape);
    }

    /** Other numbers spread over (low, high), for a second input. */
    static Arg also(double low, double high, int... shape) {
        return spread(low, high, 0.4142135623730951, shape);
    }

    private static Arg spread(double low, double high, double turn, int... shape) {
        return filled(i -> low + (high - low) * ((i + 1) * turn % 1), shape);
    }

    /** Square or tall matrices with a growing diagonal that dominates its row: well-conditioned, no two values equal. */
    static Arg dominant(int... shape) {
        Arg off = between(-0.5, 0.5, shape);
        int rows = shape[shape.length - 2];
        int columns = shape[shape.length - 1];
        return filled(
                i -> {
                    int row = i / columns % rows;
                    boolean diagonal = row == i % columns;
                    return off.numbers[i] + (diagonal ? 0.5 * columns + 1 + 0.7 * row : 0);
                },
                shape);
    }

    /** The given numbers in one axis. */
    static Arg values(double... numbers) {
        return new Arg(Shape.of(numbers.length), numbers, Role.VARIABLE);
    }

    /** Int32 indices. */
    static Arg indices(Shape shape, int... indices) {
        return new Arg(shape, Arrays.stream(indices).asDoubleStream().toArray(), Role.INDEX);
    }

    private static Arg filled(IntToDoubleFunction number, int... extents) {
        Shape shape = Shape.of(extents);
        return new Arg(
                shape, IntStream.range(0, shape.size()).mapToDouble(number).toArray(), Role.VARIABLE);
    }

    /** The same numbers, not differentiated. */
    Arg constant() {
        return new Arg(shape, numbers, Role.CONSTANT);
    }

    /** The input for a test of the element type {@code dtype}. */
    Tensor tensor(DType dtype) {
        return switch (role == Role.INDEX ? DType.INT32 : dtype) {
            case FLOAT32 -> {
                float[] data = new float[numbers.length];
                for (int i = 0; i < data.length; i++) {
                    data[i] = (float) numbers[i];
                }
                yield Tensor.wrap(shape, new Storage.Floats(data));
            }
            case FLOAT64 -> Tensor.wrap(shape, new Storage.Doubles(numbers.clone()));
            case INT32 ->
                Tensor.wrap(
                        shape,
                        new Storage.Int32s(Arrays.stream(numbers)
                                .mapToInt(role == Role.INDEX ? x -> (int) x : Arg::whole)
                                .toArray()));
        };
    }

    /** A whole number made of any number; never 0, so that it can divide. */
    private static int whole(double number) {
        int scaled = (int) Math.rint(4 * number);
        return scaled == 0 ? 1 : scaled;
    }
}
