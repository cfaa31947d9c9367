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
import org.gaspard.ot.Annealing;
import org.gaspard.ot.Cost;
import org.gaspard.ot.EntropicGromovWasserstein;
import org.gaspard.ot.ExactGromovWasserstein;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.GromovResult;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.Oracles;
import org.gaspard.ot.Sinkhorn;
import org.gaspard.ot.ThirdLowerBound;
import org.gaspard.ot.gromov.EntropicFusedGromov;
import org.gaspard.ot.gromov.ExactFusedGromov;
import org.gaspard.ot.gromov.FactoredCost;
import org.gaspard.ot.gromov.FusedGromovProblem;
import org.gaspard.ot.gromov.FusedGromovResult;
import org.gaspard.ot.gromov.GaussianGromov;
import org.gaspard.ot.gromov.GromovBarycenter;
import org.gaspard.ot.gromov.GromovLoss;
import org.gaspard.ot.gromov.GromovLowerBounds;
import org.gaspard.ot.gromov.LowRankGromov;
import org.gaspard.ot.gromov.PartialGromov;
import org.gaspard.ot.gromov.SemiRelaxedGromov;
import org.gaspard.ot.gromov.UnbalancedGromov;

/** The quadratic family. */
final class GromovComparisons {

    private static final Cost SQUARED = Cost.squaredEuclidean();
    private static final double ALPHA = 0.6;

    private GromovComparisons() {}

    private interface Source {
        double[] read(String name);
    }

    static double[] pot(String name) {
        return Oracles.read(Oracles.class, "gromov/gromov.txt", name);
    }

    private static double[] prefixed(String name) {
        return ott("gromov." + name);
    }

    private static double[] root(String name) {
        return Oracles.read(Oracles.class, "oracles.txt", name);
    }

    static List<Comparison> all() {
        return List.of(
                new Comparison("EntropicGromovWasserstein", POT, GromovComparisons::entropicOfPot),
                new Comparison("EntropicGromovWasserstein", OTT, GromovComparisons::entropicOfOtt),
                new Comparison("ExactGromovWasserstein", POT, GromovComparisons::exactOfPot),
                new Comparison("EntropicFusedGromov", POT, GromovComparisons::fusedOfPot),
                new Comparison("EntropicFusedGromov", OTT, GromovComparisons::fusedOfOtt),
                new Comparison("ExactFusedGromov", POT, GromovComparisons::exactFusedOfPot),
                new Comparison("SemiRelaxedGromov", POT, GromovComparisons::semiRelaxedOfPot),
                new Comparison("PartialGromov", POT, GromovComparisons::partialOfPot),
                new Comparison("UnbalancedGromov", POT, GromovComparisons::unbalancedOfPot),
                new Comparison(
                        "LowRankGromov",
                        POT,
                        () -> lowRank(pot("lowrank.u"), pot("lowrank.v"), pot("lowrank.value")[0])),
                new Comparison(
                        "LowRankGromov",
                        OTT,
                        () -> lowRank(ott("gwlowrank.x"), ott("gwlowrank.y"), ott("gwlowrank.value")[0])),
                new Comparison("GromovBarycenter", POT, GromovComparisons::barycenterOfPot),
                new Comparison("GromovBarycenter", OTT, GromovComparisons::barycenterOfOtt),
                new Comparison("GaussianGromov", FORM, GromovComparisons::gaussianOnTheLine),
                new Comparison(
                        "GaussianGromov",
                        POT,
                        () -> relative(
                                Math.sqrt(GaussianGromov.squaredEuclidean(pot("gaussian.s"), 4, pot("gaussian.t"), 3)
                                        .unHalved()),
                                pot("gaussian.value")[0])),
                new Comparison("GromovLowerBounds", POT, GromovComparisons::boundsOfPot),
                new Comparison("ThirdLowerBound", OTT, GromovComparisons::localCosts));
    }

    private static EntropicGromovWasserstein precise(double epsilon) {
        return new EntropicGromovWasserstein(epsilon)
                .withInner(new Sinkhorn(epsilon, 1e-14, 200_000, 10, Annealing.NONE))
                .withOuterIterations(5, 5000)
                .withTolerances(0, 0, 1e-12);
    }

    private static double entropicOfPot() {
        GromovProblem problem = new GromovProblem(
                SQUARED.matrix(root("gromov.x"), 6, 2),
                SQUARED.matrix(root("gromov.y"), 8, 3),
                root("gromov.p"),
                uniform(8));
        double largest = 0;
        for (String name : List.of("wide", "narrow")) {
            GromovResult result = precise(name.equals("wide") ? 5 : 0.8).solve(problem);
            largest = largest(
                    largest,
                    relative(result.plan(), root("gromov." + name + ".plan")),
                    relative(2 * result.transportCost(), root("gromov." + name + ".value")[0]));
        }
        return largest;
    }

