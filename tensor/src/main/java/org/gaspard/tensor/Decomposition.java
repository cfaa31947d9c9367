package org.gaspard.tensor;

import java.util.List;

/**
 * Linear algebra on the last two axes, batched over the leading ones, computed in double precision. A decomposition with
 * several parts packs them into one result, which {@link LinearAlgebra} takes apart.
 */
public sealed interface Decomposition extends Op
        permits Decomposition.Cholesky,
                Decomposition.TriangularSolve,
                Decomposition.Solve,
                Decomposition.LogDeterminant,
                Decomposition.SymmetricEigen,
                Decomposition.SingularValues {

    /** The lower triangular L with {@code L Lᵀ = A}; reads the lower triangle of A, refuses one not positive definite. */
    record Cholesky() implements Decomposition {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 1);
            square(this, inputs, 0);
            return inputs.getFirst();
        }

        @Override
        public String label() {
            return "cholesky";
        }
    }

    /**
     * From {@code (T, B)} the X with {@code op(T) X = B}, T triangular [n, n], B [n, m]; op transposes if asked. Only the
     * named triangle of T is read.
     */
    record TriangularSolve(boolean upper, boolean transpose) implements Decomposition {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            return solution(this, inputs);
        }

        @Override
        public String label() {
            return (upper ? "upper" : "lower") + "-triangular-solve" + (transpose ? " Tᵀ" : "");
        }
    }

    /** From {@code (A, B)} the X with {@code A X = B}, by LU with partial pivoting; refuses a singular A. */
    record Solve() implements Decomposition {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            return solution(this, inputs);
        }

        @Override
        public String label() {
            return "solve";
        }
    }

    /** {@code ln |det A|}, with shape [..., 1, 1]; -∞ for a singular A. */
    record LogDeterminant() implements Decomposition {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 1);
            square(this, inputs, 0);
            return inputs.getFirst()
                    .withShape(inputs.getFirst().shape().with(-1, 1).with(-2, 1));
        }

        @Override
        public String label() {
            return "log-determinant";
        }
    }

    /**
     * {@code A = V diag(λ) Vᵀ} of a symmetric A [n, n] (the lower triangle is read), packed into [n + 1, n]: row 0 holds λ
     * ascending, rows 1 to n hold V. The component of largest magnitude of each eigenvector is positive.
     */
    record SymmetricEigen() implements Decomposition {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 1);
            square(this, inputs, 0);
            Shape a = inputs.getFirst().shape();
            return inputs.getFirst().withShape(a.with(-2, a.extent(-1) + 1));
        }

        @Override
        public String label() {
            return "symmetric-eigen";
        }
    }

    /**
     * The thin {@code A = U diag(σ) Vᵀ} of A [m, n] with k = min(m, n), packed into [1 + m + n, k]: row 0 holds σ
     * descending, the next m rows U, the last n rows V. The component of largest magnitude of each column of U is
     * positive.
     */
    record SingularValues() implements Decomposition {
        @Override
        public TensorType infer(List<TensorType> inputs) {
            Check.arity(this, inputs, 1);
            Check.floating(this, inputs);
            Shape a = inputs.getFirst().shape();
            Check.that(a.rank() >= 2, this, "matrices expected", inputs);
            int m = a.extent(-2);
            int n = a.extent(-1);
            return inputs.getFirst().withShape(a.with(-2, 1 + m + n).with(-1, Math.min(m, n)));
        }

        @Override
        public String label() {
            return "singular-values";
        }
    }

    private static void square(Op op, List<TensorType> inputs, int which) {
        Check.floating(op, inputs);
        Shape a = inputs.get(which).shape();
        Check.that(a.rank() >= 2 && a.extent(-1) == a.extent(-2), op, "square matrices expected", inputs);
    }

    private static TensorType solution(Op op, List<TensorType> inputs) {
        Check.arity(op, inputs, 2);
        Check.equalDTypes(op, inputs);
        square(op, inputs, 0);
        Shape a = inputs.get(0).shape();
        Shape b = inputs.get(1).shape();
        Check.that(
                b.rank() == a.rank() && a.with(-1, b.extent(-1)).equals(b),
                op,
                "right-hand sides [n, m] expected",
                inputs);
        return inputs.get(1);
    }
}
