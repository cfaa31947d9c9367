package org.gaspard.topology;

import java.util.Arrays;
import org.gaspard.topology.check.Checks;

/**
 * A symmetric matrix of distances between n points, or more generally the values at which the vertices and edges of a
 * complete graph enter a filtration.
 *
 * <p>A distance of {@code +∞} means that there is no edge; a distance of 0 is an edge like any other. Vertices enter at
 * their <em>births</em>, by default at 0. Memory: {@code 4n²} bytes.
 */
public final class DistanceMatrix {

    private final int n;
    /** Row by row what lies below the diagonal: the pair i > j is at i (i − 1) / 2 + j. */
    private final double[] lower;
    /** Empty if all are 0. */
    private final double[] births;

    private DistanceMatrix(int n, double[] lower, double[] births) {
        this.n = n;
        this.lower = lower;
        this.births = births;
    }

    /**
     * The distances of a square matrix.
     *
     * @param square row-major, [n × n]; copied
     * @throws IllegalArgumentException if the size does not fit, the diagonal is not 0, two opposite entries differ, or an
     *     entry is NaN or negative
     */
    public static DistanceMatrix of(double[] square, int n) {
        checkSize(square, n);
        for (int i = 0; i < n; i++) {
            if (square[i * n + i] != 0) {
                throw new IllegalArgumentException(entry(square, n, i, i) + ", expected 0 on the diagonal");
            }
        }
        return symmetric(square, n, 0, new double[0]);
    }

