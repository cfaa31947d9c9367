package org.gaspard.models.terms.topology;

import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Likelihood;
import org.gaspard.models.VaePass;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.loss.LatentShift;
import org.gaspard.topology.loss.MaskedShift;

/**
 * A walk of a batch along one latent axis, seen as images: the latents of the batch are shifted along that axis so that its
 * distribution stays ({@link LatentShift}), and both the latents and what became of them are decoded ([B24, Eq. 1]).
 *
 * <pre>{@code X̂ = E[x | z],   X̂' = E[x | z'],   z'_i = F⁻¹(F(z_i) + s C)}</pre>
 *
 * <p>The originals and the shifted latents are decoded as one batch of 2N, which costs two passes of the decoder, or N are,
 * and the images that the pass made of the same latents stand for X̂. (Layers that look at the whole batch, such as batch
 * normalisation, make a difference between the two.) Nothing is detached: gradients reach the decoder through both clouds and
 * the encoder through the latents, their mean and their deviation.
 *
 * @param shift the amount, the sign and the guard at the ends
 * @param axis how the axis is chosen
 * @param latents which latents are shifted
 * @param reusesOutput whether the pass's own output stands for X̂; for {@link Latents#SAMPLE} alone
 * @param images how many images of a batch, its first ones, are decoded and compared, at least 2; {@link #ALL} for all, as
 *     published. The mean and the deviation of the axis are those of the whole batch. Decoding is most of what the walk costs, so
 *     fewer images make it cheaper
 */
public record LatentTraversal(LatentShift shift, LatentAxis axis, Latents latents, boolean reusesOutput, int images) {

    /** No limit to the number of images. */
    public static final int ALL = Integer.MAX_VALUE;

    /** Which latents stand for an image. */
    public enum Latents {
        /** Those of the pass: drawn while training. */
        SAMPLE,
        /** Drawn anew from the posterior, as the code of [B24] does. */
        FRESH_SAMPLE,
        /**
         * Drawn anew as {@code μ + √σ ε}: the code of [B24] for β-TCVAE takes half of ln σ, where that model has ln σ, for
         * half of ln σ². For comparison with that code.
         */
        FRESH_SAMPLE_OF_ROOT_DEVIATION,
        /**
         * Drawn for the images of a second random batch ({@link VaePass#otherImages}), as the code of [B24] for FactorVAE and
         * β-VAE does. It costs a pass of the encoder more.
         */
        OTHER_IMAGES,
        /** The posterior's mean. */
        MEAN
    }

    /** Checks that what is reused is there, and the number of images. */
    public LatentTraversal {
        if (images < LatentShift.FEWEST) {
            throw new IllegalArgumentException("images is " + images + ", expected at least " + LatentShift.FEWEST);
        }
        if (reusesOutput && latents != Latents.SAMPLE) {
            throw new IllegalArgumentException(
                    "latents is " + latents + ", expected SAMPLE: the pass has no other output to reuse");
        }
    }

    /** As in the published runs: C = ⅛, the axis by the decoder's weights, latents drawn anew, 2N of them decoded. */
    public static LatentTraversal standard() {
        return new LatentTraversal(
                LatentShift.standard(), new LatentAxis.DecoderWeights(), Latents.FRESH_SAMPLE, false, ALL);
    }

    /** This walk with another shift. */
    public LatentTraversal withShift(LatentShift changed) {
        return new LatentTraversal(changed, axis, latents, reusesOutput, images);
    }

    /** This walk with the axis chosen in another way. */
    public LatentTraversal withAxis(LatentAxis changed) {
        return new LatentTraversal(shift, changed, latents, reusesOutput, images);
    }

    /** This walk from other latents, all decoded. */
    public LatentTraversal withLatents(Latents changed) {
        return new LatentTraversal(shift, axis, changed, false, images);
    }

    /** This walk from the latents and the output of the pass, so that only the shifted latents are decoded. */
    public LatentTraversal withReusedOutput() {
        return new LatentTraversal(shift, axis, Latents.SAMPLE, true, images);
    }

    /** This walk of the first images of each batch. */
    public LatentTraversal withImages(int changed) {
        return new LatentTraversal(shift, axis, latents, reusesOutput, changed);
    }

    /** Whether it walks from a second batch. */
    public boolean needsOtherImages() {
        return latents == Latents.OTHER_IMAGES;
    }

    /**
     * Both clouds.
     *
     * @throws IllegalArgumentException if the batch has fewer than 2 images, or the axis cannot be chosen among the latents
     * @throws IllegalStateException if the pass has no source of random numbers, or no second batch where that is walked from
     */
    public ShiftedClouds clouds(VaePass pass) {
        Tensor z = latents(pass);
        int n = Math.min(z.extent(0), images);
        MaskedShift moved =
                first(n, shift.masked(z, axis.choice(pass), pass.pass().nextKey()));
        if (reusesOutput) {
            Tensor given = pass.reconstruction().slice(0, 0, n);
            return new ShiftedClouds(given, decoded(pass, moved.shifted()), moved);
        }
        Tensor both = decoded(pass, Tensor.concatenate(0, moved.originals(), moved.shifted()));
        return new ShiftedClouds(both.slice(0, 0, n), both.slice(0, n, 2 * n), moved);
    }

    private static MaskedShift first(int n, MaskedShift all) {
        return new MaskedShift(
                all.axis(),
                all.originals().slice(0, 0, n),
                all.shifted().slice(0, 0, n),
                all.mask().slice(0, 0, n));
    }

    private Tensor latents(VaePass pass) {
        GaussianPosterior posterior = pass.posterior();
        return switch (latents) {
            case SAMPLE -> pass.latent();
            case FRESH_SAMPLE -> posterior.sample(pass.pass().nextKey());
            case FRESH_SAMPLE_OF_ROOT_DEVIATION -> {
                RandomKey key = pass.pass().nextKey();
                Tensor halved = posterior.logVariance().multiply(0.5);
                yield new GaussianPosterior(posterior.mean(), halved).sample(key);
            }
            case OTHER_IMAGES ->
                pass.model()
                        .encode(pass.otherImages(), pass.pass())
                        .sample(pass.pass().nextKey());
            case MEAN -> posterior.mean();
        };
    }

    private static Tensor decoded(VaePass pass, Tensor z) {
        ForwardPass state = pass.pass();
        Likelihood likelihood = pass.model().likelihood();
        return likelihood.mean(pass.model().decode(z, state));
    }
}
