package org.gaspard.ot.tables;

import static org.gaspard.ot.tables.Comparison.FORM;
import static org.gaspard.ot.tables.Comparison.OTT;
import static org.gaspard.ot.tables.Comparison.POT;
import static org.gaspard.ot.tables.Comparison.largest;
import static org.gaspard.ot.tables.Comparison.relative;
import static org.gaspard.ot.tables.LinearComparisons.ott;
import static org.gaspard.ot.tables.LinearComparisons.uniform;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.gaspard.ot.Cost;
import org.gaspard.ot.Oracles;
import org.gaspard.ot.ValueConvention;
import org.gaspard.ot.entropic.EntropicBarycenter;
import org.gaspard.ot.entropic.EntropicResult;
import org.gaspard.ot.entropic.FreeSupportBarycenter;
import org.gaspard.ot.entropic.Tolerance;
import org.gaspard.ot.gaussian.EntropicGaussian;
import org.gaspard.ot.gaussian.Gaussian;
import org.gaspard.ot.geometry.GridGeometry;
import org.gaspard.ot.geometry.PointCloudGeometry;
import org.gaspard.ot.maps.EntropicMap;
import org.gaspard.ot.maps.MongeGapLoss;
import org.gaspard.tensor.Tensor;

/** Barycentres, normal distributions, maps and gaps. */
final class MapComparisons {

    private static final Cost SQUARED = Cost.squaredEuclidean();

    private MapComparisons() {}

    static List<Comparison> all() {
        return List.of(
                new Comparison("EntropicBarycenter", POT, () -> barycenter(EntropicComparisons::pot, false)),
                new Comparison("EntropicBarycenter", OTT, () -> barycenter(LinearComparisons::ott, false)),
                new Comparison("EntropicBarycenter, debiased", FORM, MapComparisons::barycenterOfCopies),
                new Comparison("EntropicBarycenter, debiased", POT, () -> barycenter(EntropicComparisons::pot, true)),
                new Comparison("FreeSupportBarycenter", FORM, MapComparisons::oneFreePoint),
                new Comparison("FreeSupportBarycenter", OTT, MapComparisons::freeSupport),
                new Comparison("EntropicGaussian", FORM, MapComparisons::entropicGaussianOnTheLine),
                new Comparison("EntropicMap", FORM, MapComparisons::mapToTwoPoints),
                new Comparison("EntropicMap", OTT, MapComparisons::mapOfOtt),
                new Comparison("MongeGapLoss, exact", FORM, MapComparisons::gapByPermutations),
                new Comparison("MongeGapLoss, entropic", OTT, MapComparisons::gapOfOtt));
    }

    private interface Source {
        double[] read(String name);
    }

    private static EntropicBarycenter barycenter(boolean debiased) {
        return new EntropicBarycenter(0.02)
                .withDebiased(debiased)
                .withTolerance(Tolerance.absolute(1e-14))
                .withMaxIterations(20_000);
    }

    private static double barycenter(Source source, boolean debiased) {
        double[] all = source.read("barycentre.histograms");
        List<double[]> histograms = List.of(
                Arrays.copyOfRange(all, 0, 12), Arrays.copyOfRange(all, 12, 24), Arrays.copyOfRange(all, 24, 36));
        double[] found = barycenter(debiased)
                .of(GridGeometry.unitCube(12), histograms, new double[] {0.5, 0.3, 0.2})
                .weights();
        return relative(found, source.read(debiased ? "barycentre.debiased" : "barycentre.plain"));
    }

    /** Debiased, the barycentre of copies of a measure is that measure. */
    private static double barycenterOfCopies() {
        double[] histogram = Arrays.copyOf(EntropicComparisons.pot("barycentre.histograms"), 12);
        double[] found = barycenter(true)
                .of(GridGeometry.unitCube(12), List.of(histogram, histogram), new double[] {0.3, 0.7})
                .weights();
        return relative(found, histogram);
    }

    private static List<FreeSupportBarycenter.Measure> measures() {
        return List.of(
                new FreeSupportBarycenter.Measure(ott("x"), ott("a")),
                new FreeSupportBarycenter.Measure(ott("y"), ott("b")));
    }

