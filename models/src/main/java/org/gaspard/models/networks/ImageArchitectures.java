package org.gaspard.models.networks;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.tensor.Shape;

/**
 * Variational autoencoders of publications for 64×64 images, other than those of {@link ConvArchitecture}. ReLU is between
 * all layers. In the words of the tables below, c(o, k, s, p) is a convolution with o outputs, window k×k, stride s and
 * padding p, t the transposed one; without numbers k, s, p they are 4, 2, 1.
 */
public final class ImageArchitectures {

    private static final int SIDE = 64;
    private static final Stage RELU = new Stage.Nonlinearity(new Activation.Relu());

    private ImageArchitectures() {}

    /**
     * "Small", for dSprites: the encoder c(32) c(32) c(64) c(64) c(128,4,1,0) c(2d,1,1,0), the decoder c(128,1,1,0)
     * t(64,4,1,0) t(64) t(32) t(32) t(channels). Weights start as in {@link Initialisation#normal}.
     *
     * <p>Source: the encoder is that of FactorVAE [KM18], appendix A; the decoder and the initialisation are those of the
     * PyTorch programs that [Ba24] built on. (The paper's decoder is fully connected down to 4×4.)
     */
    public static AutoencoderArchitecture small(int imageChannels, int latents) {
        return pyramid(List.of(32, 32, 64, 64), 128, imageChannels, latents, Initialisation.normal());
    }

    /**
     * "Colour", for 3D Shapes, MPI3D and faces: {@link #small} with 256 instead of 128. Source: [KM18], appendix A, in the
     * form of [Ba24].
     */
    public static AutoencoderArchitecture colour(int imageChannels, int latents) {
        return pyramid(List.of(32, 32, 64, 64), 256, imageChannels, latents, Initialisation.normal());
    }

    /**
     * "Large", in [Ba24] for β-VAE, β-TCVAE and DAVA on dSprites: the encoder c(32) c(64) c(128) c(256) c(512,4,1,0)
     * c(2d,1,1,0), the decoder c(512,1,1,0) t(256,4,1,0) t(128) t(64) t(32) t(channels). Weights start as in
     * {@link Initialisation#normal}.
     */
    public static AutoencoderArchitecture large(int imageChannels, int latents) {
        return pyramid(List.of(32, 64, 128, 256), 512, imageChannels, latents, Initialisation.normal());
    }

    /**
     * {@link #large} with fully connected layers in the place of the 1×1 convolutions, which compute the same, starting as in
     * {@link Initialisation#kaimingNormal}: the form for ControlVAE [S20] in [Ba24].
     */
    public static AutoencoderArchitecture controlVae(int imageChannels, int latents) {
        Initialisation init = Initialisation.kaimingNormal();
        List<Integer> channels = List.of(32, 64, 128, 256);
        Network encoder =
                image(imageChannels, down(channels, 512), init).then(new Stage.Dense(2 * latents).named("out"));
        Network decoder = new Network(Shape.of(latents), init, new Stage.Dense(512), RELU, new Stage.Reshape(1, 1, 512))
                .then(up(channels, imageChannels));
        return new AutoencoderArchitecture(encoder, decoder);
    }

    private static AutoencoderArchitecture pyramid(
            List<Integer> channels, int middle, int imageChannels, int latents, Initialisation init) {
        Network encoder = image(imageChannels, down(channels, middle), init)
                .then(new Stage.Convolution(2 * latents, 1, 1, 0), new Stage.Reshape(2 * latents));
        Network decoder = new Network(
                        Shape.of(latents),
                        init,
                        new Stage.Reshape(1, 1, latents),
                        new Stage.Convolution(middle, 1, 1, 0),
                        RELU)
                .then(up(channels, imageChannels));
        return new AutoencoderArchitecture(encoder, decoder);
    }

    private static Network image(int channels, List<Stage> stages, Initialisation init) {
        return new Network(Shape.of(SIDE, SIDE, channels), stages, init);
    }

    /** From images to [1, 1, middle], with ReLU at the end. */
    private static List<Stage> down(List<Integer> channels, int middle) {
        List<Stage> stages = new ArrayList<>();
        for (int out : channels) {
            stages.add(new Stage.Convolution(out, 4, 2, 1));
            stages.add(RELU);
        }
        stages.add(new Stage.Convolution(middle, 4, 1, 0));
        stages.add(RELU);
        return stages;
    }

