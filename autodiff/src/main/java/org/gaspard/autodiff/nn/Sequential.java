package org.gaspard.autodiff.nn;

import java.util.List;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * Layers one after the other.
 *
 * @param layers from the first to the last
 */
public record Sequential(List<Layer> layers) implements Layer {

    /** Copies the list. */
    public Sequential {
        layers = List.copyOf(layers);
    }

    /** From the first to the last. */
    public Sequential(Layer... layers) {
        this(List.of(layers));
    }

    @Override
    public Tensor apply(Tensor x, ForwardPass pass) {
        Tensor y = x;
        for (Layer layer : layers) {
            y = layer.apply(y, pass);
        }
        return y;
    }

    /** The parameters of all layers, each once. */
    @Override
    public List<Parameter> parameters() {
        return layers.stream()
                .flatMap(layer -> layer.parameters().stream())
                .distinct()
                .toList();
    }

    /** The buffers of all layers, each once. */
    @Override
    public List<Parameter> buffers() {
        return layers.stream()
                .flatMap(layer -> layer.buffers().stream())
                .distinct()
                .toList();
    }
}
