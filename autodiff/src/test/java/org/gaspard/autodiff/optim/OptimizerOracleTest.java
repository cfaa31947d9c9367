package org.gaspard.autodiff.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.gaspard.autodiff.OracleFile;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Parameters after several steps against those of PyTorch; made by src/test/oracles/optimizers.py. */
class OptimizerOracleTest {

    private static final OracleFile ORACLE = new OracleFile(OptimizerOracleTest.class, "optimizers.txt");
    private static final int STEPS = 6;

    static final List<String> NAMES =
            List.of("sgd", "sgdMomentum", "sgdNesterov", "adam", "adamBetas", "adamW", "rmsprop", "rmspropCentred");

    /** The weight decays; the bias does not, and learns half as fast. */
    private static Optimizer optimizer(String name, Parameter w, Parameter b) {
        List<ParameterGroup> groups = List.of(
                ParameterGroup.of(List.of(w)).withWeightDecay(0.05),
                ParameterGroup.of(List.of(b)).withLearningRateScale(0.5));
        return switch (name) {
            case "sgd" -> new Sgd("opt", groups, Sgd.Settings.plain());
            case "sgdMomentum" -> new Sgd("opt", groups, new Sgd.Settings(0.9, 0.3, false));
            case "sgdNesterov" -> new Sgd("opt", groups, new Sgd.Settings(0.8, 0, true));
            case "adam" -> new Adam("opt", groups, Adam.Settings.adam());
            case "adamBetas" -> new Adam("opt", groups, new Adam.Settings(0.5, 0.9, 1e-3, false));
            case "adamW" -> new Adam("opt", groups, Adam.Settings.adamW());
            case "rmsprop" -> new RmsProp("opt", groups, RmsProp.Settings.standard());
            case "rmspropCentred" -> new RmsProp("opt", groups, new RmsProp.Settings(0.9, 1e-4, true, 0.7));
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** A step whose loss is {@code Σ g p}, so that the inputs g are its gradients. */
    private static CapturedStep capture(Optimizer optimizer, DType dtype) {
        List<TensorType> inputs = Stream.concat(
                        optimizer.parameters().stream().map(p -> new TensorType(p.shape(), dtype)),
                        Stream.of(new TensorType(Shape.scalar(), DType.FLOAT64)))
                .toList();
        List<Parameter> cells = Stream.concat(optimizer.parameters().stream(), optimizer.state().stream())
                .toList();
        return CapturedStep.capture(
                inputs,
                cells,
                in -> new CapturedStep.Result(
                        List.of(), optimizer.updates(in.subList(0, in.size() - 1), in.getLast())));
    }

    private static void assertClose(String name, Parameter found, double tolerance) {
        assertThat(found.tensor().toDoubleArray())
                .as(name)
                .containsExactly(ORACLE.get(name).toDoubleArray(), within(tolerance));
    }

    private static void compare(String name, DType dtype, double tolerance) {
        Parameter w = new Parameter("w", ORACLE.get("w0", dtype));
        Parameter b = new Parameter("b", ORACLE.get("b0", dtype));
        CapturedStep step = capture(optimizer(name, w, b), dtype);
        String prefix = name + (dtype == DType.FLOAT64 ? "64." : "32.");
        for (int t = 0; t < STEPS; t++) {
            step.run(
                    ORACLE.get("gw" + t, dtype),
                    ORACLE.get("gb" + t, dtype),
                    Tensor.scalar(ORACLE.get("rates").get(t)));
            assertClose(prefix + "w" + t, w, tolerance);
            assertClose(prefix + "b" + t, b, tolerance);
        }
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void agreesInDoublePrecision(String name) {
        compare(name, DType.FLOAT64, 1e-12);
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void agreesInSinglePrecision(String name) {
        compare(name, DType.FLOAT32, 1e-6);
    }

    /** A copy of parameters and state, put into fresh ones after three steps, goes on as if never stopped. */
    @ParameterizedTest
    @FieldSource("NAMES")
    void resumesFromItsState(String name) {
        Parameter w = new Parameter("w", ORACLE.get("w0"));
        Parameter b = new Parameter("b", ORACLE.get("b0"));
        Optimizer first = optimizer(name, w, b);
        run(first, 0, 3);
        Parameter w2 = new Parameter("w", w.tensor());
        Parameter b2 = new Parameter("b", b.tensor());
        Optimizer second = optimizer(name, w2, b2);
        for (int i = 0; i < first.state().size(); i++) {
            assertThat(second.state().get(i).name())
                    .isEqualTo(first.state().get(i).name());
            second.state().get(i).assign(first.state().get(i).tensor());
        }
        run(second, 3, STEPS);
        assertClose(name + "64.w5", w2, 1e-12);
        assertClose(name + "64.b5", b2, 1e-12);
    }

    private static void run(Optimizer optimizer, int from, int to) {
        CapturedStep step = capture(optimizer, DType.FLOAT64);
        for (int t = from; t < to; t++) {
            step.run(
                    ORACLE.get("gw" + t),
                    ORACLE.get("gb" + t),
                    Tensor.scalar(ORACLE.get("rates").get(t)));
        }
    }

    /** The loss {@code Σ g p} has the gradient g. */
    @Test
    void eagerStepsAreTheSame() {
        Parameter w = new Parameter("w", ORACLE.get("w0"));
        Parameter b = new Parameter("b", ORACLE.get("b0"));
        Optimizer optimizer = optimizer("adam", w, b);
        for (int t = 0; t < STEPS; t++) {
            Tensor loss = w.tensor().dot(ORACLE.get("gw" + t)).add(b.tensor().dot(ORACLE.get("gb" + t)));
            optimizer.step(loss, ORACLE.get("rates").get(t));
        }
        assertClose("adam64.w5", w, 1e-12);
        assertClose("adam64.b5", b, 1e-12);
    }

    enum Limit {
        CLIPPED(1.5),
        WHOLE(100);

        private final double limit;

        Limit(double limit) {
            this.limit = limit;
        }
    }

    @ParameterizedTest
    @EnumSource
    void clippingByGlobalNorm(Limit limit) {
        String name = limit.name().toLowerCase(Locale.ROOT);
        GradientClipping.Clipped clipped =
                GradientClipping.byGlobalNorm(List.of(ORACLE.get("gw0"), ORACLE.get("gb0")), limit.limit);
        assertThat(clipped.norm().item()).isCloseTo(ORACLE.get(name + ".norm").item(), within(1e-12));
        assertThat(clipped.gradients().get(0).toDoubleArray())
                .containsExactly(ORACLE.get(name + ".gw").toDoubleArray(), within(1e-12));
        assertThat(clipped.gradients().get(1).toDoubleArray())
                .containsExactly(ORACLE.get(name + ".gb").toDoubleArray(), within(1e-12));
    }

    @Test
    void clippingByValue() {
        Tensor clipped = GradientClipping.byValue(List.of(Tensor.of(new double[] {-3, -0.5, 0.2, 7})), 0.5)
                .getFirst();
        assertThat(clipped.toDoubleArray()).containsExactly(-0.5, -0.5, 0.2, 0.5);
    }
}
