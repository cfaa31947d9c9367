package org.gaspard.ot;

import java.util.Arrays;
import org.gaspard.ot.check.Checks;
import org.gaspard.tensor.array.DoubleArrays;

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

    /**
     * The angle between two vectors, {@code arccos(⟨x, y⟩ / (‖x‖ ‖y‖))} in {@code [0, π]}: the distance on the sphere. π/2
     * from a zero vector to any other, 0 between zero vectors. Computed as {@code 2 atan2(‖u − v‖, ‖u + v‖)} from the unit
     * vectors u and v, which is exact for small angles where the arccosine has half of the digits.
     */
    record Angle() implements Cost {}

    /**
     * {@code ‖x − y‖_p^q} with {@code ‖v‖_p = (Σ |v_k|^p)^(1/p)}, the largest {@code |v_k|} for p = ∞.
     *
     * @param p at least 1; may be +∞
     * @param q above 0, finite
     */
    record PNorm(double p, double q) implements Cost {
        public PNorm {
            Checks.within("p", p, 1, Double.POSITIVE_INFINITY);
            Checks.positive("q", q);
        }
    }

    /**
     * {@code ½‖x − y‖² + γ‖x − y‖₁}, the elastic cost with the ℓ₁ norm ([CKA23]): its Monge maps move each point in few
     * coordinates, in fewer the larger γ is.
     *
     * @param gamma γ, at least 0
     */
    record Elastic(double gamma) implements Cost {
        public Elastic {
            Checks.nonNegative("gamma", gamma);
        }
    }

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

    static Cost angle() {
        return new Angle();
    }

    /** {@code ‖x − y‖_p}. */
    static Cost pNorm(double p) {
        return new PNorm(p, 1);
    }

    /** {@code ‖x − y‖_p^q}. */
    static Cost pNorm(double p, double q) {
        return new PNorm(p, q);
    }

    static Cost elastic(double gamma) {
        return new Elastic(gamma);
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
     * exact where the expansion {@code ‖x‖² + ‖y‖² − 2⟨x,y⟩} cancels. Time {@code O(nmd)}, on all threads but for a custom
     * cost; the same bits for any number of threads.
     *
     * @param x n points, [n × d]; not modified
     * @param y m points, [m × d]; not modified
     * @throws IllegalArgumentException if a length disagrees with n, m and d, or the matrix does not fit into an array
     */
    default double[] matrix(double[] x, int n, double[] y, int m, int d) {
        Checks.atLeast("n", n, 1);
        Checks.atLeast("m", m, 1);
        Checks.atLeast("d", d, 1);
        Checks.length("x", x, (long) n * d);
        Checks.length("y", y, (long) m * d);
        Checks.entries("the cost matrix", n, m);
        return switch (this) {
            case SquaredEuclidean() -> CoordinateSums.of(CoordinateSums.Term.SQUARE, x, n, y, m, d);
            case Euclidean() -> {
                double[] c = CoordinateSums.of(CoordinateSums.Term.SQUARE, x, n, y, m, d);
                Arrays.setAll(c, k -> Math.sqrt(c[k]));
                yield c;
            }
            case InnerProduct() -> CoordinateSums.of(CoordinateSums.Term.PRODUCT, x, n, y, m, d);
            case CosineSimilarity() ->
                CoordinateSums.of(CoordinateSums.Term.PRODUCT, unit(x, n, d), n, unit(y, m, d), m, d);
            case CosineDistance() -> {
                double[] c = new CosineSimilarity().matrix(x, n, y, m, d);
                Arrays.setAll(c, k -> 1 - c[k]);
                yield c;
            }
            case Angle() -> {
                double[] u = unit(x, n, d);
                double[] v = unit(y, m, d);
                double[] apart = CoordinateSums.of(CoordinateSums.Term.SQUARE, u, n, v, m, d);
                Arrays.setAll(v, k -> -v[k]);
                double[] together = CoordinateSums.of(CoordinateSums.Term.SQUARE, u, n, v, m, d);
                Arrays.setAll(apart, k -> 2 * Math.atan2(Math.sqrt(apart[k]), Math.sqrt(together[k])));
                yield apart;
            }
            case PNorm(double p, double q) -> {
                double[] c = CoordinateSums.of(CoordinateSums.Term.power(p), x, n, y, m, d);
                double exponent = Double.isInfinite(p) ? q : q / p;
                if (exponent != 1) {
                    Arrays.setAll(c, k -> exponent == 0.5 ? Math.sqrt(c[k]) : Math.pow(c[k], exponent));
                }
                yield c;
            }
            case Elastic(double gamma) -> {
                double[] c = CoordinateSums.of(CoordinateSums.Term.SQUARE, x, n, y, m, d);
                double[] absolute = CoordinateSums.of(CoordinateSums.Term.ABSOLUTE, x, n, y, m, d);
                Arrays.setAll(c, k -> 0.5 * c[k] + gamma * absolute[k]);
                yield c;
            }
            case Scaled(double alpha, Cost base) -> {
                double[] c = base.matrix(x, n, y, m, d);
                Arrays.setAll(c, k -> alpha * c[k]);
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

    private static double[] unit(double[] x, int n, int d) {
        double[] unit = new double[n * d];
        for (int i = 0; i < n; i++) {
            double norm = Math.max(Math.sqrt(DoubleArrays.dot(x, i * d, x, i * d, d)), SMALLEST_NORM);
            for (int k = 0; k < d; k++) {
                unit[i * d + k] = x[i * d + k] / norm;
            }
        }
        return unit;
    }
}
