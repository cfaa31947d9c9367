package org.gaspard.ot.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.ot.Annealing;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.ot.EntropicGromovWasserstein;
import org.gaspard.ot.ExactGromovWasserstein;
import org.gaspard.ot.GromovMongeGapOptions;
import org.gaspard.ot.GromovMongeLoss;
import org.gaspard.ot.GromovWasserstein;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.Oracles;
import org.gaspard.ot.RelativeEpsilon;
import org.gaspard.ot.ScaleStatistic;
import org.gaspard.ot.Sinkhorn;
import org.gaspard.ot.ValueConvention;
import org.gaspard.ot.entropic.EntropicTransport;
import org.gaspard.ot.entropic.EntropicTransportLoss;
import org.gaspard.ot.entropic.SinkhornDivergenceLoss;
import org.gaspard.ot.entropic.Tolerance;
import org.gaspard.ot.gromov.EntropicFusedGromov;
import org.gaspard.ot.gromov.ExactFusedGromov;
import org.gaspard.ot.gromov.FusedGromovTensors;
import org.gaspard.ot.gromov.FusedGromovWasserstein;
import org.gaspard.ot.gromov.GromovLoss;
import org.gaspard.ot.implicit.DifferentiableTransport;
import org.gaspard.ot.maps.MongeGapLoss;
import org.gaspard.ot.sliced.SlicedWassersteinLoss;
import org.gaspard.tensor.Tensor;

/** The gradient of each loss in each of its arguments under each cost, against central differences of its value. */
final class GradientComparisons {

    /** A step for which the differences, of order four, err least. */
    private static final double STEP = 3e-4;

    private static final int N = 5;
    private static final int M = 6;
    private static final int D = 3;
    private static final EntropicTransport SOLVER =
            new EntropicTransport(0.7).withTolerance(Tolerance.absolute(1e-14)).withMaxIterations(100_000);
    private static final Tensor X = points(40, N);
    private static final Tensor Y = points(41, M);
    private static final Tensor A = weights(42, N);
    private static final Tensor B = weights(43, M);
    private static final Tensor IMAGES = points(48, N);
    private static final Tensor ON_F = weights(49, N);
    private static final Tensor ON_G = weights(50, M);
    private static final Tensor EPSILON = Tensor.scalar(0.7);

    private GradientComparisons() {}

    static List<Comparison> all() {
        Map<String, Cost> costs = new LinkedHashMap<>();
        costs.put("‖x−y‖²", Cost.squaredEuclidean());
        costs.put("‖x−y‖", Cost.euclidean());
        costs.put("‖x−y‖₁.₅", Cost.pNorm(1.5));
        costs.put("⟨x,y⟩", Cost.innerProduct());
        costs.put("cosine", Cost.cosineSimilarity());
        costs.put("1−cosine", Cost.cosineDistance());
        costs.put("angle", Cost.angle());
        costs.put("elastic", Cost.elastic(0.3));
        costs.put("scaled", Cost.scaled(0.6, Cost.pNorm(1, 2)));
        List<Comparison> all = new ArrayList<>();
        costs.forEach((name, cost) -> losses(cost)
                .forEach((row, check) -> all.add(new Comparison(row, name, () -> deviation(check.loss, check.at)))));
        all.add(new Comparison("SlicedWassersteinLoss: points", "‖x−y‖²", () -> sliced(2)));
        all.add(new Comparison("SlicedWassersteinLoss: points", "‖x−y‖", () -> sliced(1)));
        return all;
    }

    /** A function of one tensor, and where its gradient is looked at. */
    private record Check(UnaryOperator<Tensor> loss, Tensor at) {}

