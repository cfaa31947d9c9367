package org.gaspard.models.directions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/** The unit vectors of k coefficients that are orthogonal to some others, which are orthonormal. */
final class Sphere {

    private final List<double[]> taken;
    private final int k;

    Sphere(List<double[]> taken, int k) {
        this.taken = taken;
        this.k = k;
    }

    /** The projection onto the space of the sphere, {@code I − Σ a aᵀ}, float64 [k, k]. */
    Tensor projection() {
        double[] matrix = new double[k * k];
        for (int i = 0; i < k; i++) {
            matrix[i * k + i] = 1;
            for (double[] a : taken) {
                for (int j = 0; j < k; j++) {
                    matrix[i * k + j] -= a[i] * a[j];
                }
            }
        }
        return Tensor.of(matrix, k, k);
    }

    /**
     * The axes, projected and made of length 1, without those of which little is left: there are always some, as the squares of
     * these lengths sum to the dimension of the space.
     */
    List<double[]> axes() {
        double[] projection = projection().toDoubleArray();
        List<double[]> axes = new ArrayList<>();
        for (int i = 0; i < k; i++) {
            // On its diagonal a projection has the squares of the lengths of its rows.
            if (projection[i * k + i] >= 0.25 / k) {
                axes.add(unit(Arrays.copyOfRange(projection, i * k, (i + 1) * k)));
            }
        }
        return axes;
    }

    /** Points of a uniform distribution. */
    List<double[]> random(RandomKey key, int n) {
        double[] normal = key.normal(DType.FLOAT64, n, k).matmul(projection()).toDoubleArray();
        return IntStream.range(0, n)
                .mapToObj(i -> unit(Arrays.copyOfRange(normal, i * k, (i + 1) * k)))
                .toList();
    }

    private static double[] unit(double[] a) {
        double length = Math.sqrt(Arrays.stream(a).map(v -> v * v).sum());
        return Arrays.stream(a).map(v -> v / length).toArray();
    }
}
