package org.gaspard.models.networks;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.Dropout;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;

/**
 * A {@link PairNetwork} as data.
 *
 * @param image from an image [H, W, C]; its output is flattened
 * @param latent from a vector [d] to [b]
 * @param joint from [a + b], a the size of the first output
 * @param dropout the probability that an output of an activation is dropped while training; 0 for none
 */
public record PairArchitecture(Network image, Network latent, Network joint, double dropout) {

    private static final double SLOPE = 0.2;
    private static final int LATENT_WIDTH = 512;
    private static final int JOINT_WIDTH = 1024;
    private static final int NOISE_WIDTH = 256;

    /** Checks that the branches fit. */
    public PairArchitecture {
        if (latent.output().rank() != 1) {
            throw new IllegalArgumentException("the latent branch must give [n], found " + latent.output());
        }
        Shape both = Shape.of(image.output().size() + latent.output().size());
        if (!joint.input().equals(both)) {
            throw new IllegalArgumentException("the joint branch takes " + joint.input() + ", expected " + both
                    + " for branches that give " + image.output() + " and " + latent.output());
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), found " + dropout);
        }
    }

    /**
     * A discriminator of images and their latents: the encoder without its last layer, two layers of 512 for the latents, two of
     * 1024 for both and one logit, with LeakyReLU of slope 0.2. The widths are those of the comparison in [N23], whose branch of
     * images is a network of its own, with batch normalisations.
     *
     * @param encoder of images, with at least two stages with parameters; its activations and its initialisation are taken over
     */
    public static PairArchitecture discriminator(Network encoder, int latents) {
        return of(encoder, latents, List.of(LATENT_WIDTH, LATENT_WIDTH), List.of(JOINT_WIDTH, JOINT_WIDTH), 1);
    }

    /**
     * A network that draws a code of an image by noise: the encoder without its last layer, a layer of 256 for the noise, another
     * for both, and one number for each latent. For {@link ImplicitEncoder}.
     *
     * @param encoder of images, with at least two stages with parameters; its activations and its initialisation are taken over
     * @param noise the number of standard normal numbers
     */
    public static PairArchitecture implicitEncoder(Network encoder, int noise, int latents) {
        return of(encoder, noise, List.of(NOISE_WIDTH), List.of(NOISE_WIDTH), latents);
    }

    private static PairArchitecture of(
            Network encoder, int vector, List<Integer> own, List<Integer> common, int outputs) {
        Checks.atLeast("the size of the vectors", vector, 1);
        Checks.atLeast("latents", outputs, 1);
        Network image = Trunk.of(encoder);
        Initialisation init = encoder.initialisation();
        Network latent = new Network(Shape.of(vector), hidden(own), init);
        List<Stage> joint = new ArrayList<>(hidden(common));
        joint.add(new Stage.Dense(outputs).named("out"));
        int width = image.output().size() + own.getLast();
        return new PairArchitecture(image, latent, new Network(Shape.of(width), joint, init), 0);
    }

    private static List<Stage> hidden(List<Integer> widths) {
        List<Stage> stages = new ArrayList<>();
        for (int width : widths) {
            stages.add(new Stage.Dense(width));
            stages.add(new Stage.Nonlinearity(new Activation.LeakyRelu(SLOPE)));
        }
        return stages;
    }

    /** This one with another dropout. */
    public PairArchitecture withDropout(double probability) {
        return new PairArchitecture(image, latent, joint, probability);
    }

    /** The layers; the names of the parameters begin with name.image, name.latent and name.joint. */
    public PairNetwork build(String name, RandomKey key) {
        Sequential flat = image.output().rank() == 1
                ? image.build(name + ".image", key.child(0))
                : image.then(new Stage.Reshape(image.output().size())).build(name + ".image", key.child(0));
        return new PairNetwork(
                dropped(flat),
                dropped(latent.build(name + ".latent", key.child(1))),
                dropped(joint.build(name + ".joint", key.child(2))));
    }

    private Layer dropped(Sequential layers) {
        if (dropout == 0) {
            return layers;
        }
        List<Layer> all = new ArrayList<>();
        for (Layer layer : layers.layers()) {
            all.add(layer);
            if (layer instanceof Activation) {
                all.add(new Dropout(dropout));
            }
        }
        return new Sequential(all);
    }
}
