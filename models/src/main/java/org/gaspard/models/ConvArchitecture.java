package org.gaspard.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.Conv2d;
import org.gaspard.autodiff.nn.ConvTranspose2d;
import org.gaspard.autodiff.nn.Flatten;
import org.gaspard.autodiff.nn.Initialiser;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Linear;
import org.gaspard.autodiff.nn.Padding;
import org.gaspard.autodiff.nn.Reshape;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.autodiff.nn.WeightInit;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;

/**
 * The convolutional encoders and decoders of the disentanglement literature. All windows are 4×4 with stride 2 and padding
 * 1, so each layer halves (or doubles) the side, down to 4; every hidden layer is followed by ReLU. The decoder mirrors the
 * encoder and ends without an activation.
 *
 * @param channels of the encoder's convolutions, from the image inwards; there are log₂(side / 4) of them
 * @param encoderHidden sizes of the fully connected layers of the encoder
 * @param decoderHidden sizes of those of the decoder, before the one that makes its first feature map
 * @param initialiser how weights start; biases start uniform within ±1/√in
 */
public record ConvArchitecture(
        List<Integer> channels, List<Integer> encoderHidden, List<Integer> decoderHidden, Initialiser initialiser) {

    private static final int SMALLEST_SIDE = 4;
    private static final ConvolutionGeometry HALVING = ConvolutionGeometry.of(2, 1);

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
     * for 32×32.
     *
     * <p>Burgess et al.: Understanding disentangling in β-VAE. 2018, appendix A.
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
     * 32, 32, 64, 64 channels and one fully connected layer of 256, for 64×64 images; weights start Kaiming-uniform for
     * ReLU. Locatello et al.: Challenging common assumptions. ICML 2019, in the form of Roth et al. 2023.
     */
    public static ConvArchitecture locatello() {
        return new ConvArchitecture(
                List.of(32, 32, 64, 64), List.of(256), List.of(256), Initialiser.kaimingUniform(Math.sqrt(2)));
    }

    /** The side of the images that this architecture takes. */
    public int side() {
        return SMALLEST_SIDE << channels.size();
    }

    /**
     * From images [N, side, side, imageChannels] to [N, outputs]; the parameters' names begin with {@code name}.
     *
     * @param outputs 2 latents for a {@link Vae}
     */
    public Sequential encoder(String name, int imageChannels, int outputs, RandomKey key) {
        List<Layer> layers = new ArrayList<>();
        int in = imageChannels;
        int number = 0;
        for (int out : channels) {
            layers.add(new Conv2d(
                    name + ".conv" + (number + 1),
                    Shape.of(4, 4, in, out),
                    HALVING,
                    Padding.ZERO,
                    key.child(number++),
                    init()));
            layers.add(new Activation.Relu());
            in = out;
        }
        layers.add(new Flatten());
        addHidden(layers, name, features(), encoderHidden, key, number);
        int last = encoderHidden.isEmpty() ? features() : encoderHidden.getLast();
        layers.add(new Linear(name + ".out", last, outputs, key.child(number + encoderHidden.size()), init()));
        return new Sequential(layers);
    }

    /** From latents [N, latents] to [N, side, side, imageChannels]; the parameters' names begin with {@code name}. */
    public Sequential decoder(String name, int latents, int imageChannels, RandomKey key) {
        List<Layer> layers = new ArrayList<>();
        List<Integer> hidden = new ArrayList<>(decoderHidden);
        hidden.add(features());
        addHidden(layers, name, latents, hidden, key, 0);
        int innermost = channels.getLast();
        layers.add(new Reshape(Shape.of(SMALLEST_SIDE, SMALLEST_SIDE, innermost)));
        int number = 1;
        for (int at = channels.size() - 1; at >= 0; at--) {
            int out = at == 0 ? imageChannels : channels.get(at - 1);
            layers.add(new ConvTranspose2d(
                    name + ".conv" + number,
                    Shape.of(4, 4, out, channels.get(at)),
                    HALVING,
                    0,
                    key.child(hidden.size() + number),
                    init()));
            if (at > 0) {
                layers.add(new Activation.Relu());
            }
            number++;
        }
        return new Sequential(layers);
    }

    /** Both networks with the likelihood that reads the decoder. */
    public Vae vae(int imageChannels, int latents, Likelihood likelihood, RandomKey key) {
        return new Vae(
                encoder("encoder", imageChannels, 2 * latents, key.child(0)),
                decoder("decoder", latents, imageChannels, key.child(1)),
                latents,
                likelihood);
    }

    private int features() {
        return SMALLEST_SIDE * SMALLEST_SIDE * channels.getLast();
    }

    private void addHidden(
            List<Layer> layers, String name, int inputs, List<Integer> sizes, RandomKey key, int firstKey) {
        int in = inputs;
        int number = 1;
        for (int out : sizes) {
            layers.add(new Linear(name + ".fc" + number, in, out, key.child(firstKey + number - 1), init()));
            layers.add(new Activation.Relu());
            in = out;
            number++;
        }
    }

    private WeightInit init() {
        return new WeightInit(DType.FLOAT32, initialiser, Optional.of(Initialiser.fanInUniform()));
    }
}