    /** From [1, 1, n] to images. */
    private static Stage[] up(List<Integer> channels, int imageChannels) {
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage.TransposedConvolution(channels.getLast(), 4, 1, 0));
        stages.add(RELU);
        for (int out : channels.subList(0, channels.size() - 1).reversed()) {
            stages.add(new Stage.TransposedConvolution(out, 4, 2, 1));
            stages.add(RELU);
        }
        stages.add(new Stage.TransposedConvolution(imageChannels, 4, 2, 1));
        return stages.toArray(Stage[]::new);
    }

    /**
     * The convolutional architecture of disentanglement_lib [L19], as released: the encoder c(32) c(32) c(64,2,2,0)
     * c(64,2,2,0) and fully connected layers 256 and 2d; the decoder 256, 1024, t(64) t(32) t(32) t(channels). Weights start
     * as in {@link Initialisation#glorotUniform}. Programs in PyTorch after it have 4×4 windows throughout:
     * {@link ConvArchitecture#locatello}.
     *
     * <p>The original makes means and log variances in two layers of d outputs, here in one of 2 d, as in all programs in
     * PyTorch after it. The function is the same, but the bound of the last layer's weights is √(6 / (256 + 2d)) here and
     * √(6 / (256 + d)) there.
     */
    public static AutoencoderArchitecture disentanglementLib(int imageChannels, int latents) {
        Initialisation init = Initialisation.glorotUniform();
        Network encoder = new Network(
                Shape.of(SIDE, SIDE, imageChannels),
                init,
                new Stage.Convolution(32, 4, 2, 1),
                RELU,
                new Stage.Convolution(32, 4, 2, 1),
                RELU,
                new Stage.Convolution(64, 2, 2, 0),
                RELU,
                new Stage.Convolution(64, 2, 2, 0),
                RELU,
                new Stage.Dense(256),
                RELU,
                new Stage.Dense(2 * latents).named("out"));
        Network decoder =
                ConvArchitecture.locatello().decoder(latents, imageChannels).withInitialisation(init);
        return new AutoencoderArchitecture(encoder, decoder);
    }

    /**
     * The spatial broadcast decoder [W19] with its encoder: c(64) four times and fully connected layers 256 and 2d; the
     * decoder puts the latents and the coordinates at every pixel and has convolutions 64, 64, channels with stride 1 that
     * keep the size. Weights start as PyTorch's defaults. It costs much more time than the other decoders, for all its layers
     * work at full size.
     *
     * <p>Numbers and windows of the decoder's convolutions differ between programs; these, 3×3, are those of a public
     * implementation in PyTorch. Others are {@link #spatialBroadcast(int, int, List, int)}.
     */
    public static AutoencoderArchitecture spatialBroadcast(int imageChannels, int latents) {
        return spatialBroadcast(imageChannels, latents, List.of(64, 64), 3);
    }

    /**
     * {@link #spatialBroadcast(int, int)} with another decoder.
     *
     * @param channels of the hidden convolutions of the decoder
     * @param kernel the side of their windows, odd
     */
    public static AutoencoderArchitecture spatialBroadcast(
            int imageChannels, int latents, List<Integer> channels, int kernel) {
        if (kernel < 1 || kernel % 2 == 0) {
            throw new IllegalArgumentException("kernel must be odd, so that images keep their size, found " + kernel);
        }
        Initialisation init = Initialisation.pyTorch();
        Network encoder = new ConvArchitecture(
                        List.of(64, 64, 64, 64),
                        List.of(256),
                        List.of(),
                        init.dense().weight())
                .encoder(imageChannels, 2 * latents);
        List<Stage> stages = new ArrayList<>(List.of(new Stage.SpatialBroadcast(SIDE, SIDE)));
        for (int out : channels) {
            stages.add(new Stage.Convolution(out, kernel, 1, kernel / 2));
            stages.add(RELU);
        }
        stages.add(new Stage.Convolution(imageChannels, kernel, 1, kernel / 2));
        return new AutoencoderArchitecture(encoder, new Network(Shape.of(latents), stages, init));
    }
}
