package org.gaspard.models.directions;

import org.gaspard.models.check.Checks;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.LinearAlgebra;
import org.gaspard.tensor.Tensor;

/**
 * Directions in latent space, the most important first: candidates for a {@link DirectionSearch}, or directions of their own
 * right, as in GANSpace.
 *
 * @param vectors of length 1, one in each row, float64 [k, d]
 * @param deviations what is one standard deviation along each, float64 [k]
 */
public record Components(Tensor vectors, Tensor deviations) {

    /** A variance below this part of the largest is rounding. */
    private static final double SMALLEST_VARIANCE = 1e-12;

    /** Checks the shapes. */
    public Components {
        if (vectors.rank() != 2
                || vectors.size() == 0
                || vectors.dtype() != DType.FLOAT64
                || deviations.dtype() != DType.FLOAT64
                || deviations.rank() != 1
                || deviations.extent(0) != vectors.extent(0)) {
            throw new IllegalArgumentException("vectors must be float64 [k, d] and deviations float64 [k], found "
                    + vectors.type() + " and " + deviations.type());
        }
        vectors = vectors.detached();
        deviations = deviations.detached();
    }

    /** The axes of a space of {@code d} dimensions, each with the deviation 1. */
    public static Components axes(int d) {
        Checks.atLeast("d", d, 1);
        return new Components(Tensor.identity(DType.FLOAT64, d), Tensor.ones(d).cast(DType.FLOAT64));
    }

    /**
     * The first principal components of latents, for a generator with a mapping network ([H20, section 2.1]): the directions
     * of largest variance that are orthogonal to those before. Of each vector the entry of the largest size is positive.
     *
     * <p>The eigenvectors of the smaller one of the matrices of covariances and of scalar products: {@code O(N d m + m³)}, m =
     * min(N, d).
     *
     * @param latents floating-point, [N, ...], N ≥ 2; axes after the first are flattened
     * @param k how many
     * @throws IllegalArgumentException if the latents do not vary along k directions
     */
    public static Components principal(Tensor latents, int k) {
        Principal found = Principal.of("latents", latents, k);
        return new Components(found.vectors, found.deviations);
    }

    /**
     * Directions of latents that move the activations of a layer along their first principal components ([H20, section 2.2]), for
     * a generator whose latents are alike in all directions: with the coordinates {@code x_j = V (y_j − μ)} of the activations
     * y_j of latents z_j,
     *
     * <pre>{@code
     * U = argmin Σ_j ‖U x_j − z_j‖²,   direction u_k / ‖u_k‖, of the deviation σ_k ‖u_k‖
     * }</pre>
     *
     * <p>where u_k is a column of U and σ_k the deviation of the k-th coordinate: one deviation along the direction moves the
     * activations by about one of theirs. As the coordinates of the sample are not correlated, {@code u_k = Σ_j x_jk z_j / Σ_j
     * x_jk²}. The directions are not orthogonal in general; {@link #orthonormal} makes them so.
     *
     * @param latents z, floating-point, [N, d]
     * @param activations of the layer for these latents, floating-point, [N, ...]; axes after the first are flattened
     * @param k how many
     * @throws IllegalArgumentException if there are not as many activations as latents, or they do not vary along k directions
     */
    public static Components ganSpace(Tensor latents, Tensor activations, int k) {
        Rows.check("latents", latents, 2);
        Rows.check("activations", activations, 2);
        if (latents.extent(0) != activations.extent(0)) {
            throw new IllegalArgumentException("activations must be one for each of " + latents.extent(0)
                    + " latents, found " + activations.type());
        }
        Principal found = Principal.of("activations", activations, k);
        Tensor z = Rows.flat(latents);
        Tensor x = found.centred.matmul(found.vectors.transposed());
        Tensor u = x.transposed().matmul(z).divide(x.square().sum(0).expand(1));
        Tensor lengths = lengths(u);
        return new Components(u.divide(lengths.expand(1)), found.deviations.multiply(lengths));
    }

    /** How many there are. */
    public int count() {
        return vectors.extent(0);
    }

