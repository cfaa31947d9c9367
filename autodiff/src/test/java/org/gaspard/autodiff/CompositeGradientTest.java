package org.gaspard.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gaspard.tensor.Activations;
import org.gaspard.tensor.LinearAlgebra;
import org.gaspard.tensor.Losses;
import org.gaspard.tensor.Powers;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** First and second gradients of the functions that are composed of operations. */
class CompositeGradientTest {

    private static final Tensor X = Tensor.of(new double[] {0.3, -0.7, 1.1, 0.2, 0.9, -0.4}, 2, 3);
    private static final Tensor TARGET = Tensor.of(new double[] {0.1, 0.9, 0.5, 0, 1, 0.3}, 2, 3);
    private static final Tensor LABELS = Tensor.of(new int[] {2, 0});

    private static Named<UnaryOperator<Tensor>> named(String name, UnaryOperator<Tensor> f) {
        return Named.of(name, f);
    }

    static Stream<Named<UnaryOperator<Tensor>>> functions() {
        return Stream.of(
                named("relu", x -> x.relu().square()),
                named("leaky relu", x -> Activations.leakyRelu(x, 0.2).square()),
                named("silu", Activations::silu),
                named("gelu", Activations::gelu),
                named("elu", x -> Activations.elu(x, 0.7)),
                named("root of a square", x -> Powers.root(x.square())),
                named("power", x -> Powers.of(x.abs(), 1.5)),
                named("softmax", x -> Activations.softmax(x, 1)),
                named("softmax over rows", x -> Activations.softmax(x, 0)),
                named("log-softmax", x -> Activations.logSoftmax(x, -1)),
                named("log-sum-exp", x -> Activations.logSumExp(x, 1)),
                named("squared error", x -> Losses.squaredError(x, TARGET)),
                named("binary cross entropy", x -> Losses.binaryCrossEntropyWithLogits(x, TARGET)),
                named("cross entropy", x -> Losses.crossEntropy(x, LABELS)),
                named("Gaussian divergence", x -> Losses.gaussianKl(x, x.multiply(0.3))),
                named("variance", x -> x.varianceKeep(1)),
                named("mean", x -> x.mean(0).square()),
                named("sort", x -> x.sort(1).square().cumulativeSum(1)),
                named("square root of powers", x -> x.abs().power(2.5).sum(1).power(0.5)),
                named("whole powers", x -> x.power(2).add(x.add(3).power(-1))),
                named("batched product", x -> x.expand(0).broadcastTo(2, 2, 3).matmul(x.transposed())),
                named("inverse", x -> LinearAlgebra.inverse(gram(x))),
                named("determinant of a Gram matrix", x -> LinearAlgebra.logDeterminant(gram(x))),
                named("projector on an eigenvector", x -> {
                    Tensor v = LinearAlgebra.symmetricEigen(gram(x)).vectors().slice(1, 0, 1);
                    return v.matmul(v.transposed());
                }),
                named("nuclear norm", x -> LinearAlgebra.svd(x).values().sum()),
                named("whitening", x -> LinearAlgebra.triangularSolve(LinearAlgebra.cholesky(gram(x)), x, false)));
    }

    private static Tensor gram(Tensor x) {
        return x.matmul(x.transposed()).add(Tensor.identity(x.dtype(), 2));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void agreesWithDifferences(UnaryOperator<Tensor> f) {
        GradientCheck.standard().firstAndSecond(xs -> f.apply(xs.getFirst()), X);
    }

    @Test
    void theGradientOfTheNuclearNormIsThePolarFactor() {
        LinearAlgebra.Svd svd = LinearAlgebra.svd(X);
        Tensor expected = svd.u().matmul(svd.v().transposed());
        Tensor found = Autodiff.gradient(svd.values().sum(), X);
        Closeness.check("polar factor", found.storage(), expected.storage(), 1e-12);
    }

    @Test
    void extremeLogitsHaveFiniteGradients() {
        Tensor logits = Tensor.of(new double[] {1000, -1000, 0}, 1, 3);
        Tensor label = Tensor.of(new int[] {1});
        Tensor loss = Losses.crossEntropy(logits, label).sum();
        assertThat(loss.item()).isCloseTo(2000, within(1e-9));
        assertThat(Autodiff.gradient(loss, logits).toDoubleArray()).containsExactly(1, -1, 0);
        Tensor binary = Losses.binaryCrossEntropyWithLogits(logits, Tensor.of(new double[] {1, 0, 0.5}, 1, 3))
                .sum();
        assertThat(binary.item()).isCloseTo(Math.log(2), within(1e-12));
        assertThat(Autodiff.gradient(binary, logits).toDoubleArray()).containsExactly(0, 0, 0);
    }

    @Test
    void gradientsExistWhereAGuardedBranchIsNotTaken() {
        Tensor x = Tensor.of(new double[] {0, 4});
        Tensor positive = x.greater(0);
        Tensor safe = Tensor.where(positive, x, Tensor.full(x.type(), 1));
        Tensor root = Tensor.where(positive, safe.sqrt(), Tensor.full(x.type(), 0));
        assertThat(Autodiff.gradient(root.sum(), x).toDoubleArray()).containsExactly(0, 0.25);
    }

    @Test
    void powersAtTheEdgeHaveTheirLimits() {
        Tensor x = Tensor.of(new double[] {0, -2, 3});
        assertThat(Autodiff.gradient(x.power(3).sum(), x).toDoubleArray()).containsExactly(0, 12, 27);
        assertThat(Autodiff.gradient(x.power(Tensor.full(x.type(), 0)).sum(), x).toDoubleArray())
                .containsExactly(0, 0, 0);
        assertThat(Autodiff.gradient(x.relu().sum(), x).toDoubleArray()).containsExactly(0, 0, 1);
        assertThat(Autodiff.gradient(x.abs().sum(), x).toDoubleArray()).containsExactly(0, -1, 1);
    }

    /** Roots and powers between 1 and 2, whose first or second derivative is infinite at 0. */
    @Test
    void powersOfZeroHaveNoGradient() {
        Tensor x = Tensor.of(new double[] {0, 4}, 2);
        double[][] expected = {{0.5, 2, 0.25, -1.0 / 32}, {1.5, 8, 3, 3.0 / 8}};
        for (double[] each : expected) {
            Tensor y = Powers.of(x, each[0]);
            Tensor first = Autodiff.gradient(y.sum(), x);
            Tensor second = Autodiff.gradient(first.sum(), x);
            assertThat(y.toDoubleArray()).containsExactly(0, each[1]);
            assertThat(first.toDoubleArray()).containsExactly(0, each[2]);
            assertThat(second.toDoubleArray()[0]).isZero();
            assertThat(second.toDoubleArray()[1]).isCloseTo(each[3], within(1e-15));
        }
    }

    @Test
    void refusesExponentsNotAboveZero() {
        assertThatThrownBy(() -> Powers.of(X, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("exponent must be finite and above 0, found 0.0");
    }
}
