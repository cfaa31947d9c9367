package org.gaspard.ot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.ot.GromovMongeGapOptions.Mode;
import org.gaspard.ot.matrix.Couplings;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GromovMongeLossTest {

    private static final int N = 10;

    private static Tensor costs(long seed, int d) {
        double[] points = Oracles.gaussian(Oracles.random(seed), N * d);
        return Tensor.of(Cost.squaredEuclidean().matrix(points, N, d), N, N);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void valueAndGradientsAreThoseOfTheArrays(Mode mode) {
        Tensor cX = costs(60, 3);
        Tensor cY = costs(61, 2);
        GromovMongeLoss.Evaluated loss = GromovMongeLoss.evaluate(cX, cY, GromovMongeGapOptions.of(mode));
        List<Tensor> gradients = Autodiff.gradient(loss.value(), List.of(cX, cY));
        assertThat(loss.value().item()).isCloseTo(loss.result().gap(), within(1e-10));
        assertThat(gradients.get(0).toDoubleArray())
                .containsExactly(loss.result().gradientX(), within(1e-10));
        assertThat(gradients.get(1).toDoubleArray())
                .containsExactly(loss.result().gradientY(), within(1e-10));
    }

    static Stream<GromovMongeGapOptions> allOptions() {
        return Stream.of(Mode.values())
                .map(GromovMongeGapOptions::of)
                .flatMap(options -> Stream.of(ValueConvention.values()).map(options::withValue));
    }

    @ParameterizedTest
    @MethodSource("allOptions")
    void inGraphIsTheSameInAllConventions(GromovMongeGapOptions options) {
        Tensor cX = costs(64, 3);
        Tensor cY = costs(65, 2);
        GromovMongeGapResult result = GromovMongeGap.evaluate(cX.toDoubleArray(), cY.toDoubleArray(), N, options);
        GromovMongeLoss.InGraph loss = GromovMongeLoss.inGraph(cX, cY, options);
        List<Tensor> gradients = Autodiff.gradient(loss.value(), List.of(cX, cY));
        assertThat(loss.value().item()).isCloseTo(result.gap(), within(1e-10));
        assertThat(gradients.get(0).toDoubleArray()).containsExactly(result.gradientX(), within(1e-10));
        assertThat(gradients.get(1).toDoubleArray()).containsExactly(result.gradientY(), within(1e-10));
        GromovResult solution = result.solution();
        assertThat(loss.plan().toDoubleArray()).isEqualTo(solution.plan());
        assertThat(loss.distortion().item()).isCloseTo(result.distortion(), within(1e-10));
        assertThat(loss.epsilon().item()).isEqualTo(result.epsilon());
        assertThat(loss.entropyRatio().item()).isEqualTo(solution.entropyRatio());
        assertThat(loss.marginalError().item()).isEqualTo(solution.marginalError());
        assertThat(loss.outerIterations().item()).isEqualTo(solution.outerIterations());
        assertThat(loss.innerIterations().item()).isEqualTo(solution.innerIterations());
        assertThat(loss.outerConverged().item()).isEqualTo(solution.outerConverged() ? 1 : 0);
        assertThat(loss.innerConverged().item()).isEqualTo(solution.innerConverged() ? 1 : 0);
        for (SolverWarning warning : SolverWarning.values()) {
            assertThat((int) loss.warnings().item() >> warning.ordinal() & 1)
                    .isEqualTo(result.warnings().contains(warning) ? 1 : 0);
        }
    }

    /** The solver is a part of the captured step: each run has the plan of its own numbers. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void solvesAtEachRunOfACapturedStep(Mode mode) {
        GromovMongeGapOptions options = GromovMongeGapOptions.of(mode);
        Parameter points = new Parameter("points", Tensor.of(Oracles.gaussian(Oracles.random(66), N * 3), N, 3));
        TensorType type = new TensorType(Shape.of(N, N), DType.FLOAT64);
        CapturedStep step = CapturedStep.capture(List.of(type), List.of(points), in -> {
            Tensor cY = CostTensors.matrix(Cost.squaredEuclidean(), points.tensor());
            Tensor value = GromovMongeLoss.inGraph(in.getFirst(), cY, options).value();
            Tensor gradient = Autodiff.gradient(value, points.tensor());
            Tensor next = points.tensor().subtract(gradient.multiply(0.05));
            return new CapturedStep.Result(List.of(value), Map.of(points, next));
        });
        for (int run = 0; run < 3; run++) {
            Tensor cX = costs(67 + run, 2);
            double[] cY = Cost.squaredEuclidean().matrix(points.tensor().toDoubleArray(), N, 3);
            double expected =
                    GromovMongeGap.evaluate(cX.toDoubleArray(), cY, N, options).gap();
            assertThat(step.run(cX).getFirst().item()).isCloseTo(expected, within(1e-9 * (1 + expected)));
        }
    }

    /** With {@code C_Y = α C} the derivative in α is {@code ⟨∂GMG/∂C_Y, C⟩}. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void aScaleOfTheCostsCanBeLearned(Mode mode) {
        Tensor cX = costs(80, 3);
        Tensor c = costs(81, 2);
        Tensor alpha = Tensor.scalar(0.7);
        Tensor cY = c.multiply(alpha);
        GromovMongeGapOptions options = GromovMongeGapOptions.of(mode);
        Tensor value = GromovMongeLoss.inGraph(cX, cY, options).value();
        GromovMongeGapResult result = GromovMongeGap.evaluate(cX.toDoubleArray(), cY.toDoubleArray(), N, options);
        assertThat(Autodiff.gradient(value, alpha).item())
                .isCloseTo(Couplings.dot(result.gradientY(), c.toDoubleArray()), within(1e-10));
    }

    /** float32 matrices are solved in float64 and give float32 gaps and gradients. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void singlePrecision(Mode mode) {
        GromovMongeGapOptions options = GromovMongeGapOptions.of(mode);
        Tensor cX = costs(82, 3).cast(DType.FLOAT32).computedNow();
        Tensor cY = costs(83, 2).cast(DType.FLOAT32).computedNow();
        GromovMongeGapResult result = GromovMongeGap.evaluate(cX.toDoubleArray(), cY.toDoubleArray(), N, options);
        GromovMongeLoss.InGraph loss = GromovMongeLoss.inGraph(cX, cY, options);
        Tensor gradient = Autodiff.gradient(loss.value(), cY);
        double scale = 1 + result.distortion();
        assertThat(loss.value().dtype()).isEqualTo(DType.FLOAT32);
        assertThat(gradient.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(loss.value().item()).isCloseTo(result.gap(), within(1e-5 * scale));
        assertThat(gradient.toDoubleArray()).containsExactly(result.gradientY(), within(1e-6));
        assertThat(GromovMongeLoss.evaluate(cX, cY, options).value().item())
                .isCloseTo(result.transportGap(), within(1e-5 * scale));
    }

    @Test
    void distortionIsGapPlusTransportCost() {
        Tensor cX = costs(84, 3);
        Tensor cY = costs(85, 2);
        GromovMongeLoss.InGraph loss = GromovMongeLoss.inGraph(cX, cY, GromovMongeGapOptions.of(Mode.EXACT));
        double transport = new ExactGromovWasserstein()
                .solve(GromovProblem.uniform(cX.toDoubleArray(), N, cY.toDoubleArray(), N))
                .cost(ValueConvention.TRANSPORT);
        assertThat(loss.value().item()).isCloseTo(loss.distortion().item() - transport, within(1e-10));
    }

    /** As every other operation does, so that a training step can tell where the first of them came from. */
    @Test
    void costsThatAreNotNumbersGiveOnesThatAreNot() {
        Tensor cX = costs(87, 3);
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            Tensor cY = cX.add(Tensor.identity(DType.FLOAT64, N).equalTo(1).multiply(bad));
            GromovMongeLoss.InGraph loss = GromovMongeLoss.inGraph(cX, cY, GromovMongeGapOptions.of(Mode.EXACT));
            assertThat(loss.value().item()).isNaN();
            assertThat(loss.warnings().item()).isNaN();
        }
    }

    @Test
    void differentTypesAreRefused() {
        Tensor cX = costs(86, 3);
        Tensor single = cX.cast(DType.FLOAT32);
        assertThatThrownBy(() -> GromovMongeLoss.inGraph(cX, single, GromovMongeGapOptions.of(Mode.EXACT)))
                .hasMessageContaining("expected one floating-point type");
    }

    @Test
    void distortionAndItsGradient() {
        Tensor cX = costs(62, 3);
        Tensor cY = costs(63, 2);
        Tensor distortion = GromovMongeLoss.distortion(cX, cY);
        double[] x = cX.toDoubleArray();
        double[] y = cY.toDoubleArray();
        assertThat(distortion.item()).isCloseTo(GromovMongeGap.distortion(x, y, N), within(1e-10));
        assertThat(Autodiff.gradient(distortion, cY).toDoubleArray())
                .containsExactly(GromovMongeGap.distortionGradientY(x, y, N), within(1e-10));
    }

    @Test
    void wrongShapesAreNamed() {
        assertThatThrownBy(() -> GromovMongeLoss.distortion(Tensor.zeros(2, 3), Tensor.zeros(2, 3)))
                .hasMessageContaining("expected two equal square shapes");
    }
}
