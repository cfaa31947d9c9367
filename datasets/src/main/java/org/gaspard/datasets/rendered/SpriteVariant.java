package org.gaspard.datasets.rendered;

import java.util.Objects;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.datasets.FactoredDataset;

/**
 * dSprites with a nuisance that is no factor: a random colour of the sprite, noise around it, or a painting behind it;
 * three channels, the factors of the source.
 *
 * <p>The published variants draw the nuisance anew whenever an image is sampled. Here it is a function of the seed and
 * the index, so that an image is always the same; another seed gives other draws.
 *
 * <p>Source: F. Locatello, S. Bauer, M. Lucic, G. Rätsch, S. Gelly, B. Schölkopf, O. Bachem, Challenging common
 * assumptions in the unsupervised learning of disentangled representations, ICML 2019 (Color-, Noisy- and
 * Scream-dSprites).
 */
public final class SpriteVariant implements FactoredDataset {

    private static final int CHANNELS = 3;

    private final String suffix;
    private final FactoredDataset source;
    private final Compositor compositor;

    /** Writes the coloured image of a grey sprite. */
    @FunctionalInterface
    private interface Compositor {
        void compose(int index, float[] sprite, float[] out, int offset);
    }

    private SpriteVariant(String suffix, FactoredDataset source, Compositor compositor) {
        if (source.channels() != 1) {
            throw new IllegalArgumentException(
                    "source " + source.name() + " has " + source.channels() + " channels, expected 1");
        }
        this.suffix = suffix;
        this.source = source;
        this.compositor = compositor;
    }

    /**
     * Color-dSprites: the sprite times a colour with channels uniform in [½, 1).
     *
     * @throws IllegalArgumentException if the source has more than one channel
     */
    public static SpriteVariant colored(FactoredDataset source, long seed) {
        return new SpriteVariant("color", source, (index, sprite, out, offset) -> {
            for (int c = 0; c < CHANNELS; c++) {
                float colour = 0.5f + 0.5f * Draws.uniform(seed, index, c);
                for (int i = 0; i < sprite.length; i++) {
                    out[offset + CHANNELS * i + c] = sprite[i] * colour;
                }
            }
        });
    }

    /**
     * Noisy-dSprites: {@code min(sprite + noise, 1)} with noise uniform in [0, 1) for each pixel and channel.
     *
     * @throws IllegalArgumentException if the source has more than one channel
     */
    public static SpriteVariant noisy(FactoredDataset source, long seed) {
        return new SpriteVariant("noisy", source, (index, sprite, out, offset) -> {
            for (int i = 0; i < CHANNELS * sprite.length; i++) {
                out[offset + i] = Math.min(1, sprite[i / CHANNELS] + Draws.uniform(seed, index, i));
            }
        });
    }

    /**
     * Scream-dSprites on another picture: the background is {@code (patch + colour)/2} for a patch of the picture at a
     * uniform place and a uniform colour; the sprite inverts it, {@code 1 − background}.
     *
     * <p>The published variant uses a photograph of E. Munch's painting, reduced to fit 350×274 pixels. Who has it may
     * give it here; {@link Picture#painted} is a stand-in.
     *
     * @throws IllegalArgumentException if the source has more than one channel, or the picture is not larger than its
     *     images on both sides
     */
    public static SpriteVariant onPicture(FactoredDataset source, Picture picture, long seed) {
        int rows = picture.height() - source.height();
        int columns = picture.width() - source.width();
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("picture of " + picture.height() + "×" + picture.width()
                    + ", expected more than the " + source.height() + "×" + source.width() + " of " + source.name());
        }
        int width = source.width();
        return new SpriteVariant("picture", source, (index, sprite, out, offset) -> {
            int top = Draws.integer(seed, index, 0, rows);
            int left = Draws.integer(seed, index, 1, columns);
            for (int c = 0; c < CHANNELS; c++) {
                float colour = Draws.uniform(seed, index, 2 + c);
                for (int i = 0; i < sprite.length; i++) {
                    float patch = picture.value(top + i / width, left + i % width, c);
                    float background = (patch + colour) / 2;
                    out[offset + CHANNELS * i + c] = sprite[i] == 1 ? 1 - background : background;
                }
            }
        });
    }

    @Override
    public String name() {
        return source.name() + "-" + suffix;
    }

    @Override
    public FactorGrid grid() {
        return source.grid();
    }

    @Override
    public int height() {
        return source.height();
    }

    @Override
    public int width() {
        return source.width();
    }

    @Override
    public int channels() {
        return CHANNELS;
    }

    @Override
    public void read(int index, float[] out, int offset) {
        Objects.checkFromIndexSize(offset, pixels(), out.length);
        float[] sprite = new float[source.pixels()];
        source.read(index, sprite, 0);
        compositor.compose(index, sprite, out, offset);
    }
}
