package org.gaspard.examples;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.models.Vae;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/** Posterior means of a model in use, as a layer with what it reads. */
record Encoding(Vae model, List<Parameter> parameters) implements Layer {

    static Encoding of(Vae model) {
        return new Encoding(
                model,
                Stream.concat(model.parameters().stream(), model.buffers().stream())
                        .toList());
    }

    @Override
    public Tensor apply(Tensor x, ForwardPass pass) {
        return model.codes(x);
    }
}
