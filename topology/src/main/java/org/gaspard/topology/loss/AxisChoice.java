package org.gaspard.topology.loss;

import java.util.stream.IntStream;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.gaspard.topology.check.Checks;

/**
 * How the latent axis of a {@link LatentShift} is chosen. Weights may come from parameters, so a choice is made anew for
 * each step, or once within a captured one.
 */
public sealed interface AxisChoice {

    /** The weights of a choice are divided by their sum, but by no less than this. */
    double SMALLEST_SUM = 1e-6;

    /** Always this axis. */
    record Given(int axis) implements AxisChoice {
        public Given {
            Checks.atLeast("axis", axis, 0);
        }
    }

    /** Each axis with the same probability. */
    record Uniform() implements AxisChoice {}

    /**
     * Each axis with a probability in proportion to its weight, such as its KL divergence or its variance. All axes are
     * alike if all weights are 0. No gradient goes through the weights.
     *
     * @param weights non-negative floating-point numbers, [d]
     */
    record Weighted(Tensor weights) implements AxisChoice {
        public Weighted {
            if (weights.rank() != 1
                    || weights.extent(0) == 0
                    || !weights.dtype().isFloating()) {
                throw new IllegalArgumentException(
                        "weights of type " + weights.type() + ", expected floating-point numbers [d]");
            }
        }
    }

    static AxisChoice given(int axis) {
        return new Given(axis);
    }

    static AxisChoice uniform() {
        return new Uniform();
    }

    /** By weights, [d]; see {@link Weighted}. */
    static AxisChoice weighted(Tensor weights) {
        return new Weighted(weights);
    }

    /**
     * By how much the decoder listens to each latent: the Euclidean norms of the parts of its first weight that multiply
     * one latent each ([B24]). An axis that the decoder ignores is never chosen.
     *
     * @param weight the weight of the first layer, floating-point
     * @param latentAxis the axis of the weight that runs over the latents: 0 for a {@code Linear} layer [in, out], 3 for a
     *     {@code ConvTranspose2d} layer [kh, kw, out, in]
     * @throws IllegalArgumentException if the weight is not floating-point or has no such axis
     */
    static AxisChoice columnNorms(Tensor weight, int latentAxis) {
        if (!weight.dtype().isFloating()) {
            throw new IllegalArgumentException("weight of type " + weight.type() + ", expected floating-point numbers");
        }
        int along = weight.shape().axis(latentAxis);
        int[] others =
                IntStream.range(0, weight.rank()).filter(axis -> axis != along).toArray();
        Tensor squares = weight.stopGradient().cast(DType.FLOAT64).square();
        return new Weighted((others.length == 0 ? squares : squares.sum(others)).sqrt());
    }

    /**
     * The probabilities of d axes, float64 [d], constants for differentiation: {@code w_k / max(Σ w, 10⁻⁶)}. Where the sum
     * of the weights is smaller than that, those numbers have a smaller sum than 1, too, and stand for their proportions.
     *
     * @throws IllegalArgumentException if the choice is not one among d axes
     */
    default Tensor probabilities(int d) {
        Checks.atLeast("the number of axes", d, 1);
        return switch (this) {
            case Given(int axis) -> {
                checkAxis(axis, d);
                yield Tensor.range(DType.INT32, d).equalTo(axis).cast(DType.FLOAT64);
            }
            case Uniform() -> Tensor.full(new TensorType(Shape.of(d), DType.FLOAT64), 1.0 / d);
            case Weighted(Tensor weights) -> {
                if (weights.extent(0) != d) {
                    throw new IllegalArgumentException(
                            "weights of shape " + weights.shape() + " for " + d + " axes, expected [" + d + "]");
                }
                Tensor w = weights.stopGradient().cast(DType.FLOAT64);
                Tensor all = w.add(w.sum().lessEqual(0));
                yield all.divide(all.sum().maximum(SMALLEST_SUM));
            }
        };
    }

    /**
     * An axis, int32 []: the first one at which the sum of the probabilities exceeds u times their total, u uniform in
     * (0, 1). An axis of probability 0 is never drawn.
     *
     * @throws IllegalArgumentException if the choice is not one among d axes
     */
    default Tensor draw(int d, RandomKey key) {
        if (this instanceof Given(int axis)) {
            checkAxis(axis, d);
            return Tensor.full(new TensorType(Shape.scalar(), DType.INT32), axis);
        }
        Tensor sums = probabilities(d).cumulativeSum(0);
        Tensor target = sums.index(0, d - 1).multiply(key.uniform(DType.FLOAT64));
        return sums.lessEqual(target).sum().cast(DType.INT32);
    }

    private static void checkAxis(int axis, int d) {
        if (axis >= d) {
            throw new IllegalArgumentException("axis is " + axis + ", expected one below " + d);
        }
    }
}
