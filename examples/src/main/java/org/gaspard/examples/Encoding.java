package org.gaspard.examples;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.metrics.Codes;
import org.gaspard.models.Vae;
import org.gaspard.models.evaluation.NetworkFeatures;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/** Posterior means of a model in use, as a layer with what it reads. */
record Encoding(Vae model, List<Parameter> parameters) implements Layer {

    private static Encoding of(Vae model) {
        return new Encoding(
                model,
                Stream.concat(model.parameters().stream(), model.buffers().stream())
                        .toList());
    }

    /** The means of images, [n × L]. */
    static Codes codes(Vae model, ImageDataset images, int... which) {
        return new NetworkFeatures(images, of(model)).of(which);
    }

    @Override
    public Tensor apply(Tensor x, ForwardPass pass) {
        return model.codes(x);
    }
}
