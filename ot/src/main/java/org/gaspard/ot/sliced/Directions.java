package org.gaspard.ot.sliced;

import org.gaspard.ot.check.Checks;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * Unit vectors to project on. Estimates along the same directions share their randomness, so that their difference has less
 * of it than either.
 *
 * @param vectors one in each row, of length 1, [count × dimension]; not copied
 * @param count L
 * @param dimension d
 */
public record Directions(double[] vectors, int count, int dimension) {

    private static final double ROUNDING = 1e-9;

    /** Checks the shapes and the lengths. */
    public Directions {
        Checks.atLeast("count", count, 1);
        Checks.atLeast("dimension", dimension, 1);
        Checks.length("vectors", vectors, (long) count * dimension);
        Checks.finite("vectors", vectors);
        for (int l = 0; l < count; l++) {
            double length = length(vectors, l, dimension);
            Checks.within("the length of vector " + l, length, 1 - ROUNDING, 1 + ROUNDING);
        }
    }

    /** Independent directions, uniform on the sphere: normal vectors divided by their lengths. */
    public static Directions uniform(RandomKey key, int count, int dimension) {
        Checks.atLeast("count", count, 1);
        Checks.atLeast("dimension", dimension, 1);
        return of(key.normal(DType.FLOAT64, count, dimension).toDoubleArray(), count, dimension);
    }

    /**
     * The directions of the given vectors.
     *
     * @param vectors none of them 0, [count × dimension]; not modified
     */
    public static Directions of(double[] vectors, int count, int dimension) {
        Checks.atLeast("count", count, 1);
        Checks.atLeast("dimension", dimension, 1);
        Checks.length("vectors", vectors, (long) count * dimension);
        Checks.finite("vectors", vectors);
        double[] unit = vectors.clone();
        for (int l = 0; l < count; l++) {
            double length = Checks.positive("the length of vector " + l, length(vectors, l, dimension));
            for (int k = 0; k < dimension; k++) {
                unit[l * dimension + k] /= length;
            }
        }
        return new Directions(unit, count, dimension);
    }

    /** The directions as a float64 tensor [count, dimension], a constant of the graph it is used in. */
    public Tensor tensor() {
        return Tensor.of(vectors, count, dimension);
    }

    /**
     * The coordinates {@code ⟨θ_l, x_i⟩} of n points along each direction, [count × n].
     *
     * @param points [n × dimension]
     */
    double[] project(double[] points, int n) {
        double[] projected = new double[Math.multiplyExact(count, n)];
        DoubleArrays.matmul(vectors, false, points, true, projected, count, dimension, n);
        return projected;
    }

    private static double length(double[] vectors, int l, int dimension) {
        return Math.sqrt(DoubleArrays.dot(vectors, l * dimension, vectors, l * dimension, dimension));
    }
}
