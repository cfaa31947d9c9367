package org.gaspard.models.terms.topology;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gaspard.models.VaePass;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.Tensor;

/**
 * The term of TopDis ([B24, Eq. 4 and Algorithm 2]): moving a batch along one latent is to leave the topology of its images as
 * it is.
 *
 * <pre>{@code L_TD = RTD(X̂, X̂'),   X̂ = E[x | z],   X̂' = E[x | z'],   z' = z shifted along one axis}</pre>
 *
 * <p>With another {@link CloudDivergence} between the same clouds it is a control that knows nothing of topology. The value is 0
 * in a step in which the shift is defined for fewer than two images.
 *
 * <p>In the published runs this term is left out of the first 100,000 steps, so that it does not act on an untrained decoder:
 * {@code WeightedTerm.from} starts it, with γ = 5 (dSprites, β-TCVAE and ControlVAE) or 6 (MPI3D, FactorVAE). The code for FactorVAE and β-VAE takes a second random batch for this term, which is
 * {@link LatentTraversal.Latents#OTHER_IMAGES}; that for β-TCVAE, ControlVAE and DAVA takes the batch of the step, as
 * {@link #reference} does.
 *
 * <p>It costs the decoder 2N more images, forwards and backwards, or N if the traversal reuses the output, O(N² pixels) for the
 * distances, and the divergence. The decoder is most of it: with {@link LatentTraversal#withReusedOutput} and
 * {@link LatentTraversal#withImages} it has less to do. A term that starts later is not computed before.
 *
 * @param name the name in logs, unique within an objective
 * @param traversal how the clouds come about
 * @param divergence how far they are apart
 */
public record TopDis(String name, LatentTraversal traversal, CloudDivergence divergence) implements Term {

    /** A term that is named after its divergence. */
    public TopDis(LatentTraversal traversal, CloudDivergence divergence) {
        this(divergence.termName(), traversal, divergence);
    }

    /**
     * As in the code of [B24]: C = ⅛ with one random sign, the axis by the decoder's weights, latents drawn anew, four barcodes
     * of dimension 1 (minimum and maximum forms) with their published values, p = 1, 50 bars, distances divided by their
     * 0.9-quantile.
     */
    public static TopDis reference() {
        return new TopDis(LatentTraversal.standard(), CloudDivergence.publishedRtd());
    }

    /** The same of all bars, with their true values. */
    public static TopDis exact() {
        return new TopDis(LatentTraversal.standard(), CloudDivergence.exactRtd());
    }

    /** This term under another name. */
    public TopDis withName(String changed) {
        return new TopDis(changed, traversal, divergence);
    }

    /** This term with other clouds. */
    public TopDis withTraversal(LatentTraversal changed) {
        return new TopDis(name, changed, divergence);
    }

    /** Another divergence between the same clouds, and named after it. */
    public TopDis withDivergence(CloudDivergence changed) {
        return new TopDis(traversal, changed);
    }

    @Override
    public boolean needsOtherImages() {
        return traversal.needsOtherImages();
    }

    /**
     * The divergence, with the shifted axis and the number of images for which the shift is defined beside it.
     *
     * @throws IllegalArgumentException if the batch has fewer than 2 images, or the axis cannot be chosen among the latents
     * @throws IllegalStateException if the pass has no source of random numbers
     */
    @Override
    public Value value(VaePass pass) {
        ShiftedClouds clouds = traversal.clouds(pass);
        Map<String, Tensor> diagnostics = new LinkedHashMap<>();
        diagnostics.put(name + ".axis", clouds.shift().axis());
        diagnostics.put(name + ".shifted", clouds.shift().count());
        Tensor value = divergence.between(
                clouds.originals(), clouds.shifted(), clouds.shift().mask());
        return new Value(value, diagnostics);
    }
}
