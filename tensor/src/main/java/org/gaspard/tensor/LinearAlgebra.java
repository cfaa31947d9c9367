package org.gaspard.tensor;

/**
 * Decompositions of the matrices in the last two axes, batched over the leading ones and computed in double precision,
 * O(n³) each. Evaluation throws {@link ArithmeticException} where a matrix does not have the decomposition.
 */
public final class LinearAlgebra {

    private LinearAlgebra() {}

    /**
     * Eigenvalues and eigenvectors.
     *
     * @param values [..., n], ascending
     * @param vectors [..., n, n], one in each column
     */
    public record Eigen(Tensor values, Tensor vectors) {}

    /**
     * A thin singular value decomposition {@code A = U diag(σ) Vᵀ}, k = min(m, n).
     *
     * @param u [..., m, k]
     * @param values [..., k], descending
     * @param v [..., n, k]
     */
    public record Svd(Tensor u, Tensor values, Tensor v) {}

    /** The lower triangular L with {@code L Lᵀ = A} of a symmetric positive definite A. */
    public static Tensor cholesky(Tensor a) {
        return Tensor.apply(new Decomposition.Cholesky(), a);
    }

    /** The X with {@code A X = B}, A [..., n, n] and B [..., n, m]. */
    public static Tensor solve(Tensor a, Tensor b) {
        return Tensor.apply(new Decomposition.Solve(), a, b);
    }

    /** The X with {@code T X = B}, of which only one triangle of T is read. */
    public static Tensor triangularSolve(Tensor t, Tensor b, boolean upper) {
        return Tensor.apply(new Decomposition.TriangularSolve(upper, false), t, b);
    }

    /** {@code A⁻¹}. Prefer {@link #solve} where the inverse is only multiplied. */
    public static Tensor inverse(Tensor a) {
        return solve(a, Tensor.identity(a.dtype(), a.extent(-1)).broadcastTo(a.shape()));
    }

    /** {@code ln |det A|}, shape [...]. */
    public static Tensor logDeterminant(Tensor a) {
        Tensor result = Tensor.apply(new Decomposition.LogDeterminant(), a);
        return result.sum(-1, -2);
    }

    /** The eigenvalues and eigenvectors of a symmetric A. Gradients of the vectors need distinct eigenvalues. */
    public static Eigen symmetricEigen(Tensor a) {
        int n = a.extent(-1);
        Tensor packed = Tensor.apply(new Decomposition.SymmetricEigen(), a);
        return new Eigen(packed.index(-2, 0), packed.slice(-2, 1, n + 1));
    }

    /** The thin singular value decomposition. Gradients of the vectors need distinct, non-zero singular values. */
    public static Svd svd(Tensor a) {
        int m = a.extent(-2);
        int n = a.extent(-1);
        Tensor packed = Tensor.apply(new Decomposition.SingularValues(), a);
        return new Svd(packed.slice(-2, 1, 1 + m), packed.index(-2, 0), packed.slice(-2, 1 + m, 1 + m + n));
    }
}
