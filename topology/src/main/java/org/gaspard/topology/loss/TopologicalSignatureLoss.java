package org.gaspard.topology.loss;

import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.divergence.DistanceNormalisation;

/**
 * The signature loss of topological autoencoders ([MHRB20]): the distances that matter to the topology of each
 * space are to be the same in the other one,
 *
 * <pre>{@code L = ½ ‖A[π_A] − B[π_A]‖² + ½ ‖B[π_B] − A[π_B]‖²}</pre>
 *
 * <p>with A and B the matrices of distances of data and latents, and π the critical edges of each; in dimension 0 those of
 * the minimum spanning tree. The gradient flows through the selected distances alone, of both matrices in both terms; π is
 * a constant. The loss is a sum over edges and grows with the number of points.
 *
 * @param edges which edges are critical
 * @param first what A is divided by, a constant for differentiation
 * @param second what B is divided by, a constant for differentiation
 */
public record TopologicalSignatureLoss(EdgeSelection edges, DistanceNormalisation first, DistanceNormalisation second) {

    /** Dimension 0, each matrix divided by its largest distance. */
    public static TopologicalSignatureLoss standard() {
        return new TopologicalSignatureLoss(
                EdgeSelection.spanningTree(), DistanceNormalisation.maximum(), DistanceNormalisation.maximum());
    }

    public TopologicalSignatureLoss withEdges(EdgeSelection changed) {
        return new TopologicalSignatureLoss(changed, first, second);
    }

    /** The same loss with other scales. */
    public TopologicalSignatureLoss withNormalisation(DistanceNormalisation ofFirst, DistanceNormalisation ofSecond) {
        return new TopologicalSignatureLoss(edges, ofFirst, ofSecond);
    }

    /**
     * The loss, a scalar.
     *
     * @param a A, symmetric distances, floating-point, [n, n]
     * @param b B, of the same type
     * @throws IllegalArgumentException if the types are not equal, square and floating-point; when computed, if a matrix is
     *     not symmetric
     */
    public Tensor between(Tensor a, Tensor b) {
        SelectedEdges.points(a, b);
        return compare(first.apply(a), second.apply(b));
    }

    /**
     * The loss with B divided by a learned number besides, in which it is differentiable.
     *
     * @param scale positive, of the element type of B, one element
     * @throws IllegalArgumentException as {@link #between(Tensor, Tensor)}, or if the scale is of another type
     */
    public Tensor between(Tensor a, Tensor b, Tensor scale) {
        SelectedEdges.points(a, b);
        if (scale.size() != 1 || scale.dtype() != b.dtype()) {
            throw new IllegalArgumentException(
                    "scale of type " + scale.type() + ", expected one number of type " + b.dtype());
        }
        return compare(first.apply(a), second.apply(b).divide(scale.reshape(Shape.scalar())));
    }

    private Tensor compare(Tensor a, Tensor b) {
        return term(a, b, SelectedEdges.positions(edges, a)).add(term(a, b, SelectedEdges.positions(edges, b)));
    }

    private static Tensor term(Tensor a, Tensor b, Tensor positions) {
        return SelectedEdges.at(a, positions)
                .subtract(SelectedEdges.at(b, positions))
                .square()
                .sum()
                .multiply(0.5);
    }
}
