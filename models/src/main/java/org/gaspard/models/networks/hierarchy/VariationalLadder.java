package org.gaspard.models.networks.hierarchy;

import java.util.ArrayList;
import java.util.List;
import org.gaspard.autodiff.nn.Activation;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.check.Checks;
import org.gaspard.models.networks.Initialisation;
import org.gaspard.models.networks.Network;
import org.gaspard.models.networks.Stage;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;

/**
 * A variational ladder autoencoder as data: the networks of each level, from the one nearest to the image on. See
 * {@link HierarchicalEncoder} and {@link HierarchicalDecoder}.
 *
 * @param ups from the image to level 1, from level 1 to level 2, ...
 * @param heads from each level to [2 d_l]
 * @param injections from the latents [d_l] of each level into the decoder
 * @param downs from level 1 to the image, from level 2 to level 1, ...
 */
public record VariationalLadder(List<Network> ups, List<Network> heads, List<Network> injections, List<Network> downs) {

    private static final Stage LEAKY = new Stage.Nonlinearity(new Activation.LeakyRelu(0.2));
    private static final int SMALLEST_SIDE = 4;
    private static final int HEAD_WIDTH = 64;
    private static final int INJECTION_WIDTH = 256;

    /** Copies the lists and checks that the networks fit. */
    public VariationalLadder {
        ups = List.copyOf(ups);
        heads = List.copyOf(heads);
        injections = List.copyOf(injections);
        downs = List.copyOf(downs);
        int levels = ups.size();
        if (levels == 0 || heads.size() != levels || injections.size() != levels || downs.size() != levels) {
            throw new IllegalArgumentException("a ladder has four networks for each of at least one level, found "
                    + levels + " ups, " + heads.size() + " heads, " + injections.size() + " injections and "
                    + downs.size() + " downs");
        }
        for (int l = 0; l < levels; l++) {
            String of = " of level " + (l + 1);
            if (l > 0) {
                Checks.same(
                        "the input of the way up" + of,
                        ups.get(l).input(),
                        ups.get(l - 1).output());
            }
            Checks.same(
                    "the input of the head" + of,
                    heads.get(l).input(),
                    ups.get(l).output());
            int latents = injections.get(l).input().size();
            Checks.same("the latents" + of, injections.get(l).input(), Shape.of(latents));
            Checks.same("the output of the head" + of, heads.get(l).output(), Shape.of(2 * latents));
            Shape own = injections.get(l).output();
            Checks.same(
                    "the input of the way down" + of,
                    downs.get(l).input(),
                    l == levels - 1 ? own : beside(own, downs.get(l + 1)));
        }
        Checks.same(
                "the output of the decoder",
                downs.getFirst().output(),
                ups.getFirst().input());
    }

    private static Shape beside(Shape own, Network above) {
        Shape other = above.output();
        int last = own.rank() - 1;
        int channels = other.rank() == own.rank() ? other.extent(last) : 0;
        return own.with(last, own.extent(last) + channels);
    }

    /**
     * A level after each of some convolutions, 4×4 with stride 2, with LeakyReLU of slope 0.2 everywhere; the decoder mirrors them.
     * A head makes a map of 4×4 by a convolution whose windows tile the level, then 64 numbers; an injection goes from 256 numbers
     * to such a map with as many channels as the level, and tiles the level by a transposed convolution. Weights start as in
     * {@link Initialisation#pyTorch}.
     *
     * <p>[N23] has the channels 32, 32, 64, 64 and as many latents in each of the four levels (the last has the rest); its heads
     * take the maximum over tiles in place of a convolution, its injections averages, and its decoder begins at 8×8. [ZSE17]
     * normalises by batches and has 64 to 1024 channels.
     *
     * @param image the shape of an image, [H, W, C]: a square whose side is 4 · 2^k, at least 4 times 2 to the number of levels
     * @param channels of each level
     * @param latents of each level
     */
    public static VariationalLadder convolutional(Shape image, List<Integer> channels, List<Integer> latents) {
        int levels = channels.size();
        if (levels == 0 || latents.size() != levels) {
            throw new IllegalArgumentException(
                    "a ladder has channels and latents for each of at least one level, found " + levels
                            + " channels and " + latents.size() + " latents");
        }
        int smallest = SMALLEST_SIDE << levels;
        if (image.rank() != 3
                || image.extent(0) != image.extent(1)
                || image.extent(0) < smallest
                || Integer.bitCount(image.extent(0)) != 1) {
            throw new IllegalArgumentException("image must be [s, s, C], s a power of two from " + smallest + " on for "
                    + levels + " levels, found " + image);
        }
        List<Network> ups = new ArrayList<>();
        List<Network> heads = new ArrayList<>();
        List<Network> injections = new ArrayList<>();
        List<Network> downs = new ArrayList<>();
        Shape below = image;
        for (int l = 0; l < levels; l++) {
            int own = channels.get(l);
            Network up = network(below, new Stage.Convolution(own, 4, 2, 1), LEAKY);
            Shape at = up.output();
            ups.add(up);
            heads.add(head(at, latents.get(l)));
            injections.add(injection(latents.get(l), at));
            boolean top = l == levels - 1;
            Shape input = top ? at : at.with(2, own + own);
            Stage down = new Stage.TransposedConvolution(below.extent(2), 4, 2, 1);
            downs.add(l == 0 ? network(input, down) : network(input, down, LEAKY));
            below = at;
        }
        return new VariationalLadder(ups, heads, injections, downs);
    }

    private static Network head(Shape at, int latents) {
        int tile = at.extent(0) / SMALLEST_SIDE;
        return network(
                at,
                new Stage.Convolution(at.extent(2), tile, tile, 0),
                LEAKY,
                new Stage.Dense(HEAD_WIDTH),
                LEAKY,
                new Stage.Dense(2 * latents).named("out"));
    }

    private static Network injection(int latents, Shape at) {
        int tile = at.extent(0) / SMALLEST_SIDE;
        int channels = at.extent(2);
        return network(
                Shape.of(latents),
                new Stage.Dense(INJECTION_WIDTH),
                LEAKY,
                new Stage.Dense(SMALLEST_SIDE * SMALLEST_SIDE * channels),
                LEAKY,
                new Stage.Reshape(SMALLEST_SIDE, SMALLEST_SIDE, channels),
                new Stage.TransposedConvolution(channels, tile, tile, 0),
                LEAKY);
    }

    private static Network network(Shape input, Stage... stages) {
        return new Network(input, Initialisation.pyTorch(), stages);
    }

    /** The number of latents of each level. */
    public List<Integer> latents() {
        return injections.stream().map(network -> network.input().extent(0)).toList();
    }

    /**
     * The model, whose latents are those of level 1, then level 2, and so on; its parameters' names begin with "encoder.up1.",
     * "encoder.head1.", "decoder.injection1.", "decoder.down1." and so on.
     */
    public Vae vae(Likelihood likelihood, RandomKey key) {
        HierarchicalEncoder encoder = new HierarchicalEncoder(
                Network.build(ups, "encoder.up", key.child(0)), Network.build(heads, "encoder.head", key.child(1)));
        HierarchicalDecoder decoder = new HierarchicalDecoder(
                latents(),
                Network.build(injections, "decoder.injection", key.child(2)),
                Network.build(downs, "decoder.down", key.child(3)));
        int total = latents().stream().mapToInt(d -> d).sum();
        return new Vae(encoder, decoder, total, likelihood);
    }
}