    private static Map<String, Check> losses(Cost cost) {
        Map<String, Check> losses = new LinkedHashMap<>();
        Tensor between = between(cost, X, Y);
        losses.put(
                "EntropicTransportLoss: points",
                new Check(
                        x -> EntropicTransportLoss.ofPoints(cost, x, Y, A, B, SOLVER)
                                .value(),
                        X));
        losses.put(
                "EntropicTransportLoss: weights",
                new Check(
                        w -> EntropicTransportLoss.ofPoints(cost, X, Y, normalised(w), B, SOLVER)
                                .value(),
                        A));
        losses.put(
                "EntropicTransportLoss: ε",
                new Check(
                        e -> EntropicTransportLoss.inGraph(between, A, B, e, SOLVER)
                                .value(),
                        EPSILON));
        losses.put(
                "SinkhornDivergenceLoss: points",
                new Check(
                        x -> SinkhornDivergenceLoss.ofPoints(cost, x, Y, A, B, SOLVER)
                                .value(),
                        X));
        losses.put(
                "SinkhornDivergenceLoss: weights",
                new Check(
                        w -> SinkhornDivergenceLoss.ofPoints(cost, X, Y, normalised(w), B, SOLVER)
                                .value(),
                        A));
        losses.put(
                "SinkhornDivergenceLoss: ε",
                new Check(
                        e -> SinkhornDivergenceLoss.inGraph(
                                        between,
                                        CostTensors.matrix(cost, X),
                                        CostTensors.matrix(cost, Y),
                                        A,
                                        B,
                                        e,
                                        SOLVER)
                                .value(),
                        EPSILON));
        for (boolean unrolled : new boolean[] {false, true}) {
            String name = "DifferentiableTransport, " + (unrolled ? "unrolled" : "implicit") + ": ";
            losses.put(name + "points", new Check(x -> plan(between(cost, x, Y), A, EPSILON, unrolled), X));
            losses.put(name + "weights", new Check(w -> plan(between, normalised(w), EPSILON, unrolled), A));
            losses.put(name + "ε", new Check(e -> plan(between, A, e, unrolled), EPSILON));
        }
        Tensor features = Tensor.of(
                Cost.squaredEuclidean().matrix(Oracles.gaussian(Oracles.random(44), N * 2), N, normal(45, M), M, 2),
                N,
                M);
        FusedGromovWasserstein entropic = new EntropicFusedGromov(gromov(2));
        losses.put(
                "FusedGromovTensors, entropic: points",
                new Check(y -> fused(cost, X, y, features, A, entropic, ValueConvention.ENTROPIC), Y));
        losses.put(
                "FusedGromovTensors, entropic: features",
                new Check(f -> fused(cost, X, Y, f, A, entropic, ValueConvention.ENTROPIC), features));
        losses.put(
                "FusedGromovTensors, entropic: weights",
                new Check(w -> fused(cost, X, Y, features, normalised(w), entropic, ValueConvention.ENTROPIC), A));
        losses.put(
                "FusedGromovTensors, exact: points",
                new Check(y -> fused(cost, X, y, features, A, new ExactFusedGromov(), ValueConvention.TRANSPORT), Y));
        losses.put(
                "GromovMongeLoss, exact: points",
                new Check(y -> gromovGap(cost, y, new ExactGromovWasserstein(), ValueConvention.TRANSPORT), IMAGES));
        losses.put(
                "GromovMongeLoss, entropic: points",
                new Check(
                        y -> gromovGap(
                                cost, y, gromov(1).withStart(InitialCoupling.mix(0.5)), ValueConvention.ENTROPIC),
                        IMAGES));
        losses.put("MongeGapLoss, exact: points", new Check(y -> MongeGapLoss.exact(cost, X, y), IMAGES));
        losses.put(
                "MongeGapLoss, entropic: points",
                new Check(y -> MongeGapLoss.entropic(cost, X, y, SOLVER, ValueConvention.ENTROPIC), IMAGES));
        return losses;
    }

    private static double[] normal(long seed, int n) {
        return Oracles.gaussian(Oracles.random(seed), n * 2);
    }

    private static Tensor points(long seed, int n) {
        return Tensor.of(Oracles.gaussian(Oracles.random(seed), n * D), n, D);
    }

    private static Tensor weights(long seed, int n) {
        return Tensor.of(Oracles.weights(Oracles.random(seed), n), n);
    }

    /** Weights as a function of free numbers, so that their sum stays 1. */
    private static Tensor normalised(Tensor weights) {
        return weights.divide(weights.sum());
    }

