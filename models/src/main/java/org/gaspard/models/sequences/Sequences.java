package org.gaspard.models.sequences;

import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Vae;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/** What models of sequences have in common: where they start, and how they decode latents of all frames at once. */
public final class Sequences {

    private Sequences() {}

    /**
     * The model, if its encoder gives distributions.
     *
     * @throws IllegalArgumentException if images are encoded as points
     */
    public static Vae variational(Vae vae) {
        if (vae.encoding() != Vae.Encoding.GAUSSIAN) {
            throw new IllegalArgumentException("the encoder must give distributions, found " + vae.encoding());
        }
        return vae;
    }

    /**
     * z_0 of a network in use, [N, n].
     *
     * @param first x_0, [N, H, W, C]
     * @param drawn whether it is drawn from the posterior, or its mean
     * @param key read if it is drawn
     */
    public static Tensor start(Vae vae, Tensor first, boolean drawn, RandomKey key) {
        GaussianPosterior posterior = vae.encode(first, ForwardPass.evaluation());
        return drawn ? posterior.sample(key) : posterior.mean();
    }

    /**
     * What the decoder makes of latents of sequences, in one pass, [N, T + 1, H, W, C].
     *
     * @param latents [N, T + 1, n]
     */
    public static Tensor decode(Vae vae, Tensor latents, ForwardPass pass) {
        int sequences = latents.extent(0);
        int frames = latents.extent(1);
        Tensor output = vae.decode(latents.reshape(sequences * frames, latents.extent(2)), pass);
        int[] image = output.shape().toArray();
        return output.reshape(Shape.of(sequences, frames, image[1], image[2], image[3]));
    }

    /** The mean images of latents [N, T + 1, n], of a network in use. */
    public static Tensor generate(Vae vae, Tensor latents) {
        return vae.likelihood().mean(decode(vae, latents, ForwardPass.evaluation()));
    }

    /** The mean images of latents z_0 … z_T, each [N, n]. */
    public static Tensor generate(Vae vae, List<Tensor> latents) {
        return generate(vae, Tensor.stack(1, latents));
    }

    /** One of the steps 0 … count − 1, all as likely, an int32 scalar by which tensors can be {@linkplain Tensor#gather gathered}. */
    public static Tensor drawnStep(int count, RandomKey key) {
        return key.categorical(Tensor.zeros(count));
    }
}
