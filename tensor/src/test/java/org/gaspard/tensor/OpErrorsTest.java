package org.gaspard.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What operations refuse, when a node is built or when it is computed. */
class OpErrorsTest {

    private static TensorType floats(int... shape) {
        return new TensorType(Shape.of(shape), DType.FLOAT32);
    }

    private static TensorType doubles(int... shape) {
        return new TensorType(Shape.of(shape), DType.FLOAT64);
    }

    private static TensorType ints(int... shape) {
        return new TensorType(Shape.of(shape), DType.INT32);
    }

    private static Arguments refused(Op op, String message, TensorType... inputs) {
        return arguments(op, message, List.of(inputs));
    }

    static Stream<Arguments> refused() {
        ConvolutionGeometry plain = ConvolutionGeometry.of(1, 0);
        ConvolutionGeometry strided = ConvolutionGeometry.of(2, 0);
        return Stream.of(
                refused(UnaryOp.EXP, "exp takes floating-point inputs", ints(2)),
                refused(UnaryOp.EXP, "exp takes 1 inputs, found 2", floats(2), floats(2)),
                refused(BinaryOp.ADD, "add takes inputs of one type", floats(2), floats(3)),
                refused(BinaryOp.ADD, "add takes inputs of one type", floats(2), doubles(2)),
                refused(BinaryOp.POWER, "power takes floating-point inputs", ints(2), ints(2)),
                refused(BinaryOp.LESS_EQUAL, "less equal takes 2 inputs", ints(2)),
                refused(new Elementwise.Select(), "select takes inputs of one type", ints(2), floats(2), floats(2)),
                refused(new Reduction.Reduce(Reduction.Kind.SUM, Ints.of(2)), "axis 2 is outside", floats(2, 3)),
                refused(new Reduction.ArgReduce(Reduction.Kind.MAX, 0), "empty axis", floats(0, 3)),
                refused(new Movement.Reshape(Shape.of(5)), "number of elements", floats(2, 3)),
                refused(new Movement.Transpose(Ints.of(0, 0)), "names each axis once", floats(2, 3)),
                refused(new Movement.Transpose(Ints.of(0)), "one entry for each axis", floats(2, 3)),
                refused(new Movement.Broadcast(Shape.of(4, 3)), "only axes of extent 1", floats(2, 3)),
                refused(new Movement.Broadcast(Shape.of(1, 3)), "rank must stay", floats(3)),
                refused(new Movement.Slice(Ints.of(2), Ints.of(4), Ints.of(1)), "axis 0", floats(3)),
                refused(new Movement.Slice(Ints.of(0), Ints.of(3), Ints.of(0)), "step >= 1", floats(3)),
                refused(new Movement.Slice(Ints.of(-1), Ints.of(3), Ints.of(1)), "0 <= start", floats(3)),
                refused(new Movement.Pad(Ints.of(-1), Ints.of(0), Ints.of(0)), "must not be negative", floats(3)),
                refused(new Movement.Concatenate(0), "equal outside axis 0", floats(2, 3), floats(2, 4)),
                refused(new Movement.Concatenate(0), "one element type", floats(2), doubles(2)),
                refused(new Movement.Concatenate(0), "at least one input"),
                refused(new Movement.Flip(Ints.of(1)), "axis 1 is outside", floats(3)),
                refused(new Movement.Gather(0), "int32 indices", floats(3), floats(2)),
                refused(new Movement.ScatterAdd(0, 3), "indices' extents", floats(3), ints(2)),
                refused(new Movement.ScatterAdd(1, 3), "indices' axes", floats(3), ints(3)),
                refused(new Product.MatMul(false, false), "equal inner extents", floats(2, 3), floats(2, 3)),
                refused(new Product.MatMul(false, false), "equal batch axes", floats(2, 2, 3), floats(3, 3, 2)),
                refused(new Product.MatMul(false, false), "floating-point", ints(2, 3), ints(3, 2)),
                refused(new Product.Conv2d(plain), "equal input channels", floats(1, 4, 4, 2), floats(3, 3, 1, 2)),
                refused(
                        new Product.Conv2d(plain),
                        "not larger than the padded",
                        floats(1, 2, 4, 2),
                        floats(3, 3, 2, 2)),
                refused(new Product.Conv2d(plain), "images [N, H, W, C]", floats(4, 4, 2), floats(3, 3, 2, 2)),
                refused(
                        new Product.Conv2dInputGradient(strided, 9, 9),
                        "output extents of a 9x9 image",
                        floats(3, 3, 2, 2),
                        floats(1, 5, 4, 2)),
                refused(
                        new Product.Conv2dWeightGradient(strided, 3, 3),
                        "output extents of a 3x3 window",
                        floats(1, 9, 9, 2),
                        floats(1, 4, 5, 2)),
                refused(new Generator.RandomBits(Shape.of(2), 8, 0, 0), "a key int32[2] expected", ints(3)),
                refused(new Generator.Iota(floats(2), 1), "axis 1 is outside"),
                refused(new Ordering.ArgSort(1), "axis 1 is outside", floats(3)),
                refused(new Decomposition.Cholesky(), "square matrices", floats(2, 3)),
                refused(new Decomposition.Solve(), "right-hand sides", floats(2, 2), floats(3, 1)),
                refused(new Decomposition.SingularValues(), "matrices expected", floats(3)),
                refused(new Annotation.After(), "takes 2 inputs", floats(3)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void inputsOfWrongTypesAreNamed(Op op, String message, List<TensorType> inputs) {
        assertThatThrownBy(() -> op.infer(inputs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void everyBackendRefusesIndicesOutside() {
        Tensor x = Tensor.of(new float[] {1, 2, 3});
        for (int outside : new int[] {-1, 3}) {
            Tensor at = Tensor.of(new int[] {0, outside});
            refusesToCompute(IndexOutOfBoundsException.class, "" + outside, () -> x.gather(0, at));
            refusesToCompute(
                    IndexOutOfBoundsException.class,
                    "" + outside,
                    () -> x.slice(0, 0, 2).scatterAdd(0, 3, at));
        }
    }

    @Test
    void everyBackendRefusesWholeDivisionByZero() {
        Tensor x = Tensor.of(new int[] {1, 2, 3});
        refusesToCompute(ArithmeticException.class, "zero", () -> x.divide(Tensor.of(new int[] {1, 0, 1})));
    }

    @Test
    void everyBackendRefusesMatricesWithoutTheDecomposition() {
        Tensor indefinite = Tensor.of(new double[] {1, 2, 2, 1}, 2, 2);
        Tensor singular = Tensor.of(new double[] {1, 2, 2, 4}, 2, 2);
        refusesToCompute(ArithmeticException.class, "positive definite", () -> LinearAlgebra.cholesky(indefinite));
        refusesToCompute(ArithmeticException.class, "singular", () -> LinearAlgebra.inverse(singular));
    }

    /** A refused computation leaves no trace: the next one with the same plan is right. */
    @Test
    void plansSurviveAFailure() {
        for (Backend backend : Backend.all()) {
            Tensor x = Tensor.of(new float[] {1, 2, 3});
            assertThatThrownBy(() -> Backend.with(
                            backend.name(),
                            () -> x.gather(0, Tensor.of(new int[] {5})).toFloatArray()))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            float[] next = Backend.with(
                    backend.name(), () -> x.gather(0, Tensor.of(new int[] {2})).toFloatArray());
            assertThat(next).containsExactly(3);
        }
    }

    private static void refusesToCompute(
            Class<? extends Throwable> thrown, String message, Supplier<Tensor> expression) {
        for (Backend backend : Backend.all()) {
            assertThatThrownBy(() ->
                            Backend.with(backend.name(), () -> expression.get().storage()))
                    .as(backend.name())
                    .isInstanceOf(thrown)
                    .hasMessageContaining(message);
        }
    }
}
