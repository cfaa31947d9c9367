package org.gaspard.models.terms.topology;

import java.util.List;
import java.util.Optional;
import org.gaspard.models.VaePass;
import org.gaspard.models.terms.GeometryPreservation.Latents;
import org.gaspard.models.terms.Term;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.divergence.DistanceNormalisation;
import org.gaspard.topology.loss.TopologicalSignatureLoss;

/**
 * The term of topological autoencoders ([M20]): the distances that make the topology of the images are to be the
 * same among the latents, and the other way round.
 *
 * <pre>{@code ½ ‖A[π_A] − B[π_A]‖² + ½ ‖B[π_B] − A[π_B]‖²}</pre>
 *
 * <p>A are the distances of the images and B those of their latents, each divided by its scale; π are the critical edges of
 * each, N − 1 in dimension 0. The gradient flows into the encoder through the latents at these edges. Distances are computed in
 * float64 in O(N² (pixels + latents)), edges in O(N²).
 *
 * <p>[M20] defines a sum over edges, as this is unless it is {@linkplain #averaged averaged}; the authors' code divides it by the
 * size of the batch and has no factor ½, the images' distances by the largest that there can be, and the latents' by a trained
 * number: {@link #reference}.
 *
 * @param name the name in logs, unique within an objective
 * @param loss the edges and the scales of both matrices
 * @param latents which latents stand for an image
 * @param averaged whether the sum is divided by the number of images
 * @param logScale if there is one, the distances among the latents are divided by e to this trained number besides
 */
public record TopologicalSignature(
        String name, TopologicalSignatureLoss loss, Latents latents, boolean averaged, Optional<Parameter> logScale)
        implements Term {

    private static final String NAME = "topological_signature";

    /** Dimension 0, both matrices divided by their largest distance, of the posterior means; the sum of [M20]. */
    public static TopologicalSignature standard() {
        return new TopologicalSignature(
                NAME, TopologicalSignatureLoss.standard(), Latents.MEAN, false, Optional.empty());
    }

    /**
     * As in the authors' code: the distances of images with values in [0, 1] divided by √pixels (there, of values in [−1, 1] by
     * twice that), those of latents by a trained number (here the exponential of one, so that it stays positive), averaged over
     * the batch. That code has no factor ½: twice the weight makes up for it.
     *
     * @param pixels the number of values of an image, of all channels
     */
    public static TopologicalSignature reference(int pixels) {
        TopologicalSignatureLoss loss = TopologicalSignatureLoss.standard()
                .withNormalisation(DistanceNormalisation.rootOfFeatures(pixels), DistanceNormalisation.none());
        return new TopologicalSignature(NAME, loss, Latents.MEAN, true, LatentScale.trained(NAME));
    }

    /** This term under another name; a trained scale keeps its own. */
    public TopologicalSignature withName(String changed) {
        return new TopologicalSignature(changed, loss, latents, averaged, logScale);
    }

    /** This term with other edges or scales. */
    public TopologicalSignature withLoss(TopologicalSignatureLoss changed) {
        return new TopologicalSignature(name, changed, latents, averaged, logScale);
    }

    /** This term with other latents. */
    public TopologicalSignature withLatents(Latents changed) {
        return new TopologicalSignature(name, loss, changed, averaged, logScale);
    }

    @Override
    public List<Parameter> parameters() {
        return logScale.stream().toList();
    }

    @Override
    public Value value(VaePass pass) {
        Tensor z = LatentScale.latents(latents, pass);
        Tensor images = CostTensors.matrix(Cost.euclidean(), pass.images());
        Tensor codes = CostTensors.matrix(Cost.euclidean(), z);
        Tensor sum = loss.between(images, codes, LatentScale.value(logScale, pass));
        return Value.of((averaged ? sum.divide(z.extent(0)) : sum).cast(z.dtype()));
    }
}
