package org.gaspard.ot.entropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.gaspard.ot.entropic.EntropicOracles.gaussian;
import static org.gaspard.ot.entropic.EntropicOracles.largestDifference;
import static org.gaspard.ot.entropic.EntropicOracles.random;
import static org.gaspard.ot.entropic.EntropicOracles.read;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.ot.Cost;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.geometry.DenseGeometry;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;

class EntropicLossTest {

    private static final EntropicTransport SOLVER =
            new EntropicTransport(0.5).withTolerance(Tolerance.absolute(1e-13)).withMaxIterations(100_000);

    /** The largest difference between a gradient and central differences of the value, over all elements. */
    private static double deviation(Function<Tensor, Tensor> loss, Tensor at) {
        double[] gradient = Autodiff.gradient(loss.apply(at), at).toDoubleArray();
        double[] x = at.toDoubleArray();
        double[] differences = new double[x.length];
        double h = 1e-5;
        for (int k = 0; k < x.length; k++) {
            double[] up = x.clone();
            double[] down = x.clone();
            up[k] += h;
            down[k] -= h;
            double above = loss.apply(like(at, up)).item();
            double below = loss.apply(like(at, down)).item();
            differences[k] = (above - below) / (2 * h);
        }
        return largestDifference(gradient, differences);
    }

    private static Tensor like(Tensor tensor, double[] data) {
        return tensor.rank() == 0
                ? Tensor.scalar(data[0])
                : Tensor.of(data, tensor.shape().toArray());
    }

    private static Tensor cost() {
        return Tensor.of(Cost.squaredEuclidean().matrix(read("x"), 6, read("y"), 8, 2), 6, 8);
    }

    private static Tensor tensor(String name) {
        double[] data = read(name);
        return Tensor.of(data, data.length);
    }

    /** Weights as a function of free parameters, so that their sums stay 1. */
    private static Tensor normalised(Tensor weights) {
        return weights.divide(weights.sum());
    }

    @Test
    void valueAndPlanAreThoseOfTheSolver() {
        EntropicTransportLoss.InGraph loss =
                EntropicTransportLoss.inGraph(cost(), tensor("a"), tensor("b"), Tensor.scalar(0.5), SOLVER);
        EntropicResult result = SOLVER.solve(new DenseGeometry(cost().toDoubleArray(), 6, 8), read("a"), read("b"));
        assertThat(loss.value().item()).isCloseTo(result.objective(), within(1e-12));
        assertThat(loss.plan().toDoubleArray()).isEqualTo(result.plan());
        assertThat(loss.iterations().item()).isEqualTo(result.iterations());
        assertThat(loss.stop().item()).isEqualTo(StopReason.CONVERGED.ordinal());
        assertThat(loss.epsilon().item()).isEqualTo(0.5);
        assertThat(loss.marginalError().item()).isLessThan(1e-12);
    }

    @Test
    void gradientsOfTransport() {
        Tensor a = tensor("a");
        Tensor b = tensor("b");
        Tensor eps = Tensor.scalar(0.5);
        assertThat(deviation(
                        c -> EntropicTransportLoss.inGraph(c, a, b, eps, SOLVER).value(), cost()))
                .isLessThan(1e-8);
        assertThat(deviation(
                        w -> EntropicTransportLoss.inGraph(cost(), normalised(w), b, eps, SOLVER)
                                .value(),
                        a))
                .isLessThan(1e-8);
        assertThat(deviation(
                        w -> EntropicTransportLoss.inGraph(cost(), a, normalised(w), eps, SOLVER)
                                .value(),
                        b))
                .isLessThan(1e-8);
        assertThat(deviation(
                        e -> EntropicTransportLoss.inGraph(cost(), a, b, e, SOLVER)
                                .value(),
                        eps))
                .isLessThan(1e-8);
        Tensor y = Tensor.of(read("y"), 8, 2);
        for (Cost cost : List.of(Cost.squaredEuclidean(), Cost.euclidean(), Cost.cosineDistance())) {
            assertThat(deviation(
                            x -> EntropicTransportLoss.ofPoints(cost, x, y, SOLVER)
                                    .value(),
                            Tensor.of(read("x"), 6, 2)))
                    .isLessThan(1e-8);
        }
    }

    /** Penalised sums: the weights are free, and may be 0. */
    @Test
    void gradientsOfUnbalancedTransport() {
        Tensor a = tensor("a");
        Tensor heavy = tensor("heavy");
        Tensor eps = Tensor.scalar(0.5);
        for (Relaxation relaxation : List.of(Relaxation.kullbackLeibler(1.5), new Relaxation.KullbackLeibler(0.5, 3))) {
            EntropicTransport solver = SOLVER.withRelaxation(relaxation);
            assertThat(deviation(
                            c -> EntropicTransportLoss.inGraph(c, a, heavy, eps, solver)
                                    .value(),
                            cost()))
                    .isLessThan(1e-8);
            assertThat(deviation(
                            w -> EntropicTransportLoss.inGraph(cost(), w, heavy, eps, solver)
                                    .value(),
                            a))
                    .isLessThan(1e-8);
            assertThat(deviation(
                            w -> EntropicTransportLoss.inGraph(cost(), a, w, eps, solver)
                                    .value(),
                            heavy))
                    .isLessThan(1e-8);
            assertThat(deviation(
                            e -> EntropicTransportLoss.inGraph(cost(), a, heavy, e, solver)
                                    .value(),
                            eps))
                    .isLessThan(1e-8);
        }
        EntropicTransport solver = SOLVER.withRelaxation(Relaxation.kullbackLeibler(1.5));
        double[] none = read("a");
        none[2] = 0;
        Tensor at = Tensor.of(none, 6);
        Function<Tensor, Tensor> loss = w ->
                EntropicTransportLoss.inGraph(cost(), w, heavy, eps, solver).value();
        double slope = Autodiff.gradient(loss.apply(at), at).toDoubleArray()[2];
        double h = 1e-6;
        none[2] = h;
        double forward = (loss.apply(Tensor.of(none, 6)).item() - loss.apply(at).item()) / h;
        assertThat(forward).isCloseTo(slope, within(1e-5));
    }

