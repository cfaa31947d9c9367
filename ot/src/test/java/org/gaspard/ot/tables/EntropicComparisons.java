package org.gaspard.ot.tables;

import static org.gaspard.ot.tables.Comparison.FORM;
import static org.gaspard.ot.tables.Comparison.OTT;
import static org.gaspard.ot.tables.Comparison.POT;
import static org.gaspard.ot.tables.Comparison.excess;
import static org.gaspard.ot.tables.Comparison.largest;
import static org.gaspard.ot.tables.Comparison.relative;
import static org.gaspard.ot.tables.LinearComparisons.ott;
import static org.gaspard.ot.tables.LinearComparisons.uniform;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Cost;
import org.gaspard.ot.Oracles;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.Sinkhorn;
import org.gaspard.ot.TransportProblem;
import org.gaspard.ot.entropic.EntropicResult;
import org.gaspard.ot.entropic.EntropicTransport;
import org.gaspard.ot.entropic.Form;
import org.gaspard.ot.entropic.LowRankTransport;
import org.gaspard.ot.entropic.Relaxation;
import org.gaspard.ot.entropic.SinkhornDivergence;
import org.gaspard.ot.entropic.Tolerance;
import org.gaspard.ot.geometry.DenseGeometry;
import org.gaspard.ot.geometry.Geometry;
import org.gaspard.ot.geometry.LowRankGeometry;
import org.gaspard.ot.geometry.PointCloudGeometry;

/** Entropic, penalised, partial and low-rank transport, barycentres and maps. */
final class EntropicComparisons {

    private static final Cost SQUARED = Cost.squaredEuclidean();

    private EntropicComparisons() {}

    static double[] pot(String name) {
        return Oracles.read(Oracles.class, "entropic/entropic.txt", name);
    }

    static List<Comparison> all() {
        return List.of(
                new Comparison("Sinkhorn", FORM, EntropicComparisons::twoByTwoSimple),
                new Comparison("Sinkhorn", POT, EntropicComparisons::simpleOfPot),
                new Comparison("Sinkhorn", OTT, EntropicComparisons::simpleOfOtt),
                new Comparison("EntropicTransport", FORM, EntropicComparisons::twoByTwo),
                new Comparison("EntropicTransport", POT, EntropicComparisons::balancedOfPot),
                new Comparison("EntropicTransport", OTT, EntropicComparisons::balancedOfOtt),
                new Comparison("EntropicTransport, penalised", FORM, EntropicComparisons::onePoint),
                new Comparison("EntropicTransport, penalised", POT, EntropicComparisons::penalisedOfPot),
                new Comparison("EntropicTransport, penalised", OTT, EntropicComparisons::penalisedOfOtt),
                new Comparison("EntropicTransport, partial", POT, EntropicComparisons::partialOfPot),
                new Comparison("SinkhornDivergence", FORM, EntropicComparisons::divergenceOfPoints),
                new Comparison("SinkhornDivergence", POT, () -> divergence(EntropicComparisons::pot)),
                new Comparison("SinkhornDivergence", OTT, () -> divergence(LinearComparisons::ott)),
                new Comparison("LowRankTransport", FORM, EntropicComparisons::rankOne),
                new Comparison("LowRankTransport", POT, () -> lowRank(EntropicComparisons::pot)),
                new Comparison("LowRankTransport", OTT, () -> lowRank(LinearComparisons::ott)));
    }

    private interface Source {
        double[] read(String name);
    }

    static EntropicTransport precise(double epsilon) {
        return new EntropicTransport(epsilon)
                .withTolerance(Tolerance.absolute(1e-14))
                .withMaxIterations(200_000);
    }

    private static EntropicResult solve(Source source, EntropicTransport solver, String columns) {
        return solver.solve(
                PointCloudGeometry.of(SQUARED, source.read("x"), 6, source.read("y"), 8, 2),
                source.read("a"),
                source.read(columns));
    }

    /** {@code P = [[p, ½ − p], …]} with {@code p / (½ − p) = exp(−(c₀₀ + c₁₁ − c₀₁ − c₁₀) / 2ε)}. */
    private static double[] twoByTwoPlan(double[] c, double epsilon) {
        double ratio = Math.exp(-(c[0] + c[3] - c[1] - c[2]) / (2 * epsilon));
        double p = 0.5 * ratio / (1 + ratio);
        return new double[] {p, 0.5 - p, 0.5 - p, p};
    }

