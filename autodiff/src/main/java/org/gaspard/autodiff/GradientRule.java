package org.gaspard.autodiff;

import java.util.List;
import org.gaspard.tensor.Tensor;

/** The gradient of one function, written in tensors. */
@FunctionalInterface
public interface GradientRule {

    /**
     * The vector-Jacobian products.
     *
     * @param xs the inputs of the function
     * @param y its value
     * @param g the cotangent of y, shaped as y
     * @return for each input, a tensor shaped as it
     */
    List<Tensor> pullback(List<Tensor> xs, Tensor y, Tensor g);
}
