package org.gaspard.models.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.datasets.ImageDataset;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Encoder;
import org.gaspard.models.training.VaeTrainer;
import org.gaspard.tensor.CapturedStep;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Storage;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * What a network in use says of images: features for the Fréchet and kernel distances between sets of images, or codes. The
 * network takes [N, H, W, C] and gives [N, L], or anything that has L numbers for each image. The distances are only comparable
 * for the same network with the same weights, so name both beside a figure.
 */
public final class NetworkFeatures implements Encoder {

    private static final int BATCH = 50;

    private final ImageDataset images;
    private final CapturedStep step;

    /** Captures a network for the images of a data set; its weights are read at each call. */
    public NetworkFeatures(ImageDataset images, Layer network) {
        this.images = images;
        TensorType batch = VaeTrainer.batchType(images, BATCH);
        List<Parameter> state = Stream.concat(network.parameters().stream(), network.buffers().stream())
                .toList();
        this.step = CapturedStep.capture(
                List.of(batch),
                state,
                in -> new CapturedStep.Result(
                        List.of(network.apply(in.getFirst(), ForwardPass.evaluation())), Map.of()));
    }

    @Override
    public float[] encode(int[] which) {
        float[] pixels = new float[BATCH * images.pixels()];
        float[] features = new float[0];
        for (int from = 0; from < which.length; from += BATCH) {
            int first = from;
            int count = Math.min(BATCH, which.length - from);
            // A last batch that is not full ends with its first image again.
            int[] batch = new int[BATCH];
            Arrays.setAll(batch, i -> which[i < count ? first + i : first]);
            images.readBatch(batch, pixels);
            Tensor in = Tensor.wrap(VaeTrainer.batchType(images, BATCH).shape(), new Storage.Floats(pixels));
            float[] out = step.run(in).getFirst().toFloatArray();
            int width = out.length / BATCH;
            if (from == 0) {
                features = new float[Math.multiplyExact(which.length, width)];
            }
            System.arraycopy(out, 0, features, from * width, count * width);
        }
        return features;
    }

    /** The features of images, [n × L]. */
    public Codes of(int... which) {
        return Codes.of(which.length, encode(which));
    }
}
