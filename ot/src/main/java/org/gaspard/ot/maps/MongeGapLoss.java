package org.gaspard.ot.maps;

import java.util.Arrays;
import java.util.List;
import org.gaspard.ot.Assignment;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.ot.ValueConvention;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.entropic.EntropicTransport;
import org.gaspard.ot.entropic.EntropicTransportLoss;
import org.gaspard.ot.entropic.Relaxation;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.HostCall;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * The Monge gap of a map T on n points x_i ([UC23, definition 2]), as a differentiable tensor: how much more T costs than the
 * cheapest way to the same images,
 *
 * <pre>{@code
 * M_c(T) = 1/n Σ_i c(x_i, T(x_i)) − W_c(1/n Σ δ_{x_i}, 1/n Σ δ_{T(x_i)})
 * }</pre>
 *
 * <p>It is 0 if and only if T is an optimal map between the points and their images; adding it to a fitting loss asks for an
 * optimal map to a target. W_c is exact or entropic. With {@link ValueConvention#ENTROPIC}, the convention of [UC23], the gap is
 * positive, at least {@code ε log n}; under the others an entropic gap may be negative. The gradient does not depend on the
 * convention: that of ENTROPIC and DIVERGENCE, by the envelope theorem, with the plan as a constant. Second derivatives ignore how
 * the plan moves; in exact mode, where it does not, they are right wherever the plan is unique.
 */
public final class MongeGapLoss {

    private MongeGapLoss() {}

    /**
     * The gap with entropic transport; the solver runs each time the graph is computed.
     *
     * @param cost c; with a function of tensors, so not a {@link Cost.Custom}
     * @param points x, floating-point, [n, d]
     * @param images T(x), of the same type
     * @param solver balanced
     * @param value which number W_c is
     * @return a scalar of the type of the points
     * @throws IllegalArgumentException if the types are not equal, or the solver is not balanced
     */
    public static Tensor entropic(
            Cost cost, Tensor points, Tensor images, EntropicTransport solver, ValueConvention value) {
        if (!(solver.relaxation() instanceof Relaxation.Balanced)) {
            throw new IllegalArgumentException("the relaxation is " + solver.relaxation() + ", expected balanced");
        }
        Tensor between = between(cost, points, images);
        int n = points.extent(0);
        Tensor weights = Tensor.full(new TensorType(Shape.of(n), DType.FLOAT64), 1.0 / n);
        EntropicTransportLoss.InGraph transport = EntropicTransportLoss.inGraph(between, weights, weights, solver);
        Tensor offset = switch (value) {
            case DIVERGENCE -> Tensor.full(new TensorType(Shape.scalar(), DType.FLOAT64), 0);
            // KL(P ‖ abᵀ) = 2 log n − H(P) for uniform weights.
            case ENTROPIC -> transport.epsilon().multiply(2 * Math.log(n));
            case TRANSPORT ->
                transport.value().subtract(transport.plan().multiply(between).sum());
        };
        return meanOfPairs(between)
                .subtract(transport.value())
                .add(offset.stopGradient())
                .cast(points.dtype());
    }

    /**
     * The gap with exact transport, an assignment in {@code O(n³)} each time the graph is computed; at least 0.
     *
     * @param cost c; with a function of tensors, so not a {@link Cost.Custom}
     * @param points x, floating-point, [n, d]
     * @param images T(x), of the same type
     * @return a scalar of the type of the points; NaN if a cost is not finite
     * @throws IllegalArgumentException if the types are not equal
     */
    public static Tensor exact(Cost cost, Tensor points, Tensor images) {
        Tensor between = between(cost, points, images);
        int n = points.extent(0);
        Tensor plan =
                Tensor.apply(new HostCall(new Matching(n), new TensorType(Shape.of(n, n), DType.FLOAT64)), between);
        return meanOfPairs(between)
                .subtract(plan.stopGradient().multiply(between).sum())
                .cast(points.dtype());
    }

    /** {@code c(x_i, T(x_j))}, float64 [n, n]. */
    private static Tensor between(Cost cost, Tensor points, Tensor images) {
        if (points.rank() != 2
                || !points.type().equals(images.type())
                || !points.dtype().isFloating()) {
            throw new IllegalArgumentException("points and images of types " + points.type() + " and " + images.type()
                    + ", expected one floating-point type [n, d]");
        }
        Checks.atLeast("the number of points", points.extent(0), 1);
        return CostTensors.matrix(cost, points, images);
    }

    private static Tensor meanOfPairs(Tensor between) {
        int n = between.extent(0);
        return between.multiply(Tensor.identity(DType.FLOAT64, n)).sum().multiply(1.0 / n);
    }

    /** The cheapest matching as a coupling. */
    private record Matching(int n) implements HostCall.HostFunction {

        @Override
        public void compute(List<Storage> inputs, Storage output) {
            double[] costs = ((Storage.Doubles) inputs.getFirst()).data();
            double[] plan = ((Storage.Doubles) output).data();
            boolean finite = true;
            for (double value : costs) {
                finite &= Double.isFinite(value);
            }
            Arrays.fill(plan, finite ? 0 : Double.NaN);
            if (finite) {
                int[] columns = Assignment.solve(costs, n, n).columnOf();
                for (int i = 0; i < n; i++) {
                    plan[i * n + columns[i]] = 1.0 / n;
                }
            }
        }
    }
}
