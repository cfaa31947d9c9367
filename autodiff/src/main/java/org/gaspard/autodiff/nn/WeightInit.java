package org.gaspard.autodiff.nn;

import java.util.Optional;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.TensorType;

/**
 * How the weight and the bias of a layer start, and whether there is a bias at all.
 *
 * @param dtype the element type of both
 * @param weight draws the weight from the layer's child key 0
 * @param bias draws the bias from child key 1; empty for a layer without one
 */
public record WeightInit(DType dtype, Initialiser weight, Optional<Initialiser> bias) {

    /** Float32, weight and bias uniform within ±1/√in: the default, and PyTorch's. */
    public static WeightInit standard() {
        return new WeightInit(DType.FLOAT32, Initialiser.fanInUniform(), Optional.of(Initialiser.fanInUniform()));
    }

    /** This one in another element type. */
    public WeightInit withDType(DType other) {
        return new WeightInit(other, weight, bias);
    }

    /** This one with another initialiser of the weight. */
    public WeightInit withWeight(Initialiser other) {
        return new WeightInit(dtype, other, bias);
    }

    /** This one with another initialiser of the bias. */
    public WeightInit withBias(Initialiser other) {
        return new WeightInit(dtype, weight, Optional.of(other));
    }

    /** This one for a layer without bias. */
    public WeightInit withoutBias() {
        return new WeightInit(dtype, weight, Optional.empty());
    }

    Parameter newWeight(String layer, Shape shape, Fans fans, RandomKey key) {
        return new Parameter(layer + ".weight", weight.draw(key.child(0), new TensorType(shape, dtype), fans));
    }

    Optional<Parameter> newBias(String layer, Shape shape, Fans fans, RandomKey key) {
        return bias.map(b -> new Parameter(layer + ".bias", b.draw(key.child(1), new TensorType(shape, dtype), fans)));
    }
}