    private static double twoByTwoSimple() {
        RandomGenerator random = Oracles.random(20);
        double largest = 0;
        for (int trial = 0; trial < 200; trial++) {
            double[] c = random.doubles(4).toArray();
            double epsilon = random.nextDouble(0.2, 2);
            double[] plan = new Sinkhorn(epsilon)
                    .withThreshold(1e-15)
                    .withMaxIterations(100_000)
                    .solve(TransportProblem.uniform(c, 2, 2))
                    .plan();
            largest = Math.max(largest, relative(plan, twoByTwoPlan(c, epsilon)));
        }
        return largest;
    }

    private static double twoByTwo() {
        RandomGenerator random = Oracles.random(21);
        double largest = 0;
        for (int trial = 0; trial < 200; trial++) {
            double[] c = random.doubles(4).toArray();
            double epsilon = random.nextDouble(0.2, 2);
            for (Form form : Form.values()) {
                double[] plan = precise(epsilon)
                        .withForm(form)
                        .solve(new DenseGeometry(c, 2, 2))
                        .plan();
                largest = Math.max(largest, relative(plan, twoByTwoPlan(c, epsilon)));
            }
        }
        return largest;
    }

    private static double simpleOfPot() {
        double largest = 0;
        for (String name : List.of("wide", "narrow")) {
            double[] plan = new Sinkhorn(name.equals("wide") ? 0.5 : 0.02)
                    .withThreshold(1e-15)
                    .withMaxIterations(200_000)
                    .solve(new TransportProblem(root("sinkhorn.cost"), root("sinkhorn.a"), root("sinkhorn.b")))
                    .plan();
            largest = Math.max(largest, relative(plan, root("sinkhorn." + name + ".plan")));
        }
        return largest;
    }

    private static double[] root(String name) {
        return Oracles.read(Oracles.class, "oracles.txt", name);
    }

    private static double simpleOfOtt() {
        double largest = 0;
        double[] cost = SQUARED.matrix(ott("x"), 6, ott("y"), 8, 2);
        for (String name : List.of("wide", "narrow")) {
            double[] plan = new Sinkhorn(name.equals("wide") ? 1 : 0.1)
                    .withThreshold(1e-15)
                    .withMaxIterations(200_000)
                    .solve(new TransportProblem(cost, ott("a"), ott("b")))
                    .plan();
            largest = Math.max(largest, relative(plan, ott("sinkhorn." + name + ".plan")));
        }
        return largest;
    }

    private static double balancedOfPot() {
        return largest(
                relative(solve(EntropicComparisons::pot, precise(1), "b").plan(), pot("balanced.wide")),
                relative(solve(EntropicComparisons::pot, precise(0.1), "b").plan(), pot("balanced.narrow")));
    }

    /** The plans, the potentials up to their constant, and the values under three conventions. */
    private static double balancedOfOtt() {
        double largest = 0;
        for (String name : List.of("wide", "narrow")) {
            EntropicResult result = solve(LinearComparisons::ott, precise(name.equals("wide") ? 1 : 0.1), "b");
            Potentials found = result.potentials();
            double[] potentials = new double[14];
            double first = found.f()[0];
            Arrays.setAll(potentials, k -> k < 6 ? found.f()[k] - first : found.g()[k - 6] + first);
            double[] values = {result.transportCost(), result.divergenceCost(), result.entropicCost()};
            largest = largest(
                    largest,
                    relative(result.plan(), ott("sinkhorn." + name + ".plan")),
                    relative(potentials, ott("sinkhorn." + name + ".potentials")),
                    relative(values, ott("sinkhorn." + name + ".values")));
        }
        return largest;
    }

    /** One point on each side: {@code log P (ε + 2ρ) = (ε + ρ) log(ab) − c}. */
    private static double onePoint() {
        RandomGenerator random = Oracles.random(22);
        double largest = 0;
        for (int trial = 0; trial < 200; trial++) {
            double c = random.nextDouble(3);
            double epsilon = random.nextDouble(0.1, 2);
            double rho = random.nextDouble(0.1, 5);
            double[] a = {random.nextDouble(0.2, 2)};
            double[] b = {random.nextDouble(0.2, 2)};
            double[] plan = precise(epsilon)
                    .withRelaxation(Relaxation.kullbackLeibler(rho))
                    .solve(new DenseGeometry(new double[] {c}, 1, 1), a, b)
                    .plan();
            double expected = Math.exp(((epsilon + rho) * Math.log(a[0] * b[0]) - c) / (epsilon + 2 * rho));
            largest = Math.max(largest, relative(plan[0], expected));
        }
        return largest;
    }