    @Test
    void gradientsOfTheDivergence() {
        Tensor x = Tensor.of(read("x"), 6, 2);
        Tensor y = Tensor.of(read("y"), 8, 2);
        Tensor a = tensor("a");
        Tensor heavy = tensor("heavy");
        EntropicTransport penalised = SOLVER.withRelaxation(Relaxation.kullbackLeibler(1.5));
        assertThat(deviation(
                        p -> SinkhornDivergenceLoss.ofPoints(Cost.squaredEuclidean(), p, y, SOLVER)
                                .value(),
                        x))
                .isLessThan(1e-8);
        assertThat(deviation(
                        p -> SinkhornDivergenceLoss.ofPoints(Cost.squaredEuclidean(), x, p, a, heavy, penalised)
                                .value(),
                        y))
                .isLessThan(1e-8);
        assertThat(deviation(
                        w -> SinkhornDivergenceLoss.ofPoints(Cost.squaredEuclidean(), x, y, w, heavy, penalised)
                                .value(),
                        a))
                .isLessThan(1e-8);
        Tensor xx = Tensor.of(Cost.squaredEuclidean().matrix(read("x"), 6, 2), 6, 6);
        Tensor yy = Tensor.of(Cost.squaredEuclidean().matrix(read("y"), 8, 2), 8, 8);
        Function<Tensor, Tensor> ofEpsilon = e -> SinkhornDivergenceLoss.inGraph(cost(), xx, yy, a, heavy, e, penalised)
                .value();
        assertThat(deviation(ofEpsilon, Tensor.scalar(0.5))).isLessThan(1e-8);
        assertThat(ofEpsilon.apply(Tensor.scalar(0.5)).item())
                .isCloseTo(read("divergence.unbalanced")[0], within(1e-12));
    }

    /** The divergence of a cloud from itself is 0 and so is its gradient; the transport cost alone would shrink it. */
    @Test
    void theDivergenceRestsAtEqualClouds() {
        Tensor x = Tensor.of(gaussian(random(50), 30), 15, 2);
        Tensor moving = Tensor.of(x.toDoubleArray(), 15, 2);
        Tensor divergence = SinkhornDivergenceLoss.ofPoints(Cost.squaredEuclidean(), moving, x, SOLVER)
                .value();
        assertThat(divergence.item()).isCloseTo(0, within(1e-12));
        assertThat(Autodiff.gradient(divergence, moving).toDoubleArray())
                .containsExactly(new double[30], within(1e-12));
    }

    @Test
    void floatCostsGiveFloatValues() {
        Tensor value = EntropicTransportLoss.inGraph(
                        cost().cast(DType.FLOAT32),
                        tensor("a").cast(DType.FLOAT32),
                        tensor("b").cast(DType.FLOAT32),
                        new EntropicTransport(0.5))
                .value();
        assertThat(value.dtype()).isEqualTo(DType.FLOAT32);
        EntropicResult result = SOLVER.solve(new DenseGeometry(cost().toDoubleArray(), 6, 8), read("a"), read("b"));
        assertThat(value.item()).isCloseTo(result.objective(), within(1e-5));
        Tensor x = Tensor.of(read("x"), 6, 2).cast(DType.FLOAT32);
        Tensor y = Tensor.of(read("y"), 8, 2).cast(DType.FLOAT32);
        Tensor ofPoints = EntropicTransportLoss.ofPoints(
                        Cost.squaredEuclidean(), x, y, tensor("a"), tensor("b"), SOLVER)
                .value();
        assertThat(ofPoints.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(ofPoints.item()).isCloseTo(result.objective(), within(1e-5));
        assertThat(Autodiff.gradient(ofPoints, x).dtype()).isEqualTo(DType.FLOAT32);
    }

    @Test
    void whatIsNotFiniteStaysSo() {
        double[] broken = cost().toDoubleArray();
        broken[3] = Double.NaN;
        EntropicTransportLoss.InGraph loss =
                EntropicTransportLoss.inGraph(Tensor.of(broken, 6, 8), tensor("a"), tensor("b"), SOLVER);
        assertThat(loss.value().item()).isNaN();
    }

    @Test
    void wrongShapesAreNamed() {
        assertThatThrownBy(() -> EntropicTransportLoss.inGraph(cost(), tensor("b"), tensor("a"), SOLVER))
                .hasMessageContaining("expected [6] and [8]");
        assertThatThrownBy(() -> EntropicTransportLoss.inGraph(
                        cost(), tensor("a"), tensor("b"), SOLVER.withRelaxation(Relaxation.partial(0.5))))
                .hasMessageContaining("partial");
        RandomGenerator random = random(51);
        Tensor x = Tensor.of(gaussian(random, 12), 4, 3);
        assertThatThrownBy(
                        () -> EntropicTransportLoss.ofPoints(Cost.euclidean(), x, Tensor.of(read("y"), 8, 2), SOLVER))
                .hasMessageContaining("expected [n, d] and [m, d]");
    }
}