    private static FusedGromovProblem problem(Source source, GromovLoss loss) {
        double shift = loss == GromovLoss.KL ? 0.5 : 0;
        double[] cX = SQUARED.matrix(source.read("x"), 7, 2);
        double[] cY = SQUARED.matrix(source.read("y"), 9, 3);
        Arrays.setAll(cX, k -> cX[k] + shift);
        Arrays.setAll(cY, k -> cY[k] + shift);
        return new FusedGromovProblem(
                new GromovProblem(cX, cY, source.read("p"), source.read("q")),
                SQUARED.matrix(source.read("fx"), 7, source.read("fy"), 9, 2),
                ALPHA,
                loss);
    }

    private static double entropicOfOtt() {
        GromovResult square = precise(1.5)
                .solve(problem(GromovComparisons::prefixed, GromovLoss.SQUARE).spaces());
        FusedGromovResult kl = new EntropicFusedGromov(precise(0.3))
                .solve(FusedGromovProblem.of(
                        problem(GromovComparisons::prefixed, GromovLoss.KL).spaces(), GromovLoss.KL));
        return largest(
                relative(square.plan(), ott("gromov.sqeucl.plan")),
                relative(square.transportCost(), ott("gromov.sqeucl.value")[0]),
                relative(kl.plan(), ott("gromov.kl.plan")),
                relative(kl.cost(), ott("gromov.kl.value")[0]));
    }

    private static double fusedOfOtt() {
        FusedGromovResult square =
                new EntropicFusedGromov(precise(1.5)).solve(problem(GromovComparisons::prefixed, GromovLoss.SQUARE));
        FusedGromovResult kl =
                new EntropicFusedGromov(precise(0.3)).solve(problem(GromovComparisons::prefixed, GromovLoss.KL));
        return largest(
                relative(square.plan(), ott("fused.sqeucl.plan")),
                relative(square.cost(), ott("fused.sqeucl.value")[0]),
                relative(kl.plan(), ott("fused.kl.plan")),
                relative(kl.cost(), ott("fused.kl.value")[0]));
    }

    private static double fusedOfPot() {
        FusedGromovResult square =
                new EntropicFusedGromov(precise(1.5)).solve(problem(GromovComparisons::pot, GromovLoss.SQUARE));
        FusedGromovResult kl =
                new EntropicFusedGromov(precise(0.3)).solve(problem(GromovComparisons::pot, GromovLoss.KL));
        return largest(
                relative(square.plan(), pot("entropic.square.plan")),
                relative(square.cost(), pot("entropic.square.value")[0]),
                relative(kl.plan(), pot("entropic.kl.plan")),
                relative(kl.cost(), pot("entropic.kl.value")[0]));
    }

    private static double exactOfPot() {
        GromovResult result = new ExactGromovWasserstein(InitialCoupling.identity(), false, 1000, 1e-14)
                .solve(GromovProblem.uniform(
                        SQUARED.matrix(root("exact.x"), 12, 3), 12, SQUARED.matrix(root("exact.y"), 12, 2), 12));
        return largest(
                relative(result.plan(), root("exact.plan")),
                relative(2 * result.transportCost(), root("exact.value")[0]));
    }

    private static double exactFusedOfPot() {
        FusedGromovResult square = new ExactFusedGromov().solve(problem(GromovComparisons::pot, GromovLoss.SQUARE));
        FusedGromovResult kl = new ExactFusedGromov().solve(problem(GromovComparisons::pot, GromovLoss.KL));
        return largest(
                relative(square.plan(), pot("exact.square.plan")),
                relative(square.cost(), pot("exact.square.value")[0]),
                relative(kl.plan(), pot("exact.kl.plan")),
                relative(kl.cost(), pot("exact.kl.value")[0]));
    }

    private static double semiRelaxedOfPot() {
        FusedGromovProblem problem = problem(GromovComparisons::pot, GromovLoss.SQUARE);
        SemiRelaxedGromov.Result result = new SemiRelaxedGromov().solve(problem);
        SemiRelaxedGromov.Result mirror = new SemiRelaxedGromov(
                        new SemiRelaxedGromov.MirrorDescent(3), InitialCoupling.product(), 7, 0)
                .solve(problem);
        return largest(
                relative(result.plan(), pot("semirelaxed.plan")),
                relative(result.cost(), pot("semirelaxed.value")[0]),
                relative(mirror.plan(), pot("mirror.plan")));
    }

