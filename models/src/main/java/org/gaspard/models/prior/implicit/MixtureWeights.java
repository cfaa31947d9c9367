package org.gaspard.models.prior.implicit;

import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.check.Checks;
import org.gaspard.models.networks.GumbelSoftmax;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/** The weights of the K components of a mixture, and whether the choice of a component has a gradient. */
public sealed interface MixtureWeights {

    /**
     * All the same.
     *
     * @param count K
     */
    record Equal(int count) implements MixtureWeights {

        /** Checks the range. */
        public Equal {
            Checks.atLeast("count", count, 2);
        }
    }

    /**
     * softmax(logits) without a gradient, so that training leaves them as they are: what the published program does, whose
     * weights stay at their random start.
     *
     * @param logits [K]
     */
    record Fixed(Parameter logits) implements MixtureWeights {

        /** Checks the shape. */
        public Fixed {
            check(logits);
        }
    }

    /**
     * softmax(logits), trained: the choice has the gradient of {@code softmax((logits + Gumbel noise) / τ)}, the
     * straight-through Gumbel-softmax of Jang et al., ICLR 2017, section 2.2. The gradient is biased, the more the greater τ, and
     * its variance grows as τ falls.
     *
     * @param logits [K]
     * @param temperature τ
     */
    record StraightThrough(Parameter logits, double temperature) implements MixtureWeights {

        /** Checks the shape and the range. */
        public StraightThrough {
            check(logits);
            Checks.positive("temperature", temperature);
        }
    }

    /** K. */
    default int components() {
        return switch (this) {
            case Equal(int count) -> count;
            case Fixed(Parameter logits) -> logits.shape().extent(0);
            case StraightThrough(Parameter logits, double temperature) ->
                logits.shape().extent(0);
        };
    }

    /** The logits, if there are any. */
    default List<Parameter> parameters() {
        return switch (this) {
            case Equal equal -> List.of();
            case Fixed(Parameter logits) -> List.of(logits);
            case StraightThrough(Parameter logits, double temperature) -> List.of(logits);
        };
    }

    /** n components, int32 [n], by the Gumbel-max trick. */
    default Tensor chosen(int n, DType dtype, RandomKey key, ForwardPass pass) {
        return perturbed(n, dtype, key, pass).argMax(1);
    }

    /** The same as rows of the identity matrix, [n, K], with a gradient in what is trained. */
    default Tensor selection(int n, DType dtype, RandomKey key, ForwardPass pass) {
        Tensor perturbed = perturbed(n, dtype, key, pass);
        return switch (this) {
            case StraightThrough(Parameter logits, double temperature) ->
                GumbelSoftmax.straightThrough(perturbed, Tensor.full(new TensorType(Shape.of(), dtype), temperature));
            case Equal _, Fixed _ -> Tensor.identity(dtype, components()).gather(0, perturbed.argMax(1));
        };
    }

    private Tensor perturbed(int n, DType dtype, RandomKey key, ForwardPass pass) {
        Tensor logits = parameters().stream()
                .findFirst()
                .map(pass::value)
                .orElseGet(() -> Tensor.full(new TensorType(Shape.of(components()), dtype), 0));
        return logits.expand(0).add(key.gumbel(dtype, n, components()));
    }

    private static void check(Parameter logits) {
        Shape shape = logits.shape();
        if (shape.rank() != 1 || shape.extent(0) < 2 || !logits.dtype().isFloating()) {
            throw new IllegalArgumentException("logits must be floating-point [K] with K at least 2, found " + logits);
        }
    }
}
