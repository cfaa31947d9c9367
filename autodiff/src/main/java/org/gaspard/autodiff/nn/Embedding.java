package org.gaspard.autodiff.nn;

import java.util.List;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * A learned vector for each of a number of labels: int32 labels of any shape [...] become [..., dimension].
 *
 * @param weight [count, dimension]
 */
public record Embedding(Parameter weight) implements Layer {

    /** Checks the shape. */
    public Embedding {
        Weights.rank(weight, 2, "[count, dimension]");
    }

    /** Float32 vectors that start standard normal, name.weight. */
    public Embedding(String name, int count, int dimension, RandomKey key) {
        this(name, count, dimension, key, DType.FLOAT32, Initialiser.normal(0, 1));
    }

    /** Vectors that start as {@code init} says, name.weight. */
    public Embedding(String name, int count, int dimension, RandomKey key, DType dtype, Initialiser init) {
        TensorType type = new TensorType(Shape.of(count, dimension), dtype);
        this(new Parameter(name + ".weight", init.draw(key.child(0), type, Fans.of(type.shape()))));
    }

    @Override
    public Tensor apply(Tensor labels, ForwardPass pass) {
        Weights.input(labels.dtype() == DType.INT32, weight, "int32 labels", labels);
        return pass.value(weight).gather(0, labels);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight);
    }
}
