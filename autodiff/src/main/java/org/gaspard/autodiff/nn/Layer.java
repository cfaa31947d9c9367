package org.gaspard.autodiff.nn;

import java.util.List;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * A differentiable function with parameters. Applying builds a graph and changes nothing, so a layer may be applied any
 * number of times in one graph; a function without parameters is a lambda, {@code (x, pass) -> x.relu()}.
 *
 * <p>Implementations read parameters through {@link ForwardPass#value}, so that a pass can put other numbers in their
 * place, and hand new values of buffers to {@link ForwardPass#update}.
 */
@FunctionalInterface
public interface Layer {

    /** The output for the input {@code x} in the given pass. */
    Tensor apply(Tensor x, ForwardPass pass);

    /** What training changes by gradients, in a stable order. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** What forward passes change, such as running statistics: part of a checkpoint, not of an optimiser. */
    default List<Parameter> buffers() {
        return List.of();
    }
}