    /** One point goes to the mean of the means. */
    private static double oneFreePoint() {
        double[] expected = new double[2];
        for (int k = 0; k < 2; k++) {
            for (int i = 0; i < 6; i++) {
                expected[k] += 0.4 * ott("a")[i] * ott("x")[2 * i + k];
            }
            for (int j = 0; j < 8; j++) {
                expected[k] += 0.6 * ott("b")[j] * ott("y")[2 * j + k];
            }
        }
        double[] found = new FreeSupportBarycenter(EntropicComparisons.precise(0.5), 1, 1e-14, 100)
                .of(new double[2], new double[] {1}, 2, measures(), new double[] {0.4, 0.6})
                .points();
        return relative(found, expected);
    }

    private static double freeSupport() {
        double[] found = new FreeSupportBarycenter(EntropicComparisons.precise(0.5), 1, 1e-14, 1000)
                .of(ott("free.start"), uniform(5), 2, measures(), new double[] {0.4, 0.6})
                .points();
        return relative(found, ott("free.points"));
    }

    /** In one dimension with σ² = ε/2 the covariance c solves {@code c² + σ² c = s t} for variances s, t. */
    private static double entropicGaussianOnTheLine() {
        RandomGenerator random = Oracles.random(24);
        double largest = 0;
        for (int trial = 0; trial < 200; trial++) {
            double s = random.nextDouble(0.1, 3);
            double t = random.nextDouble(0.1, 3);
            double epsilon = random.nextDouble(0.1, 3);
            double shift = random.nextDouble(2);
            double half = epsilon / 4;
            double c = Math.sqrt(half * half + s * t) - half;
            double cost = shift * shift + s + t - 2 * c;
            double divergence = -0.5 * Math.log(1 - c * c / (s * t));
            EntropicGaussian found = EntropicGaussian.of(
                    new Gaussian(new double[] {0}, new double[] {s}),
                    new Gaussian(new double[] {shift}, new double[] {t}),
                    epsilon);
            largest = largest(
                    largest,
                    relative(found.transportCost(), cost),
                    relative(found.cost(), cost + epsilon * divergence));
        }
        return largest;
    }

    /** To −1 and 1 with equal potentials for squared distances it is {@code tanh(2x / ε)}. */
    private static double mapToTwoPoints() {
        EntropicMap map = new EntropicMap(SQUARED, new double[] {-1, 1}, 1, new double[2], 0.7);
        double[] at = {-2, -0.3, 0.01, 0.4, 1.5};
        return relative(
                map.apply(at),
                Arrays.stream(at).map(x -> Math.tanh(2 * x / 0.7)).toArray());
    }

    private static double mapOfOtt() {
        EntropicResult result =
                EntropicComparisons.precise(0.4).solve(PointCloudGeometry.of(SQUARED, ott("x"), 6, ott("y"), 8, 2));
        return relative(EntropicMap.forward(result, SQUARED, ott("y"), 2).apply(ott("map.at")), ott("map.images"));
    }

    private static double gapByPermutations() {
        RandomGenerator random = Oracles.random(25);
        double largest = 0;
        for (int trial = 0; trial < 200; trial++) {
            int n = random.nextInt(3, 7);
            double[] x = Oracles.gaussian(random, 2 * n);
            double[] y = Oracles.gaussian(random, 2 * n);
            double[] c = Cost.euclidean().matrix(x, n, y, n, 2);
            double paired = 0;
            for (int i = 0; i < n; i++) {
                paired += c[i * n + i];
            }
            double found = MongeGapLoss.exact(Cost.euclidean(), Tensor.of(x, n, 2), Tensor.of(y, n, 2))
                    .item();
            double expected = (paired - LinearComparisons.cheapest(c, n, 0, 0)) / n;
            // A gap may be 0, so the cost is the scale.
            largest = Math.max(largest, Math.abs(found - expected) / (paired / n));
        }
        return largest;
    }

    private static double gapOfOtt() {
        Tensor source = Tensor.of(ott("gap.source"), 10, 3);
        Tensor images = Tensor.of(ott("gap.images"), 10, 3);
        return largest(
                relative(gap(SQUARED, source, images), ott("gap.squared")[0]),
                relative(gap(Cost.euclidean(), source, images), ott("gap.euclidean")[0]));
    }

    private static double gap(Cost cost, Tensor source, Tensor images) {
        return MongeGapLoss.entropic(cost, source, images, EntropicComparisons.precise(0.4), ValueConvention.ENTROPIC)
                .item();
    }
}
