package org.gaspard.metrics.learners;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.gaspard.tensor.array.Parallel;

/**
 * Mutual information of continuous variables from distances to nearest neighbours, in nats; no bins.
 *
 * <p>Two continuous variables ([KSG04], the first estimator): with ε_n the distance from point n to its k-th neighbour in the
 * joint space, by the maximum norm, and m_x(n) and m_y(n) the numbers of other points nearer than ε_n in x and in y,
 *
 * <pre>{@code I = ψ(N) + ψ(k) − ⟨ψ(m_x + 1) + ψ(m_y + 1)⟩}</pre>
 *
 * <p>A continuous variable x and labels ([R14]): with ε_n the distance to the k-th neighbour of the same label (of a label
 * with N_n points, {@code k_n = min(k, N_n − 1)}) and m(n) the number of all points nearer than ε_n, itself included,
 *
 * <pre>{@code I = ψ(N) + ⟨ψ(k_n) − ψ(N_n) − ψ(m)⟩}</pre>
 *
 * <p>over the points whose label occurs more than once. Negative estimates become 0. The conventions are those of
 * scikit-learn's {@code mutual_info_regression} and {@code mutual_info_classif}: each column is divided by its standard deviation
 * (over N; not at all if that is below 10 · 2⁻⁵²), and "nearer than ε" means {@code |x − x'| ≤ nextDown(ε)} with rounded
 * differences, or equal if ε is 0.
 *
 * <p>Then, as scikit-learn does, Gaussian noise of standard deviation {@code 1e-10 · max(1, mean |x|)} is added to each column to
 * break ties (from another generator, the same for the same seed); a column that is constant gets none and knows
 * nothing. For data without ties it only matters where distances agree to ten digits. Of tied points (rounded or discrete values) the noise
 * makes small clusters, so that a code which equals its label tells all of it. Without noise tied points count as at
 * distance 0, and the estimate for such a code is 0.
 *
 * <p>One difference stays: for labels with at most {@code 2k + 1} points, scikit-learn finds neighbours by rounded products
 * instead of differences, and its counts depend on these roundings. With 40 labels of 6 or 7 points each and k = 3, its values
 * were 0.004 to 0.013 below those of the definition, which are computed here.
 *
 * <p>Time {@code N log N} for x and y on a line; in d dimensions a k-d tree is used, up to {@code d N²} when d is large. In several
 * dimensions distances are by the maximum norm. Pitfall: large information of continuous variables is underestimated, as the
 * value cannot exceed {@code ψ(N) − ψ(k)}.
 *
 * <p>Sources: [KSG04] Kraskov, Stögbauer and Grassberger, "Estimating Mutual Information", Physical Review E 69, 2004,
 * equation 8; [R14] Ross, "Mutual Information between Discrete and Continuous Data Sets", PLoS ONE 9, 2014, equation 2.
 *
 * @param neighbours k, at least 1; few: little bias, much variance
 * @param noise the standard deviation of the noise as a part of {@code max(1, mean |x|)}; 0 for none
 * @param seed of the noise, which a {@link SplittableRandom} makes
 */
public record NearestNeighbourInformation(int neighbours, double noise, long seed) {

    private static final double EULER = 0.57721566490153286;
    private static final int QUERIES = 256;

