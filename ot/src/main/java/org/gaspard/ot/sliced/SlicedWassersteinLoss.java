package org.gaspard.ot.sliced;

import java.util.Arrays;
import java.util.List;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.exact.LineTransport;
import org.gaspard.ot.exact.SparsePlan;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * The sliced Wasserstein distance as a differentiable tensor ([BRPP15]).
 *
 * <p>Which projected points are matched is a constant for differentiation: it changes only where two projections coincide.
 * Elsewhere the value is a smooth function of the differences of matched points, to second order too ({@code |t|^p} in both
 * orders with the derivative 0 at t = 0). It is differentiable in the points and in the directions.
 */
public final class SlicedWassersteinLoss {

    private static final HostCall.HostFunction MATCH = SlicedWassersteinLoss::match;

    private SlicedWassersteinLoss() {}

    /** Directions drawn uniformly from the sphere, [count, d]: a part of the graph, new for each key. */
    public static Tensor directions(RandomKey key, DType dtype, int count, int d) {
        Tensor normal = key.normal(dtype, count, d);
        return normal.divide(normal.square().sumKeep(1).sqrt());
    }

    /**
     * The mean of {@code W_p^p} over directions between the uniform distributions on n and m points: sorting is a part of the
     * graph.
     *
     * @param x [n, ...]; axes after the first are flattened to d numbers
     * @param y [m, ...] with as many numbers a point, of the same type
     * @param directions unit vectors [L, d], of the same type
     * @param p at least 1, finite
     * @return a scalar
     */
    public static Tensor value(Tensor x, Tensor y, Tensor directions, double p) {
        Tensor left = project("x", x, directions).sort(1);
        Tensor right = project("y", y, directions).sort(1);
        int n = x.extent(0);
        int m = y.extent(0);
        if (n == m) {
            return power(left.subtract(right), p).mean();
        }
        double[] a = new double[n];
        double[] b = new double[m];
        Arrays.fill(a, 1.0 / n);
        Arrays.fill(b, 1.0 / m);
        SparsePlan ranks = LineTransport.power(p).plan(iota(n), a, iota(m), b);
        Tensor apart = left.gather(1, Tensor.of(ranks.rowOf())).subtract(right.gather(1, Tensor.of(ranks.columnOf())));
        return power(apart, p)
                .multiply(Tensor.of(ranks.mass()).cast(x.dtype()))
                .sum()
                .divide(directions.extent(0));
    }

    /**
     * The mean of {@code W_p^p} over directions between two weighted sets of points. The couplings are found on arrays, each
     * time the graph is computed. Where a number is not finite the value is NaN.
     *
     * @param x n points, [n, ...]
     * @param a n weights, at least 0; constants for differentiation
     * @param y m points, [m, ...], of the same type
     * @param b m weights, with the same sum as a (to 10⁻⁶ of it)
     * @param directions unit vectors [L, d], of the same type
     * @param p at least 1, finite
     * @return a scalar
     */
    public static Tensor value(Tensor x, Tensor a, Tensor y, Tensor b, Tensor directions, double p) {
        Tensor left = project("x", x, directions);
        Tensor right = project("y", y, directions);
        int n = checkWeights("a", a, x);
        int m = checkWeights("b", b, y);
        int count = directions.extent(0);
        int steps = n + m - 1;
        TensorType packed = new TensorType(Shape.of(count, 3, steps), DType.FLOAT64);
        Tensor answer = Tensor.apply(
                new HostCall(MATCH, packed),
                left.cast(DType.FLOAT64),
                a.cast(DType.FLOAT64),
                right.cast(DType.FLOAT64),
                b.cast(DType.FLOAT64));
        Tensor rows = answer.index(1, 0).cast(DType.INT32);
        Tensor columns = answer.index(1, 1).cast(DType.INT32);
        Tensor mass = answer.index(1, 2).cast(x.dtype());
        Tensor apart = left.takeAlong(1, rows).subtract(right.takeAlong(1, columns));
        return power(apart, p).multiply(mass).sum().divide(count);
    }

    /** For each line of projections the rows, the columns and the masses of the coupling, 0 after its end. */
    private static void match(List<Storage> inputs, Storage output) {
        double[] left = ((Storage.Doubles) inputs.get(0)).data();
        double[] a = ((Storage.Doubles) inputs.get(1)).data();
        double[] right = ((Storage.Doubles) inputs.get(2)).data();
        double[] b = ((Storage.Doubles) inputs.get(3)).data();
        double[] out = ((Storage.Doubles) output).data();
        Arrays.fill(out, 0);
        int steps = a.length + b.length - 1;
        LineTransport line = LineTransport.power(1);
        for (int l = 0; l < left.length / a.length; l++) {
            double[] x = SlicedWasserstein.row(left, l, a.length);
            double[] y = SlicedWasserstein.row(right, l, b.length);
            int at = 3 * l * steps;
            if (Arrays.stream(x).allMatch(Double::isFinite) && Arrays.stream(y).allMatch(Double::isFinite)) {
                SparsePlan plan = line.plan(x, a, y, b);
                for (int k = 0; k < plan.size(); k++) {
                    out[at + k] = plan.rowOf()[k];
                    out[at + steps + k] = plan.columnOf()[k];
                    out[at + 2 * steps + k] = plan.mass()[k];
                }
            } else {
                Arrays.fill(out, at + 2 * steps, at + 3 * steps, Double.NaN);
            }
        }
    }

    private static Tensor project(String name, Tensor points, Tensor directions) {
        if (points.rank() < 1 || !points.dtype().isFloating() || points.dtype() != directions.dtype()) {
            throw new IllegalArgumentException(name + " of type " + points.type() + " and directions of type "
                    + directions.type() + ", expected one floating-point type");
        }
        int n = Checks.atLeast("the number of points of " + name, points.extent(0), 1);
        if (directions.rank() != 2 || directions.extent(1) != points.size() / n) {
            throw new IllegalArgumentException(name + " has points of " + points.size() / n
                    + " numbers and directions the shape " + directions.shape() + ", expected [L, d]");
        }
        return directions.matmul(points.reshape(n, -1).transposed());
    }

    private static int checkWeights(String name, Tensor weights, Tensor points) {
        int n = points.extent(0);
        if (weights.rank() != 1 || weights.extent(0) != n || !weights.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    name + " is of type " + weights.type() + ", expected " + n + " floating-point numbers");
        }
        return n;
    }

    private static Tensor power(Tensor t, double p) {
        Checks.within("p", p, 1, Double.MAX_VALUE);
        if (p == 1) {
            return t.abs();
        }
        if (p == 2) {
            return t.square();
        }
        Tensor apart = t.equalTo(0).negate().add(1);
        return Tensor.where(apart, t.abs(), Tensor.full(t.type(), 1)).power(p).multiply(apart);
    }

    private static double[] iota(int n) {
        double[] numbers = new double[n];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }
}
