package org.gaspard.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.tensor.Annotation;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Op;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.UnaryOp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** First and second gradients of every differentiable operation against central differences. */
class OpGradientTest {

    /** The operation's result y enters as y² + y, so that linear operations have second gradients too. */
    @ParameterizedTest
    @MethodSource("org.gaspard.autodiff.OpCases#smooth")
    void agreesWithDifferences(OpCase c) {
        c.check()
                .orElseThrow()
                .firstAndSecond(
                        xs -> {
                            Tensor y = c.ofVariables(xs);
                            return y.square().add(y);
                        },
                        c.variables());
    }

    @Test
    void stepwiseOperationsHaveZeroGradients() {
        Stream<Op> steps = Stream.of(
                UnaryOp.SIGN,
                UnaryOp.FLOOR,
                UnaryOp.ROUND,
                BinaryOp.LESS,
                BinaryOp.LESS_EQUAL,
                BinaryOp.EQUAL,
                new Annotation.StopGradient());
        steps.forEach(op -> {
            List<Tensor> xs = List.of(Tensor.of(new double[] {0.3, -1.2}), Tensor.of(new double[] {0.4, -1.3}));
            List<Tensor> used = op instanceof BinaryOp ? xs : xs.subList(0, 1);
            Tensor y = Tensor.apply(op, used).multiply(3).sum();
            for (Tensor gradient : Autodiff.gradient(y, used)) {
                assertThat(gradient.toDoubleArray()).as(op.label()).containsExactly(0, 0);
            }
        });
    }

    @Test
    void integersStopGradients() {
        Tensor x = Tensor.of(new double[] {1.5, 2.5});
        Tensor y = x.cast(DType.INT32).cast(DType.FLOAT64).sum();
        assertThat(Autodiff.gradient(y, x).toDoubleArray()).containsExactly(0, 0);
    }

    @Test
    void equalExtremesShareTheGradient() {
        Tensor x = Tensor.of(new double[] {2, 5, 5, 1});
        assertThat(Autodiff.gradient(x.max(), x).toDoubleArray()).containsExactly(0, 0.5, 0.5, 0);
        Tensor a = Tensor.of(new double[] {1, 2, 3});
        Tensor b = Tensor.of(new double[] {2, 2, 2});
        assertThat(Autodiff.gradient(a.maximum(b).sum(), a).toDoubleArray()).containsExactly(0, 0.5, 1);
        assertThat(Autodiff.gradient(a.minimum(b).sum(), b).toDoubleArray()).containsExactly(0, 0.5, 1);
    }
}
