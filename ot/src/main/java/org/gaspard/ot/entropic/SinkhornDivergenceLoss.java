package org.gaspard.ot.entropic;

import java.util.List;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Tensor;

/**
 * The {@link SinkhornDivergence} as a tensor, differentiable in the costs or points, the weights and ε: three
 * {@link EntropicTransportLoss}es, with their limits on second derivatives.
 */
public final class SinkhornDivergenceLoss {

    /**
     * A divergence inside a graph.
     *
     * @param value {@code S_ε}, a scalar of the type of the costs, or of the points
     * @param between the problem of a and b; its value and those of the next two are float64
     * @param first the problem of a with itself
     * @param second the problem of b with itself
     */
    public record InGraph(
            Tensor value,
            EntropicTransportLoss.InGraph between,
            EntropicTransportLoss.InGraph first,
            EntropicTransportLoss.InGraph second) {}

    private SinkhornDivergenceLoss() {}

    /**
     * The divergence of two weighted sets with the given costs.
     *
     * @param xy costs between the sets, [n, m]
     * @param xx symmetric costs among the first, [n, n]
     * @param yy symmetric costs among the second, [m, m]
     * @param a weights, [n]
     * @param b weights, [m]
     * @param epsilon a scalar above 0, which replaces that of the solver
     * @param solver how to solve; not partial
     */
    public static InGraph inGraph(
            Tensor xy, Tensor xx, Tensor yy, Tensor a, Tensor b, Tensor epsilon, EntropicTransport solver) {
        Tensor between = xy.cast(DType.FLOAT64);
        return combine(
                EntropicTransportLoss.inGraph(between, a, b, epsilon, solver), epsilon, xy, xx, yy, a, b, solver);
    }

    /** As above with the ε of the solver for the first problem, in all three problems, a constant. */
    public static InGraph inGraph(Tensor xy, Tensor xx, Tensor yy, Tensor a, Tensor b, EntropicTransport solver) {
        EntropicTransportLoss.InGraph between = EntropicTransportLoss.inGraph(xy.cast(DType.FLOAT64), a, b, solver);
        return combine(between, between.epsilon().stopGradient(), xy, xx, yy, a, b, solver);
    }

    /** In float64, since the three values nearly cancel. */
    private static InGraph combine(
            EntropicTransportLoss.InGraph between,
            Tensor epsilon,
            Tensor xy,
            Tensor xx,
            Tensor yy,
            Tensor a,
            Tensor b,
            EntropicTransport solver) {
        SinkhornDivergence.requireDivergence(solver.relaxation());
        Tensor eps = epsilon.cast(DType.FLOAT64);
        EntropicTransportLoss.InGraph first =
                EntropicTransportLoss.of(xx.cast(DType.FLOAT64), a, a, List.of(eps), solver, true);
        EntropicTransportLoss.InGraph second =
                EntropicTransportLoss.of(yy.cast(DType.FLOAT64), b, b, List.of(eps), solver, true);
        Tensor value =
                between.value().subtract(first.value().add(second.value()).multiply(0.5));
        if (solver.relaxation() instanceof Relaxation.KullbackLeibler) {
            Tensor difference =
                    a.cast(DType.FLOAT64).sum().subtract(b.cast(DType.FLOAT64).sum());
            value = value.add(difference.square().multiply(eps).multiply(0.5));
        }
        return new InGraph(value.cast(xy.dtype()), between, first, second);
    }

    /**
     * The divergence of two weighted sets of points with the ε of the solver.
     *
     * @param x [n, d]
     * @param y [m, d]
     * @param a weights, [n]
     * @param b weights, [m]
     */
    public static InGraph ofPoints(Cost cost, Tensor x, Tensor y, Tensor a, Tensor b, EntropicTransport solver) {
        int n = x.extent(0);
        int m = y.extent(0);
        Tensor all = CostTensors.matrix(cost, EntropicTransportLoss.joined(x, y));
        Tensor fromX = all.slice(0, 0, n);
        InGraph loss = inGraph(
                fromX.slice(1, n, n + m),
                fromX.slice(1, 0, n),
                all.slice(0, n, n + m).slice(1, n, n + m),
                a,
                b,
                solver);
        return new InGraph(loss.value.cast(x.dtype()), loss.between, loss.first, loss.second);
    }

    /** {@link #ofPoints(Cost, Tensor, Tensor, Tensor, Tensor, EntropicTransport)} with the weights 1/n and 1/m. */
    public static InGraph ofPoints(Cost cost, Tensor x, Tensor y, EntropicTransport solver) {
        return ofPoints(
                cost,
                x,
                y,
                EntropicTransportLoss.uniform(x.extent(0)),
                EntropicTransportLoss.uniform(y.extent(0)),
                solver);
    }
}
