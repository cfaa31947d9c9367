package org.gaspard.autodiff.nn;

import java.util.Arrays;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * Other axes after the first: from [N, ...] to [N, example...].
 *
 * @param example the shape of one example
 */
public record Reshape(Shape example) implements Layer {

    /** The shape of one example. */
    public Reshape(int... example) {
        this(Shape.of(example));
    }

    @Override
    public Tensor apply(Tensor x, ForwardPass pass) {
        if (x.rank() == 0 || x.shape().with(0, 1).size() != example.size()) {
            throw new IllegalArgumentException("cannot make examples of shape " + example + " of " + x.type());
        }
        int[] extents = new int[example.rank() + 1];
        Arrays.setAll(extents, i -> i == 0 ? x.extent(0) : example.extent(i - 1));
        return x.reshape(Shape.of(extents));
    }
}
