package org.gaspard.models.directions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.LinearAlgebra;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComponentsTest {

    private static final double[] SCALES = {3, 1.5, 0.25};

    /** Three columns of a Hadamard matrix of order 8: mean 0, not correlated, of the variance 8/7. */
    private static Tensor uncorrelated() {
        double[] numbers = new double[24];
        for (int i = 0; i < 8; i++) {
            for (int k = 0; k < 3; k++) {
                numbers[3 * i + k] = (i >> k & 1) == 0 ? 1 : -1;
            }
        }
        return Tensor.of(numbers, 8, 3);
    }

    /** Orthonormal rows, [k, d], with a positive entry of the largest size. */
    private static Tensor rotation(int seed, int k, int d) {
        Tensor normal = RandomKey.of(seed).normal(DType.FLOAT64, d, k);
        Tensor rows = LinearAlgebra.svd(normal).u().transposed();
        double[] numbers = rows.toDoubleArray();
        for (int i = 0; i < k; i++) {
            double[] row = Arrays.copyOfRange(numbers, i * d, (i + 1) * d);
            double most = Arrays.stream(row).map(Math::abs).max().orElseThrow();
            double sign = Arrays.stream(row).anyMatch(v -> v == most) ? 1 : -1;
            for (int l = 0; l < d; l++) {
                numbers[i * d + l] *= sign;
            }
        }
        return Tensor.of(numbers, k, d);
    }

    private static void close(Tensor found, Tensor expected, double tolerance) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        double[] a = found.toDoubleArray();
        double[] b = expected.toDoubleArray();
        double largest = IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] - b[i]))
                .max()
                .orElseThrow();
        assertThat(largest).isLessThan(tolerance);
    }

    /** Fewer and more dimensions than points. */
    @ParameterizedTest
    @ValueSource(ints = {3, 5, 8, 20})
    void principalComponentsOfAKnownCovariance(int d) {
        Tensor axes = rotation(1, 3, d);
        Tensor points =
                uncorrelated().multiply(Tensor.of(SCALES, 3)).matmul(axes).add(7);
        Components found = Components.principal(points, 3);
        close(found.vectors(), axes, 1e-13);
        close(found.deviations(), Tensor.of(SCALES, 3).multiply(Math.sqrt(8 / 7.0)), 1e-13);
        assertThat(found.first(2).vectors().toDoubleArray())
                .isEqualTo(found.vectors().slice(0, 0, 2).toDoubleArray());
        assertThat(found.count()).isEqualTo(3);
        assertThat(found.dimensions()).isEqualTo(d);
        assertThat(found.vector(1).toDoubleArray())
                .isEqualTo(found.vectors().index(0, 1).toDoubleArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 9, 40})
    void principalComponentsAreThoseOfASingularValueDecomposition(int d) {
        Tensor points = RandomKey.of(d)
                .normal(DType.FLOAT64, 9, d)
                .multiply(Tensor.range(DType.FLOAT64, d).add(1));
        LinearAlgebra.Svd svd = LinearAlgebra.svd(points.subtract(points.meanKeep(0)));
        Components found = Components.principal(points.reshape(9, d, 1), 3);
        close(found.deviations(), svd.values().slice(0, 0, 3).divide(Math.sqrt(8)), 1e-12);
        Tensor cosines = found.vectors().matmul(svd.v().slice(1, 0, 3));
        close(cosines.abs(), Tensor.identity(DType.FLOAT64, 3), 1e-12);
        double[] rows = found.vectors().toDoubleArray();
        for (int i = 0; i < 3; i++) {
            double[] row = Arrays.copyOfRange(rows, i * d, (i + 1) * d);
            double most = Arrays.stream(row).max().orElseThrow();
            assertThat(most).isGreaterThanOrEqualTo(-Arrays.stream(row).min().orElseThrow());
        }
    }

    /** For uncorrelated latents and a linear layer W: the left singular vectors of W, each one deviation of the latents. */
    @Test
    void ganSpaceOfALinearLayer() {
        Tensor left = rotation(2, 3, 3);
        Tensor w = left.transposed().multiply(Tensor.of(SCALES, 3).expand(0)).matmul(rotation(3, 3, 6));
        Tensor activations = uncorrelated().matmul(w).add(-2);
        Components found = Components.ganSpace(uncorrelated(), activations.reshape(8, 2, 3), 3);
        // The sign is that of the principal component of the activations.
        close(found.vectors(), left, 1e-13);
        close(found.deviations(), Tensor.ones(3).cast(DType.FLOAT64).multiply(Math.sqrt(8 / 7.0)), 1e-13);
    }

    /** U from the normal equations, with the coordinates of a singular value decomposition. */
    @Test
    void ganSpaceIsARegressionOfLatentsOnCoordinates() {
        Tensor z = RandomKey.of(5).normal(DType.FLOAT64, 50, 4);
        Tensor activations =
                z.matmul(RandomKey.of(6).normal(DType.FLOAT64, 4, 7)).relu();
        Components found = Components.ganSpace(z, activations, 3);
        LinearAlgebra.Svd svd = LinearAlgebra.svd(activations.subtract(activations.meanKeep(0)));
        Tensor x = svd.u().slice(1, 0, 3).multiply(svd.values().slice(0, 0, 3));
        Tensor u = LinearAlgebra.solve(x.transposed().matmul(x), x.transposed().matmul(z));
        Tensor lengths = u.square().sum(1).sqrt();
        Tensor cosines = found.vectors().multiply(u).sum(1).divide(lengths);
        close(cosines.abs(), Tensor.ones(3).cast(DType.FLOAT64), 1e-12);
        close(found.deviations(), lengths.multiply(svd.values().slice(0, 0, 3)).divide(7), 1e-12);
    }

    @Test
    void singlePrecisionIsTaken() {
        Tensor points = uncorrelated().multiply(Tensor.of(SCALES, 3)).cast(DType.FLOAT32);
        close(Components.principal(points, 3).vectors(), Tensor.identity(DType.FLOAT64, 3), 1e-13);
    }

    @Test
    void anOrthonormalBasisKeepsOrderAndSpan() {
        Tensor skew = Tensor.of(new double[] {0.6, 0.8, 0, 0, 0, 0.6, 0.8, 0, 0, 0, 0.28, 0.96}, 3, 4);
        Components components = new Components(skew, Tensor.ones(3).cast(DType.FLOAT64));
        Tensor basis = components.orthonormal();
        close(basis.matmul(basis.transposed()), Tensor.identity(DType.FLOAT64, 3), 1e-14);
        close(basis.index(0, 0), skew.index(0, 0), 1e-15);
        // What the basis says of the rows is all of them: they lie in its span, each in that of the first ones.
        Tensor parts = skew.matmul(basis.transposed());
        close(parts.matmul(basis), skew, 1e-14);
        assertThat(parts.get(0, 1)).isCloseTo(0, within(1e-14));
        assertThat(parts.get(1, 2)).isCloseTo(0, within(1e-14));
        close(Components.axes(3).orthonormal(), Tensor.identity(DType.FLOAT64, 3), 1e-15);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Tensor points = uncorrelated();
        assertThatThrownBy(() -> Components.principal(points, 0)).hasMessage("k must be at least 1, found 0");
        assertThatThrownBy(() -> Components.principal(points, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("latents must vary along k = 4 directions, found 3");
        Tensor same = Tensor.ones(5, 2);
        assertThatThrownBy(() -> Components.principal(same, 1)).hasMessageContaining("k = 1 directions, found 0");
        assertThatThrownBy(() -> Components.principal(points.slice(0, 0, 1), 1))
                .hasMessage("latents must be floating-point numbers [N, ...] with N at least 2, found float64[1, 3]");
        assertThatThrownBy(() -> Components.ganSpace(points, same, 1))
                .hasMessageContaining("activations must be one for each of 8 latents");
        assertThatThrownBy(() -> Components.axes(2).first(3)).hasMessage("k must be from 1 to 2, found 3");
        assertThatThrownBy(() -> new Components(points, Tensor.of(SCALES, 3)))
                .hasMessageStartingWith("vectors must be float64 [k, d] and deviations float64 [k], found");
        Tensor twice = Tensor.of(new double[] {0.6, 0.8, 0.6, 0.8}, 2, 2);
        assertThatThrownBy(() -> new Components(twice, Tensor.of(new double[] {1, 1}, 2)).orthonormal())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("directions must be linearly independent, found that number 1 follows from those before");
    }
}