    /**
     * The mean of a matrix and its transpose, with a diagonal of 0: for distances that rounding has made asymmetric.
     *
     * @param square row-major, [n × n]; the diagonal is not read
     * @throws IllegalArgumentException if the size does not fit or an entry is NaN or negative
     */
    public static DistanceMatrix symmetrised(double[] square, int n) {
        checkSize(square, n);
        double[] mean = new double[square.length];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double value = square[i * n + j] == square[j * n + i]
                        ? square[i * n + j]
                        : 0.5 * square[i * n + j] + 0.5 * square[j * n + i];
                mean[i * n + j] = value;
                mean[j * n + i] = value;
            }
        }
        return symmetric(mean, n, 0, new double[0]);
    }

    /**
     * The values at which vertices (on the diagonal) and edges enter, of any sign; an edge below the birth of one of its
     * vertices enters with that vertex.
     *
     * @param square row-major, [n × n]; copied
     * @throws IllegalArgumentException if the size does not fit, two opposite entries differ, a birth is not finite, or an
     *     entry is NaN or −∞
     */
    public static DistanceMatrix weighted(double[] square, int n) {
        checkSize(square, n);
        double[] births = new double[n];
        double[] raised = square.clone();
        for (int i = 0; i < n; i++) {
            births[i] = square[i * n + i];
            if (!Double.isFinite(births[i])) {
                throw new IllegalArgumentException(entry(square, n, i, i) + ", expected a finite birth");
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                checkPair(square, n, i, j, Math.nextUp(Double.NEGATIVE_INFINITY));
                double value = Math.max(square[i * n + j], Math.max(births[i], births[j]));
                raised[i * n + j] = value;
                raised[j * n + i] = value;
            }
        }
        return symmetric(raised, n, Math.nextUp(Double.NEGATIVE_INFINITY), births);
    }

    /**
     * The distances between the points of a cloud.
     *
     * @param points row-major, [n × d]
     * @throws IllegalArgumentException if the length is no multiple of d or a coordinate is not finite
     */
    public static DistanceMatrix ofPoints(double[] points, int d, Metric metric) {
        int n = count(points, d);
        double[] lower = new double[pairs(n)];
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                lower[at++] = metric.distance(points, i * d, j * d, d);
            }
        }
        return new DistanceMatrix(n, lower, new double[0]);
    }

    /** The number of points of a cloud, checked. */
    static int count(double[] points, int d) {
        Checks.atLeast("d", d, 1);
        if (points.length % d != 0) {
            throw new IllegalArgumentException(
                    "points has " + points.length + " elements, expected a multiple of d = " + d);
        }
        Checks.finite("points", points);
        return points.length / d;
    }

    /** The distance of two points by their numbers. */
    @FunctionalInterface
    public interface PairDistance {
        double between(int i, int j);
    }

    /**
     * The distances that a function gives for the pairs {@code i > j}.
     *
     * @throws IllegalArgumentException if one is NaN or negative
     */
    public static DistanceMatrix of(int n, PairDistance distance) {
        Checks.atLeast("n", n, 0);
        double[] lower = new double[pairs(n)];
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double value = distance.between(i, j);
                if (!(value >= 0)) {
                    throw new IllegalArgumentException("the distance of " + i + " and " + j + " is " + value
                            + ", expected a number of at least 0 or +∞");
                }
                lower[at++] = value;
            }
        }
        return new DistanceMatrix(n, lower, new double[0]);
    }

    private static void checkSize(double[] square, int n) {
        Checks.atLeast("n", n, 0);
        pairs(n);
        Checks.length("the matrix", square, (long) n * n);
    }

    private static int pairs(int n) {
        long pairs = (long) n * (n - 1) / 2;
        if (pairs > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(n + " points have " + pairs + " distances, expected at most "
                    + (Integer.MAX_VALUE - 8) + ": take a subsample or a sparse matrix");
        }
        return (int) pairs;
    }

    private static String entry(double[] square, int n, int i, int j) {
        return "entry [" + i + ", " + j + "] is " + square[i * n + j];
    }

    private static DistanceMatrix symmetric(double[] square, int n, double least, double[] births) {
        double[] lower = new double[pairs(n)];
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                checkPair(square, n, i, j, least);
                lower[at++] = square[i * n + j];
            }
        }
        return new DistanceMatrix(n, lower, births);
    }

    private static void checkPair(double[] square, int n, int i, int j, double least) {
        if (!(square[i * n + j] >= least)) {
            throw new IllegalArgumentException(
                    entry(square, n, i, j) + ", expected a number" + (least == 0 ? " of at least 0" : "") + " or +∞");
        }
        if (square[i * n + j] != square[j * n + i]) {
            throw new IllegalArgumentException(
                    entry(square, n, i, j) + " but " + entry(square, n, j, i) + ", expected a symmetric matrix");
        }
    }

    /** The number of points. */
    public int size() {
        return n;
    }

    /** The distance of two points; of a point and itself, its birth. */
    public double get(int i, int j) {
        if (i == j) {
            return birth(i);
        }
        return lower[pair(i, j)];
    }

    /** The place of a pair of different points among {@link #below}. */
    public static int pair(int i, int j) {
        int low = Math.min(i, j);
        long high = Math.max(i, j);
        return (int) (high * (high - 1) / 2) + low;
    }

    /** The value at which a vertex enters. */
    public double birth(int vertex) {
        return births.length == 0 ? 0 : births[vertex];
    }

    /** The distance of the pair {@code i > j} at {@code i (i − 1) / 2 + j}. */
    public double below(int pair) {
        return lower[pair];
    }

    /**
     * The smallest radius at which a ball around one of the points covers all: {@code min_i max_j d_ij}. Beyond it the
     * Vietoris-Rips complex is a cone, and no bar begins or ends. 0 for no point or one.
     */
    public double enclosingRadius() {
        double[] largest = new double[n];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double value = lower[at++];
                largest[i] = Math.max(largest[i], value);
                largest[j] = Math.max(largest[j], value);
            }
        }
        return n < 2 ? 0 : Arrays.stream(largest).min().orElseThrow();
    }

    /**
     * The matrix row by row, [n × n], births on the diagonal.
     *
     * @throws IllegalStateException if an array cannot hold it
     */
    public double[] toSquare() {
        if ((long) n * n > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException("a square of " + n + " × " + n + " numbers does not fit into an array");
        }
        double[] square = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                square[i * n + j] = get(i, j);
            }
        }
        return square;
    }
}
