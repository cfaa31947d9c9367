package org.gaspard.examples;

import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.datasets.sequences.ComposableSequences;
import org.gaspard.models.flow.FlowPath;
import org.gaspard.models.flow.FlowVae;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;

/**
 * What flows make of compositions that they were never trained on, and what is true.
 *
 * @param model the flows
 * @param order the flow of each transformation
 * @param clock the time of a flow that follows another one
 */
record ComposedSequences(FlowVae model, List<Integer> order, FlowPath.Clock clock) {

    /**
     * Sequences under a composition.
     *
     * @param truth x_0 … x_T, [N, T + 1, H, W, C]
     * @param foretold by the flows, of the same shape
     * @param still the first of the foretold images in place of all
     */
    record Pair(Tensor truth, Tensor foretold, Tensor still) {

        /** The mean over sequences of the sum of all distances of pixels. */
        double error() {
            return error(foretold);
        }

        /** The same if nothing moved. */
        double stillError() {
            return error(still);
        }

        private double error(Tensor other) {
            int frames = truth.extent(1);
            Tensor apart = truth.slice(1, 1, frames)
                    .subtract(other.slice(1, 1, frames))
                    .abs();
            return apart.sum().item() / truth.extent(0);
        }
    }

    /** Foretells sequences from draws of z_0. */
    Pair of(NamedComposition composition, ComposableSequences sequences, RandomKey key, int... which) {
        int[][] done = composition.composition().done();
        int pixels = sequences.height() * sequences.width() * sequences.channels();
        float[] values = new float[which.length * done.length * pixels];
        for (int i = 0; i < which.length; i++) {
            sequences.readComposed(which[i], done, values, i * done.length * pixels);
        }
        Tensor truth = Tensor.wrap(
                Shape.of(which.length, done.length, sequences.height(), sequences.width(), sequences.channels()),
                new Storage.Floats(values));
        Tensor start =
                model.vae().encode(truth.index(1, 0), ForwardPass.evaluation()).sample(key);
        Tensor foretold = model.generate(model.follow(start, composition.path(order, clock)))
                .computedNow();
        return new Pair(truth, foretold, foretold.slice(1, 0, 1).broadcastTo(foretold.shape()));
    }

    /** Images of one transformation from draws of z_0, for any number of steps, [N, steps + 1, H, W, C]. */
    Tensor beyond(Tensor first, int transformation, int steps, RandomKey key) {
        Tensor start = model.vae().encode(first, ForwardPass.evaluation()).sample(key);
        return model.generate(model.follow(start, FlowPath.of(order.get(transformation), order.size(), steps)))
                .computedNow();
    }
}
