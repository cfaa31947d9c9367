package org.gaspard.ot.tables;

import static org.gaspard.ot.tables.Comparison.FORM;
import static org.gaspard.ot.tables.Comparison.OTT;
import static org.gaspard.ot.tables.Comparison.POT;
import static org.gaspard.ot.tables.Comparison.largest;
import static org.gaspard.ot.tables.Comparison.relative;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Oracles;
import org.gaspard.ot.gaussian.BuresWasserstein;
import org.gaspard.ot.gaussian.Gaussian;
import org.gaspard.ot.gaussian.GaussianBarycenter;

/** Normal distributions. */
final class GaussianComparisons {

    private static final int PROBLEMS = 200;

    private GaussianComparisons() {}

    static List<Comparison> all() {
        return List.of(
                new Comparison("BuresWasserstein", FORM, GaussianComparisons::diagonalDistances),
                new Comparison("BuresWasserstein", POT, GaussianComparisons::buresOfPot),
                new Comparison("BuresWasserstein", OTT, GaussianComparisons::buresOfOtt),
                new Comparison("GaussianBarycenter", FORM, GaussianComparisons::diagonalBarycenters),
                new Comparison("GaussianBarycenter", POT, GaussianComparisons::barycenterOfPot),
                new Comparison("GaussianBarycenter", OTT, GaussianComparisons::barycenterOfOtt));
    }

    /** With diagonal covariances the coordinates are independent: {@code Σ (σ_k − τ_k)²} beside the means. */
    private static double diagonalDistances() {
        RandomGenerator random = Oracles.random(8);
        double largest = 0;
        for (int trial = 0; trial < PROBLEMS; trial++) {
            int d = random.nextInt(1, 7);
            double[] s = random.doubles(d, 0, 2).toArray();
            double[] t = random.doubles(d, 0, 2).toArray();
            Gaussian first = new Gaussian(Oracles.gaussian(random, d), diagonal(s));
            Gaussian second = new Gaussian(Oracles.gaussian(random, d), diagonal(t));
            double expected = 0;
            for (int k = 0; k < d; k++) {
                expected += Math.pow(s[k] - t[k], 2) + Math.pow(first.mean()[k] - second.mean()[k], 2);
            }
            largest = Math.max(largest, relative(BuresWasserstein.squaredDistance(first, second), expected));
        }
        return largest;
    }

    private static double[] diagonal(double[] deviations) {
        int d = deviations.length;
        double[] covariance = new double[d * d];
        for (int k = 0; k < d; k++) {
            covariance[k * d + k] = deviations[k] * deviations[k];
        }
        return covariance;
    }

    private static double buresOfPot() {
        Gaussian first = new Gaussian(LinearComparisons.pot("gaussian.m1"), LinearComparisons.pot("gaussian.s1"));
        Gaussian second = new Gaussian(LinearComparisons.pot("gaussian.m2"), LinearComparisons.pot("gaussian.s2"));
        return largest(
                relative(BuresWasserstein.distance(first, second), LinearComparisons.pot("gaussian.distance")[0]),
                relative(BuresWasserstein.map(first, second).matrix(), LinearComparisons.pot("gaussian.slope")),
                relative(BuresWasserstein.map(first, second).offset(), LinearComparisons.pot("gaussian.offset")));
    }

    private static double buresOfOtt() {
        Gaussian first = normal(0);
        Gaussian second = normal(1);
        return largest(
                relative(
                        BuresWasserstein.squaredDistance(first, second),
                        LinearComparisons.ott("gaussian.squaredDistance")[0]),
                relative(
                        BuresWasserstein.map(first, second).apply(LinearComparisons.ott("gaussian.at"), 4),
                        LinearComparisons.ott("gaussian.map")));
    }

    private static Gaussian normal(int k) {
        return new Gaussian(
                LinearComparisons.ott("gaussian.mean" + k), LinearComparisons.ott("gaussian.covariance" + k));
    }

    /** With diagonal covariances deviations are averaged. */
    private static double diagonalBarycenters() {
        RandomGenerator random = Oracles.random(9);
        double largest = 0;
        for (int trial = 0; trial < PROBLEMS; trial++) {
            int d = random.nextInt(1, 6);
            double[] s = random.doubles(d, 0.1, 2).toArray();
            double[] t = random.doubles(d, 0.1, 2).toArray();
            double share = random.nextDouble();
            double[] expected = new double[d];
            Arrays.setAll(expected, k -> share * s[k] + (1 - share) * t[k]);
            Gaussian found = precise()
                    .solve(
                            List.of(new Gaussian(new double[d], diagonal(s)), new Gaussian(new double[d], diagonal(t))),
                            new double[] {share, 1 - share})
                    .barycenter();
            largest = Math.max(largest, relative(found.covariance(), diagonal(expected)));
        }
        return largest;
    }

    private static GaussianBarycenter precise() {
        return new GaussianBarycenter(1e-14, 1000);
    }

    private static double barycenterOfPot() {
        double[] sum = new double[4];
        Arrays.setAll(sum, k -> LinearComparisons.pot("gaussian.m1")[k] + LinearComparisons.pot("gaussian.m2")[k]);
        Gaussian found = precise()
                .solve(
                        List.of(
                                new Gaussian(
                                        LinearComparisons.pot("gaussian.m1"), LinearComparisons.pot("gaussian.s1")),
                                new Gaussian(
                                        LinearComparisons.pot("gaussian.m2"), LinearComparisons.pot("gaussian.s2")),
                                new Gaussian(sum, LinearComparisons.pot("gaussian.s3"))),
                        new double[] {0.5, 0.3, 0.2})
                .barycenter();
        return largest(
                relative(found.mean(), LinearComparisons.pot("gaussian.barycentre.mean")),
                relative(found.covariance(), LinearComparisons.pot("gaussian.barycentre.covariance")));
    }

    private static double barycenterOfOtt() {
        Gaussian found = precise()
                .solve(List.of(normal(0), normal(1), normal(2)), new double[] {0.5, 0.3, 0.2})
                .barycenter();
        double[] expected = LinearComparisons.ott("gaussian.barycentre");
        return largest(
                relative(found.mean(), Arrays.copyOf(expected, 3)),
                relative(found.covariance(), Arrays.copyOfRange(expected, 3, 12)));
    }
}
