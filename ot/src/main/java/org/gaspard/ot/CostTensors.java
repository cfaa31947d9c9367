package org.gaspard.ot;

import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;

/**
 * The matrices of a {@link Cost} as tensors, so that losses on them are differentiable in the points. They are made from
 * the Gram matrix of the points, one matrix product in O(n²d), and are exactly symmetric.
 */
public final class CostTensors {

    private CostTensors() {}

    /**
     * The costs among the rows of {@code points}, [n, n], computed in float64 whatever the type of the points. The gradient
     * of the Euclidean distance of coinciding points is taken as 0, and so is that of the cosines of a zero vector.
     *
     * @param points [n, ...]; axes after the first are flattened
     * @throws IllegalArgumentException for a {@link Cost.Custom}, whose function is not one of tensors
     */
    public static Tensor matrix(Cost cost, Tensor points) {
        if (points.rank() < 2 || !points.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    "points of type " + points.type() + ", expected floating-point numbers [n, ...]");
        }
        Tensor x = points.reshape(points.extent(0), -1).cast(DType.FLOAT64);
        return switch (cost) {
            case Cost.InnerProduct() -> gram(x);
            case Cost.SquaredEuclidean() -> squaredDistances(x);
            case Cost.Euclidean() -> {
                Tensor squares = squaredDistances(x);
                Tensor apart = squares.greater(0);
                Tensor one = Tensor.full(squares.type(), 1);
                yield Tensor.where(apart, squares, one).sqrt().multiply(apart);
            }
            case Cost.CosineSimilarity() -> cosines(x);
            case Cost.CosineDistance() -> cosines(x).negate().add(1);
            case Cost.Scaled(double alpha, Cost base) -> matrix(base, points).multiply(alpha);
            case Cost.Custom custom ->
                throw new IllegalArgumentException(
                        "the cost '" + custom.name() + "' is a function on arrays and has no gradient");
        };
    }

    private static Tensor gram(Tensor x) {
        Tensor products = x.matmul(x.transposed());
        return products.add(products.transposed()).multiply(0.5);
    }

    /** Centred first, which moves no distance and keeps the expansion from cancelling. */
    private static Tensor squaredDistances(Tensor x) {
        Tensor gram = gram(x.subtract(x.meanKeep(0).stopGradient()));
        int n = x.extent(0);
        Tensor squares = gram.multiply(Tensor.identity(DType.FLOAT64, n)).sumKeep(1);
        Tensor off = Tensor.identity(DType.FLOAT64, n).negate().add(1);
        return squares.add(squares.transposed()).subtract(gram.multiply(2)).multiply(off);
    }

    private static Tensor cosines(Tensor x) {
        Tensor squares = x.square().sumKeep(1);
        Tensor counts = squares.greater(Cost.SMALLEST_NORM * Cost.SMALLEST_NORM);
        Tensor norms =
                Tensor.where(counts, squares, Tensor.full(squares.type(), 1)).sqrt();
        return gram(x.multiply(counts).divide(norms));
    }
}
