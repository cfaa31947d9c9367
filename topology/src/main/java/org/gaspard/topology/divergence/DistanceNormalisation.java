package org.gaspard.topology.divergence;

import java.util.Arrays;
import java.util.List;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.gaspard.topology.check.Checks;

/**
 * What a matrix of distances, [n × n], is divided by before it is compared with another one. All n² entries count: each
 * pair twice, and the zeros of the diagonal. A statistic of 0 (all points alike) is replaced by {@value #SMALLEST_SCALE}.
 *
 * <p>As a tensor the scale is a constant for differentiation, as in the published losses ([B24]).
 */
public sealed interface DistanceNormalisation {

    /** What replaces a scale of 0. */
    double SMALLEST_SCALE = 1e-5;

    /**
     * The q-quantile of all entries, linear between neighbours as NumPy's default: the entry at the place
     * {@code (n² − 1) q} of the ascending ones, counted from 0.
     */
    record Quantile(double q) implements DistanceNormalisation {
        public Quantile {
            Checks.within("q", q, 0, 1);
        }
    }

    /** The mean of all entries. */
    record Mean() implements DistanceNormalisation {}

    /** The largest entry. */
    record Maximum() implements DistanceNormalisation {}

    /**
     * {@code √n}, n the number of points. This is what the published code of TopDis does where it takes no quantile;
     * what it makes of the distances depends on the size of the batch.
     */
    record RootOfPoints() implements DistanceNormalisation {}

    /** {@code √d}, d the number of features: distances of points with features of unit scale do not grow with d. */
    record RootOfFeatures(int features) implements DistanceNormalisation {
        public RootOfFeatures {
            Checks.atLeast("features", features, 1);
        }
    }

    /** 1. */
    record None() implements DistanceNormalisation {}

    /** The 0.9-quantile, the scale of the published divergences ([B22], [B24], [TVTBB25]). */
    static DistanceNormalisation standard() {
        return quantile(0.9);
    }

    static DistanceNormalisation quantile(double q) {
        return new Quantile(q);
    }

    /** The 0.5-quantile. */
    static DistanceNormalisation median() {
        return quantile(0.5);
    }

    static DistanceNormalisation mean() {
        return new Mean();
    }

    static DistanceNormalisation maximum() {
        return new Maximum();
    }

    static DistanceNormalisation rootOfPoints() {
        return new RootOfPoints();
    }

    static DistanceNormalisation rootOfFeatures(int features) {
        return new RootOfFeatures(features);
    }

    static DistanceNormalisation none() {
        return new None();
    }

    /**
     * The scale of a matrix. Time {@code O(n² log n)} for a quantile, else {@code O(n²)}.
     *
     * @param distances finite non-negative numbers, [n × n]; not modified
     * @throws IllegalArgumentException if n is below 1, the length is not n², or an entry is negative or not finite
     */
    default double scale(double[] distances, int n) {
        Checks.atLeast("n", n, 1);
        Checks.length("distances", distances, (long) n * n);
        for (int k = 0; k < distances.length; k++) {
            if (!(distances[k] >= 0 && distances[k] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("distances[" + k / n + "," + k % n + "] is " + distances[k]
                        + ", expected a finite number of at least 0");
            }
        }
        return DistanceScale.of(this, distances, n);
    }

    /** A copy of the matrix, divided by its scale; errors as those of {@link #scale(double[], int)}. */
    default double[] apply(double[] distances, int n) {
        double scale = scale(distances, n);
        return Arrays.stream(distances).map(d -> d / scale).toArray();
    }

    /**
     * The scale as a part of a graph: a scalar of the matrix's type, found each time the graph is computed, and a constant
     * for differentiation.
     *
     * @param distances floating-point, [n, n]
     * @throws IllegalArgumentException if the tensor is not floating-point or not a square matrix with at least one row
     */
    default Tensor scale(Tensor distances) {
        int n = points(distances);
        return switch (this) {
            case Quantile _, Mean _, Maximum _ -> found(distances, distances.cast(DType.FLOAT64));
            case RootOfPoints _, RootOfFeatures _, None _ ->
                Tensor.full(distances.type().withShape(Shape.scalar()), DistanceScale.of(this, new double[0], n));
        };
    }

    /**
     * The scale of the distances among some of the points, likewise: that of the matrix of these points alone. If there is none
     * of them, {@value #SMALLEST_SCALE} takes the place of a statistic.
     *
     * @param distances floating-point, [n, n]
     * @param mask 1 for a point that counts, else 0; [n]
     * @throws IllegalArgumentException as for {@link #scale(Tensor)}, or if the mask is not one number for each point; when
     *     computed, if one is neither 0 nor 1
     */
    default Tensor scale(Tensor distances, Tensor mask) {
        int n = points(distances);
        if (mask.rank() != 1 || mask.extent(0) != n) {
            throw new IllegalArgumentException("mask of type " + mask.type() + ", expected [" + n + "]");
        }
        return switch (this) {
            case Quantile _, Mean _, Maximum _, RootOfPoints _ ->
                found(distances, distances.cast(DType.FLOAT64), mask.cast(DType.FLOAT64));
            case RootOfFeatures _, None _ -> scale(distances);
        };
    }

    private static int points(Tensor distances) {
        if (distances.rank() != 2
                || distances.extent(0) != distances.extent(1)
                || distances.extent(0) == 0
                || !distances.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    "distances of type " + distances.type() + ", expected floating-point numbers [n, n]");
        }
        return distances.extent(0);
    }

    private Tensor found(Tensor distances, Tensor... inputs) {
        DistanceScale scale = new DistanceScale(this, distances.extent(0));
        return Tensor.apply(new HostCall(scale, new TensorType(Shape.scalar(), DType.FLOAT64)), List.of(inputs))
                .cast(distances.dtype());
    }

    /** The matrix divided by its scale, a constant for differentiation; errors as those of {@link #scale(Tensor)}. */
    default Tensor apply(Tensor distances) {
        return distances.divide(scale(distances));
    }

    /** The whole matrix divided by the scale of some of the points; errors as those of {@link #scale(Tensor, Tensor)}. */
    default Tensor apply(Tensor distances, Tensor mask) {
        return distances.divide(scale(distances, mask));
    }
}