    private static double partialOfPot() {
        double largest = 0;
        for (double mass : new double[] {0.5, 0.8}) {
            PartialGromov.Result result =
                    new PartialGromov(mass).solve(problem(GromovComparisons::pot, GromovLoss.SQUARE));
            largest = largest(
                    largest,
                    relative(result.plan(), pot("partial." + mass + ".plan")),
                    relative(result.cost(), pot("partial." + mass + ".value")[0]));
        }
        return largest;
    }

    private static double unbalancedOfPot() {
        FusedGromovProblem problem = FusedGromovProblem.of(
                problem(GromovComparisons::pot, GromovLoss.SQUARE).spaces(), GromovLoss.SQUARE);
        double largest = 0;
        for (double[] of : new double[][] {{5, 1}, {0.7, 0.4}}) {
            UnbalancedGromov.Result result = new UnbalancedGromov(of[0], of[1])
                    .withStopping(3000, 1e-13, 5000, 1e-14)
                    .solve(problem);
            largest = Math.max(largest, relative(result.plan(), pot("unbalanced." + of[0] + ".plan")));
        }
        return largest;
    }

    private static double lowRank(double[] u, double[] v, double other) {
        LowRankGromov.Result result = new LowRankGromov(5)
                .solve(
                        FactoredCost.squaredEuclidean(u, 40, 2),
                        uniform(40),
                        FactoredCost.squaredEuclidean(v, 50, 3),
                        uniform(50));
        return excess(result.cost(), other);
    }

    private static double[] barycenter(GromovBarycenter solver, GromovProblem spaces, double[] start) {
        return solver.solve(
                        List.of(
                                GromovBarycenter.Space.of(spaces.cX(), spaces.a(), 0.3),
                                GromovBarycenter.Space.of(spaces.cY(), spaces.b(), 0.7)),
                        uniform(5),
                        start)
                .costs();
    }

    private static double barycenterOfPot() {
        double[] start = pot("barycentre.start");
        double[] square = barycenter(
                new GromovBarycenter(new ExactFusedGromov(), GromovLoss.SQUARE, 1, 20, 0),
                problem(GromovComparisons::pot, GromovLoss.SQUARE).spaces(),
                start);
        double[] kl = barycenter(
                new GromovBarycenter(
                        new EntropicFusedGromov(precise(0.5).withOuterIterations(1, 1)), GromovLoss.KL, 1, 1, 0),
                problem(GromovComparisons::pot, GromovLoss.KL).spaces(),
                Arrays.stream(start).map(c -> c + 0.5).toArray());
        return largest(relative(square, pot("barycentre.square")), relative(kl, pot("barycentre.kl")));
    }

    private static double barycenterOfOtt() {
        double[] found = barycenter(
                new GromovBarycenter(new EntropicFusedGromov(precise(1.5)), GromovLoss.SQUARE, 1, 1, 0),
                problem(GromovComparisons::prefixed, GromovLoss.SQUARE).spaces(),
                ott("gwbarycentre.start"));
        return relative(found, ott("gwbarycentre.costs"));
    }

    /** Inner products on the line: {@code ½ (s − t)²} for variances s and t. */
    private static double gaussianOnTheLine() {
        RandomGenerator random = Oracles.random(33);
        double largest = 0;
        for (int trial = 0; trial < 200; trial++) {
            double s = random.nextDouble(0.1, 3);
            double t = random.nextDouble(3.1, 6);
            double found = GaussianGromov.innerProduct(new double[] {s}, 1, new double[] {t}, 1)
                    .halved();
            largest = Math.max(largest, relative(found, 0.5 * (s - t) * (s - t)));
        }
        return largest;
    }

    private static double boundsOfPot() {
        GromovProblem spaces =
                problem(GromovComparisons::pot, GromovLoss.SQUARE).spaces();
        return largest(
                relative(GromovLowerBounds.first(spaces).value(), pot("bound.first")[0]),
                relative(GromovLowerBounds.second(spaces), pot("bound.second")[0]));
    }

    private static double localCosts() {
        GromovProblem problem =
                GromovProblem.uniform(SQUARED.matrix(ott("bound.x"), 6, 2), 6, SQUARED.matrix(ott("bound.y"), 6, 3), 6);
        return relative(ThirdLowerBound.localCosts(problem), ott("bound.costs"));
    }
}
