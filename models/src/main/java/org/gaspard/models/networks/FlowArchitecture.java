package org.gaspard.models.networks;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.Shape;

/**
 * The networks of flow factorised representation learning for square images [S23], from their published program. The layers are
 * convolutions of three parts: some that halve the side, one whose window is all that is left of it, two of 1×1. ReLU is between all
 * of them, but not after the last 1×1 convolution; weights start as PyTorch's defaults. With W the side, s the width, d the latents
 * and K the transformations,
 *
 * <pre>{@code
 * shallow  encoder  h(s) h(2s) c(3s, W/4) c(2s, 1) c(2s, 1), dense 2d
 *          decoder  dense s, t(2s, 1) t(3s, 1) t(2s, W/4) u(s) u(channels)
 *          index    h(s) h(2s) c(3s, W/4) c(2s, 1) c(s, 1), dense K
 * deep     encoder  (h(s) c(s, 3))⁴ c(s, W/16) c(s, 1) c(s, 1), dense 2d
 *          decoder  dense s, t(s, 1) t(s, 1) t(s, W/16) (u(s) t(s, 3))³ u(s) t(channels, 3)
 * }</pre>
 *
 * <p>h(o) is a convolution with o outputs, window 4×4, stride 2, padding 1, and u(o) the transposed one; c(o, k) is a convolution with
 * stride 1 and window k×k, with padding 1 where k is written as 3 and 0 elsewhere, and t(o, k) the transposed one.
 *
 * <p>In the program s = d, and its decoder ends with the logistic function, of which it takes the cross-entropy with the pixels. Here
 * s and d are independent, and the decoder gives the logits, for {@link org.gaspard.models.Likelihood.Bernoulli}: the same loss without
 * the rounding near 0 and 1 (where PyTorch cuts off logarithms below -100), and {@code Likelihood.mean} is what the program's decoder
 * gives.
 *
 * @param depth how many halvings there are, and what is between them
 * @param side W, a multiple of 4 (shallow) or 16 (deep)
 * @param width s
 */
public record FlowArchitecture(Depth depth, int side, int width) {

    private static final Stage RELU = new Stage.Nonlinearity(new Activation.Relu());

    /** The two forms. */
    public enum Depth {
        /** Two halvings, up to 3 s channels. */
        SHALLOW(2),
        /** Four halvings, each followed by a convolution of 3×3, s channels everywhere. */
        DEEP(4);

        private final int halvings;

        Depth(int halvings) {
            this.halvings = halvings;
        }

        private int multiple() {
            return 1 << halvings;
        }
    }

    /** Checks the ranges. */
    public FlowArchitecture {
        Checks.atLeast("width", width, 1);
        if (side < 1 || side % depth.multiple() != 0) {
            throw new IllegalArgumentException(
                    "side must be a multiple of " + depth.multiple() + " above 0, found " + side);
        }
    }

    /** For sequences of MNIST, 28×28: s = 18² = 324, which are also the latents. */
    public static FlowArchitecture mnist() {
        return new FlowArchitecture(Depth.SHALLOW, 28, 324);
    }

    /** For Shapes3D, 64×64: s = 15² + 1 = 226, which are also the latents (an even number). */
    public static FlowArchitecture shapes3d() {
        return new FlowArchitecture(Depth.SHALLOW, 64, 226);
    }

    /** For Falcor3D and Isaac3D, 128×128: s = 324, which are also the latents. */
    public static FlowArchitecture isaac3d() {
        return new FlowArchitecture(Depth.DEEP, 128, 324);
    }

    /**
     * This one with another width, which enters the number of parameters as its square: with as many latents and three channels, the
     * encoder and the decoder of {@link #mnist} have 174,675 for s = 16, 694,947 for 32 and 2,772,291 for 64.
     */
    public FlowArchitecture withWidth(int changed) {
        return new FlowArchitecture(depth, side, changed);
    }

