package org.gaspard.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The laws that join Jacobians, Hessians and their products with vectors. */
class JacobianProductsTest {

    private static final Tensor X = Tensor.of(new double[] {0.3, -0.7, 1.1, 0.2, 0.9, -0.4}, 2, 3);
    private static final Tensor A =
            Tensor.of(new double[] {0.5, -1, 0.25, 0.75, 1.5, -0.5, 2, 0.1, -0.3, 0.8, -0.6, 1.2}, 3, 4);

    /** [2, 4]. */
    private static Tensor f(Tensor x) {
        return x.matmul(A).tanh().multiply(x.square().sumKeep(1));
    }

    private static Tensor scalar(Tensor x) {
        return f(x).square().sum().add(x.exp().sum().log());
    }

    @Test
    void jvpIsTheJacobianTimesTheTangent() {
        Tensor v = Tensor.of(new double[] {1, -0.5, 0.2, 0.4, -2, 0.3}, 2, 3);
        Tensor y = f(X);
        Tensor jacobian = Autodiff.jacobian(y, X);
        assertThat(jacobian.shape()).isEqualTo(Shape.of(2, 4, 2, 3));
        Tensor expected = jacobian.reshape(8, 6).matmul(v.reshape(6, 1)).reshape(2, 4);
        close(Autodiff.jvp(y, X, v), expected);
    }

    @Test
    void vjpIsTheCotangentTimesTheJacobian() {
        Tensor u = Tensor.of(new double[] {1, 2, -1, 0.5, 0.3, -0.2, 0.7, 1.1}, 2, 4);
        Tensor y = f(X);
        Tensor expected =
                u.reshape(1, 8).matmul(Autodiff.jacobian(y, X).reshape(8, 6)).reshape(2, 3);
        close(Autodiff.vjp(y, u, X), expected);
    }

    @Test
    void hvpIsTheHessianTimesTheVectorAndTheHessianIsSymmetric() {
        Tensor v = Tensor.of(new double[] {1, -0.5, 0.2, 0.4, -2, 0.3}, 2, 3);
        Tensor y = scalar(X);
        Tensor hessian = Autodiff.hessian(y, X);
        assertThat(hessian.shape()).isEqualTo(Shape.of(2, 3, 2, 3));
        Tensor square = hessian.reshape(6, 6);
        close(square, square.transposed());
        close(Autodiff.hvp(y, X, v), square.matmul(v.reshape(6, 1)).reshape(2, 3));
    }

    @Test
    void hessianOfAQuadraticFormIsItsMatrix() {
        Tensor q = Tensor.of(new double[] {2, -1, 0.5, -1, 3, 0.25, 0.5, 0.25, 1}, 3, 3);
        Tensor x = Tensor.of(new double[] {0.1, 0.2, 0.3}, 3, 1);
        Tensor y = x.transposed().matmul(q).matmul(x).multiply(0.5);
        close(Autodiff.hessian(y, x).reshape(3, 3), q);
    }

    @Test
    void jacobianOfAnEmptyTensorIsEmpty() {
        Tensor x = Tensor.of(new double[] {1, 2});
        Tensor y = x.slice(0, 1, 1);
        assertThat(Autodiff.jacobian(y, x).shape()).isEqualTo(Shape.of(0, 2));
        assertThat(Autodiff.jacobian(x, y).shape()).isEqualTo(Shape.of(2, 0));
    }

    @Test
    void jvpOfWhatDoesNotDependIsZero() {
        Tensor x = Tensor.of(new double[] {1, 2});
        Tensor y = Tensor.of(new double[] {3, 4, 5}).square();
        assertThat(Autodiff.jvp(y, x, x).toDoubleArray()).containsExactly(0, 0, 0);
    }

    @Test
    void refusesWhatHasNoGradient() {
        assertThatThrownBy(() -> Autodiff.gradient(f(X), X))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2, 4]")
                .hasMessageContaining("vjp or jacobian");
        Tensor whole = Tensor.range(DType.INT32, 1);
        assertThatThrownBy(() -> Autodiff.gradient(whole, whole))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("int32[1]");
        assertThatThrownBy(() -> Autodiff.vjp(f(X), X, X))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("float64[2, 3]")
                .hasMessageContaining("float64[2, 4]");
    }

    private static void close(Tensor found, Tensor expected) {
        Tensor.evaluate(List.of(found, expected));
        assertThat(found.shape()).isEqualTo(expected.shape());
        Closeness.check("product", found.storage(), expected.storage(), 1e-12);
    }
}