    private static double penalisedOfPot() {
        double largest = 0;
        for (String name : List.of("both", "two", "stiff")) {
            Relaxation relaxation = switch (name) {
                case "both" -> Relaxation.kullbackLeibler(2);
                case "two" -> new Relaxation.KullbackLeibler(0.5, 4);
                default -> Relaxation.kullbackLeibler(60);
            };
            EntropicResult result = solve(EntropicComparisons::pot, precise(0.3).withRelaxation(relaxation), "heavy");
            largest = Math.max(largest, relative(result.plan(), pot("unbalanced." + name)));
        }
        return largest;
    }

    private static double penalisedOfOtt() {
        double largest = 0;
        for (String name : List.of("soft", "stiff")) {
            Relaxation relaxation = Relaxation.kullbackLeibler(name.equals("soft") ? 0.5 : 20);
            EntropicResult result = solve(LinearComparisons::ott, precise(0.3).withRelaxation(relaxation), "heavy");
            largest = largest(
                    largest,
                    relative(result.plan(), ott("unbalanced." + name + ".plan")),
                    relative(result.objective(), ott("unbalanced." + name + ".value")[0]));
        }
        return largest;
    }

    private static double partialOfPot() {
        EntropicTransport solver = precise(0.3).withRelaxation(Relaxation.partial(0.6));
        return relative(solve(EntropicComparisons::pot, solver, "heavy").plan(), pot("partial"));
    }

    /** Of one point and another it is their cost. */
    private static double divergenceOfPoints() {
        RandomGenerator random = Oracles.random(23);
        double largest = 0;
        double[] one = {1};
        for (int trial = 0; trial < 200; trial++) {
            double[] x = Oracles.gaussian(random, 3);
            double[] y = Oracles.gaussian(random, 3);
            double found = new SinkhornDivergence(precise(random.nextDouble(0.1, 2)))
                    .between(SQUARED, x, one, y, one, 3)
                    .value();
            largest = Math.max(largest, relative(found, SQUARED.matrix(x, 1, y, 1, 3)[0]));
        }
        return largest;
    }

    private static double divergence(Source source) {
        double balanced = new SinkhornDivergence(precise(0.5))
                .between(SQUARED, source.read("x"), source.read("a"), source.read("y"), source.read("b"), 2)
                .value();
        double penalised = new SinkhornDivergence(precise(0.5).withRelaxation(Relaxation.kullbackLeibler(1.5)))
                .between(SQUARED, source.read("x"), source.read("a"), source.read("y"), source.read("heavy"), 2)
                .value();
        return largest(
                relative(balanced, source.read("divergence.balanced")[0]),
                relative(penalised, source.read("divergence.unbalanced")[0]));
    }

    /** With one hub the plan is {@code abᵀ}. */
    private static double rankOne() {
        Geometry geometry = LowRankGeometry.squaredEuclidean(ott("x"), 6, ott("y"), 8, 2);
        LowRankTransport.Result result = new LowRankTransport(1).solve(geometry, ott("a"), ott("b"));
        double expected = 0;
        for (int k = 0; k < 48; k++) {
            expected += ott("a")[k / 8] * ott("b")[k % 8] * geometry.cost()[k];
        }
        return relative(result.transportCost(), expected);
    }

    private static double lowRank(Source source) {
        Geometry geometry =
                LowRankGeometry.squaredEuclidean(source.read("lowrank.x"), 30, source.read("lowrank.y"), 30, 2);
        double largest = 0;
        for (int k = 0; k < 3; k++) {
            LowRankTransport.Result result =
                    new LowRankTransport(2 << k).withTolerance(1e-8).solve(geometry, uniform(30), uniform(30));
            largest = Math.max(largest, excess(result.transportCost(), source.read("lowrank.costs")[k]));
        }
        return largest;
    }
}
