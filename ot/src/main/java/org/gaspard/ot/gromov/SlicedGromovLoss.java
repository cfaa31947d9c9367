package org.gaspard.ot.gromov;

import java.util.Arrays;
import java.util.List;
import org.gaspard.ot.check.Checks;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.gaspard.tensor.array.Parallel;

/**
 * Sliced Gromov-Wasserstein as a differentiable tensor ([VFT19]): the value of {@link SlicedGromov}, of which the class
 * comment says what it is and what it is not.
 *
 * <p>Along each direction the coupling of the projections, the monotone or the reversed one, is found on arrays each
 * time the graph is computed, and is a constant for differentiation: it changes only where two projections coincide or
 * both orders cost the same. Elsewhere the value, with {@code u = x − y}, {@code v = x + y} for matched centred
 * projections,
 *
 * <pre>{@code
 * E u²v² + E u² E v² + 2 (E uv)²
 * }</pre>
 *
 * <p>is a polynomial in the points and in the directions, so that derivatives of any order are right. Time
 * {@code O(L (n + m)(log(n + m) + d))} for L directions.
 */
public final class SlicedGromovLoss {

    private static final HostCall.HostFunction MATCH = SlicedGromovLoss::match;

    private SlicedGromovLoss() {}

    /**
     * The mean over directions for two clouds with weights. Where a number is not finite the value is NaN.
     *
     * @param x n points, floating-point, [n, d]
     * @param a n weights with sum 1 (to 10⁻⁶); constants for differentiation
     * @param y m points of the same type, [m, e]; points of fewer dimensions get zeros
     * @param b m weights with sum 1
     * @param directions unit vectors of the same type, [L, max(d, e)], such as those of
     *     {@link SlicedGromov#directions} or {@link org.gaspard.ot.sliced.SlicedWassersteinLoss#directions}
     * @return a scalar of that type
     * @throws IllegalArgumentException if shapes or types do not fit; weights that do not sum to 1 are found out when
     *     the graph is computed
     */
    public static Tensor value(Tensor x, Tensor a, Tensor y, Tensor b, Tensor directions) {
        checkPoints("x", x, directions);
        checkPoints("y", y, directions);
        checkWeights("a", a, x);
        checkWeights("b", b, y);
        if (directions.rank() != 2 || directions.extent(1) != Math.max(x.extent(1), y.extent(1))) {
            throw new IllegalArgumentException("directions have the shape " + directions.shape() + ", expected [L, "
                    + Math.max(x.extent(1), y.extent(1)) + "]");
        }
        Tensor p = a.cast(DType.FLOAT64).stopGradient();
        Tensor q = b.cast(DType.FLOAT64).stopGradient();
        Tensor left = centred(project(x, directions), p);
        Tensor right = centred(project(y, directions), q);
        int steps = x.extent(0) + y.extent(0) - 1;
        TensorType packed = new TensorType(Shape.of(directions.extent(0), 3, steps), DType.FLOAT64);
        Tensor answer = Tensor.apply(new HostCall(MATCH, packed), left, p, right, q);
        Tensor xs = left.takeAlong(1, answer.index(1, 0).cast(DType.INT32));
        Tensor ys = right.takeAlong(1, answer.index(1, 1).cast(DType.INT32));
        Tensor mass = answer.index(1, 2);
        Tensor u = xs.subtract(ys);
        Tensor v = xs.add(ys);
        Tensor uv = u.multiply(v);
        Tensor perDirection = uv.square()
                .multiply(mass)
                .sum(1)
                .add(u.square()
                        .multiply(mass)
                        .sum(1)
                        .multiply(v.square().multiply(mass).sum(1)))
                .add(uv.multiply(mass).sum(1).square().multiply(2));
        return perDirection.mean().cast(x.dtype());
    }

    /** {@link #value(Tensor, Tensor, Tensor, Tensor, Tensor)} with the weights 1/n and 1/m. */
    public static Tensor value(Tensor x, Tensor y, Tensor directions) {
        checkPoints("x", x, directions);
        checkPoints("y", y, directions);
        return value(x, uniform(x.extent(0)), y, uniform(y.extent(0)), directions);
    }

    private static Tensor uniform(int n) {
        return Tensor.full(new TensorType(Shape.of(n), DType.FLOAT64), 1.0 / n);
    }

    /** The coordinates along each direction, float64 [L, n]. */
    private static Tensor project(Tensor points, Tensor directions) {
        return directions
                .slice(1, 0, points.extent(1))
                .matmul(points.transposed())
                .cast(DType.FLOAT64);
    }

    private static Tensor centred(Tensor projected, Tensor weights) {
        return projected.subtract(projected.multiply(weights).sumKeep(1));
    }

    /** For each direction the rows, the columns and the masses of the coupling, 0 after its end. */
    private static void match(List<Storage> inputs, Storage output) {
        double[] left = ((Storage.Doubles) inputs.get(0)).data();
        double[] a = ((Storage.Doubles) inputs.get(1)).data();
        double[] right = ((Storage.Doubles) inputs.get(2)).data();
        double[] b = ((Storage.Doubles) inputs.get(3)).data();
        double[] out = ((Storage.Doubles) output).data();
        if (!finite(a) || !finite(b)) {
            Arrays.fill(out, Double.NaN);
            return;
        }
        Arrays.fill(out, 0);
        int steps = a.length + b.length - 1;
        Checks.within("the sum of a", Checks.weights("a", a), 1 - 1e-6, 1 + 1e-6);
        Checks.within("the sum of b", Checks.weights("b", b), 1 - 1e-6, 1 + 1e-6);
        Parallel.run(left.length / a.length, l -> {
            double[] x = Arrays.copyOfRange(left, l * a.length, (l + 1) * a.length);
            double[] y = Arrays.copyOfRange(right, l * b.length, (l + 1) * b.length);
            int at = 3 * l * steps;
            if (finite(x) && finite(y)) {
                SlicedGromov.Matched better = SlicedGromov.Matched.of(x, a, y, b);
                for (int k = 0; k < better.steps().length(); k++) {
                    out[at + k] = better.steps().row()[k];
                    out[at + steps + k] = better.steps().column()[k];
                    out[at + 2 * steps + k] = better.steps().mass()[k];
                }
            } else {
                Arrays.fill(out, at + 2 * steps, at + 3 * steps, Double.NaN);
            }
        });
    }

    private static boolean finite(double[] numbers) {
        return Arrays.stream(numbers).allMatch(Double::isFinite);
    }

    private static void checkPoints(String name, Tensor points, Tensor directions) {
        if (points.rank() != 2
                || points.extent(0) < 1
                || points.extent(1) < 1
                || !points.dtype().isFloating()
                || points.dtype() != directions.dtype()) {
            throw new IllegalArgumentException(name + " of type " + points.type() + " and directions of type "
                    + directions.type() + ", expected points [n, d] and one floating-point type");
        }
    }

    private static void checkWeights(String name, Tensor weights, Tensor points) {
        if (!weights.shape().equals(Shape.of(points.extent(0)))
                || !weights.dtype().isFloating()) {
            throw new IllegalArgumentException(name + " is of type " + weights.type() + ", expected " + points.extent(0)
                    + " floating-point numbers");
        }
    }
}
