package org.gaspard.tensor.tornado;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.gaspard.tensor.Backend;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.LinearAlgebra;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Plan;
import org.gaspard.tensor.Product.MatMul;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;

class TornadoPlanTest {

    private static <T> T onDevice(Supplier<T> task) {
        return Backend.with("tornado", task);
    }

    @Test
    void elementwiseChainsAreOneKernel() {
        Tensor x = Tensor.of(new float[] {1, 2, 3});
        String plan = onDevice(
                () -> Plan.of(x.exp().add(x).multiply(x), x.exp().negate()).explain());
        assertThat(plan).startsWith("tornado: 1 tasks in 1 task graphs");
    }

    @Test
    void epiloguesAreInTheKernelOfTheProduct() {
        Tensor a = Tensor.of(new float[6]).reshape(2, 3);
        Tensor b = Tensor.of(new float[12]).reshape(3, 4);
        String plan = onDevice(() -> Plan.of(a.matmul(b).relu()).explain());
        assertThat(plan).startsWith("tornado: 1 tasks in 1 task graphs");
    }

    @Test
    void productsInTilesAgreeWithTheReference() {
        for (boolean transposeA : new boolean[] {false, true}) {
            for (boolean transposeB : new boolean[] {false, true}) {
                Supplier<Tensor> product = () -> {
                    Tensor a = RandomKey.of(1)
                            .normal(DType.FLOAT64, transposeA ? new int[] {2, 5, 8} : new int[] {2, 8, 5});
                    Tensor b = RandomKey.of(2)
                            .normal(DType.FLOAT64, transposeB ? new int[] {2, 12, 5} : new int[] {2, 5, 12});
                    Tensor bias = RandomKey.of(3).normal(DType.FLOAT64, 12);
                    MatMul op = new MatMul(transposeA, transposeB);
                    return Tensor.apply(op, a, b).add(bias).relu();
                };
                assertThat(onDevice(() -> Plan.of(product.get()).explain())).contains("in tiles");
                double[] found = onDevice(() -> product.get().toDoubleArray());
                double[] expected =
                        Backend.with("reference", () -> product.get().toDoubleArray());
                assertThat(expected).hasSize(2 * 8 * 12);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(found[i]).isCloseTo(expected[i], offset(1e-12));
                }
            }
        }
    }

    @Test
    void numbersAreHandedFromOneTaskGraphToTheNext() {
        int n = 320;
        Supplier<Tensor> sums = () -> {
            Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5}).reshape(5, 1);
            Tensor y = x;
            for (int i = 0; i < n; i++) {
                // A product reads what it multiplies from an array: each is a task.
                y = y.multiply(0.5)
                        .transposed()
                        .matmul(x)
                        .multiply(1.0 / 55)
                        .broadcastTo(5, 1)
                        .add(x);
            }
            return y.add(x);
        };
        String plan = onDevice(() -> Plan.of(sums.get()).explain());
        int graphs = Integer.parseInt(plan.replaceAll("(?s).*tasks in (\\d+) task graphs.*", "$1"));
        assertThat(graphs).isGreaterThan(2);
        float[] found = onDevice(() -> sums.get().toFloatArray());
        float[] expected = Backend.with("reference", () -> sums.get().toFloatArray());
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], offset(1e-5f));
        }
    }

    @Test
    void parametersOfACapturedStepAreUpdated() {
        Parameter w = new Parameter("w", Tensor.of(new float[] {1, 2}));
        CapturedStep step = onDevice(() -> CapturedStep.capture(
                List.of(new TensorType(Shape.of(2), DType.FLOAT32)),
                List.of(w),
                in -> new CapturedStep.Result(
                        List.of(w.tensor().sum()), Map.of(w, w.tensor().subtract(in.getFirst())))));
        assertThat(step.run(Tensor.of(new float[] {1, 1})).getFirst().item()).isEqualTo(3);
        assertThat(step.run(Tensor.of(new float[] {2, 3})).getFirst().item()).isEqualTo(1);
        assertThat(w.tensor().toFloatArray()).containsExactly(-2, -2);
    }

    @Test
    void randomBitsAreThoseOfTheOtherBackends() {
        for (int width : new int[] {1, 23, 32}) {
            Supplier<int[]> bits =
                    () -> RandomKey.of(7).child(3).bits(width, 3, 35).toIntArray();
            assertThat(onDevice(bits)).isEqualTo(Backend.with("cpu", bits));
        }
    }

    @Test
    void wrongIndicesAndZeroDivisorsAreErrorsAndTheNextRunIsNot() {
        Tensor x = Tensor.of(new float[] {1, 2, 3});
        Supplier<Tensor> outside = () -> x.gather(0, Tensor.of(new int[] {0, 3}));
        assertThatThrownBy(() -> onDevice(() -> outside.get().toFloatArray()))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("axis 0");
        float[] inside = onDevice(() -> x.gather(0, Tensor.of(new int[] {2, 1})).toFloatArray());
        assertThat(inside).containsExactly(3, 2);
        Tensor whole = Tensor.of(new int[] {6, Integer.MIN_VALUE});
        assertThatThrownBy(() -> onDevice(
                        () -> whole.divide(Tensor.of(new int[] {0, -1})).toIntArray()))
                .isInstanceOf(ArithmeticException.class);
        int[] quotients =
                onDevice(() -> whole.divide(Tensor.of(new int[] {4, -1})).toIntArray());
        assertThat(quotients).containsExactly(1, Integer.MIN_VALUE);
    }

    @Test
    void whatIsNotComputedIsRefusedByName() {
        Tensor a = Tensor.of(new float[] {4, 1, 1, 3}).reshape(2, 2);
        assertThatThrownBy(() -> onDevice(() -> LinearAlgebra.cholesky(a).toFloatArray()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("'cholesky'");
    }
}
