package org.gaspard.models.terms.topology;

import org.gaspard.models.VaePass;
import org.gaspard.models.terms.GeometryPreservation.Latents;
import org.gaspard.models.terms.Term;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.loss.RtdLiteLoss;

/**
 * RTD-Lite between images and latents ([T25]): {@link RtdAutoencoder} with spanning trees in the place of barcodes.
 *
 * <pre>{@code ½ (MST(A) + MST(B) − 2 MST(min(A, B)))}</pre>
 *
 * <p>A are the distances of the images and B those of their latents, each divided by its 0.9-quantile, a constant for
 * differentiation. The gradient flows into the encoder. Distances are computed in float64 in O(N² (pixels + latents)), trees in
 * O(N²).
 *
 * @param name the name in logs, unique within an objective
 * @param loss which sums, and the scale of the distances
 * @param latents which latents stand for an image
 */
public record RtdLiteAutoencoder(String name, RtdLiteLoss loss, Latents latents) implements Term {

    /** The divergence with the 0.9-quantile, of the posterior means. */
    public static RtdLiteAutoencoder standard() {
        return new RtdLiteAutoencoder("rtd_lite_ae", RtdLiteLoss.standard(), Latents.MEAN);
    }

    /** This term under another name. */
    public RtdLiteAutoencoder withName(String changed) {
        return new RtdLiteAutoencoder(changed, loss, latents);
    }

    /** This term with another form or scale. */
    public RtdLiteAutoencoder withLoss(RtdLiteLoss changed) {
        return new RtdLiteAutoencoder(name, changed, latents);
    }

    /** This term with other latents. */
    public RtdLiteAutoencoder withLatents(Latents changed) {
        return new RtdLiteAutoencoder(name, loss, changed);
    }

    @Override
    public Value value(VaePass pass) {
        Tensor z = LatentScale.latents(latents, pass);
        Tensor images = CostTensors.matrix(Cost.euclidean(), pass.images());
        return Value.of(
                loss.between(images, CostTensors.matrix(Cost.euclidean(), z)).cast(z.dtype()));
    }
}
