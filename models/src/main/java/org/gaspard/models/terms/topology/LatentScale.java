package org.gaspard.models.terms.topology;

import java.util.Optional;
import org.gaspard.models.VaePass;
import org.gaspard.models.terms.GeometryPreservation.Latents;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/** What the terms between images and latents have in common. */
final class LatentScale {

    private LatentScale() {}

    /** A trained logarithm of a scale, 0 at the beginning. */
    static Optional<Parameter> trained(String term) {
        return Optional.of(new Parameter(term + ".log_scale", Tensor.scalar(0f)));
    }

    /** e to the trained number, or 1; float64 []. */
    static Tensor value(Optional<Parameter> logScale, VaePass pass) {
        return logScale.map(cell ->
                        pass.pass().value(cell).cast(DType.FLOAT64).reshape().exp())
                .orElseGet(() -> Tensor.full(new TensorType(Shape.scalar(), DType.FLOAT64), 1));
    }

    /** The latents that stand for the images. */
    static Tensor latents(Latents latents, VaePass pass) {
        return latents == Latents.MEAN ? pass.posterior().mean() : pass.latent();
    }
}
