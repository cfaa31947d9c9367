package org.gaspard.ot;

import java.util.Arrays;
import org.gaspard.ot.check.Checks;

/**
 * A ground cost {@code c(x, y)} between points of {@code ℝ^d}, as a value: two equal costs are {@code equals}.
 *
 * <p>Similarities (cosine, inner product) serve as well as distances in a Gromov problem, which only compares costs
 * with costs. In a Gromov problem a cost and {@code constant − cost} are the same, but a statistic of the cost matrix,
 * and an ε derived from it, is not: see {@link RelativeEpsilon}.
 */
public sealed interface Cost {

    /** {@code ‖x − y‖²}. */
    record SquaredEuclidean() implements Cost {}

    /** {@code ‖x − y‖}. Not differentiable where points coincide. */
    record Euclidean() implements Cost {}

    /** {@code ⟨x, y⟩ / (‖x‖ ‖y‖)}, with each norm at least {@value #SMALLEST_NORM}: 0 for a zero vector. */
    record CosineSimilarity() implements Cost {}

    /** {@code 1 − ⟨x, y⟩ / (‖x‖ ‖y‖)}, with each norm at least {@value #SMALLEST_NORM}: 1 for a zero vector. */
    record CosineDistance() implements Cost {}

    /** {@code ⟨x, y⟩}. */
    record InnerProduct() implements Cost {}

    /** {@code α c(x, y)}; {@code α} is any finite number. */
    record Scaled(double alpha, Cost base) implements Cost {
        public Scaled {
            Checks.finite("alpha", new double[] {alpha});
        }
    }

    /** A cost given by a function; equal to another one only when the function is the same object. */
    record Custom(String name, PointCost function) implements Cost {}

    /** Norms below this count as this in the cosine costs. */
    double SMALLEST_NORM = 1e-12;

    static Cost squaredEuclidean() {
        return new SquaredEuclidean();
    }

    static Cost euclidean() {
        return new Euclidean();
    }

    static Cost cosineSimilarity() {
        return new CosineSimilarity();
    }

    static Cost cosineDistance() {
        return new CosineDistance();
    }

    static Cost innerProduct() {
        return new InnerProduct();
    }

    static Cost scaled(double alpha, Cost base) {
        return new Scaled(alpha, base);
    }

    static Cost of(String name, PointCost function) {
        return new Custom(name, function);
    }

    /** The matrix of costs among the n points of x, [n × n]. Symmetric when the cost is. Time {@code O(n²d)}. */
    default double[] matrix(double[] x, int n, int d) {
        return matrix(x, n, x, n, d);
    }

    /**
     * The matrix {@code C[i,j] = c(x_i, y_j)}, [n × m]. Distances are summed from coordinate differences, which is
     * exact where the expansion {@code ‖x‖² + ‖y‖² − 2⟨x,y⟩} cancels. Time {@code O(nmd)}.
     *
     * @param x n points, [n × d]; not modified
     * @param y m points, [m × d]; not modified
     * @throws IllegalArgumentException if a length disagrees with n, m and d
     */
    default double[] matrix(double[] x, int n, double[] y, int m, int d) {
        Checks.atLeast("n", n, 1);
        Checks.atLeast("m", m, 1);
        Checks.atLeast("d", d, 1);
        Checks.length("x", x, (long) n * d);
        Checks.length("y", y, (long) m * d);
        return switch (this) {
            case SquaredEuclidean() -> pairs(Cost::squaredDistance, x, n, y, m, d);
            case Euclidean() -> pairs((p, i, q, j, k) -> Math.sqrt(squaredDistance(p, i, q, j, k)), x, n, y, m, d);
            case InnerProduct() -> pairs(Cost::dot, x, n, y, m, d);
            case CosineSimilarity() -> pairs(Cost::dot, unit(x, n, d), n, unit(y, m, d), m, d);
            case CosineDistance() -> {
                double[] c = new CosineSimilarity().matrix(x, n, y, m, d);
                Arrays.setAll(c, i -> 1 - c[i]);
                yield c;
            }
            case Scaled(double alpha, Cost base) -> {
                double[] c = base.matrix(x, n, y, m, d);
                Arrays.setAll(c, i -> alpha * c[i]);
                yield c;
            }
            case Custom(String name, PointCost function) -> pairs(function, x, n, y, m, d);
        };
    }

    private static double[] pairs(PointCost cost, double[] x, int n, double[] y, int m, int d) {
        double[] c = new double[n * m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                c[i * m + j] = cost.between(x, i * d, y, j * d, d);
            }
        }
        return c;
    }

    private static double squaredDistance(double[] x, int i, double[] y, int j, int d) {
        double even = 0;
        double odd = 0;
        int k = 0;
        for (; k + 1 < d; k += 2) {
            double first = x[i + k] - y[j + k];
            double second = x[i + k + 1] - y[j + k + 1];
            even += first * first;
            odd += second * second;
        }
        if (k < d) {
            double last = x[i + k] - y[j + k];
            even += last * last;
        }
        return even + odd;
    }

    private static double dot(double[] x, int i, double[] y, int j, int d) {
        double even = 0;
        double odd = 0;
        int k = 0;
        for (; k + 1 < d; k += 2) {
            even += x[i + k] * y[j + k];
            odd += x[i + k + 1] * y[j + k + 1];
        }
        return k < d ? even + odd + x[i + k] * y[j + k] : even + odd;
    }

    private static double[] unit(double[] x, int n, int d) {
        double[] unit = new double[n * d];
        for (int i = 0; i < n; i++) {
            double norm = Math.max(Math.sqrt(dot(x, i * d, x, i * d, d)), SMALLEST_NORM);
            for (int k = 0; k < d; k++) {
                unit[i * d + k] = x[i * d + k] / norm;
            }
        }
        return unit;
    }
}
