package org.gaspard.autodiff;

import java.util.List;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Decomposition;
import org.gaspard.tensor.Generator;
import org.gaspard.tensor.LinearAlgebra;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.jspecify.annotations.Nullable;

/**
 * Gradient rules of linear algebra. Cholesky and the symmetric eigenproblem read the lower triangle only; their
 * gradients are zero above the diagonal accordingly.
 *
 * <p>Giles: Collected matrix derivative results for forward and reverse mode algorithmic differentiation, 2008. Townsend:
 * Differentiating the singular value decomposition, 2016.
 */
final class DecompositionRules {

    private DecompositionRules() {}

    static List<@Nullable Tensor> pullback(Decomposition op, List<Tensor> in, Tensor y, Tensor g) {
        Tensor a = in.getFirst();
        return switch (op) {
            case Decomposition.Cholesky cholesky -> List.of(cholesky(y, g));
            case Decomposition.TriangularSolve(boolean upper, boolean transpose) -> {
                Tensor b = Tensor.apply(new Decomposition.TriangularSolve(upper, !transpose), a, g);
                Tensor outer = transpose ? y.matmul(b.transposed()) : b.matmul(y.transposed());
                Tensor triangle = upper ? atLeast(a, 0) : atLeast(a, 0).transposed();
                yield List.of(outer.multiply(triangle).negate(), b);
            }
            case Decomposition.Solve solve -> {
                Tensor b = LinearAlgebra.solve(a.transposed(), g);
                yield List.of(b.matmul(y.transposed()).negate(), b);
            }
            case Decomposition.LogDeterminant log ->
                List.of(LinearAlgebra.inverse(a).transposed().multiply(g));
            case Decomposition.SymmetricEigen eigen -> List.of(symmetricEigen(y, g));
            case Decomposition.SingularValues svd -> List.of(singularValues(a, y, g));
        };
    }

    /** {@code Ā = L⁻ᵀ Φ(Lᵀ L̄) L⁻¹}, Φ taking the lower triangle with half the diagonal. */
    private static Tensor cholesky(Tensor l, Tensor g) {
        Tensor half = atLeast(l, 0).add(atLeast(l, 1)).multiply(0.5).transposed();
        Tensor lower = g.multiply(atLeast(l, 0).transposed());
        Tensor phi = l.transposed().matmul(lower).multiply(half);
        Tensor left = Tensor.apply(new Decomposition.TriangularSolve(false, true), l, phi);
        Tensor s = Tensor.apply(new Decomposition.TriangularSolve(false, true), l, left.transposed())
                .transposed();
        return onLowerTriangle(s);
    }

    /** {@code Ā = V (diag λ̄ + F ∘ VᵀV̄) Vᵀ} with {@code F_ij = 1 / (λ_j - λ_i)} off the diagonal. */
    private static Tensor symmetricEigen(Tensor packed, Tensor g) {
        int n = packed.extent(-1);
        Tensor values = packed.slice(-2, 0, 1);
        Tensor v = packed.slice(-2, 1, n + 1);
        Tensor f = safeReciprocal(values.subtract(values.transposed()));
        Tensor inner = v.transposed().matmul(g.slice(-2, 1, n + 1)).multiply(f);
        Tensor middle = inner.add(diagonal(g.slice(-2, 0, 1)));
        return onLowerTriangle(v.matmul(middle).matmul(v.transposed()));
    }

    private static Tensor singularValues(Tensor a, Tensor packed, Tensor g) {
        int m = a.extent(-2);
        int n = a.extent(-1);
        Tensor s = packed.slice(-2, 0, 1);
        Tensor u = packed.slice(-2, 1, 1 + m);
        Tensor v = packed.slice(-2, 1 + m, 1 + m + n);
        Tensor gu = g.slice(-2, 1, 1 + m);
        Tensor gv = g.slice(-2, 1 + m, 1 + m + n);
        Tensor squares = s.square();
        Tensor f = safeReciprocal(squares.subtract(squares.transposed()));
        Tensor fu = antisymmetric(u, gu).multiply(f).multiply(s);
        Tensor fv = antisymmetric(v, gv).multiply(f).multiply(s.transposed());
        Tensor core = u.matmul(fu.add(fv).add(diagonal(g.slice(-2, 0, 1)))).matmul(v.transposed());
        Tensor inverse = safeReciprocal(s);
        Tensor outsideU = offRange(u, gu).multiply(inverse).matmul(v.transposed());
        Tensor outsideV = u.matmul(offRange(v, gv).multiply(inverse).transposed());
        return core.add(outsideU).add(outsideV);
    }

    private static Tensor antisymmetric(Tensor q, Tensor gq) {
        Tensor product = q.transposed().matmul(gq);
        return product.subtract(product.transposed());
    }

    /** {@code (I - Q Qᵀ) Q̄}. */
    private static Tensor offRange(Tensor q, Tensor gq) {
        return gq.subtract(q.matmul(q.transposed().matmul(gq)));
    }

    /** 1/d where d ≠ 0, else 0: equal eigenvalues drop out instead of dividing by zero. */
    private static Tensor safeReciprocal(Tensor d) {
        Tensor zero = d.equalTo(0);
        return Tensor.where(
                zero,
                Tensor.full(d.type(), 0),
                Tensor.where(zero, Tensor.full(d.type(), 1), d).reciprocal());
    }

    /** The gradient in a symmetric matrix of which the lower triangle is read: both places of a pair, moved to one. */
    private static Tensor onLowerTriangle(Tensor s) {
        Tensor both = s.add(s.transposed());
        return both.multiply(atLeast(s, 1).transposed()).add(s.multiply(identity(s)));
    }

    private static Tensor diagonal(Tensor row) {
        Shape square = row.shape().with(-2, row.extent(-1));
        TensorType type = new TensorType(square, DType.INT32);
        Tensor onDiagonal = Tensor.apply(new Generator.Iota(type, square.rank() - 2))
                .equalTo(Tensor.apply(new Generator.Iota(type, square.rank() - 1)))
                .cast(row.dtype());
        return onDiagonal.multiply(row);
    }

    private static Tensor identity(Tensor like) {
        return Tensor.identity(like.dtype(), like.extent(-1)).broadcastTo(like.shape());
    }

    /** 1 where {@code column - row ≥ k}, else 0. */
    private static Tensor atLeast(Tensor like, int k) {
        int n = like.extent(-1);
        TensorType type = new TensorType(Shape.of(n, n), DType.INT32);
        Tensor row = Tensor.apply(new Generator.Iota(type, 0));
        Tensor column = Tensor.apply(new Generator.Iota(type, 1));
        return column.subtract(row).greaterEqual(k).cast(like.dtype()).broadcastTo(like.shape());
    }
}
