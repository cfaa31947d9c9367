package org.gaspard.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small results worked out by hand, for every backend, the reference among them. */
class KnownValuesTest {

    private static final double NAN = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;

    private static Tensor counting(int... shape) {
        Shape to = Shape.of(shape);
        return Tensor.range(DType.FLOAT64, to.size()).reshape(to);
    }

    private static Tensor row(double... numbers) {
        return Tensor.of(numbers);
    }

    private static Tensor whole(int... numbers) {
        return Tensor.of(numbers);
    }

    private static Arguments known(Supplier<Tensor> expression, double... expected) {
        return Arguments.arguments(expression, expected);
    }

    static Stream<Arguments> values() {
        ConvolutionGeometry uneven = new ConvolutionGeometry(2, 1, 1, 0, 0, 1, 1, 1);
        return Stream.of(
                known(() -> row(-1.5, 2.5, 0).sign(), -1, 1, 0),
                known(() -> row(0.5, 1.5, -2.5).round(), 0, 2, -2),
                known(() -> row(-0.5, 1.5).floor(), -1, 1),
                known(() -> row(1, NAN).maximum(row(NAN, 2)), NAN, NAN),
                known(() -> row(1, NAN).less(row(2, 2)), 1, 0),
                known(() -> row(2, 3).power(row(3, -1)), 8, 1.0 / 3),
                known(() -> whole(7, -7, Integer.MAX_VALUE).divide(2), 3, -3, 1073741823),
                known(() -> whole(Integer.MAX_VALUE, 5).add(1), Integer.MIN_VALUE, 6),
                known(() -> whole(65536, 3).multiply(65536), 0, 196608),
                known(() -> whole(Integer.MIN_VALUE).abs(), Integer.MIN_VALUE),
                known(
                        () -> row(2.9, -2.9, NAN, INF, -1e20).cast(DType.INT32),
                        2,
                        -2,
                        0,
                        Integer.MAX_VALUE,
                        Integer.MIN_VALUE),
                known(() -> row(1 + 1e-12).cast(DType.FLOAT32).cast(DType.FLOAT64), 1),
                known(() -> Tensor.where(row(0, 1), row(NAN, 5), row(7, NAN)), 7, 5),
                known(() -> counting(2, 3).sum(0), 3, 5, 7),
                known(() -> counting(2, 3).sum(1), 3, 12),
                known(() -> counting(2, 2, 2).sum(0, 2), 10, 18),
                known(() -> counting(2, 3).max(-1), 2, 5),
                known(() -> counting(2, 0).max(-1), -INF, -INF),
                known(() -> counting(2, 0).sum(), 0),
                known(() -> row(1, NAN, 2).min(), NAN),
                known(() -> counting(2, 3).mean(1), 1, 4),
                known(() -> counting(4).varianceKeep(0), 1.25),
                known(() -> row(3, 1, 3).argMax(0), 0),
                known(() -> row(3, NAN, 1, NAN).argMin(0), 1),
                known(() -> counting(2, 3).transposed(), 0, 3, 1, 4, 2, 5),
                known(() -> counting(1, 2, 3).transpose(2, 0, 1), 0, 3, 1, 4, 2, 5),
                known(() -> counting(2, 1).broadcastTo(2, 3), 0, 0, 0, 1, 1, 1),
                known(() -> counting(7).slice(0, 1, -1, 2), 1, 3, 5),
                known(() -> counting(2).pad(0, 1, 2), 0, 0, 1, 0, 0),
                known(
                        () -> Tensor.apply(new Movement.Pad(Ints.of(1), Ints.of(0), Ints.of(2)), row(5, 6)),
                        0,
                        5,
                        0,
                        0,
                        6),
                known(() -> Tensor.concatenate(1, counting(2, 1), counting(2, 2)), 0, 0, 1, 1, 2, 3),
                known(() -> Tensor.stack(1, row(1, 2), row(3, 4)), 1, 3, 2, 4),
                known(() -> counting(2, 3).flip(1), 2, 1, 0, 5, 4, 3),
                known(() -> counting(3, 2).gather(0, whole(2, 0)), 4, 5, 0, 1),
                known(() -> counting(2, 3).gather(1, whole(2, 2)), 2, 2, 5, 5),
                known(() -> row(1, 2, 4).scatterAdd(0, 3, whole(2, 0, 2)), 2, 0, 5),
                known(() -> counting(2, 3).takeAlong(1, Tensor.of(new int[] {2, 0}, 2, 1)), 2, 3),
                known(() -> row(3, 1, 2).sort(0), 1, 2, 3),
                known(() -> row(NAN, 2, -INF, 2).argSort(0), 2, 1, 3, 0),
                known(() -> row(1, 2, 3).cumulativeSum(0), 1, 3, 6),
                known(() -> Tensor.apply(new Ordering.CumulativeSum(0, true), row(1, 2, 3)), 6, 5, 3),
                known(() -> counting(2, 3).matmul(counting(3, 2)), 10, 13, 28, 40),
                known(() -> counting(2, 1, 2).matmul(counting(2, 1)), 1, 3),
                known(() -> counting(2, 1, 2).matmul(counting(2, 2, 1)), 1, 13),
                known(() -> Tensor.identity(DType.FLOAT64, 2), 1, 0, 0, 1),
                // Image [[0, 1], [2, 3]], window [[1, 10], [100, 1000]], one row of zeros above, one column right.
                known(
                        () -> Convolution.conv2d(
                                counting(1, 2, 2, 1), row(1, 10, 100, 1000).reshape(2, 2, 1, 1), uneven),
                        1000,
                        100),
                known(
                        () -> Convolution.transposed(
                                row(1, 2).reshape(1, 1, 2, 1),
                                row(1, 10, 100, 1000).reshape(2, 2, 1, 1),
                                uneven,
                                2,
                                2),
                        100,
                        1200,
                        0,
                        0),
                known(
                        () -> Convolution.weightGradient(
                                counting(1, 2, 2, 1), row(1, 2).reshape(1, 1, 2, 1), uneven, 2, 2),
                        0,
                        0,
                        2,
                        1),
                known(() -> LinearAlgebra.cholesky(row(4, 99, 2, 5).reshape(2, 2)), 2, 0, 1, 2),
                known(() -> LinearAlgebra.logDeterminant(row(0, 2, -3, 0).reshape(2, 2)), Math.log(6)),
                known(
                        () -> LinearAlgebra.symmetricEigen(row(3, 99, 0, 1).reshape(2, 2))
                                .values(),
                        1,
                        3),
                known(() -> LinearAlgebra.svd(row(0, 3, -4, 0).reshape(2, 2)).values(), 4, 3),
                known(() -> LinearAlgebra.inverse(row(2, 1, 1, 1).reshape(2, 2)), 1, -1, -1, 2),
                known(() -> Tensor.range(DType.INT32, 3), 0, 1, 2),
                known(() -> Activations.softmax(row(0, Math.log(3)), 0), 0.25, 0.75),
                known(() -> Activations.logSumExp(row(-INF, -INF), 0), -INF),
                known(() -> Activations.logSumExp(row(1000, 1000), 0), 1000 + Math.log(2)),
                known(() -> Losses.gaussianKl(row(0, 1), row(0, 0)), 0, 0.5),
                known(() -> Losses.crossEntropy(row(0, 0, 0, 0).reshape(1, 4), whole(2)), Math.log(4)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void areFound(Supplier<Tensor> expression, double[] expected) {
        for (Backend backend : Backend.all()) {
            double[] found = Backend.with(backend.name(), () -> expression.get().toDoubleArray());
            assertThat(found).as(backend.name()).hasSize(expected.length);
            for (int i = 0; i < found.length; i++) {
                boolean close = Math.abs(found[i] - expected[i]) <= 1e-12 * (1 + Math.abs(expected[i]));
                assertThat(close || Double.compare(found[i] + 0.0, expected[i] + 0.0) == 0)
                        .as("%s: element %d is %s, expected %s", backend.name(), i, found[i], expected[i])
                        .isTrue();
            }
        }
    }
}
