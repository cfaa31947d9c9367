package org.gaspard.models.networks.warp;

import java.util.List;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.networks.NamedArchitecture;
import org.gaspard.models.networks.Network;
import org.gaspard.models.networks.Perceptrons;
import org.gaspard.models.networks.warp.BilinearSampling.Outside;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;

/**
 * A variational autoencoder with a {@link WarpDecoder}, as data.
 *
 * @param encoder from images to [2 d]
 * @param appearance from latents [d − p] to images
 * @param perspective from latents [p] to [warp.numbers()]
 * @param warp the family of deformations
 * @param outside what is seen outside of the appearance
 */
public record WarpArchitecture(Network encoder, Network appearance, Network perspective, Warp warp, Outside outside) {

    private static final int PERSPECTIVE_WIDTH = 256;
    private static final double SLOPE = 0.2;

    /** Checks that they fit. */
    public WarpArchitecture {
        if (perspective.input().rank() != 1 || !perspective.output().equals(Shape.of(warp.numbers()))) {
            throw new IllegalArgumentException("the perspective takes [p] and gives [" + warp.numbers() + "], found "
                    + perspective.input() + " to " + perspective.output());
        }
        if (appearance.input().rank() != 1 || !appearance.output().equals(encoder.input())) {
            throw new IllegalArgumentException("the appearance takes [d - p] and gives " + encoder.input() + ", found "
                    + appearance.input() + " to " + appearance.output());
        }
        int latents = perspective.input().extent(0) + appearance.input().extent(0);
        if (!encoder.output().equals(Shape.of(2 * latents))) {
            throw new IllegalArgumentException("the encoder gives " + encoder.output() + ", expected [" + 2 * latents
                    + "] for " + latents + " latents in both parts");
        }
    }

    /**
     * Encoder and appearance by name, and for the perspective a hidden layer of 256 with LeakyReLU of slope 0.2, as in [N23],
     * which has 62 of 64 latents for the perspective and {@link Warp.Displacement#fiveByFive}. Outside is the border.
     * (Its program takes the mean of four draws of the latents of each image.)
     *
     * @param image the shape of an image, [H, W, C]
     * @param latents d, of both parts
     * @param perspectiveLatents p
     * @throws IllegalArgumentException if a part has no latents, or the architecture does not take such images
     */
    public static WarpArchitecture of(
            NamedArchitecture networks, Shape image, int latents, int perspectiveLatents, Warp warp) {
        if (perspectiveLatents < 1 || perspectiveLatents >= latents) {
            throw new IllegalArgumentException("perspectiveLatents must be from 1 to below the " + latents
                    + " latents, found " + perspectiveLatents);
        }
        Network encoder = networks.networks(image, latents).encoder();
        Network appearance =
                networks.networks(image, latents - perspectiveLatents).decoder();
        Network perspective = Perceptrons.network(
                Shape.of(perspectiveLatents),
                List.of(PERSPECTIVE_WIDTH),
                Shape.of(warp.numbers()),
                new Activation.LeakyRelu(SLOPE),
                encoder.initialisation());
        return new WarpArchitecture(encoder, appearance, perspective, warp, Outside.BORDER);
    }

    /** The number of latents in both parts. */
    public int latents() {
        return encoder.output().extent(0) / 2;
    }

    /**
     * The model; its parameters' names begin with "encoder.", "decoder.appearance." and "decoder.perspective.". The first latents
     * are the perspective.
     */
    public Vae vae(Likelihood likelihood, RandomKey key) {
        WarpDecoder decoder = new WarpDecoder(
                appearance.build("decoder.appearance", key.child(1)),
                perspective.build("decoder.perspective", key.child(2)),
                perspective.input().extent(0),
                warp,
                outside);
        return new Vae(encoder.build("encoder", key.child(0)), decoder, latents(), likelihood);
    }
}
