package org.gaspard.models.flow;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.gaspard.tensor.Tensor;

/**
 * Those of a weighted sum of potentials; with one-hot weights, of another potential for each latent.
 *
 * @param parts of each potential
 * @param weights of each potential, each [] or [N]; of which nothing here is a derivative
 */
record MixedDerivatives(List<FlowDerivatives> parts, List<Tensor> weights) implements FlowDerivatives {

    MixedDerivatives {
        parts = List.copyOf(parts);
        weights = List.copyOf(weights);
        if (parts.isEmpty() || parts.size() != weights.size()) {
            throw new IllegalArgumentException("potentials must be at least one and have a weight each, found "
                    + parts.size() + " and " + weights.size() + " weights");
        }
    }

    /** The weighted sum of what has the shape [N, ...] of each part. */
    private Tensor sum(Function<FlowDerivatives, Tensor> quantity) {
        return IntStream.range(0, parts.size())
                .mapToObj(k -> {
                    Tensor value = quantity.apply(parts.get(k));
                    return value.multiply(column(weights.get(k), value.rank()));
                })
                .reduce(Tensor::add)
                .orElseThrow();
    }

    private static Tensor column(Tensor weight, int rank) {
        Tensor column = weight;
        while (weight.rank() > 0 && column.rank() < rank) {
            column = column.expand(column.rank());
        }
        return column;
    }

    @Override
    public Tensor value() {
        return sum(FlowDerivatives::value);
    }

    @Override
    public Tensor gradient() {
        return sum(FlowDerivatives::gradient);
    }

    @Override
    public Tensor timeDerivative() {
        return sum(FlowDerivatives::timeDerivative);
    }

    @Override
    public Tensor secondTimeDerivative() {
        return sum(FlowDerivatives::secondTimeDerivative);
    }

    @Override
    public Tensor hessianVector(Tensor v) {
        return sum(part -> part.hessianVector(v));
    }

    @Override
    public Tensor hessian() {
        return sum(FlowDerivatives::hessian);
    }

    @Override
    public Tensor trace() {
        return sum(FlowDerivatives::trace);
    }
}
