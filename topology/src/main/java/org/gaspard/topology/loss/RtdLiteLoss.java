package org.gaspard.topology.loss;

import org.gaspard.tensor.Tensor;
import org.gaspard.topology.divergence.DistanceNormalisation;

/**
 * RTD-Lite as a differentiable loss ([TVTBB25]): sums of the weights of minimum spanning trees of two matrices of distances
 * A and B and of {@code C = min(A, B)}, as in {@link org.gaspard.topology.divergence.RtdLite}. The gradient flows through
 * the weights of the trees' edges alone, n − 1 for each tree; where A and B are equal each takes half of it.
 *
 * <p>Time {@code O(n²)} for each tree, and {@code O(n² log n)} for a quantile.
 *
 * @param normalisation what each matrix is divided by, a constant for differentiation
 * @param form which sum is meant
 */
public record RtdLiteLoss(DistanceNormalisation normalisation, Form form) {

    /** The sums. */
    public enum Form {
        /** {@code ½ (MST(A) + MST(B) − 2 MST(C))}, the divergence. */
        SCORE,
        /** {@code MST(A) − MST(C)}: clusters that are apart in A and together in B. */
        FIRST,
        /** {@code MST(B) − MST(C)}. */
        SECOND,
        /** {@code MST(max(A, B)) − MST(C)}; as SRTD-lite ([WH26]) this is inferred, not that paper's definition. */
        SYMMETRIC
    }

    /** The divergence with the 0.9-quantile, as published. */
    public static RtdLiteLoss standard() {
        return new RtdLiteLoss(DistanceNormalisation.standard(), Form.SCORE);
    }

    public RtdLiteLoss withNormalisation(DistanceNormalisation changed) {
        return new RtdLiteLoss(changed, form);
    }

    public RtdLiteLoss withForm(Form changed) {
        return new RtdLiteLoss(normalisation, changed);
    }

    /**
     * The loss, a scalar.
     *
     * @param first A, symmetric distances, floating-point, [n, n]
     * @param second B, of the same type
     * @throws IllegalArgumentException if the types are not equal, square and floating-point; when computed, if a matrix is
     *     not symmetric
     */
    public Tensor between(Tensor first, Tensor second) {
        SelectedEdges.points(first, second);
        Tensor a = normalisation.apply(first);
        Tensor b = normalisation.apply(second);
        Tensor c = minimum(a, b);
        return switch (form) {
            case SCORE -> tree(a).add(tree(b)).multiply(0.5).subtract(c);
            case FIRST -> tree(a).subtract(c);
            case SECOND -> tree(b).subtract(c);
            case SYMMETRIC -> maximum(a, b).subtract(c);
        };
    }

    private static Tensor tree(Tensor distances) {
        return SelectedEdges.at(distances, edges(distances)).sum();
    }

    private static Tensor minimum(Tensor a, Tensor b) {
        Tensor edges = edges(a.minimum(b));
        return SelectedEdges.at(a, edges).minimum(SelectedEdges.at(b, edges)).sum();
    }

    private static Tensor maximum(Tensor a, Tensor b) {
        Tensor edges = edges(a.maximum(b));
        return SelectedEdges.at(a, edges).maximum(SelectedEdges.at(b, edges)).sum();
    }

    private static Tensor edges(Tensor distances) {
        return SelectedEdges.positions(EdgeSelection.spanningTree(), distances);
    }
}
