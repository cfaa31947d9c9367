package org.gaspard.tensor.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.Function;
import java.util.stream.Stream;
import org.gaspard.tensor.Activations;
import org.gaspard.tensor.Backend;
import org.gaspard.tensor.Convolution;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Plan;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Products with a bias and a ReLU: one kernel, the same numbers. */
class EpiloguesTest {

    private static Tensor normal(int stream, DType dtype, int... shape) {
        Tensor drawn =
                RandomKey.of(11).child(stream).normal(DType.FLOAT64, shape).cast(dtype);
        return Tensor.wrap(drawn.shape(), drawn.storage());
    }

    /** Three products, and what follows them. */
    enum Case {
        MATMUL,
        CONVOLUTION,
        TRANSPOSED_CONVOLUTION;

        Tensor product(DType dtype) {
            return product(dtype, 5);
        }

        Tensor product(DType dtype, int columns) {
            return switch (this) {
                case MATMUL -> normal(1, dtype, 7, 9).matmul(normal(2, dtype, 9, columns));
                case CONVOLUTION ->
                    Convolution.conv2d(
                            normal(1, dtype, 2, 6, 7, 3),
                            normal(2, dtype, 3, 2, 3, columns),
                            ConvolutionGeometry.of(2, 1));
                case TRANSPOSED_CONVOLUTION ->
                    Convolution.transposed(
                            normal(1, dtype, 2, 3, 4, 3),
                            normal(2, dtype, 4, 4, columns, 3),
                            ConvolutionGeometry.of(2, 1),
                            6,
                            8);
            };
        }
    }

    private static void same(Function<DType, Tensor> build) {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            double[] expected =
                    Backend.with("reference", () -> build.apply(dtype).toDoubleArray());
            double[] found = Backend.with("cpu", () -> build.apply(dtype).toDoubleArray());
            assertThat(found).containsExactly(expected, within(dtype == DType.FLOAT32 ? 1e-5 : 1e-13));
        }
    }

    private static String plan(Tensor tensor) {
        return Backend.with("cpu", () -> Plan.of(tensor).explain());
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    void biasAndReluJoinTheProduct(Case product) {
        Function<DType, Tensor> biased = dtype -> product.product(dtype).add(normal(3, dtype, 5));
        Function<DType, Tensor> rectified = dtype -> biased.apply(dtype).relu();
        same(biased);
        same(rectified);
        same(dtype -> normal(3, dtype, 5).add(product.product(dtype)).relu());
        assertThat(plan(biased.apply(DType.FLOAT32))).contains("1 kernels").contains("+ bias");
        assertThat(plan(rectified.apply(DType.FLOAT32))).contains("1 kernels").contains("+ bias, relu");
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    void theGradientOfAReluJoinsTheProduct(Case product) {
        for (int columns : new int[] {5, 32}) {
            Function<DType, Tensor> gated = dtype -> {
                Tensor x = product.product(dtype, columns);
                return x.multiply(normal(4, dtype, x.shape().toArray()).greater(0));
            };
            same(gated);
            assertThat(plan(gated.apply(DType.FLOAT32))).contains("1 kernels").contains(", gate");
            Function<DType, Tensor> shared = dtype -> {
                Tensor open = normal(
                                4,
                                dtype,
                                product.product(dtype, columns).shape().toArray())
                        .greater(0);
                return product.product(dtype, columns).multiply(open).add(open);
            };
            same(shared);
        }
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    void leakyReluAndItsGradientJoinTheProducts(Case product) {
        for (int columns : new int[] {5, 32}) {
            Function<DType, Tensor> leaky = dtype ->
                    Activations.leakyRelu(product.product(dtype, columns).add(normal(3, dtype, columns)), 0.2);
            same(leaky);
            assertThat(plan(leaky.apply(DType.FLOAT32))).contains("1 kernels").contains("+ bias, leaky relu");
            // The next layer's gradient passes back through the activation, beside the activation itself.
            Function<DType, Tensor> both = dtype -> {
                Tensor y = leaky.apply(dtype);
                Tensor slope = y.inputs().get(1);
                Tensor wide = normal(6, dtype, columns, columns);
                Tensor back = y.tanh()
                        .reshape(-1, columns)
                        .matmul(wide)
                        .reshape(y.shape())
                        .multiply(slope);
                Tensor gated = y.tanh().reshape(-1, columns).matmul(wide);
                return back.add(gated.multiply(slope.reshape(gated.shape())).reshape(y.shape()));
            };
            same(both);
        }
        Tensor x = normal(1, DType.FLOAT32, 7, 9)
                .matmul(normal(2, DType.FLOAT32, 9, 5))
                .add(normal(3, DType.FLOAT32, 5));
        Tensor y = Activations.leakyRelu(x, 0.2);
        Tensor back =
                y.matmul(normal(4, DType.FLOAT32, 5, 5)).multiply(y.inputs().get(1));
        assertThat(plan(back)).contains("2 kernels").contains("leaky relu", ", gate");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 32})
    void infinityTimesAClosedGateIsNotANumber(int columns) {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            Tensor product = filled(dtype, Double.POSITIVE_INFINITY, 7, 9).matmul(filled(dtype, 1, 9, columns));
            Tensor closed = filled(dtype, -1, 7, columns).greater(0);
            assertThat(product.multiply(closed).toDoubleArray()).containsOnly(Double.NaN);
        }
    }

    /** Computed numbers, which the planner takes as they are. */
    private static Tensor filled(DType dtype, double value, int... shape) {
        Tensor full = Tensor.full(value, shape).cast(dtype);
        return Tensor.wrap(full.shape(), full.storage());
    }

    static Stream<Function<DType, Tensor>> whatDoesNotFit() {
        return Stream.of(
                // the sum is used twice
                dtype -> {
                    Tensor sum = Case.MATMUL.product(dtype).add(normal(3, dtype, 5));
                    return sum.relu().multiply(sum);
                },
                // the product is used twice
                dtype -> {
                    Tensor product = Case.MATMUL.product(dtype);
                    return product.add(normal(3, dtype, 5)).relu().multiply(product);
                },
                // one number for each row
                dtype -> Case.MATMUL.product(dtype).add(normal(3, dtype, 7, 1)).relu(),
                // one number for all
                dtype -> Case.MATMUL.product(dtype).add(normal(3, dtype, 1)).relu(),
                // a bias that is computed, and a view of another array
                dtype -> Case.MATMUL
                        .product(dtype)
                        .add(normal(3, dtype, 5).exp())
                        .relu(),
                dtype -> Case.MATMUL
                        .product(dtype)
                        .add(normal(3, dtype, 9)
                                .slice(0, 1, 9, 2)
                                .slice(0, 0, 4)
                                .pad(0, 0, 1)),
                dtype -> Case.MATMUL
                        .product(dtype)
                        .add(normal(3, dtype, 5).flip(0))
                        .relu(),
                // the product with itself, and of two products
                dtype -> Case.MATMUL
                        .product(dtype)
                        .add(Case.MATMUL.product(dtype))
                        .relu(),
                dtype -> Case.MATMUL
                        .product(dtype)
                        .add(Case.MATMUL.product(dtype).slice(0, 0, 1))
                        .relu());
    }

    @ParameterizedTest
    @MethodSource("whatDoesNotFit")
    void otherSumsStayRight(Function<DType, Tensor> build) {
        same(build);
    }
}
