package org.gaspard.models.flow.sparse;

import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.models.check.Checks;
import org.gaspard.models.networks.FlowArchitecture;
import org.gaspard.models.sequences.SequencePass;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * What infers spikes and slabs from pairs of consecutive images.
 *
 * @param spikes [N, H, W, 2C], the channels of the earlier image first, to logits [N, K], or of both fields [N, 2K]
 * @param slabs the same images to [N, K]; a slab is {@code 2σ} of it, in (0, 2)
 */
public record ControlNetwork(Layer spikes, Layer slabs) {

    /**
     * The published networks in float32: two of {@link FlowArchitecture#index} on two images. (The program has one trunk for both
     * spikes of {@link SparseSettings.Control#DOUBLE}, as here.)
     *
     * @param imageChannels C
     * @param flows K
     */
    public static ControlNetwork of(
            FlowArchitecture networks, int imageChannels, int flows, SparseSettings.Control control, RandomKey key) {
        Checks.atLeast("flows", flows, 1);
        int logits = control == SparseSettings.Control.DOUBLE ? 2 * flows : flows;
        return new ControlNetwork(
                networks.index(imageChannels, 2, logits).build("spikes", key.child(0)),
                networks.index(imageChannels, 2, flows).build("slabs", key.child(1)));
    }

    /** Of both networks. */
    public List<Parameter> parameters() {
        return Stream.of(spikes, slabs)
                .flatMap(layer -> layer.parameters().stream())
                .toList();
    }

    /** Of both networks. */
    public List<Parameter> buffers() {
        return Stream.of(spikes, slabs)
                .flatMap(layer -> layer.buffers().stream())
                .toList();
    }

    /**
     * What is inferred from all pairs of sequences.
     *
     * @param logits [N, T, K] or [N, T, 2K]
     * @param slabs g, [N, T, K]
     */
    record Inferred(Tensor logits, Tensor slabs) {}

    /**
     * Infers.
     *
     * @param frames [N, T + 1, H, W, C]
     * @param logits how many there are for each pair
     * @param flows K
     */
    Inferred infer(Tensor frames, int logits, int flows, ForwardPass pass) {
        int[] e = frames.shape().toArray();
        int steps = e[1] - 1;
        Tensor pairs = Tensor.stack(1, frames.slice(1, 0, steps), frames.slice(1, 1, steps + 1));
        // [N, 2, T, …] to the pairs of each sequence one after the other.
        Tensor rows = pairs.transpose(0, 2, 1, 3, 4, 5).reshape(Shape.of(e[0] * steps, 2, e[2], e[3], e[4]));
        Tensor images = SequencePass.channels(rows);
        Tensor found = spikes.apply(images, pass);
        Checks.same("the logits of spikes", found.shape(), Shape.of(e[0] * steps, logits));
        Tensor speeds = slabs.apply(images, pass);
        Checks.same("the logits of slabs", speeds.shape(), Shape.of(e[0] * steps, flows));
        return new Inferred(
                found.reshape(e[0], steps, logits), speeds.sigmoid().multiply(2).reshape(e[0], steps, flows));
    }
}