    /** The variational encoder and the decoder with as many latents as the width, as published. */
    public AutoencoderArchitecture networks(int imageChannels) {
        return networks(imageChannels, width);
    }

    /** The variational encoder and the decoder. */
    public AutoencoderArchitecture networks(int imageChannels, int latents) {
        Checks.atLeast("imageChannels", imageChannels, 1);
        Checks.atLeast("latents", latents, 1);
        int features = depth == Depth.SHALLOW ? 2 * width : width;
        return new AutoencoderArchitecture(
                reading(imageChannels, features, 2 * latents), decoder(imageChannels, latents));
    }

    /**
     * {@code q(k | x_0, ..., x_T)}, from a sequence of images to the logits of its transformation: [side, side, frames · imageChannels]
     * to [transformations], all channels of the first image before those of the second. The choice by the logits is that of {@link
     * GumbelSoftmax}. Published for the shallow form; the deep one is made likewise.
     *
     * @param frames T + 1
     * @param transformations K
     */
    public Network index(int imageChannels, int frames, int transformations) {
        Checks.atLeast("imageChannels", imageChannels, 1);
        Checks.atLeast("frames", frames, 1);
        Checks.atLeast("transformations", transformations, 1);
        return reading(Math.multiplyExact(imageChannels, frames), width, transformations);
    }

    private Network reading(int channels, int features, int outputs) {
        List<Stage> stages = new ArrayList<>();
        int all = side / depth.multiple();
        switch (depth) {
            case SHALLOW -> {
                addConvolution(stages, width, 4, 2, 1);
                addConvolution(stages, 2 * width, 4, 2, 1);
                addConvolution(stages, 3 * width, all, 1, 0);
                addConvolution(stages, 2 * width, 1, 1, 0);
            }
            case DEEP -> {
                for (int i = 0; i < depth.halvings; i++) {
                    addConvolution(stages, width, 4, 2, 1);
                    addConvolution(stages, width, 3, 1, 1);
                }
                addConvolution(stages, width, all, 1, 0);
                addConvolution(stages, width, 1, 1, 0);
            }
        }
        stages.add(new Stage.Convolution(features, 1, 1, 0));
        stages.add(new Stage.Dense(outputs).named("out"));
        return new Network(Shape.of(side, side, channels), stages, Initialisation.pyTorch());
    }

    private Network decoder(int imageChannels, int latents) {
        List<Stage> stages = new ArrayList<>();
        int all = side / depth.multiple();
        stages.add(new Stage.Dense(width));
        stages.add(RELU);
        stages.add(new Stage.Reshape(1, 1, width));
        switch (depth) {
            case SHALLOW -> {
                addTransposed(stages, 2 * width, 1, 1, 0);
                addTransposed(stages, 3 * width, 1, 1, 0);
                addTransposed(stages, 2 * width, all, 1, 0);
                addTransposed(stages, width, 4, 2, 1);
                stages.add(new Stage.TransposedConvolution(imageChannels, 4, 2, 1));
            }
            case DEEP -> {
                addTransposed(stages, width, 1, 1, 0);
                addTransposed(stages, width, 1, 1, 0);
                addTransposed(stages, width, all, 1, 0);
                for (int i = 1; i < depth.halvings; i++) {
                    addTransposed(stages, width, 4, 2, 1);
                    addTransposed(stages, width, 3, 1, 1);
                }
                addTransposed(stages, width, 4, 2, 1);
                stages.add(new Stage.TransposedConvolution(imageChannels, 3, 1, 1));
            }
        }
        return new Network(Shape.of(latents), stages, Initialisation.pyTorch());
    }

    private static void addConvolution(List<Stage> stages, int channels, int kernel, int stride, int padding) {
        stages.add(new Stage.Convolution(channels, kernel, stride, padding));
        stages.add(RELU);
    }

    private static void addTransposed(List<Stage> stages, int channels, int kernel, int stride, int padding) {
        stages.add(new Stage.TransposedConvolution(channels, kernel, stride, padding));
        stages.add(RELU);
    }
}
