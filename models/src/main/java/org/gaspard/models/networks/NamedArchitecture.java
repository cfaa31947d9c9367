package org.gaspard.models.networks;

import java.util.Locale;
import org.gaspard.tensor.Shape;

/** Variational autoencoders of publications by name, for settings of experiments. */
public enum NamedArchitecture {
    /** {@link ConvArchitecture#burgess}. */
    BURGESS(Sizes.POWERS_OF_TWO),
    /** {@link ConvArchitecture#locatello}. */
    LOCATELLO(Sizes.SIDE_64),
    /** {@link ImageArchitectures#disentanglementLib}. */
    DISENTANGLEMENT_LIB(Sizes.SIDE_64),
    /** {@link ImageArchitectures#small}. */
    SMALL(Sizes.SIDE_64),
    /** {@link ImageArchitectures#colour}. */
    COLOUR(Sizes.SIDE_64),
    /** {@link ImageArchitectures#large}. */
    LARGE(Sizes.SIDE_64),
    /** {@link ImageArchitectures#controlVae}. */
    CONTROL_VAE(Sizes.SIDE_64),
    /** {@link Perceptrons#irvae}. */
    IRVAE(Sizes.ALL, Output.MEANS),
    /** {@link GwaeArchitecture#published}. */
    GWAE(Sizes.SIDE_64, Output.MEANS),
    /** {@link GwaeArchitecture#publishedBaselines}. */
    GWAE_BASELINE(Sizes.SIDE_64, Output.MEANS);

    /** The images that an architecture takes. */
    public enum Sizes {
        /** 64×64. */
        SIDE_64,
        /** Squares with a power of two, from 8 on, as their side. */
        POWERS_OF_TWO,
        /** Any. */
        ALL
    }

    /** What a decoder ends with. */
    public enum Output {
        /** Numbers of both signs, such as logits, for any likelihood. */
        NUMBERS,
        /** Pixels in [0, 1], for a Gaussian likelihood. */
        MEANS
    }

    private final Sizes sizes;
    private final Output output;

    NamedArchitecture(Sizes sizes) {
        this(sizes, Output.NUMBERS);
    }

    NamedArchitecture(Sizes sizes, Output output) {
        this.sizes = sizes;
        this.output = output;
    }

    /** The sizes of images that it takes. */
    public Sizes sizes() {
        return sizes;
    }

    /** What the decoder ends with. */
    public Output output() {
        return output;
    }

    /**
     * The networks for some images.
     *
     * @param image the shape of an image, [H, W, C]
     * @throws IllegalArgumentException if it is not such a shape, or not of one of the {@link #sizes}
     */
    public AutoencoderArchitecture networks(Shape image, int latents) {
        if (image.rank() != 3) {
            throw new IllegalArgumentException("image must be [H, W, C], found " + image);
        }
        int channels = image.extent(2);
        AutoencoderArchitecture networks = switch (this) {
            case BURGESS -> ConvArchitecture.burgess(image.extent(0)).networks(channels, latents);
            case LOCATELLO -> ConvArchitecture.locatello().networks(channels, latents);
            case DISENTANGLEMENT_LIB -> ImageArchitectures.disentanglementLib(channels, latents);
            case SMALL -> ImageArchitectures.small(channels, latents);
            case COLOUR -> ImageArchitectures.colour(channels, latents);
            case LARGE -> ImageArchitectures.large(channels, latents);
            case CONTROL_VAE -> ImageArchitectures.controlVae(channels, latents);
            case IRVAE -> Perceptrons.irvae(image, latents);
            case GWAE -> GwaeArchitecture.published().networks(channels, latents);
            case GWAE_BASELINE -> GwaeArchitecture.publishedBaselines().networks(channels, latents);
        };
        if (!networks.encoder().input().equals(image)) {
            throw new IllegalArgumentException(
                    this + " takes images " + networks.encoder().input() + ", found " + image);
        }
        return networks;
    }

    /** The name in small letters, with hyphens. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
