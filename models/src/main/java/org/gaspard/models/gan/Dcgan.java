package org.gaspard.models.gan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.Initialiser;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.models.check.Checks;
import org.gaspard.models.gan.Gan.Pixels;
import org.gaspard.models.networks.Initialisation;
import org.gaspard.models.networks.Network;
import org.gaspard.models.networks.Stage;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;

/**
 * The convolutional architecture of [R16]: no pooling, batch normalisation in both networks except at the image and at the logit,
 * ReLU in the generator, LeakyReLU of slope 0.2 in the discriminator. With w the width and {@code m = log₂(side / 4)},
 *
 * <pre>{@code
 * generator      z → dense to 4 × 4 × 2^(m−1) w → (4×4 transposed, stride 2: channels halve, side doubles)^m → tanh or sigmoid
 * discriminator  x → (4×4, stride 2: side halves, w channels, then twice as many)^m → 4×4 to one logit
 * }</pre>
 *
 * <p>For 64×64 images that is 8w, 4w, 2w, w channels in the generator, for 32×32 images 4w, 2w, w. All weights start as N(0,
 * 0.02²) and there are no biases but those of the normalisations, which start as the identity (the paper does not speak of
 * them; its program draws their scales from N(1, 0.02²)).
 *
 * <p>[R16] has windows of 5×5, 100 latents, uniform in [−1, 1], and w = 128; windows of 4×4, normal latents and w = 64 are those
 * of its widely used form in PyTorch, which has as many parameters as this one.
 *
 * @param side of the images, a power of two from 8 on
 * @param imageChannels of the images
 * @param latents the number of latent dimensions
 * @param width w
 * @param pixels the range that the generator ends in; [R16] has SIGNED
 */
public record Dcgan(int side, int imageChannels, int latents, int width, Pixels pixels) {

    /** The usual w. */
    public static final int USUAL_WIDTH = 64;

    private static final int SMALLEST_SIDE = 4;
    private static final double SLOPE = 0.2;
    private static final double DEVIATION = 0.02;
    private static final Stage NORMALISATION = new Stage.Normalisation(Stage.Normalisation.Over.BATCH, true);

    /** Checks the ranges. */
    public Dcgan {
        if (side < 2 * SMALLEST_SIDE || Integer.bitCount(side) != 1) {
            throw new IllegalArgumentException("side must be a power of two from 8 on, found " + side);
        }
        Checks.atLeast("imageChannels", imageChannels, 1);
        Checks.atLeast("latents", latents, 1);
        Checks.atLeast("width", width, 1);
    }

    /** With w = {@value #USUAL_WIDTH} and tanh at the end. */
    public static Dcgan of(int side, int imageChannels, int latents) {
        return new Dcgan(side, imageChannels, latents, USUAL_WIDTH, Pixels.SIGNED);
    }

    /** This one with another width. */
    public Dcgan withWidth(int changed) {
        return new Dcgan(side, imageChannels, latents, changed, pixels);
    }

    /** This one with another end of the generator. */
    public Dcgan withPixels(Pixels changed) {
        return new Dcgan(side, imageChannels, latents, width, changed);
    }

    /** From latents [latents] to images [side, side, imageChannels]. */
    public Network generator() {
        Stage relu = new Stage.Nonlinearity(new Activation.Relu());
        List<Integer> channels = channels().reversed();
        int first = channels.getFirst();
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage.Dense(SMALLEST_SIDE * SMALLEST_SIDE * first));
        stages.add(new Stage.Reshape(SMALLEST_SIDE, SMALLEST_SIDE, first));
        for (int out : channels.subList(1, channels.size())) {
            stages.add(NORMALISATION);
            stages.add(relu);
            stages.add(new Stage.TransposedConvolution(out, 4, 2, 1));
        }
        stages.add(NORMALISATION);
        stages.add(relu);
        stages.add(new Stage.TransposedConvolution(imageChannels, 4, 2, 1));
        stages.add(new Stage.Nonlinearity(
                switch (pixels) {
                    case SIGNED -> new Activation.Tanh();
                    case UNIT -> new Activation.Sigmoid();
                }));
        return new Network(Shape.of(latents), stages, initialisation());
    }

    /** From images [side, side, imageChannels] to one logit [1]. */
    public Network discriminator() {
        Stage leaky = new Stage.Nonlinearity(new Activation.LeakyRelu(SLOPE));
        List<Stage> stages = new ArrayList<>();
        for (int out : channels()) {
            boolean first = stages.isEmpty();
            stages.add(new Stage.Convolution(out, 4, 2, 1));
            if (!first) {
                stages.add(NORMALISATION);
            }
            stages.add(leaky);
        }
        stages.add(new Stage.Dense(1).named("out"));
        return new Network(Shape.of(side, side, imageChannels), stages, initialisation());
    }

    /** Both networks; their parameters are named generator and discriminator. */
    public Gan gan(RandomKey key) {
        return new Gan(
                generator().build("generator", key.child(0)),
                discriminator().build("discriminator", key.child(1)),
                latents,
                pixels);
    }

    /** Those of the discriminator's convolutions, from the image inwards. */
    private List<Integer> channels() {
        List<Integer> channels = new ArrayList<>();
        for (int at = side, out = width; at > SMALLEST_SIDE; at /= 2, out *= 2) {
            channels.add(out);
        }
        return channels;
    }

    private static Initialisation initialisation() {
        return Initialisation.all(new WeightInit(DType.FLOAT32, Initialiser.normal(0, DEVIATION), Optional.empty()));
    }
}
