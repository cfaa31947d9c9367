package org.gaspard.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients, Hessians and third derivatives against Commons Math's exact forward differentiation. */
class DerivativeOracleTest {

    /** One function of a vector, written twice. */
    private record Twin(
            String name,
            double[] at,
            Function<Tensor[], Tensor> ours,
            Function<DerivativeStructure[], DerivativeStructure> theirs) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Twin> functions() {
        return Stream.of(
                new Twin(
                        "Rosenbrock",
                        new double[] {-1.2, 0.7, 1.1},
                        x -> valley(x[0], x[1]).add(valley(x[1], x[2])),
                        x -> valley(x[0], x[1]).add(valley(x[1], x[2]))),
                new Twin(
                        "log-sum-exp",
                        new double[] {0.3, -0.8, 1.4},
                        x -> x[0].exp().add(x[1].exp()).add(x[2].exp()).log(),
                        x -> x[0].exp().add(x[1].exp()).add(x[2].exp()).log()),
                new Twin(
                        "trigonometric",
                        new double[] {0.4, 1.3},
                        x -> x[0].sin()
                                .multiply(x[1].cos())
                                .add(x[0].multiply(x[1]).tanh()),
                        x -> x[0].sin()
                                .multiply(x[1].cos())
                                .add(x[0].multiply(x[1]).tanh())),
                new Twin(
                        "quotient and roots",
                        new double[] {0.9, 1.7},
                        x -> x[0].square().add(x[1]).sqrt().divide(x[1].add(x[0].reciprocal())),
                        x -> x[0].multiply(x[0]).add(x[1]).sqrt().divide(x[1].add(x[0].reciprocal()))),
                new Twin(
                        "powers",
                        new double[] {1.3, 0.6},
                        x -> x[0].power(x[1]).add(x[1].power(2.5)),
                        x -> x[0].pow(x[1]).add(x[1].pow(2.5))),
                new Twin(
                        "angles",
                        new double[] {0.3, -0.5},
                        x -> x[0].atan2(x[1]).add(x[0].multiply(x[1]).acos()),
                        x -> x[0].atan2(x[1]).add(x[0].multiply(x[1]).acos())),
                new Twin(
                        "near zero",
                        new double[] {0.2, 0.1},
                        x -> x[0].expm1().multiply(x[1].log1p()),
                        x -> x[0].expm1().multiply(x[1].log1p())));
    }

    private static Tensor valley(Tensor a, Tensor b) {
        return b.subtract(a.square()).square().multiply(100).add(a.subtract(1).square());
    }

    private static DerivativeStructure valley(DerivativeStructure a, DerivativeStructure b) {
        return b.subtract(a.multiply(a)).pow(2).multiply(100).add(a.subtract(1).pow(2));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void agreesUpToThirdOrder(Twin f) {
        int n = f.at.length;
        DerivativeStructure exact = f.theirs.apply(IntStream.range(0, n)
                .mapToObj(i -> new DerivativeStructure(n, 3, i, f.at[i]))
                .toArray(DerivativeStructure[]::new));
        Tensor x = Tensor.of(f.at);
        Tensor y =
                f.ours.apply(IntStream.range(0, n).mapToObj(i -> x.index(0, i)).toArray(Tensor[]::new));
        Tensor gradient = Autodiff.gradient(y, x);
        Tensor hessian = Autodiff.hessian(y, x);
        Tensor third = Autodiff.jacobian(hessian, x);
        Tensor.evaluate(List.of(y, gradient, hessian, third));
        check(y.item(), exact.getValue());
        for (int i = 0; i < n; i++) {
            check(gradient.get(i), exact.getPartialDerivative(orders(n, i)));
            for (int j = 0; j < n; j++) {
                check(hessian.get(i, j), exact.getPartialDerivative(orders(n, i, j)));
                for (int k = 0; k < n; k++) {
                    check(third.get(i, j, k), exact.getPartialDerivative(orders(n, i, j, k)));
                }
            }
        }
    }

    private static int[] orders(int n, int... variables) {
        int[] orders = new int[n];
        for (int variable : variables) {
            orders[variable]++;
        }
        return orders;
    }

    private static void check(double found, double expected) {
        assertThat(found).isCloseTo(expected, within(1e-11 * (1 + Math.abs(expected))));
    }
}
