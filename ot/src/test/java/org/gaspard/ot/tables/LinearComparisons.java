package org.gaspard.ot.tables;

import static org.gaspard.ot.tables.Comparison.FORM;
import static org.gaspard.ot.tables.Comparison.OTT;
import static org.gaspard.ot.tables.Comparison.POT;
import static org.gaspard.ot.tables.Comparison.largest;
import static org.gaspard.ot.tables.Comparison.relative;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Assignment;
import org.gaspard.ot.Cost;
import org.gaspard.ot.Oracles;
import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.exact.CircleTransport;
import org.gaspard.ot.exact.LineTransport;
import org.gaspard.ot.exact.NetworkSimplex;
import org.gaspard.ot.exact.SuccessiveShortestPaths;
import org.gaspard.ot.sliced.Directions;
import org.gaspard.ot.sliced.MaxSlicedWasserstein;
import org.gaspard.ot.sliced.SlicedWasserstein;
import org.gaspard.tensor.RandomKey;

/** The costs, exact transport, slices and normal distributions. */
final class LinearComparisons {

    private static final int PROBLEMS = 200;

    private LinearComparisons() {}

    static double[] pot(String name) {
        return Oracles.read(Oracles.class, "exact.txt", name);
    }

    static double[] ott(String name) {
        return Oracles.read(Oracles.class, "ott.txt", name);
    }

    static List<Comparison> all() {
        return List.of(
                new Comparison("Cost", OTT, LinearComparisons::costs),
                new Comparison(
                        "Assignment",
                        FORM,
                        () -> permutations(problem -> Assignment.solve(problem.cost(), problem.rows(), problem.rows())
                                        .cost()
                                / problem.rows())),
                new Comparison(
                        "Assignment",
                        OTT,
                        () -> relative(
                                Assignment.solve(ott("assignment.cost"), 9, 9).cost() / 9, ott("assignment.value")[0])),
                new Comparison(
                        "NetworkSimplex",
                        FORM,
                        () -> permutations(
                                problem -> new NetworkSimplex().solve(problem).cost())),
                new Comparison(
                        "NetworkSimplex",
                        POT,
                        () -> emd(problem -> new NetworkSimplex().solve(problem).cost())),
                new Comparison(
                        "SuccessiveShortestPaths",
                        FORM,
                        () -> permutations(problem ->
                                SuccessiveShortestPaths.solve(problem).cost())),
                new Comparison(
                        "SuccessiveShortestPaths",
                        POT,
                        () -> emd(problem ->
                                SuccessiveShortestPaths.solve(problem).cost())),
                new Comparison("LineTransport", FORM, LinearComparisons::lineByPermutations),
                new Comparison("LineTransport", POT, () -> line(LinearComparisons::pot, 1, 1.5, 2, 4)),
                new Comparison("LineTransport", OTT, () -> line(LinearComparisons::ott, 1, 2, 3)),
                new Comparison("CircleTransport", FORM, LinearComparisons::circleByPermutations),
                new Comparison("CircleTransport", POT, LinearComparisons::circle),
                new Comparison("SlicedWasserstein", FORM, LinearComparisons::slicedTranslation),
                new Comparison(
                        "SlicedWasserstein",
                        POT,
                        () -> largest(
                                relative(sliced(LinearComparisons::pot, 1).distance(), pot("sliced.value.1.0")[0]),
                                relative(sliced(LinearComparisons::pot, 2).distance(), pot("sliced.value.2.0")[0]),
                                relative(sliced(LinearComparisons::pot, 3).distance(), pot("sliced.value.3.0")[0]))),
                new Comparison(
                        "SlicedWasserstein",
                        OTT,
                        () -> largest(
                                relative(sliced(LinearComparisons::ott, 1).value(), ott("sliced.value.1.0")[0]),
                                relative(sliced(LinearComparisons::ott, 2).value(), ott("sliced.value.2.0")[0]))),
                new Comparison("MaxSlicedWasserstein", FORM, LinearComparisons::maxSlicedTranslation));
    }

    /** The library has halves and shares in its names: ½‖z‖₃², ‖z‖^p / p, −⟨x, y⟩. */
    private static double costs() {
        return largest(
                cost(Cost.squaredEuclidean(), "squared"),
                cost(Cost.euclidean(), "euclidean"),
                cost(Cost.cosineDistance(), "cosine"),
                cost(Cost.scaled(-1, Cost.innerProduct()), "negativeProduct"),
                cost(Cost.scaled(0.5, Cost.pNorm(3, 2)), "halfSquaredNorm3"),
                cost(Cost.scaled(1 / 1.5, Cost.pNorm(1.5, 1.5)), "power1.5"),
                cost(Cost.pNorm(2, 3), "euclideanPower3"),
                cost(Cost.elastic(0.7), "elastic0.7"));
    }

    private static double cost(Cost cost, String name) {
        return relative(cost.matrix(ott("x"), 6, ott("y"), 8, 2), ott("cost." + name));
    }

    /** Over all permutations, of uniform problems of up to 6 points, with ties in every other one. */
    private static double permutations(ToDoubleFunction<TransportProblem> solver) {
        RandomGenerator random = Oracles.random(1);
        double largest = 0;
        for (int trial = 0; trial < PROBLEMS; trial++) {
            int n = random.nextInt(1, 7);
            boolean ties = trial % 2 == 0;
            double[] c = new double[n * n];
            Arrays.setAll(c, k -> ties ? random.nextInt(1, 5) : random.nextDouble(1, 3));
            double found = solver.applyAsDouble(TransportProblem.uniform(c, n, n));
            largest = Math.max(largest, relative(found, cheapest(c, n, 0, 0) / n));
        }
        return largest;
    }

