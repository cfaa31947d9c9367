package org.gaspard.benchmarks.cases;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.loss.TopDisLoss;

/** The topological loss of TopDis with its gradients in both batches of images. */
final class TopologicalLoss {

    /** The shift along a latent, as a part of its range. */
    private static final double SHIFT = 0.125;

    private TopologicalLoss() {}

    /** Captured once, of {@code batch} square images of {@code side} pixels and the same ones shifted. */
    static Workload of(int batch, int side) {
        TopDisLoss loss = TopDisLoss.published();
        return new Kept(List.of(discs(batch, side, 0), discs(batch, side, SHIFT)), in -> {
            Tensor value = loss.between(in.get(0), in.get(1));
            List<Tensor> results = new ArrayList<>(List.of(value));
            results.addAll(Autodiff.gradient(value, in));
            return results;
        });
    }

    /**
     * What a decoder with three latents might give, [batch, side, side, 1]: {@code exp(-‖p - c‖² / 2r²)} at pixel p, centre
     * c in the inner half of the image and radius r of a sixteenth to an eighth of its side, all moved by a part
     * {@code shift} of the range of c along the first axis.
     */
    private static Tensor discs(int batch, int side, double shift) {
        Shape shape = Shape.of(batch, side, side, 1);
        float[] pixels = new float[shape.size()];
        for (int i = 0; i < pixels.length; i++) {
            int image = i / (side * side);
            double row = (0.5 + shift / 2 + 0.25 * Pattern.at(1, image)) * side;
            double column = (0.5 + 0.25 * Pattern.at(2, image)) * side;
            double radius = (3 + Pattern.at(3, image)) / 32 * side;
            double dy = i / side % side - row;
            double dx = i % side - column;
            pixels[i] = (float) Math.exp(-(dx * dx + dy * dy) / (2 * radius * radius));
        }
        return Tensor.wrap(shape, new Storage.Floats(pixels));
    }
}
