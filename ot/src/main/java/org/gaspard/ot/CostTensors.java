package org.gaspard.ot;

import org.gaspard.ot.check.Checks;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;

/**
 * The matrices of a {@link Cost} as tensors, so that losses on them are differentiable in the points. They are made from
 * the Gram matrix of the points, one matrix product in O(n²d), where the cost allows it, and from all differences of
 * coordinates, in O(n²d) memory too, for the angle, p-norms and the elastic cost. They are exactly symmetric.
 */
public final class CostTensors {

    private CostTensors() {}

    /**
     * The costs among the rows of {@code points}, [n, n], computed in float64 whatever the type of the points. The gradient
     * of the distance of coinciding points is taken as 0 for every cost, and so is that of the cosines of a zero vector.
     *
     * @param points [n, ...]; axes after the first are flattened
     * @throws IllegalArgumentException for a {@link Cost.Custom}, whose function is not one of tensors
     */
    public static Tensor matrix(Cost cost, Tensor points) {
        if (points.rank() < 2 || !points.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    "points of type " + points.type() + ", expected floating-point numbers [n, ...]");
        }
        Checks.atLeast("the number of elements of points", points.size(), 1);
        Tensor x = points.reshape(points.extent(0), -1).cast(DType.FLOAT64);
        return switch (cost) {
            case Cost.InnerProduct() -> gram(x);
            case Cost.SquaredEuclidean() -> squaredDistances(x);
            case Cost.Euclidean() -> positivePower(squaredDistances(x), 0.5);
            case Cost.CosineSimilarity() -> cosines(x);
            case Cost.CosineDistance() -> cosines(x).negate().add(1);
            case Cost.Angle() -> angles(x);
            case Cost.PNorm(double p, double q) -> pNorms(differences(x), p, q);
            case Cost.Elastic(double gamma) ->
                squaredDistances(x)
                        .multiply(0.5)
                        .add(differences(x).abs().sum(2).multiply(gamma));
            case Cost.Scaled(double alpha, Cost base) -> matrix(base, points).multiply(alpha);
            case Cost.Custom custom ->
                throw new IllegalArgumentException(
                        "the cost '" + custom.name() + "' is a function on arrays and has no gradient");
        };
    }

    /**
     * {@code α} times the costs, with a scale that is learned: {@code α = e^raw} or {@code ln(1 + e^raw)}, positive for every
     * number. In a Gromov loss it is what makes the costs of one space comparable with those of the other.
     *
     * @param raw a floating-point scalar, differentiable; {@link PositiveScale#inverse} says where to start
     * @throws IllegalArgumentException if {@code raw} has more than one element
     */
    public static Tensor scaled(Cost cost, Tensor points, Tensor raw, PositiveScale positive) {
        if (raw.size() != 1 || !raw.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    "raw of type " + raw.type() + ", expected a floating-point tensor of one element");
        }
        Tensor alpha = positive.of(raw.cast(DType.FLOAT64).reshape());
        return matrix(cost, points).multiply(alpha);
    }

    /** {@code x_ik − x_jk}, [n, n, d]. */
    private static Tensor differences(Tensor x) {
        return x.expand(1).subtract(x.expand(0));
    }

    private static Tensor pNorms(Tensor differences, double p, double q) {
        Tensor sizes = differences.abs();
        if (Double.isInfinite(p)) {
            return positivePower(sizes.max(2), q);
        }
        Tensor powers = p == 1 ? sizes : p == 2 ? differences.square() : positivePower(sizes, p);
        return positivePower(powers.sum(2), q / p);
    }

    /** {@code x^e} where x is positive, 0 with the gradient 0 where it is 0. */
    private static Tensor positivePower(Tensor x, double e) {
        if (e == 1) {
            return x;
        }
        Tensor positive = x.greater(0);
        return Tensor.where(positive, x, Tensor.full(x.type(), 1)).power(e).multiply(positive);
    }

    private static Tensor angles(Tensor x) {
        Tensor u = unit(x);
        Tensor apart = positivePower(differences(u).square().sum(2), 0.5);
        Tensor together = positivePower(u.expand(1).add(u.expand(0)).square().sum(2), 0.5);
        // Two zero vectors are at the angle 0: atan2(0, 1) instead of atan2(0, 0), which has no gradient.
        Tensor bothZero = apart.add(together).equalTo(0);
        return apart.atan2(together.add(bothZero)).multiply(2);
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
        return gram(unit(x));
    }

    /** The rows divided by their norms; 0 for a zero vector. */
    private static Tensor unit(Tensor x) {
        Tensor squares = x.square().sumKeep(1);
        Tensor counts = squares.greater(Cost.SMALLEST_NORM * Cost.SMALLEST_NORM);
        Tensor norms =
                Tensor.where(counts, squares, Tensor.full(squares.type(), 1)).sqrt();
        return x.multiply(counts).divide(norms);
    }
}
