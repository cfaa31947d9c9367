package org.gaspard.models.terms.topology;

import java.util.List;
import java.util.Optional;
import org.gaspard.models.VaePass;
import org.gaspard.models.terms.GeometryPreservation.Latents;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.loss.RtdAutoencoderLoss;

/**
 * The term of RTD-AE ([T23]): the latents are to have the topology of the images.
 *
 * <pre>{@code RTD(D(x) / √d, s D(z) / √N)}</pre>
 *
 * <p>with D the Euclidean distances, d the number of pixels and s a trained scale. The gradient flows into the encoder and s.
 * Distances are computed in float64 in O(N² (pixels + latents)); the rest is the persistent homology of two filtrations of 2N
 * points. The published runs take batches of 256, the weight 1, and may leave the term out of the first epochs.
 *
 * @param name the name in logs, unique within an objective
 * @param loss the divergence and the scale of the latents
 * @param latents which latents stand for an image
 * @param logScale ln s, trained; s is 1 if absent. The published code trains s itself, which may become negative
 */
public record RtdAutoencoder(String name, RtdAutoencoderLoss loss, Latents latents, Optional<Parameter> logScale)
        implements Term {

    private static final String NAME = "rtd_ae";

    /** As in the code of [T23]: p = 1, dimension 1, 50 bars with their published values, a trained scale; posterior means. */
    public static RtdAutoencoder reference() {
        return new RtdAutoencoder(NAME, RtdAutoencoderLoss.published(), Latents.MEAN, LatentScale.trained(NAME));
    }

    /** The same of all bars, with their true values. */
    public static RtdAutoencoder exact() {
        return reference().withLoss(RtdAutoencoderLoss.exact());
    }

    /** This term under another name; a trained scale keeps its own. */
    public RtdAutoencoder withName(String changed) {
        return new RtdAutoencoder(changed, loss, latents, logScale);
    }

    /** This term with another divergence or scale. */
    public RtdAutoencoder withLoss(RtdAutoencoderLoss changed) {
        return new RtdAutoencoder(name, changed, latents, logScale);
    }

    /** This term with other latents. */
    public RtdAutoencoder withLatents(Latents changed) {
        return new RtdAutoencoder(name, loss, changed, logScale);
    }

    /** This term with s = 1. */
    public RtdAutoencoder withoutTrainedScale() {
        return new RtdAutoencoder(name, loss, latents, Optional.empty());
    }

    @Override
    public List<Parameter> parameters() {
        return logScale.stream().toList();
    }

    @Override
    public Value value(VaePass pass) {
        Tensor z = LatentScale.latents(latents, pass);
        Tensor scale = LatentScale.value(logScale, pass).cast(z.dtype());
        return Value.of(loss.between(pass.images(), z, scale));
    }
}
