package org.gaspard.models.networks;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.Initialiser;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;

/**
 * The family of encoders and decoders of which all windows are 4×4 with stride 2 and padding 1, so that each layer halves
 * (or doubles) the side, down to 4, before and after fully connected layers; every hidden layer is followed by ReLU. The
 * decoder mirrors the encoder and ends without an activation.
 *
 * @param channels of the encoder's convolutions, from the image inwards; there are log₂(side / 4) of them
 * @param encoderHidden sizes of the fully connected layers of the encoder
 * @param decoderHidden sizes of those of the decoder, before the one that makes its first feature map
 * @param initialiser how weights start; biases start uniform within ±1/√in
 */
public record ConvArchitecture(
        List<Integer> channels, List<Integer> encoderHidden, List<Integer> decoderHidden, Initialiser initialiser) {

    private static final int SMALLEST_SIDE = 4;
    private static final Stage RELU = new Stage.Nonlinearity(new Activation.Relu());

    /** Copies the lists. */
    public ConvArchitecture {
        channels = List.copyOf(channels);
        encoderHidden = List.copyOf(encoderHidden);
        decoderHidden = List.copyOf(decoderHidden);
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("an architecture has at least one convolution");
        }
    }

    /**
     * 32 channels in every convolution and two fully connected layers of 256: four convolutions for 64×64 images, three
     * for 32×32. Weights start as PyTorch's defaults. Source: [B18], appendix A.
     *
     * @throws IllegalArgumentException if the side is not a power of two from 8 on
     */
    public static ConvArchitecture burgess(int side) {
        List<Integer> channels = new ArrayList<>();
        int at = side;
        while (at > SMALLEST_SIDE && at % 2 == 0) {
            at /= 2;
            channels.add(32);
        }
        if (at != SMALLEST_SIDE || channels.isEmpty()) {
            throw new IllegalArgumentException("image side must be a power of two from 8 on, found " + side);
        }
        return new ConvArchitecture(channels, List.of(256, 256), List.of(256, 256), Initialiser.fanInUniform());
    }

    /**
     * 32, 32, 64, 64 channels and one fully connected layer of 256, for 64×64 images; weights start as in
     * {@link Initialisation#kaimingUniform}. This is [L19] in the form of [R23]; the original's own form is
     * {@link ImageArchitectures#disentanglementLib}.
     *
     * <p>In the program of [R23] the 2 d outputs of the encoder are pairs, the mean and the log variance of each latent in
     * turn. Here all means come first, as {@link Vae} reads them: column j of the last layer is its column 2j, column d + j
     * its 2j + 1. New networks are distributed alike; weights that are taken over must be permuted so.
     */
    public static ConvArchitecture locatello() {
        return new ConvArchitecture(
                List.of(32, 32, 64, 64), List.of(256), List.of(256), Initialiser.kaimingUniform(Initialiser.RELU_GAIN));
    }

    /** The side of the images that this architecture takes. */
    public int side() {
        return SMALLEST_SIDE << channels.size();
    }

    /** From images [side, side, imageChannels] to [outputs]: 2 latents for a {@link Vae}. */
    public Network encoder(int imageChannels, int outputs) {
        List<Stage> stages = new ArrayList<>();
        for (int out : channels) {
            stages.add(new Stage.Convolution(out, 4, 2, 1));
            stages.add(RELU);
        }
        addHidden(stages, encoderHidden);
        stages.add(new Stage.Dense(outputs).named("out"));
        return new Network(Shape.of(side(), side(), imageChannels), stages, initialisation());
    }

    /** From [latents] to images [side, side, imageChannels]. */
    public Network decoder(int latents, int imageChannels) {
        int innermost = channels.getLast();
        List<Stage> stages = new ArrayList<>();
        addHidden(stages, decoderHidden);
        addHidden(stages, List.of(SMALLEST_SIDE * SMALLEST_SIDE * innermost));
        stages.add(new Stage.Reshape(SMALLEST_SIDE, SMALLEST_SIDE, innermost));
        for (int out : channels.subList(0, channels.size() - 1).reversed()) {
            stages.add(new Stage.TransposedConvolution(out, 4, 2, 1));
            stages.add(RELU);
        }
        stages.add(new Stage.TransposedConvolution(imageChannels, 4, 2, 1));
        return new Network(Shape.of(latents), stages, initialisation());
    }

    /** The variational encoder and the decoder. */
    public AutoencoderArchitecture networks(int imageChannels, int latents) {
        return new AutoencoderArchitecture(encoder(imageChannels, 2 * latents), decoder(latents, imageChannels));
    }

    /** Both networks with the likelihood that reads the decoder. */
    public Vae vae(int imageChannels, int latents, Likelihood likelihood, RandomKey key) {
        return networks(imageChannels, latents).vae(likelihood, key);
    }

    private static void addHidden(List<Stage> stages, List<Integer> sizes) {
        for (int size : sizes) {
            stages.add(new Stage.Dense(size));
            stages.add(RELU);
        }
    }

    private Initialisation initialisation() {
        return Initialisation.all(WeightInit.standard().withWeight(initialiser));
    }
}
