package org.gaspard.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gaspard.tensor.Backend;
import org.gaspard.tensor.Plan;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Gradients of the caller's, rematerialisation, and the check that finds wrong rules. */
class CustomGradientTest {

    @Test
    void theRuleReplacesTheGraph() {
        Tensor x = Tensor.of(new double[] {-2, 0.5, 3});
        // The straight-through estimator: rounds, with the gradient of the identity.
        Tensor y = Autodiff.custom(x.round(), List.of(x), (xs, value, g) -> List.of(g));
        assertThat(y.toDoubleArray()).containsExactly(-2, 0, 3);
        assertThat(Autodiff.gradient(y.multiply(2).sum(), x).toDoubleArray()).containsExactly(2, 2, 2);
    }

    @Test
    void theRuleSeesInputsValueAndCotangent() {
        Tensor x = Tensor.scalar(2.0);
        Tensor y = Autodiff.custom(
                x.exp(), List.of(x), (xs, value, g) -> List.of(g.multiply(value).multiply(xs.getFirst())));
        assertThat(Autodiff.gradient(y.multiply(3), x).item()).isCloseTo(6 * Math.exp(2), within(1e-13));
    }

    @Test
    void rulesAreDifferentiatedInTurn() {
        GradientCheck.standard()
                .firstAndSecond(
                        xs -> Autodiff.custom(xs.get(0).multiply(xs.get(1)).sin(), xs, (in, y, g) -> {
                            Tensor cos = in.get(0).multiply(in.get(1)).cos().multiply(g);
                            return List.of(cos.multiply(in.get(1)), cos.multiply(in.get(0)));
                        }),
                        Tensor.of(new double[] {0.3, 1.2}),
                        Tensor.of(new double[] {0.7, -0.4}));
    }

    @Test
    void wrongRulesAreRefused() {
        Tensor x = Tensor.of(new double[] {1, 2});
        Tensor tooFew = Autodiff.custom(x.square(), List.of(x), (xs, y, g) -> List.of());
        assertThatThrownBy(() -> Autodiff.gradient(tooFew.sum(), x))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("0 gradients for 1 inputs");
        Tensor misshapen = Autodiff.custom(x.square(), List.of(x), (xs, y, g) -> List.of(g.sum()));
        assertThatThrownBy(() -> Autodiff.gradient(misshapen.sum(), x))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("custom-gradient")
                .hasMessageContaining("float64[]")
                .hasMessageContaining("float64[2]");
    }

    @Test
    void theCheckFindsAWrongFirstGradient() {
        Function<List<Tensor>, Tensor> wrong =
                xs -> Autodiff.custom(xs.getFirst().square(), xs, (in, y, g) -> List.of(g.multiply(in.getFirst())));
        assertThatThrownBy(() -> GradientCheck.standard().first(wrong, Tensor.of(new double[] {1, 2})))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("gradient in element 0 of input 0");
    }

    @Test
    void theCheckFindsAWrongSecondGradient() {
        Function<List<Tensor>, Tensor> frozen = xs -> Autodiff.custom(
                xs.getFirst().square(),
                xs,
                (in, y, g) -> List.of(g.multiply(in.getFirst().stopGradient()).multiply(2)));
        Tensor x = Tensor.of(new double[] {1, 2});
        assertThatCode(() -> GradientCheck.standard().first(frozen, x)).doesNotThrowAnyException();
        assertThatThrownBy(() -> GradientCheck.standard().firstAndSecond(frozen, x))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("second gradient");
    }

    @Test
    void theCheckFindsNaN() {
        Function<List<Tensor>, Tensor> broken =
                xs -> Autodiff.custom(xs.getFirst(), xs, (in, y, g) -> List.of(g.multiply(Double.NaN)));
        assertThatThrownBy(() -> GradientCheck.standard().first(broken, Tensor.of(new double[] {1})))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void theCheckAsksForDoubles() {
        assertThatThrownBy(() -> GradientCheck.standard().first(List::getFirst, Tensor.of(new float[] {1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("float64");
    }

    private static Tensor layer(List<Tensor> xs) {
        return xs.get(0).matmul(xs.get(1)).tanh().matmul(xs.get(1)).sin();
    }

    @Test
    void rematerialisedEqualsPlain() {
        Tensor x = Tensor.of(new double[] {0.3, -0.8, 1.1, 0.4}, 2, 2);
        Tensor w = Tensor.of(new double[] {0.5, 0.2, -0.7, 0.9}, 2, 2);
        List<Tensor> in = List.of(x, w);
        Tensor plain = layer(in);
        Tensor again = Autodiff.rematerialise(CustomGradientTest::layer, in);
        close(again, plain);
        List<Tensor> plainGradients = Autodiff.gradient(plain.square().sum(), in);
        List<Tensor> gradients = Autodiff.gradient(again.square().sum(), in);
        for (int i = 0; i < in.size(); i++) {
            close(gradients.get(i), plainGradients.get(i));
            Tensor plainSecond = plainGradients.get(i).square().sum();
            Tensor second = gradients.get(i).square().sum();
            for (int j = 0; j < in.size(); j++) {
                close(Autodiff.gradient(second, in.get(j)), Autodiff.gradient(plainSecond, in.get(j)));
            }
        }
    }

    @Test
    void rematerialisedNestsAndChecks() {
        GradientCheck.standard()
                .firstAndSecond(
                        xs -> Autodiff.rematerialise(
                                outer -> Autodiff.rematerialise(CustomGradientTest::layer, outer)
                                        .square(),
                                xs),
                        Tensor.of(new double[] {0.3, -0.8, 1.1, 0.4}, 2, 2),
                        Tensor.of(new double[] {0.5, 0.2, -0.7, 0.9}, 2, 2));
    }

    @Test
    void rematerialisedNeedsFewerArrays() {
        assertThat(arraysOfBackwardPass(true)).isLessThan(arraysOfBackwardPass(false) / 2);
    }

    /** The number of arrays the cpu backend keeps for a gradient through eight blocks of five layers. */
    private static int arraysOfBackwardPass(boolean rematerialised) {
        Tensor x = Tensor.of(new float[] {0.3f, -0.8f, 1.1f, 0.4f}, 2, 2);
        Function<List<Tensor>, Tensor> block = xs -> {
            Tensor y = xs.getFirst();
            for (int layer = 0; layer < 5; layer++) {
                y = y.matmul(y).tanh();
            }
            return y;
        };
        Tensor y = x;
        for (int i = 0; i < 8; i++) {
            y = rematerialised ? Autodiff.rematerialise(block, List.of(y)) : block.apply(List.of(y));
        }
        Tensor gradient = Autodiff.gradient(y.sum(), x);
        String plan = Backend.with("cpu", () -> Plan.of(gradient).explain());
        Matcher arrays = Pattern.compile("(\\d+) arrays").matcher(plan);
        assertThat(arrays.find()).isTrue();
        return Integer.parseInt(arrays.group(1));
    }

    private static void close(Tensor found, Tensor expected) {
        Closeness.check("rematerialised", found.storage(), expected.storage(), 1e-13);
    }
}