    /** The number of latent dimensions. */
    public int dimensions() {
        return vectors.extent(1);
    }

    /** One of them, [d]. */
    public Tensor vector(int k) {
        return vectors.index(0, k);
    }

    /** The first {@code k}. */
    public Components first(int k) {
        if (k < 1 || k > count()) {
            throw new IllegalArgumentException("k must be from 1 to " + count() + ", found " + k);
        }
        return new Components(vectors.slice(0, 0, k), deviations.slice(0, 0, k));
    }

    /**
     * An orthonormal basis of the space that these span, float64 [k, d]: of each direction what those before it do not have.
     *
     * @throws IllegalArgumentException if the directions are not linearly independent
     */
    public Tensor orthonormal() {
        int k = count();
        int d = dimensions();
        double[] basis = vectors.toDoubleArray();
        for (int i = 0; i < k; i++) {
            // Twice, as after a small rest the first time leaves rounding of the size of what was taken away.
            double left = withoutEarlier(basis, i, d);
            withoutEarlier(basis, i, d);
            if (left * left < SMALLEST_VARIANCE) {
                throw new IllegalArgumentException("directions must be linearly independent, found that number " + i
                        + " follows from those before");
            }
        }
        return Tensor.of(basis, k, d);
    }

    /** Takes the parts along the rows before away from a row and makes it one of length 1; returns how long it was. */
    private static double withoutEarlier(double[] rows, int row, int d) {
        for (int i = 0; i < row; i++) {
            double part = 0;
            for (int l = 0; l < d; l++) {
                part += rows[i * d + l] * rows[row * d + l];
            }
            for (int l = 0; l < d; l++) {
                rows[row * d + l] -= part * rows[i * d + l];
            }
        }
        double square = 0;
        for (int l = 0; l < d; l++) {
            square += rows[row * d + l] * rows[row * d + l];
        }
        double length = Math.sqrt(square);
        for (int l = 0; l < d; l++) {
            rows[row * d + l] /= length;
        }
        return length;
    }

    private static Tensor lengths(Tensor rows) {
        return rows.square().sum(1).sqrt();
    }

    /**
     * What a principal component analysis finds.
     *
     * @param centred the points less their mean, [N, d]
     * @param vectors [k, d], orthonormal
     * @param deviations [k]
     */
    private record Principal(Tensor centred, Tensor vectors, Tensor deviations) {

        static Principal of(String name, Tensor points, int k) {
            Rows.check(name, points, 2);
            Checks.atLeast("k", k, 1);
            Tensor x = Rows.flat(points);
            Tensor centred = x.subtract(x.meanKeep(0));
            boolean wide = x.extent(1) > x.extent(0);
            Tensor products = wide
                    ? centred.matmul(centred.transposed())
                    : centred.transposed().matmul(centred);
            LinearAlgebra.Eigen eigen = LinearAlgebra.symmetricEigen(products.divide(x.extent(0) - 1));
            Tensor values = eigen.values().flip(0);
            checkRank(name, values.toDoubleArray(), k);
            Tensor rows = eigen.vectors().transposed().flip(0).slice(0, 0, k);
            Tensor along = wide ? rows.matmul(centred) : rows;
            Tensor unit = along.divide(lengths(along).expand(1));
            return new Principal(
                    centred.detached(),
                    unit.multiply(signs(unit).expand(1)).detached(),
                    values.slice(0, 0, k).sqrt().detached());
        }

        private static void checkRank(String name, double[] variances, int k) {
            int rank = 0;
            while (rank < variances.length
                    && variances[rank] > 0
                    && variances[rank] >= SMALLEST_VARIANCE * variances[0]) {
                rank++;
            }
            if (k > rank) {
                throw new IllegalArgumentException(name + " must vary along k = " + k + " directions, found " + rank);
            }
        }

        /** Of the entry of the largest size in each row. */
        private static Tensor signs(Tensor rows) {
            return rows.takeAlong(1, rows.abs().argMax(1).expand(1)).sum(1).sign();
        }
    }
}
