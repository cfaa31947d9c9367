package org.gaspard.autodiff.nn;

import java.util.List;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * The learned scale and shift, {@code γ x + β}, that follows a normalisation.
 *
 * @param scale γ, starts at 1
 * @param shift β, starts at 0
 */
public record Affine(Parameter scale, Parameter shift) {

    /** Checks that both have one type. */
    public Affine {
        if (!scale.shape().equals(shift.shape()) || scale.dtype() != shift.dtype()) {
            throw new IllegalArgumentException("scale " + scale + " and shift " + shift + " differ in type");
        }
    }

    /** The identity; the parameters are layer.weight and layer.bias. */
    public static Affine identity(String layer, Shape shape, DType dtype) {
        TensorType type = new TensorType(shape, dtype);
        return new Affine(
                new Parameter(layer + ".weight", Tensor.full(type, 1)),
                new Parameter(layer + ".bias", Tensor.full(type, 0)));
    }

    Tensor apply(Tensor x, ForwardPass pass) {
        return x.multiply(pass.value(scale)).add(pass.value(shift));
    }

    List<Parameter> parameters() {
        return List.of(scale, shift);
    }
}
