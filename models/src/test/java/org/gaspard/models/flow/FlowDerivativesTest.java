package org.gaspard.models.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.GradientCheck;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.models.OracleFile;
import org.gaspard.models.flow.FlowDerivatives.Method;
import org.gaspard.models.terms.TinyVae;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Potentials, their derivatives and the Hamilton-Jacobi penalty, held against flow.py in double precision. */
class FlowDerivativesTest {

    private static final OracleFile ORACLE = new OracleFile("flow/flow.txt");
    /** Relative to the largest number; measured: at most 6e-15. */
    private static final double TOLERANCE = 5e-14;

    private static final WeightInit DOUBLE = WeightInit.standard().withDType(DType.FLOAT64);
    private static final ForwardPass PASS = ForwardPass.evaluation();
    private static final int N = 3;
    private static final int STEPS = 2;

    private static final Map<String, Function<FlowDerivatives, Tensor>> QUANTITIES = quantities();

    private static Map<String, Function<FlowDerivatives, Tensor>> quantities() {
        Map<String, Function<FlowDerivatives, Tensor>> all = new LinkedHashMap<>();
        all.put("value", FlowDerivatives::value);
        all.put("gradient", FlowDerivatives::gradient);
        all.put("rate", FlowDerivatives::timeDerivative);
        all.put("acceleration", FlowDerivatives::secondTimeDerivative);
        all.put("rowSums", FlowDerivatives::rowSums);
        all.put(
                "product",
                u -> u.hessianVector(wave(1, 2.3, 0.5, u.gradient().shape().toArray())));
        all.put("hessian", FlowDerivatives::hessian);
        all.put("trace", FlowDerivatives::trace);
        all.put("logDeterminant", FlowDerivatives::logDeterminant);
        return all;
    }

    private static Tensor wave(double scale, double step, double shift, int... shape) {
        return TinyVae.wave(scale, step, shift, shape).computedNow();
    }