    static double cheapest(double[] c, int n, int row, int used) {
        if (row == n) {
            return 0;
        }
        double best = Double.POSITIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            if ((used >> j & 1) == 0) {
                best = Math.min(best, c[row * n + j] + cheapest(c, n, row + 1, used | 1 << j));
            }
        }
        return best;
    }

    private static double emd(ToDoubleFunction<TransportProblem> solver) {
        double largest = 0;
        for (String name : List.of("dense", "tall", "degenerate")) {
            TransportProblem problem = new TransportProblem(
                    pot("emd." + name + ".cost"), pot("emd." + name + ".a"), pot("emd." + name + ".b"));
            largest = Math.max(largest, relative(solver.applyAsDouble(problem), pot("emd." + name + ".value")[0]));
        }
        return largest;
    }

    private interface Source {
        double[] read(String name);
    }

    private static double line(Source source, double... powers) {
        double largest = 0;
        for (double p : powers) {
            double found = LineTransport.power(p)
                    .value(source.read("line.x"), source.read("line.a"), source.read("line.y"), source.read("line.b"));
            largest = Math.max(largest, relative(found, source.read("line.value." + p)[0]));
        }
        return largest;
    }

    private static double lineByPermutations() {
        RandomGenerator random = Oracles.random(2);
        double largest = 0;
        for (int trial = 0; trial < PROBLEMS; trial++) {
            int n = random.nextInt(1, 7);
            double p = random.nextDouble(1, 4);
            double[] x = Oracles.gaussian(random, n);
            double[] y = Oracles.gaussian(random, n);
            double[] c = new double[n * n];
            Arrays.setAll(c, k -> Math.pow(Math.abs(x[k / n] - y[k % n]), p));
            largest = Math.max(largest, relative(LineTransport.power(p).value(x, y), cheapest(c, n, 0, 0) / n));
        }
        return largest;
    }

    private static double circleByPermutations() {
        RandomGenerator random = Oracles.random(3);
        double largest = 0;
        for (int trial = 0; trial < PROBLEMS; trial++) {
            int n = random.nextInt(1, 7);
            double p = trial % 3 == 0 ? 1 : random.nextDouble(1, 4);
            double[] x = random.doubles(n).toArray();
            double[] y = random.doubles(n).toArray();
            double[] c = new double[n * n];
            Arrays.setAll(c, k -> {
                double apart = Math.abs(x[k / n] - y[k % n]);
                return Math.pow(Math.min(apart, 1 - apart), p);
            });
            double[] w = uniform(n);
            double found = new CircleTransport(p, 1).solve(x, w, y, w).value();
            largest = Math.max(largest, relative(found, cheapest(c, n, 0, 0) / n));
        }
        return largest;
    }

    static double[] uniform(int n) {
        double[] w = new double[n];
        Arrays.fill(w, 1.0 / n);
        return w;
    }

    private static double circle() {
        double largest = 0;
        for (double p : new double[] {1, 2, 3}) {
            double found = new CircleTransport(p, 1)
                    .solve(pot("circle.x"), pot("circle.a"), pot("circle.y"), pot("circle.b"))
                    .value();
            largest = Math.max(largest, relative(found, pot("circle.value." + p)[0]));
        }
        return largest;
    }

    private static SlicedWasserstein.Estimate sliced(Source source, double p) {
        return new SlicedWasserstein(p)
                .estimate(
                        Directions.of(source.read("sliced.directions"), 6, 3),
                        source.read("sliced.x"),
                        source.read("sliced.a"),
                        source.read("sliced.y"),
                        source.read("sliced.b"));
    }

    /** {@code W_p^p} of a translation by t is the mean of {@code |⟨θ, t⟩|^p}. */
    private static double slicedTranslation() {
        RandomGenerator random = Oracles.random(4);
        double[] x = Oracles.gaussian(random, 60);
        double[] t = Oracles.gaussian(random, 3);
        double[] y = new double[60];
        Arrays.setAll(y, k -> x[k] + t[k % 3]);
        Directions directions = Directions.uniform(RandomKey.of(5), 30, 3);
        double largest = 0;
        for (double p : new double[] {1, 2, 3}) {
            double expected = 0;
            for (int l = 0; l < 30; l++) {
                double along = 0;
                for (int k = 0; k < 3; k++) {
                    along += directions.vectors()[l * 3 + k] * t[k];
                }
                expected += Math.pow(Math.abs(along), p) / 30;
            }
            double found =
                    new SlicedWasserstein(p).estimate(directions, x, 20, y, 20).value();
            largest = Math.max(largest, relative(found, expected));
        }
        return largest;
    }

    /** That of a translation by t is {@code ‖t‖}. */
    private static double maxSlicedTranslation() {
        RandomGenerator random = Oracles.random(6);
        double[] x = Oracles.gaussian(random, 60);
        double[] t = {1, -2, 2};
        double[] y = new double[60];
        Arrays.setAll(y, k -> x[k] + t[k % 3]);
        double[] w = uniform(20);
        MaxSlicedWasserstein.Result result = new MaxSlicedWasserstein(2).solve(RandomKey.of(7), x, w, y, w, 3);
        return relative(Math.sqrt(result.value()), 3);
    }
}
