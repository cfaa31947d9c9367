package org.gaspard.models;

import java.util.Map;
import java.util.Optional;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.tensor.Tensor;

/**
 * What one pass of a batch through a {@link Vae} computed, for the terms of its objective to read.
 *
 * @param model the model
 * @param pass the state of the pass: keys for more random numbers, updates of buffers
 * @param images the batch, [N, H, W, C]
 * @param posterior the posterior of each image
 * @param latent z, [N, latents]
 * @param output the decoder's output, [N, H, W, C]
 * @param others a second batch, [N, H, W, C], where a term of the objective asks for one
 * @param scheduled what the schedules of the terms are at this step, float32 scalars
 */
public record VaePass(
        Vae model,
        ForwardPass pass,
        Tensor images,
        GaussianPosterior posterior,
        Tensor latent,
        Tensor output,
        Optional<Tensor> others,
        Map<Schedule, Tensor> scheduled) {

    /** Copies the map. */
    public VaePass {
        scheduled = Map.copyOf(scheduled);
    }

    /** A pass without a second batch, at no particular step. */
    public VaePass(
            Vae model, ForwardPass pass, Tensor images, GaussianPosterior posterior, Tensor latent, Tensor output) {
        this(model, pass, images, posterior, latent, output, Optional.empty(), Map.of());
    }

    /** This pass with a second batch. */
    public VaePass withOtherImages(Tensor batch) {
        return new VaePass(model, pass, images, posterior, latent, output, Optional.of(batch), scheduled);
    }

    /** This pass at a step at which schedules are these numbers. */
    public VaePass withScheduled(Map<Schedule, Tensor> numbers) {
        return new VaePass(model, pass, images, posterior, latent, output, others, numbers);
    }

    /** This pass with another state: what terms read from now on. */
    public VaePass withState(ForwardPass state) {
        return new VaePass(model, state, images, posterior, latent, output, others, scheduled);
    }

    /** The mean image that the decoder says for each latent. */
    public Tensor reconstruction() {
        return model.likelihood().mean(output);
    }

    /**
     * A second batch, drawn like the first.
     *
     * @throws IllegalStateException if there is none: the term must say that it {@code needsOtherImages}
     */
    public Tensor otherImages() {
        return others.orElseThrow(
                () -> new IllegalStateException("this pass has one batch only: the term must ask for other images"));
    }

    /**
     * What a schedule is at this step, a float32 scalar.
     *
     * @throws IllegalArgumentException if the pass does not know it: the term must list it
     */
    public Tensor at(Schedule schedule) {
        Tensor number = scheduled.get(schedule);
        if (number == null) {
            throw new IllegalArgumentException("this pass does not know the schedule: the term must list it");
        }
        return number;
    }
}