    private static Potential potential(int n, int width, double shift) {
        Potential made = Potential.of("u", n, width, RandomKey.of(1), DOUBLE);
        List<Parameter> parameters = made.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter each = parameters.get(i);
            each.assign(wave(0.6, 1.9, i + shift, each.shape().toArray()));
        }
        return made;
    }

    private static Tensor latents(int n) {
        return wave(1.2, 1.3, 0.2, N, n);
    }

    private static Stream<Tensor> leaves(Potential potential) {
        return potential.parameters().stream().map(Parameter::tensor);
    }

    private static double deviation(Tensor found, Tensor expected) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        double scale = Math.max(1, expected.abs().max().item());
        return found.subtract(expected).abs().max().item() / scale;
    }

    private static List<Tensor> gradients(Tensor value, List<Tensor> inputs) {
        Tensor weights = Tensor.range(DType.FLOAT64, value.size()).add(1).reshape(value.shape());
        List<Tensor> gradients = Autodiff.gradient(value.dot(weights), inputs);
        Tensor.evaluate(gradients);
        return gradients;
    }

    /** The value and the gradients of its weighted sum. */
    private static void check(Tensor value, List<Tensor> inputs, String name) {
        List<Double> deviations = new ArrayList<>(List.of(deviation(value, ORACLE.get(name))));
        List<Tensor> gradients = gradients(value, inputs);
        for (int i = 0; i < inputs.size(); i++) {
            deviations.add(deviation(gradients.get(i), ORACLE.get(name + ".gradient" + i)));
        }
        assertThat(deviations).as(name).allSatisfy(each -> assertThat(each).isLessThan(TOLERANCE));
    }

    @ParameterizedTest
    @CsvSource({"AUTODIFF, 6, 6", "AUTODIFF, 7, 10", "CLOSED_FORM, 6, 6", "CLOSED_FORM, 7, 10"})
    void derivativesAgreeWithPyTorch(Method method, int n, int width) {
        Potential u = potential(n, width, 0.3);
        Tensor z = latents(n);
        List<Tensor> inputs = Stream.concat(Stream.of(z), leaves(u)).toList();
        Map<String, Tensor> times = Map.of("shared", Tensor.scalar(2.0), "own", Tensor.of(new double[] {0, 1, 3.5}, N));
        times.forEach((which, t) -> QUANTITIES.forEach((name, quantity) -> check(
                quantity.apply(FlowDerivatives.of(method, u, z, t, PASS)),
                inputs,
                n + "." + width + "." + which + "." + name)));
    }

    @ParameterizedTest
    @CsvSource({"AUTODIFF, 6, 6", "AUTODIFF, 7, 10", "CLOSED_FORM, 6, 6", "CLOSED_FORM, 7, 10"})
    void penaltiesAgreeWithPyTorch(Method method, int n, int width) {
        Map<String, HamiltonJacobi> forms =
                Map.of("paper", HamiltonJacobi.PAPER, "code", HamiltonJacobi.REFERENCE_CODE);
        Potential u = potential(n, width, 0.3);
        Potential force = potential(n, width, 0.7);
        Tensor z = latents(n);
        List<Tensor> inputs = Stream.of(Stream.of(z), leaves(u), leaves(force))
                .flatMap(all -> all)
                .toList();
        forms.forEach((mode, form) -> {
            String name = n + "." + width + "." + mode;
            Tensor time = Tensor.scalar(2.0);
            Tensor residuals = form.residuals(
                    FlowDerivatives.of(method, u, z, time, PASS), HamiltonJacobi.force(force, z, time, PASS));
            assertThat(deviation(residuals, ORACLE.get(name + ".residuals"))).isLessThan(TOLERANCE);
            check(loss(form, method, u, force, z).reshape(1), inputs, name + ".loss");
        });
    }

    private static Tensor loss(HamiltonJacobi form, Method method, Potential u, Potential force, Tensor start) {
        List<Tensor> steps = new ArrayList<>();
        Tensor z = start;
        for (int i = 1; i <= STEPS; i++) {
            Tensor t = Tensor.scalar((double) i);
            FlowDerivatives here = FlowDerivatives.of(method, u, z, t, PASS);
            steps.add(form.step(here, HamiltonJacobi.force(force, z, t, PASS)));
            z = z.add(here.gradient());
        }
        Tensor zero = Tensor.scalar(0.0);
        Tensor initial = form.initial(
                FlowDerivatives.of(method, u, start, zero, PASS), HamiltonJacobi.force(force, start, zero, PASS));
        return form.loss(steps, initial);
    }

    /** Values and gradients in parameters, latents, times and vectors; measured: at most 2e-15. */
    @ParameterizedTest
    @CsvSource({"2, 4", "7, 12", "10, 10"})
    void closedFormsAgreeWithDifferentiation(int n, int width) {
        Potential u = Potential.of(
                "u",
                n,
                width,
                RandomKey.of(5),
                DOUBLE.withWeight((key, type, fans) ->
                        key.normal(type.dtype(), type.shape().toArray()).multiply(1.5 / Math.sqrt(fans.in()))));
        Tensor z = RandomKey.of(6).normal(DType.FLOAT64, 5, n).computedNow();
        Tensor v = RandomKey.of(7).normal(DType.FLOAT64, 5, n).computedNow();
        Tensor t = Tensor.of(new double[] {0, 0.5, 1, 3, 8}, 5);
        List<Tensor> inputs = Stream.concat(Stream.of(z, v, t), leaves(u)).toList();
        Map<String, Function<FlowDerivatives, Tensor>> all = new LinkedHashMap<>(QUANTITIES);
        all.put("product", each -> each.hessianVector(v));
        all.put("estimate", each -> each.estimatedTrace(RandomKey.of(8)));
        all.forEach((name, quantity) -> {
            Tensor closed = quantity.apply(FlowDerivatives.of(Method.CLOSED_FORM, u, z, t, PASS));
            Tensor differentiated = quantity.apply(FlowDerivatives.of(Method.AUTODIFF, u, z, t, PASS));
            assertThat(deviation(closed, differentiated)).as(name).isLessThan(TOLERANCE);
            List<Tensor> ofClosed = gradients(closed, inputs);
            List<Tensor> ofDifferentiated = gradients(differentiated, inputs);
            for (int i = 0; i < inputs.size(); i++) {
                double apart = deviation(ofClosed.get(i), ofDifferentiated.get(i));
                assertThat(apart).as(name + " " + i).isLessThan(TOLERANCE);
            }
        });
    }

    /** Measured: at most 4e-11. */
    @ParameterizedTest
    @EnumSource(Method.class)
    void derivativesAreDifferenceQuotients(Method method) {
        double h = 1e-5;
        int n = 6;
        Potential u = potential(n, 8, 0.3);
        Tensor z = latents(n);
        Tensor t = Tensor.scalar(1.5);
        FlowDerivatives here = FlowDerivatives.of(method, u, z, t, PASS);
        List<Tensor> rows = new ArrayList<>();
        List<Tensor> slopes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Tensor step = Tensor.identity(DType.FLOAT64, n).index(0, i).multiply(h);
            Tensor right = z.add(step);
            Tensor left = z.subtract(step);
            slopes.add(quotient(u.value(right, t, PASS), u.value(left, t, PASS), h));
            rows.add(quotient(
                    FlowDerivatives.of(method, u, right, t, PASS).gradient(),
                    FlowDerivatives.of(method, u, left, t, PASS).gradient(),
                    h));
        }
        Tensor rate = quotient(u.value(z, t.add(h), PASS), u.value(z, t.subtract(h), PASS), h);
        Tensor acceleration = quotient(
                FlowDerivatives.of(method, u, z, t.add(h), PASS).timeDerivative(),
                FlowDerivatives.of(method, u, z, t.subtract(h), PASS).timeDerivative(),
                h);
        Tensor hessian = Tensor.stack(1, rows);
        List<Double> deviations = List.of(
                deviation(here.gradient(), Tensor.stack(1, slopes)),
                deviation(here.timeDerivative(), rate),
                deviation(here.secondTimeDerivative(), acceleration),
                deviation(here.hessian(), hessian),
                deviation(here.rowSums(), hessian.sum(-1)),
                deviation(
                        here.trace(),
                        hessian.multiply(Tensor.identity(DType.FLOAT64, n)).sum(-1, -2)));
        assertThat(deviations).allSatisfy(each -> assertThat(each).isLessThan(1e-9));
    }

    private static Tensor quotient(Tensor right, Tensor left, double h) {
        return right.subtract(left).divide(2 * h);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void gradientsOfPenaltiesAreDifferenceQuotients(Method method) {
        Potential u = potential(6, 8, 0.3);
        Potential force = potential(6, 8, 0.7);
        for (HamiltonJacobi form : List.of(HamiltonJacobi.PAPER, HamiltonJacobi.REFERENCE_CODE)) {
            GradientCheck.standard().first(in -> loss(form, method, u, force, in.getFirst()), latents(6));
        }
    }

    /** The mean over 20000 draws is within five of its standard deviations. */
    @Test
    void signsEstimateTheTrace() {
        int draws = 20_000;
        Potential u = potential(6, 8, 0.3);
        Tensor z = latents(6).slice(0, 0, 1);
        Tensor t = Tensor.scalar(1.0);
        FlowDerivatives one = FlowDerivatives.of(Method.CLOSED_FORM, u, z, t, PASS);
        FlowDerivatives many = FlowDerivatives.of(Method.CLOSED_FORM, u, z.broadcastTo(draws, 6), t, PASS);
        Tensor off = one.hessian()
                .multiply(Tensor.identity(DType.FLOAT64, 6).negate().add(1));
        double variance = 2 * off.square().sum().item();
        Tensor estimates = many.estimatedTrace(RandomKey.of(3)).computedNow();
        double deviation = Math.sqrt(variance / draws);
        assertThat(variance).isGreaterThan(1e-6);
        assertThat(estimates.mean().item()).isCloseTo(one.trace().item(), within(5 * deviation));
        assertThat(estimates.subtract(one.trace()).square().mean().item()).isCloseTo(variance, within(0.1 * variance));
    }

    /** H is symmetric; the sum of H·1, tr H and ln|det(I + H)| are different things. */
    @Test
    void readingsOfTheSecondDerivativeDiffer() {
        Potential u = potential(6, 8, 0.3);
        FlowDerivatives here = FlowDerivatives.of(Method.CLOSED_FORM, u, latents(6), Tensor.scalar(1.0), PASS);
        Tensor hessian = here.hessian();
        assertThat(deviation(hessian.transposed(), hessian)).isLessThan(1e-15);
        Tensor trace = here.trace().computedNow();
        assertThat(here.rowSums().sum(-1).subtract(trace).abs().min().item()).isGreaterThan(0.01);
        assertThat(here.logDeterminant().subtract(trace).abs().min().item()).isGreaterThan(1e-4);
    }

    @Test
    void publishedNetworksHaveTheCountedParameters() {
        assertThat(count(Potential.of("u", 324, RandomKey.of(1)))).isEqualTo(421_525);
        assertThat(count(Potential.of("u", 226, RandomKey.of(1)))).isEqualTo(205_435);
        assertThat(count(Potential.of("u", 7, 12, RandomKey.of(1), DOUBLE))).isEqualTo(7 * 12 + 3 * 144 + 5 * 12 + 1);
    }

    private static int count(Potential potential) {
        return potential.parameters().stream().mapToInt(p -> p.shape().size()).sum();
    }

    /** PyTorch's default: uniform within ±1/√in, in numbers enough to come close to both ends. */
    @Test
    void parametersStartAsInPyTorch() {
        for (Parameter each : Potential.of("u", 100, RandomKey.of(2)).parameters()) {
            double most = each.tensor().abs().max().item();
            assertThat(most).as(each.name()).isLessThanOrEqualTo(0.1f);
            if (each.shape().rank() == 2) {
                assertThat(most).as(each.name()).isGreaterThan(0.09);
            }
        }
    }

    @Test
    void aFamilyHasPotentialsOfItsOwn() {
        List<Potential> family = Potential.family("u", 3, 5, 8, RandomKey.of(1));
        assertThat(family.stream().flatMap(u -> u.parameters().stream().map(Parameter::name)))
                .hasSize(30)
                .doesNotHaveDuplicates()
                .contains("u0.space.weight", "u2.output.bias");
        Tensor z = RandomKey.of(2).normal(DType.FLOAT32, 4, 5).computedNow();
        Tensor t = Tensor.scalar(1f);
        Tensor apart = family.get(0).value(z, t, PASS).subtract(family.get(1).value(z, t, PASS));
        assertThat(apart.abs().max().item()).isGreaterThan(1e-3);
    }

    @Test
    void potentialsAndForcesAreBounded() {
        Potential u = Potential.of(
                "u",
                6,
                8,
                RandomKey.of(4),
                DOUBLE.withWeight((key, type, fans) ->
                        key.normal(type.dtype(), type.shape().toArray()).multiply(5)));
        Tensor z = RandomKey.of(5).normal(DType.FLOAT64, 500, 6).multiply(10).computedNow();
        Tensor t = Tensor.range(DType.FLOAT64, 500).computedNow();
        assertThat(u.value(z, t, PASS).abs().max().item()).isGreaterThan(0.99).isLessThanOrEqualTo(1);
        Tensor force = HamiltonJacobi.force(u, z, t, PASS).computedNow();
        assertThat(force.max().item()).isLessThanOrEqualTo(0);
        assertThat(force.min().item()).isBetween(-1.0, -0.9);
    }

    /** A potential without slope: only the force is left, and the loss is what its two forms make of it. */
    @Test
    void onlyTheForceIsLeftWhereNothingMoves() {
        Potential still = potential(6, 6, 0.3);
        still.output().weight().assign(Tensor.zeros(6, 1).cast(DType.FLOAT64));
        Potential force = potential(6, 6, 0.7);
        Tensor z = latents(6);
        Tensor f1 = HamiltonJacobi.force(force, z, Tensor.scalar(1.0), PASS);
        Tensor f2 = HamiltonJacobi.force(force, z, Tensor.scalar(2.0), PASS);
        double squares = f1.square().mean().add(f2.square().mean()).item();
        double start =
                -HamiltonJacobi.force(force, z, Tensor.scalar(0.0), PASS).mean().item();
        for (Method method : Method.values()) {
            assertThat(loss(HamiltonJacobi.PAPER, method, still, force, z).item())
                    .isCloseTo(squares / 2, within(1e-15));
            assertThat(loss(HamiltonJacobi.REFERENCE_CODE, method, still, force, z)
                            .item())
                    .isCloseTo(squares + start, within(1e-15));
        }
    }

    /** What a pass puts in the place of parameters is what all derivatives are of. */
    @ParameterizedTest
    @EnumSource(Method.class)
    void derivativesReadParametersThroughThePass(Method method) {
        Potential u = potential(6, 8, 0.3);
        Potential other = potential(6, 8, 0.7);
        ForwardPass pass = PASS;
        for (int i = 0; i < u.parameters().size(); i++) {
            pass = pass.with(u.parameters().get(i), other.parameters().get(i).tensor());
        }
        Tensor t = Tensor.scalar(2.0);
        FlowDerivatives substituted = FlowDerivatives.of(method, u, latents(6), t, pass);
        FlowDerivatives direct = FlowDerivatives.of(method, other, latents(6), t, PASS);
        QUANTITIES.forEach(
                (name, quantity) -> assertThat(deviation(quantity.apply(substituted), quantity.apply(direct)))
                        .as(name)
                        .isLessThan(1e-15));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7})
    void refusesWidthsThatTimeCannotBeEmbeddedIn(int latents) {
        assertThatThrownBy(() -> Potential.of("u", latents, RandomKey.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "width, which is the number of latents unless it is given, must be even and at least 4")
                .hasMessageEndingWith("found " + latents);
    }

    @Test
    void refusesWhatDoesNotFit() {
        Potential u = potential(6, 8, 0.3);
        Tensor t = Tensor.scalar(1.0);
        assertThatThrownBy(() -> u.value(wave(1, 1, 1, 3, 5), t, PASS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("z must be [N, 6], found");
        assertThatThrownBy(() -> u.value(latents(6), Tensor.zeros(2).cast(DType.FLOAT64), PASS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("t must be [] or [3]");
        assertThatThrownBy(() -> u.value(latents(6), Tensor.scalar(1f), PASS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("as z, found");
        assertThatThrownBy(() -> HamiltonJacobi.PAPER.loss(List.of(), t))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("steps must have at least one step");
        Linear narrow = new Linear("narrow", 8, 6, RandomKey.of(1), DOUBLE);
        assertThatThrownBy(() -> new Potential(u.space(), u.timeIn(), u.timeOut(), narrow, u.output()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the weight of fusion must be [8, 8], found [8, 6]");
        Linear bare = new Linear("bare", 8, 1, RandomKey.of(1), DOUBLE.withoutBias());
        assertThatThrownBy(() -> new Potential(u.space(), u.timeIn(), u.timeOut(), u.fusion(), bare))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("output must have a bias");
        assertThatThrownBy(() -> Potential.family("u", 0, 6, 8, RandomKey.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("count must be at least 1, found 0");
    }
}
