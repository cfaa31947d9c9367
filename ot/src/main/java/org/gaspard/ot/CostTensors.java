package org.gaspard.ot;

import java.util.List;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.ot.check.Checks;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Powers;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * The matrices of a {@link Cost} as tensors, so that losses on them are differentiable in the points, to any order where the
 * cost is.
 *
 * <p>The costs among one set of points are made from their Gram matrix, one matrix product in O(n²d), where the cost allows
 * it, and from all differences of coordinates, in O(n²d) memory too, for the angle, p-norms and the elastic cost. They are
 * exactly symmetric. The costs between two sets are summed from differences, which is exact for nearby points, in O(nmd);
 * their gradient costs products of matrices alone, and only p-norms and the elastic cost need O(nmd) memory.
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
        Tensor given = flattened("points", points);
        Tensor x = given.cast(DType.FLOAT64);
        return switch (cost) {
            case Cost.InnerProduct() -> gram(given, false);
            case Cost.SquaredEuclidean() -> squaredDistances(given);
            case Cost.Euclidean() -> Powers.root(squaredDistances(given));
            case Cost.CosineSimilarity() -> cosines(x);
            case Cost.CosineDistance() -> cosines(x).negate().add(1);
            case Cost.Angle() -> angles(x);
            case Cost.PNorm(double p, double q) -> pNorms(differences(x, x), p, q);
            case Cost.Elastic(double gamma) ->
                squaredDistances(given)
                        .multiply(0.5)
                        .add(differences(x, x).abs().sum(2).multiply(gamma));
            case Cost.Scaled(double alpha, Cost base) -> matrix(base, points).multiply(alpha);
            case Cost.Custom custom -> throw withoutGradient(custom);
        };
    }

    /**
     * The costs between the rows of x and those of y, {@code C[i,j] = c(x_i, y_j)}, [n, m], as {@link #matrix(Cost, Tensor)}
     * has them among the rows of one tensor: in float64, with the gradient 0 where the cost has none.
     *
     * @param x [n, ...]; axes after the first are flattened to d numbers
     * @param y [m, ...] with as many numbers a point; of any floating-point type; the same tensor as x for the costs among one set,
     *     which then take half the work
     * @throws IllegalArgumentException if the points differ in their numbers, and for a {@link Cost.Custom}
     */
    public static Tensor matrix(Cost cost, Tensor x, Tensor y) {
        Tensor left = flattened("x", x).cast(DType.FLOAT64);
        Tensor right = x == y ? left : flattened("y", y).cast(DType.FLOAT64);
        if (left.extent(1) != right.extent(1)) {
            throw new IllegalArgumentException("x has points of " + left.extent(1) + " numbers and y of "
                    + right.extent(1) + ", expected equally many");
        }
        return between(cost, left, right);
    }

    private static Tensor between(Cost cost, Tensor x, Tensor y) {
        return switch (cost) {
            case Cost.InnerProduct() -> x.matmul(y.transposed());
            case Cost.SquaredEuclidean() -> squaredDistances(x, y);
            case Cost.Euclidean() -> Powers.root(squaredDistances(x, y));
            case Cost.CosineSimilarity() -> unit(x).matmul(unit(y).transposed());
            case Cost.CosineDistance() ->
                unit(x).matmul(unit(y).transposed()).negate().add(1);
            case Cost.Angle() -> {
                Tensor u = unit(x);
                Tensor v = unit(y);
                yield angles(squaredDistances(u, v), squaredDistances(u, v.negate()));
            }
            case Cost.PNorm(double p, double q) ->
                p == 2 ? Powers.of(squaredDistances(x, y), q / 2) : pNorms(differences(x, y), p, q);
            case Cost.Elastic(double gamma) ->
                squaredDistances(x, y)
                        .multiply(0.5)
                        .add(differences(x, y).abs().sum(2).multiply(gamma));
            case Cost.Scaled(double alpha, Cost base) -> between(base, x, y).multiply(alpha);
            case Cost.Custom custom -> throw withoutGradient(custom);
        };
    }

    private static Tensor flattened(String name, Tensor points) {
        if (points.rank() < 2 || !points.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    name + " of type " + points.type() + ", expected floating-point numbers [n, ...]");
        }
        Checks.atLeast("the number of elements of " + name, points.size(), 1);
        return points.reshape(points.extent(0), -1);
    }

    private static IllegalArgumentException withoutGradient(Cost.Custom custom) {
        return new IllegalArgumentException(
                "the cost '" + custom.name() + "' is a function on arrays and has no gradient");
    }

    /**
     * {@code α} times the costs, with a scale that is learned: {@code α = e^raw} or {@code ln(1 + e^raw)}, positive for every
     * number. In a Gromov loss it is what makes the costs of one space comparable with those of the other.
     *
     * @param raw a floating-point scalar, differentiable; {@link PositiveScale#inverse} says where to start
     * @throws IllegalArgumentException if {@code raw} has more than one element
     */
    public static Tensor scaled(Cost cost, Tensor points, Tensor raw, PositiveScale positive) {
        return matrix(cost, points).multiply(factor(raw, positive));
    }

    /** {@link #scaled(Cost, Tensor, Tensor, PositiveScale)} between two sets of points, as {@link #matrix(Cost, Tensor, Tensor)}. */
    public static Tensor scaled(Cost cost, Tensor x, Tensor y, Tensor raw, PositiveScale positive) {
        return matrix(cost, x, y).multiply(factor(raw, positive));
    }

    private static Tensor factor(Tensor raw, PositiveScale positive) {
        if (raw.size() != 1 || !raw.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    "raw of type " + raw.type() + ", expected a floating-point tensor of one element");
        }
        return positive.of(raw.cast(DType.FLOAT64).reshape());
    }

    /** {@code x_ik − y_jk}, [n, m, d]. */
    private static Tensor differences(Tensor x, Tensor y) {
        return x.expand(1).subtract(y.expand(0));
    }

    private static Tensor pNorms(Tensor differences, double p, double q) {
        Tensor sizes = differences.abs();
        if (Double.isInfinite(p)) {
            return Powers.of(sizes.max(2), q);
        }
        Tensor powers = p == 1 ? sizes : p == 2 ? differences.square() : Powers.of(sizes, p);
        return Powers.of(powers.sum(2), q / p);
    }

    private static Tensor angles(Tensor x) {
        Tensor u = unit(x);
        return angles(
                differences(u, u).square().sum(2),
                u.expand(1).add(u.expand(0)).square().sum(2));
    }

    /** From {@code ‖u − v‖²} and {@code ‖u + v‖²}. */
    private static Tensor angles(Tensor squaredDifferences, Tensor squaredSums) {
        Tensor apart = Powers.root(squaredDifferences);
        Tensor together = Powers.root(squaredSums);
        // Two zero vectors are at the angle 0: atan2(0, 1) instead of atan2(0, 0), which has no gradient.
        Tensor bothZero = apart.add(together).equalTo(0);
        return apart.atan2(together.add(bothZero)).multiply(2);
    }

    /**
     * {@code XXᵀ} in float64, of the points or of these less their mean. The gradient {@code (G + Gᵀ) X}, one product of
     * matrices and the larger part of the work for points of many numbers, has their own type, as what comes of it has.
     */
    private static Tensor gram(Tensor points, boolean centred) {
        Tensor x = centred
                ? points.cast(DType.FLOAT64).subtract(centre(points).cast(DType.FLOAT64))
                : points.cast(DType.FLOAT64);
        Tensor products = x.matmul(x.transposed());
        Tensor value = products.add(products.transposed()).multiply(0.5);
        return Autodiff.custom(value, List.of(points), (in, result, g) -> {
            Tensor p = in.getFirst();
            Tensor both = g.add(g.transposed()).cast(p.dtype());
            return List.of(both.matmul(centred ? p.subtract(centre(p)) : p));
        });
    }

    /** Any point in the middle will do. */
    private static Tensor centre(Tensor points) {
        return points.meanKeep(0).stopGradient();
    }

    /** Centred first, which moves no distance and keeps the expansion from cancelling. */
    private static Tensor squaredDistances(Tensor x) {
        Tensor gram = gram(x, true);
        int n = x.extent(0);
        Tensor squares = gram.multiply(Tensor.identity(DType.FLOAT64, n)).sumKeep(1);
        Tensor off = Tensor.identity(DType.FLOAT64, n).negate().add(1);
        return squares.add(squares.transposed()).subtract(gram.multiply(2)).multiply(off);
    }

    /**
     * {@code ‖x_i − y_j‖²}, summed from differences, with the gradient {@code 2 (diag(G1) x − G y)} in x for a cotangent G, and
     * likewise in y. A shift of all points changes nothing in it but how much of it cancels.
     */
    private static Tensor squaredDistances(Tensor x, Tensor y) {
        if (x == y) {
            return squaredDistancesAmong(x);
        }
        int n = x.extent(0);
        int m = y.extent(0);
        TensorType type = new TensorType(Shape.of(n, m), DType.FLOAT64);
        Tensor value = Tensor.apply(new HostCall(new SquaredDistances(n, m, x.extent(1)), type), x, y);
        return Autodiff.custom(value, List.of(x, y), (points, result, g) -> {
            Tensor centre = points.get(0).meanKeep(0).stopGradient();
            Tensor left = points.get(0).subtract(centre);
            Tensor right = points.get(1).subtract(centre);
            Tensor inX = left.multiply(g.sumKeep(1)).subtract(g.matmul(right));
            Tensor inY =
                    right.multiply(g.sum(0).expand(1)).subtract(g.transposed().matmul(left));
            return List.of(inX.multiply(2), inY.multiply(2));
        });
    }

    /** The same where both sets are one: half the differences, and one product of matrices in the gradient. */
    private static Tensor squaredDistancesAmong(Tensor x) {
        int n = x.extent(0);
        TensorType type = new TensorType(Shape.of(n, n), DType.FLOAT64);
        Tensor value = Tensor.apply(new HostCall(new SquaredDistancesAmong(n, x.extent(1)), type), x);
        return Autodiff.custom(value, List.of(x), (points, result, g) -> {
            Tensor p = points.getFirst();
            Tensor centred = p.subtract(p.meanKeep(0).stopGradient());
            Tensor both = g.add(g.transposed());
            return List.of(centred.multiply(both.sumKeep(1))
                    .subtract(both.matmul(centred))
                    .multiply(2));
        });
    }

    private record SquaredDistancesAmong(int n, int d) implements HostCall.HostFunction {

        @Override
        public void compute(List<Storage> inputs, Storage output) {
            double[] x = ((Storage.Doubles) inputs.getFirst()).data();
            double[] distances = CoordinateSums.squaresAmong(x, n, d);
            System.arraycopy(distances, 0, ((Storage.Doubles) output).data(), 0, n * n);
        }
    }

    private record SquaredDistances(int n, int m, int d) implements HostCall.HostFunction {

        @Override
        public void compute(List<Storage> inputs, Storage output) {
            double[] x = ((Storage.Doubles) inputs.get(0)).data();
            double[] y = ((Storage.Doubles) inputs.get(1)).data();
            double[] distances = Cost.squaredEuclidean().matrix(x, n, y, m, d);
            System.arraycopy(distances, 0, ((Storage.Doubles) output).data(), 0, n * m);
        }
    }

    private static Tensor cosines(Tensor x) {
        return gram(unit(x), false);
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
