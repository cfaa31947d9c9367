package org.gaspard.benchmarks.cases;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.ot.Annealing;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.ot.EntropicGromovWasserstein;
import org.gaspard.ot.ExactGromovWasserstein;
import org.gaspard.ot.GromovMongeGapOptions;
import org.gaspard.ot.GromovMongeLoss;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.ScaleStatistic;
import org.gaspard.ot.Sinkhorn;
import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.entropic.EntropicTransport;
import org.gaspard.ot.entropic.Form;
import org.gaspard.ot.entropic.Tolerance;
import org.gaspard.ot.exact.NetworkSimplex;
import org.gaspard.ot.geometry.DenseGeometry;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * Optimal transport, on the same clouds in double precision and with the same numbers of iterations as on the side of POT.
 */
final class Transport implements Workload {

    private static final double EPSILON = 0.05;

    private final Supplier<double[]> solve;
    /** The latest. */
    private double[] result = new double[0];

    private Transport(Supplier<double[]> solve) {
        this.solve = solve;
    }

    /** Sinkhorn's iteration between two clouds of n points in space, from costs to plan. */
    static Transport sinkhorn(int n, Form form, int iterations) {
        double[] cost = squaredDistances(n);
        double mean = Arrays.stream(cost).average().orElseThrow();
        EntropicTransport solver = new EntropicTransport(EPSILON * mean)
                .withForm(form)
                .withTolerance(Tolerance.absolute(0))
                .withMaxIterations(iterations)
                .withCheckEvery(10);
        DenseGeometry geometry = new DenseGeometry(cost, n, n);
        double[] a = weights(3, n);
        double[] b = weights(4, n);
        return new Transport(() -> solver.solve(geometry, a, b).plan());
    }

    /** The least cost of transport between two weighted clouds. */
    static Transport exact(int n) {
        TransportProblem problem = new TransportProblem(squaredDistances(n), weights(3, n), weights(4, n));
        return new Transport(
                () -> new double[] {new NetworkSimplex().solve(problem).cost()});
    }

    /** Ten linearisations of 50 iterations each, from distances to plan. */
    static Transport entropicGromov(int n) {
        double[] x = distances(1, n, 2);
        double[] y = distances(2, n, 3);
        double epsilon = EPSILON * ScaleStatistic.STD.of(x) * ScaleStatistic.STD.of(y);
        EntropicGromovWasserstein solver = new EntropicGromovWasserstein(epsilon)
                .withInner(new Sinkhorn(epsilon, 0, 50, 10, Annealing.NONE))
                .withOuterIterations(10, 10);
        GromovProblem problem = GromovProblem.uniform(x, n, y, n);
        return new Transport(() -> solver.solve(problem).plan());
    }

    /** The cost, without the factor ½, that conditional gradients reach from the independent coupling. */
    static Transport exactGromov(int n) {
        GromovProblem problem = GromovProblem.uniform(distances(1, n, 2), n, distances(2, n, 3), n);
        ExactGromovWasserstein solver = new ExactGromovWasserstein().withStart(InitialCoupling.product());
        return new Transport(() -> new double[] {2 * solver.solve(problem).transportCost()});
    }

    /** The gap of latents [batch, 10] and images [batch, 64 · 64 · 3], and its gradients in both. */
    static Workload gap(int batch, int pixels) {
        GromovMongeGapOptions options = GromovMongeGapOptions.of(GromovMongeGapOptions.Mode.ROBUST);
        Tensor latents = Pattern.numbers(1, batch, 10);
        Tensor mixing = Pattern.numbers(2, 0.3f, Shape.of(10, pixels));
        Tensor images = latents.matmul(mixing).sigmoid();
        Tensor.evaluate(images);
        return new Kept(List.of(latents, images), in -> {
            Tensor value = GromovMongeLoss.inGraph(
                            CostTensors.matrix(Cost.squaredEuclidean(), in.get(0)),
                            CostTensors.matrix(Cost.squaredEuclidean(), in.get(1)),
                            options)
                    .value();
            List<Tensor> results = new ArrayList<>(List.of(value));
            results.addAll(Autodiff.gradient(value, in));
            return results;
        });
    }

    @Override
    public Fingerprint check() {
        step();
        return Fingerprint.of(Tensor.of(result, result.length));
    }

    @Override
    public void step() {
        result = solve.get();
    }

    private static double[] squaredDistances(int n) {
        return Cost.squaredEuclidean().matrix(points(1, n, 3), n, points(2, n, 3), n, 3);
    }

    private static double[] distances(int seed, int n, int d) {
        return Cost.euclidean().matrix(points(seed, n, d), n, d);
    }

    private static double[] points(int seed, int n, int d) {
        return Pattern.numbers(seed, n, d).toDoubleArray();
    }

    /** Positive, with the sum 1. */
    private static double[] weights(int seed, int n) {
        double[] weights = Pattern.numbers(seed, n).toDoubleArray();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            weights[i] = 1 + 0.5 * weights[i];
            sum += weights[i];
        }
        for (int i = 0; i < n; i++) {
            weights[i] /= sum;
        }
        return weights;
    }
}
