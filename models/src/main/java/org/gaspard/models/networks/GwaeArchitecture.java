package org.gaspard.models.networks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.autodiff.nn.Padding;
import org.gaspard.tensor.ConvolutionGeometry;
import org.gaspard.tensor.Shape;

/**
 * The networks of Gromov-Wasserstein autoencoders for 64×64 images [N23], from their published program. SiLU is between the layers;
 * weights start as PyTorch's defaults.
 *
 * <pre>{@code
 * encoder   logit, c(32) c(64) c(128) c(256), dense 256, dense 2d
 * decoder   dense 256, dense 4096 as [4, 4, 256], t(128) t(64) t(32) t(channels), logistic function
 * critic    of images   c(8) c(16) c(32) c(64) c(128) c(256), dense 64           LeakyReLU of slope 0.2 between
 *           of latents  dense 256, dense 256, dense 64                            and after each
 *           head        dense 256, dense 256, dense 1                             between
 * }</pre>
 *
 * <p>c(o) is a convolution with o outputs, window 4×4, stride 2, padding 1, t(o) the transposed one. For three channels and 64 latents
 * that is 1,771,872 numbers in the encoder, 1,759,203 in the decoder, 913,657 in the critic.
 *
 * @param edges what the encoder's padding is filled with: replicated in the published runs, zero where their program is given a seed;
 *     zero in all other networks
 * @param normalised whether batch normalisation, affine, follows each activation and the encoder's last layer: in the program for the
 *     models that are compared, not for this one
 */
public record GwaeArchitecture(Padding edges, boolean normalised) {

    private static final int SIDE = 64;
    private static final int INNER_SIDE = 4;
    private static final double MARGIN = 1e-4;
    private static final List<Integer> CHANNELS = List.of(32, 64, 128, 256);
    private static final List<Integer> CRITIC_CHANNELS = List.of(8, 16, 32, 64, 128, 256);
    private static final int HIDDEN = 256;
    private static final int FEATURES = 64;
    private static final Stage SILU = new Stage.Nonlinearity(new Activation.Silu());
    private static final Stage LEAKY = new Stage.Nonlinearity(new Activation.LeakyRelu(0.2));

    /** The three networks of a critic of pairs. */
    public record Critic(Network images, Network latents, Network head) {

        /** How many numbers training changes. */
        public long parameterCount() {
            return images.parameterCount() + latents.parameterCount() + head.parameterCount();
        }
    }

    /** Those of the model: replicated edges, no normalisation. */
    public static GwaeArchitecture published() {
        return new GwaeArchitecture(Padding.REPLICATE, false);
    }

    /** Those of the models that it is compared with: replicated edges, batch normalisation. */
    public static GwaeArchitecture publishedBaselines() {
        return new GwaeArchitecture(Padding.REPLICATE, true);
    }

    /** The variational encoder and the decoder. */
    public AutoencoderArchitecture networks(int imageChannels, int latents) {
        return new AutoencoderArchitecture(encoder(imageChannels, latents), decoder(imageChannels, latents));
    }

    private Network encoder(int imageChannels, int latents) {
        List<Stage> stages = new ArrayList<>(List.of(new Stage.Logit(MARGIN)));
        for (int out : CHANNELS) {
            stages.add(new Stage.Convolution(out, 4, ConvolutionGeometry.of(2, 1), edges));
            addActivation(stages);
        }
        stages.add(new Stage.Dense(HIDDEN));
        addActivation(stages);
        stages.add(new Stage.Dense(2 * latents).named("out"));
        addNormalisation(stages);
        return new Network(Shape.of(SIDE, SIDE, imageChannels), stages, Initialisation.pyTorch());
    }

    private Network decoder(int imageChannels, int latents) {
        int innermost = CHANNELS.getLast();
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage.Dense(HIDDEN));
        addActivation(stages);
        stages.add(new Stage.Dense(INNER_SIDE * INNER_SIDE * innermost));
        addActivation(stages);
        stages.add(new Stage.Reshape(INNER_SIDE, INNER_SIDE, innermost));
        for (int out : CHANNELS.subList(0, CHANNELS.size() - 1).reversed()) {
            stages.add(new Stage.TransposedConvolution(out, 4, 2, 1));
            addActivation(stages);
        }
        stages.add(new Stage.TransposedConvolution(imageChannels, 4, 2, 1));
        stages.add(new Stage.Nonlinearity(new Activation.Sigmoid()));
        return new Network(Shape.of(latents), stages, Initialisation.pyTorch());
    }

    private void addActivation(List<Stage> stages) {
        stages.add(SILU);
        addNormalisation(stages);
    }

    private void addNormalisation(List<Stage> stages) {
        if (normalised) {
            stages.add(new Stage.Normalisation(Stage.Normalisation.Over.BATCH, true));
        }
    }

    /**
     * The critic of pairs of images and latents.
     *
     * @param spectral whether all weights are spectrally normalised, as published
     */
    public static Critic critic(int imageChannels, int latents, boolean spectral) {
        UnaryOperator<Stage> layer = stage -> spectral ? new Stage.SpectrallyNormalised(stage) : stage;
        List<Stage> images = new ArrayList<>();
        for (int out : CRITIC_CHANNELS) {
            images.add(layer.apply(new Stage.Convolution(out, 4, 2, 1)));
            images.add(LEAKY);
        }
        images.add(layer.apply(new Stage.Dense(FEATURES)));
        Stage hidden = layer.apply(new Stage.Dense(HIDDEN));
        Stage features = layer.apply(new Stage.Dense(FEATURES));
        Stage value = layer.apply(new Stage.Dense(1)).named("out");
        Initialisation init = Initialisation.pyTorch();
        return new Critic(
                new Network(Shape.of(SIDE, SIDE, imageChannels), images, init),
                new Network(Shape.of(latents), init, hidden, LEAKY, hidden, LEAKY, features, LEAKY),
                new Network(Shape.of(2 * FEATURES), init, hidden, LEAKY, hidden, LEAKY, value));
    }
}
