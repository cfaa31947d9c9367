package org.gaspard.models.networks;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/**
 * A discriminator of images that shows some of its hidden layers.
 *
 * @param parts one after the other; what each but the last gives are the features, and the last gives the logits [N, 1]
 */
public record FeatureDiscriminator(List<Layer> parts) {

    /** Copies the list and checks that there are features. */
    public FeatureDiscriminator {
        parts = List.copyOf(parts);
        if (parts.size() < 2) {
            throw new IllegalArgumentException(
                    "parts must be at least 2, the last of which gives logits, found " + parts.size());
        }
    }

    /**
     * What a discriminator says of images.
     *
     * @param features of each hidden layer that is shown, [N, ...]
     * @param logits [N], above 0 for images of the data
     */
    public record Answer(List<Tensor> features, Tensor logits) {

        /** Copies the list. */
        public Answer {
            features = List.copyOf(features);
        }
    }

    /**
     * Made of the encoder of a model: its stages to the last but one with parameters, then one logit. The features are those of
     * the last convolution, after its activation, or of the last hidden layer where there is no convolution.
     *
     * @param encoder of images, with at least two stages with parameters; its initialisation is taken over
     */
    public static FeatureDiscriminator of(Network encoder, String name, RandomKey key) {
        Network trunk = Trunk.of(encoder);
        List<Layer> layers =
                trunk.then(new Stage.Dense(1).named("out")).build(name, key).layers();
        int end = afterFeatures(trunk.stages());
        return new FeatureDiscriminator(
                List.of(new Sequential(layers.subList(0, end)), new Sequential(layers.subList(end, layers.size()))));
    }

    /** The number of stages to the activation after the last convolution. */
    private static int afterFeatures(List<Stage> stages) {
        int end = stages.size();
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).kind().equals("conv")) {
                boolean activated = i + 1 < stages.size() && stages.get(i + 1) instanceof Stage.Nonlinearity;
                end = activated ? i + 2 : i + 1;
            }
        }
        return end;
    }

    /**
     * The features and the logits of images [N, H, W, C].
     *
     * @throws IllegalArgumentException if there is not one logit for each image
     */
    public Answer apply(Tensor images, ForwardPass pass) {
        List<Tensor> features = new ArrayList<>();
        Tensor at = images;
        for (Layer part : parts.subList(0, parts.size() - 1)) {
            at = part.apply(at, pass);
            features.add(at);
        }
        Tensor logits = parts.getLast().apply(at, pass);
        if (logits.rank() != 2 || logits.extent(1) != 1) {
            throw new IllegalArgumentException("the discriminator gave " + logits.shape() + ", expected [N, 1]");
        }
        return new Answer(features, logits.index(1, 0));
    }

    /** What training changes. */
    public List<Parameter> parameters() {
        return new Sequential(parts).parameters();
    }

    /** What forward passes change. */
    public List<Parameter> buffers() {
        return new Sequential(parts).buffers();
    }
}
