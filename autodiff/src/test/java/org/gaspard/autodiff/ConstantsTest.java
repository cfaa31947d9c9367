package org.gaspard.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gaspard.tensor.Backend;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Expressions with constants, which backends may fold: they mean what they mean without folding. */
class ConstantsTest {

    private static Tensor constant(DType dtype, double value) {
        return Tensor.full(new TensorType(Shape.of(2), dtype), value);
    }

    static Stream<Supplier<Tensor>> expressions() {
        DType single = DType.FLOAT32;
        DType twice = DType.FLOAT64;
        DType whole = DType.INT32;
        double inf = Double.POSITIVE_INFINITY;
        return Stream.of(
                () -> constant(single, 0.1).cast(twice),
                () -> constant(single, 0.99999999999).floor(),
                () -> constant(single, 0.1).equalTo(Tensor.of(new float[] {0.1f, 0.2f})),
                () -> constant(single, 0.1).exp(),
                () -> constant(single, 1e-60).reciprocal(),
                () -> constant(whole, 7.9).cast(single),
                () -> constant(whole, 1e10).add(1),
                () -> constant(whole, -7).divide(2).cast(twice),
                () -> constant(whole, Integer.MIN_VALUE).negate(),
                () -> constant(twice, -3.7).cast(whole).cast(single),
                () -> constant(twice, Double.NaN).cast(whole),
                () -> constant(twice, 0).divide(0),
                () -> constant(twice, 2).sum(),
                () -> constant(twice, 2).cumulativeSum(0).argMax(0),
                () -> constant(twice, 2).pad(0, 1, 1).multiply(3),
                () -> Tensor.concatenate(0, constant(twice, 2), constant(twice, 2)),
                () -> Tensor.of(new double[] {inf, Double.NaN}).multiply(0),
                () -> Tensor.of(new double[] {-0.0, 0.0}).add(0).reciprocal(),
                () -> Tensor.of(new double[] {-0.0, 0.0}).subtract(0).reciprocal(),
                () -> Tensor.of(new double[] {-0.0, 0.0}).multiply(1).reciprocal(),
                () -> Tensor.of(new double[] {inf, 2}).subtract(Tensor.of(new double[] {inf, 2})),
                () -> Tensor.of(new double[] {0, 2}).divide(Tensor.of(new double[] {0, 2})),
                () -> Tensor.of(new double[] {-2, 800}).exp().log(),
                () -> Tensor.of(new double[] {-2, 3}).negate().negate(),
                () -> Tensor.where(constant(twice, 1), constant(twice, 5), Tensor.of(new double[] {1, Double.NaN})),
                () -> Tensor.identity(single, 3).matmul(Tensor.identity(single, 3)),
                () -> Tensor.where(Tensor.of(new double[] {0.4, 0}), constant(whole, 1), constant(whole, 2)),
                () -> Tensor.zeros(2, 3, 0).matmul(Tensor.zeros(0, 4)),
                () -> Tensor.zeros(2, 0, 3).matmul(Tensor.zeros(3, 4)));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void meanTheSameOnEveryBackend(Supplier<Tensor> expression) {
        Tensor expected = Backend.with("reference", () -> expression.get().computedNow());
        for (Backend backend : Backend.all()) {
            Tensor found = Backend.with(backend.name(), () -> expression.get().computedNow());
            Closeness.check(
                    backend.name(), found.storage(), expected.storage(), Closeness.tolerance(expected.dtype(), 1e-6));
        }
    }

    /** By hand, since both backends are built on the same methods of the tensor. */
    @Test
    void conditionsOfAnotherTypeAreCompared() {
        Tensor chosen = Tensor.where(
                Tensor.of(new double[] {0.4, 0, -0.9, 1e-60, Double.NaN}),
                Tensor.of(new int[] {1, 1, 1, 1, 1}),
                Tensor.of(new int[] {2, 2, 2, 2, 2}));
        assertThat(chosen.toIntArray()).containsExactly(1, 2, 1, 1, 1);
    }
}