    private static Tensor between(Cost cost, Tensor x, Tensor y) {
        int n = x.extent(0);
        return CostTensors.matrix(cost, Tensor.concatenate(0, x, y))
                .slice(0, 0, n)
                .slice(1, n, n + y.extent(0));
    }

    /** A function of the plan and the potentials that is in no way stationary at them. */
    private static Tensor plan(Tensor between, Tensor a, Tensor epsilon, boolean unrolled) {
        DifferentiableTransport solution = unrolled
                ? DifferentiableTransport.unrolled(between, a, B, epsilon, 60)
                : DifferentiableTransport.implicit(between, a, B, epsilon, SOLVER);
        return solution.plan()
                .square()
                .sum()
                .multiply(10)
                .add(solution.f().multiply(ON_F).square().sum())
                .add(solution.g().multiply(ON_G).sum());
    }

    private static EntropicGromovWasserstein gromov(double epsilon) {
        return new EntropicGromovWasserstein(epsilon)
                .withInner(new Sinkhorn(epsilon, 1e-14, 1000, 10, Annealing.NONE))
                .withOuterIterations(5, 300)
                .withTolerances(0, 0, 1e-13)
                .withWarmStart(true);
    }

    private static Tensor fused(
            Cost cost,
            Tensor x,
            Tensor y,
            Tensor features,
            Tensor a,
            FusedGromovWasserstein solver,
            ValueConvention convention) {
        return FusedGromovTensors.value(
                        CostTensors.matrix(cost, x),
                        CostTensors.matrix(cost, y),
                        features,
                        a,
                        B,
                        0.7,
                        GromovLoss.SQUARE,
                        solver,
                        convention)
                .value();
    }

    /** The ε of the options follows the costs and is a constant for the gradient: here it is that of the first images. */
    private static Tensor gromovGap(Cost cost, Tensor images, GromovWasserstein solver, ValueConvention convention) {
        Tensor cX = CostTensors.matrix(cost, X);
        Tensor cY = CostTensors.matrix(cost, images);
        double scale = ScaleStatistic.STD.of(CostTensors.matrix(cost, IMAGES).toDoubleArray())
                / ScaleStatistic.STD.of(cY.toDoubleArray());
        GromovMongeGapOptions options =
                new GromovMongeGapOptions(solver, new RelativeEpsilon(scale, ScaleStatistic.STD), convention);
        return GromovMongeLoss.inGraph(cX, cY, options).value();
    }

    private static double sliced(double p) {
        Tensor directions = points(47, 7);
        double equal = deviation(x -> SlicedWassersteinLoss.value(x, Y.slice(0, 0, N), directions, p), X);
        double weighted = deviation(x -> SlicedWassersteinLoss.value(x, A, Y, B, directions, p), X);
        return Math.max(equal, weighted);
    }

    /** The largest difference over all elements, as a share of the largest derivative (at least 10⁻³). */
    private static double deviation(UnaryOperator<Tensor> loss, Tensor at) {
        double[] gradient = Autodiff.gradient(loss.apply(at), at).toDoubleArray();
        double[] differences = new double[gradient.length];
        for (int k = 0; k < gradient.length; k++) {
            double near = shifted(loss, at, k, STEP) - shifted(loss, at, k, -STEP);
            double far = shifted(loss, at, k, 2 * STEP) - shifted(loss, at, k, -2 * STEP);
            differences[k] = (8 * near - far) / (12 * STEP);
        }
        double scale =
                Math.max(1e-3, Arrays.stream(differences).map(Math::abs).max().orElseThrow());
        double largest = 0;
        for (int k = 0; k < gradient.length; k++) {
            largest = Math.max(largest, Math.abs(gradient[k] - differences[k]) / scale);
        }
        return largest;
    }

    private static double shifted(UnaryOperator<Tensor> loss, Tensor at, int k, double step) {
        double[] moved = at.toDoubleArray();
        moved[k] += step;
        return loss.apply(
                        at.rank() == 0
                                ? Tensor.scalar(moved[0])
                                : Tensor.of(moved, at.shape().toArray()))
                .item();
    }
}