    /** Checks the options. */
    public NearestNeighbourInformation {
        if (neighbours < 1) {
            throw new IllegalArgumentException("neighbours must be at least 1, found " + neighbours);
        }
        if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("noise must be at least 0 and finite, found " + noise);
        }
    }

    /** scikit-learn's: three neighbours, noise of 1e-10; seed 0. */
    public static NearestNeighbourInformation standard() {
        return new NearestNeighbourInformation(3, 1e-10, 0);
    }

    /** The same with another number of neighbours. */
    public NearestNeighbourInformation withNeighbours(int newNeighbours) {
        return new NearestNeighbourInformation(newNeighbours, noise, seed);
    }

    /** The same with other noise; 0 for none, where all ties count as at distance 0. */
    public NearestNeighbourInformation withNoise(double newNoise, long newSeed) {
        return new NearestNeighbourInformation(neighbours, newNoise, newSeed);
    }

    /**
     * The information of two continuous variables.
     *
     * @param x [N], finite
     * @param y [N], finite
     * @throws IllegalArgumentException if the lengths differ, a value is not finite, or there are not more than k points
     */
    public double continuous(double[] x, double[] y) {
        return continuous(rows("x", x), rows("y", y));
    }

    /**
     * The information of two continuous variables of any dimension.
     *
     * @param x a row for each point, [N][Lx], finite
     * @param y a row for each point, [N][Ly], finite
     * @throws IllegalArgumentException if the lengths differ, rows are ragged, a value is not finite, or there are not more
     * than k points
     */
    public double continuous(double[][] x, double[][] y) {
        if (x.length != y.length || x.length <= neighbours) {
            throw new IllegalArgumentException("x and y must have the same number of points, more than neighbours = "
                    + neighbours + ", found " + x.length + " and " + y.length);
        }
        var random = new SplittableRandom(seed);
        FeatureMatrix a = scaled(FeatureMatrix.of(x), random);
        FeatureMatrix b = scaled(FeatureMatrix.of(y), random);
        int points = a.points();
        var joint = new KdTree(joined(a, b), a.width() + b.width(), true);
        Counter nearX = counter(a);
        Counter nearY = counter(b);
        double[] digamma = digamma(points);
        double[] terms = new double[points];
        Parallel.pieces(points, QUERIES, (from, end) -> {
            for (int n = from; n < end; n++) {
                double radius = shortOf(joint.neighbours(n, neighbours).distances[neighbours - 1]);
                terms[n] = digamma[nearX.within(n, radius)] + digamma[nearY.within(n, radius)];
            }
        });
        double mean = Arrays.stream(terms).sum() / points;
        return Math.max(0, digamma[points] + digamma[neighbours] - mean);
    }

    /**
     * The information of a continuous variable and a label.
     *
     * @param x [N], finite
     * @param labels [N], any ints
     * @throws IllegalArgumentException if the lengths differ, a value is not finite, or no label occurs twice
     */
    public double discrete(double[] x, int[] labels) {
        return discrete(rows("x", x), labels);
    }

    /**
     * The information of a continuous variable of any dimension and a label.
     *
     * @param x a row for each point, [N][L], finite
     * @param labels [N], any ints
     * @throws IllegalArgumentException if the lengths differ, rows are ragged, a value is not finite, or no label occurs twice
     */
    public double discrete(double[][] x, int[] labels) {
        FeatureMatrix all = scaled(FeatureMatrix.of(x), new SplittableRandom(seed));
        ClassLabels everyLabel = ClassLabels.of(labels, all.points());
        int[] kept = positions(everyLabel, k -> everyLabel.counts()[k] > 1);
        if (kept.length == 0) {
            throw new IllegalArgumentException(
                    "labels must have a label that occurs twice, found " + labels.length + " different ones");
        }
        FeatureMatrix a = all.rows(kept);
        ClassLabels y = ClassLabels.of(Arrays.stream(kept).map(n -> labels[n]).toArray(), kept.length);
        double[] digamma = digamma(a.points());
        double[] terms = new double[a.points()];
        double[] radii = new double[a.points()];
        for (int k = 0; k < y.size(); k++) {
            int label = k;
            int[] members = positions(y, other -> other == label);
            int count = Math.min(neighbours, members.length - 1);
            double[] distances = neighbourDistances(a.rows(members), count);
            for (int i = 0; i < members.length; i++) {
                radii[members[i]] = shortOf(distances[i]);
                terms[members[i]] = digamma[count] - digamma[members.length];
            }
        }
        Counter near = counter(a);
        Parallel.pieces(a.points(), QUERIES, (from, end) -> {
            for (int n = from; n < end; n++) {
                terms[n] -= digamma[near.within(n, radii[n])];
            }
        });
        return Math.max(0, digamma[a.points()] + Arrays.stream(terms).sum() / terms.length);
    }

    /** How many points are within a distance of point n, itself included. */
    private interface Counter {
        int within(int n, double radius);
    }

    private static Counter counter(FeatureMatrix x) {
        if (x.width() == 1) {
            var line = new SortedLine(x.values());
            return (n, radius) -> line.countWithin(x.values()[n], radius);
        }
        var tree = new KdTree(x.values(), x.width(), true);
        return (n, radius) -> tree.countWithin(x.values(), n * x.width(), radius);
    }

    private static double[] neighbourDistances(FeatureMatrix x, int count) {
        double[] distances = new double[x.points()];
        if (x.width() == 1) {
            var line = new SortedLine(x.values());
            Arrays.setAll(distances, n -> line.neighbourDistance(x.values()[n], count));
        } else {
            var tree = new KdTree(x.values(), x.width(), true);
            Parallel.pieces(x.points(), QUERIES, (from, end) -> {
                for (int n = from; n < end; n++) {
                    distances[n] = tree.neighbours(n, count).distances[count - 1];
                }
            });
        }
        return distances;
    }

    private static double shortOf(double distance) {
        return distance == 0 ? 0 : Math.nextDown(distance);
    }

    private FeatureMatrix scaled(FeatureMatrix x, SplittableRandom random) {
        double[] scaled = x.values().clone();
        double[] means = x.means();
        for (int l = 0; l < x.width(); l++) {
            double deviation = Math.sqrt(Standardization.variance(x.column(l), means[l]));
            double scale = deviation < 10 * Math.ulp(1.0) ? 1 : deviation;
            double size = 0;
            for (int n = 0; n < x.points(); n++) {
                scaled[n * x.width() + l] /= scale;
                size += Math.abs(scaled[n * x.width() + l]);
            }
            double spread = constant(x, l) ? 0 : noise * Math.max(1, size / x.points());
            for (int n = 0; spread > 0 && n < x.points(); n++) {
                scaled[n * x.width() + l] += spread * random.nextGaussian();
            }
        }
        return new FeatureMatrix(x.points(), x.width(), scaled);
    }

    private static boolean constant(FeatureMatrix x, int column) {
        return Arrays.stream(x.column(column)).allMatch(value -> value == x.values()[column]);
    }

    private static double[] joined(FeatureMatrix a, FeatureMatrix b) {
        int width = a.width() + b.width();
        double[] joined = new double[a.points() * width];
        for (int n = 0; n < a.points(); n++) {
            System.arraycopy(a.values(), n * a.width(), joined, n * width, a.width());
            System.arraycopy(b.values(), n * b.width(), joined, n * width + a.width(), b.width());
        }
        return joined;
    }

    /** ψ(0 … n), without the pole: {@code ψ(n) = 1 + ½ + … + 1/(n − 1) − γ}. */
    private static double[] digamma(int n) {
        double[] digamma = new double[n + 1];
        digamma[0] = Double.NEGATIVE_INFINITY;
        digamma[1] = -EULER;
        for (int i = 2; i <= n; i++) {
            digamma[i] = digamma[i - 1] + 1.0 / (i - 1);
        }
        return digamma;
    }

    private static int[] positions(ClassLabels y, IntPredicate chosen) {
        return IntStream.range(0, y.index().length)
                .filter(n -> chosen.test(y.index()[n]))
                .toArray();
    }

    private static double[][] rows(String name, double[] values) {
        FeatureMatrix.requireTargets(name, values, values.length);
        return Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
    }
}
