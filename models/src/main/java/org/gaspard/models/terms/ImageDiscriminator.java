package org.gaspard.models.terms;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.models.VaePass;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Losses;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * DAVA: a network D tells reconstructions x̂, the mean images of latents z of the batch, from the mean images x̃ of latents z̃ whose
 * dimensions were mixed. With D's logits, the cross-entropy {@code H(l, t) = softplus(l) − t l}, sums over the batch, a
 * confidence c and labels smoothed by uniform numbers u in (0, 1),
 *
 * <pre>{@code
 * L_D = Σ H(D(x̂), 1 − c u) + Σ H(D(x̃), c u')                            {@link #loss}: what D minimises
 * a   = ½ (share of σ(D(x̂)) ≥ c  +  share of σ(D(x̃)) < c)               its accuracy
 * w   = max(0, 100 (a − ½))
 *       w Σ H(D(x̂), 0)                                                  {@link #reconstructionsAsMixed}: the encoder's answer
 *       min(1, w) Σ H(D(x̃), 1)                                          {@link #mixedAsReconstructions}: the decoder's answer
 * }</pre>
 *
 * <p>D's loss also moves the {@link SteeredCapacity} of the latents. D is in training there, and the model gets no gradient. In
 * both answers D is in use and normalises by its running statistics; as responses of a training step they see its new weights.
 * The first must change the encoder alone, though its gradient comes through the decoder; in the second z̃ is constant. The
 * accuracy counts as a constant in both.
 *
 * <p>Published: mixed with replacement, halves together, c = 0.6; weights of the answers 0.3 and 0.001.
 *
 * <p>Estermann and Wattenhofer: DAVA: Disentangling adversarial variational autoencoder. ICLR 2023, with the constants of its
 * published program.
 *
 * @param network D, from images [N, H, W, C] to one logit [N, 1]
 * @param mixing where z̃ comes from
 * @param together whether D learns from two batches, each half of x̂ with half of x̃, rather than from x̂ and x̃ apart: its batch
 *     normalisation sees the difference
 * @param confidence c, in (0, 1)
 * @param capacity of the latents
 * @param accuracy a of the last step, a float64 scalar, ½ at the beginning
 */
public record ImageDiscriminator(
        Layer network,
        LatentMixing mixing,
        boolean together,
        double confidence,
        SteeredCapacity capacity,
        Parameter accuracy) {

    /** By how much the answers weigh more for each hundredth of accuracy above chance. */
    private static final double PER_ACCURACY = 100;

    /** Checks the range. */
    public ImageDiscriminator {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be between 0 and 1, found " + confidence);
        }
    }

    /** A discriminator that has seen nothing yet. */
    public ImageDiscriminator(
            Layer network, LatentMixing mixing, boolean together, double confidence, SteeredCapacity capacity) {
        this(
                network,
                mixing,
                together,
                confidence,
                capacity,
                new Parameter("discriminator.last_accuracy", Tensor.scalar(0.5)));
    }

    /** The discriminator's own loss, for an opponent of the model; its passes move the capacity. */
    public Term loss() {
        return new Loss(this);
    }

    /** How unlike mixed images reconstructions look to the discriminator: for the encoder alone. */
    public Term reconstructionsAsMixed() {
        return new Answer(this, false);
    }

    /** How unlike reconstructions mixed images look to the discriminator: for the decoder alone. */
    public Term mixedAsReconstructions() {
        return new Answer(this, true);
    }

    private record Loss(ImageDiscriminator game) implements Term {

        @Override
        public String name() {
            return "discriminator";
        }

        @Override
        public List<Parameter> parameters() {
            return game.network.parameters();
        }

        @Override
        public List<Parameter> buffers() {
            return Stream.concat(game.network.buffers().stream(), Stream.of(game.accuracy, game.capacity.count()))
                    .toList();
        }

        @Override
        public Value value(VaePass pass) {
            ForwardPass state = pass.pass();
            Tensor real = pass.reconstruction().stopGradient();
            Tensor mixed = game.mixed(pass).stopGradient();
            int n = Checks.atLeast("images in a batch", real.extent(0), 2);
            Tensor smooth = state.nextKey().uniform(real.dtype(), 2, n, 1).multiply(game.confidence);
            Sides logits = game.together ? game.inHalves(real, mixed, state) : game.apart(real, mixed, state);
            Tensor loss = Losses.binaryCrossEntropyWithLogits(
                            logits.real, smooth.index(0, 0).negate().add(1))
                    .add(Losses.binaryCrossEntropyWithLogits(logits.mixed, smooth.index(0, 1)))
                    .sum();
            Tensor right = game.found(logits.real)
                    .add(game.found(logits.mixed).negate().add(1));
            Tensor accuracy = right.sum().cast(DType.FLOAT64).divide(2.0 * n);
            state.update(game.accuracy, accuracy);
            game.capacity.move(state, accuracy);
            return new Value(loss, Map.of("discriminator.accuracy", accuracy));
        }
    }

    private record Answer(ImageDiscriminator game, boolean toMixed) implements Term {

        @Override
        public String name() {
            return toMixed ? "mixed_as_reconstructions" : "reconstructions_as_mixed";
        }

        @Override
        public List<Parameter> buffers() {
            return List.of(game.accuracy);
        }

        @Override
        public Value value(VaePass pass) {
            ForwardPass state = pass.pass();
            Tensor image = toMixed ? game.mixed(pass) : pass.reconstruction();
            Tensor logits = game.logits(image, state.evaluating());
            Tensor entropy = (toMixed ? logits.negate() : logits).softplus().sum();
            Tensor weight = state.value(game.accuracy)
                    .subtract(0.5)
                    .multiply(PER_ACCURACY)
                    .maximum(0);
            Tensor factor = toMixed ? weight.minimum(1) : weight;
            return Value.of(entropy.multiply(factor.cast(entropy.dtype())));
        }
    }

    /** Logits of both kinds of images, each [N, 1]. */
    private record Sides(Tensor real, Tensor mixed) {}

    private Sides inHalves(Tensor real, Tensor mixed, ForwardPass state) {
        int n = real.extent(0);
        int middle = n / 2;
        Sides first = joined(real.slice(0, 0, middle), mixed.slice(0, 0, middle), state);
        Sides second = joined(real.slice(0, middle, n), mixed.slice(0, middle, n), state);
        return new Sides(
                Tensor.concatenate(0, first.real, second.real), Tensor.concatenate(0, first.mixed, second.mixed));
    }

    private Sides joined(Tensor real, Tensor mixed, ForwardPass state) {
        int n = real.extent(0);
        Tensor both = logits(Tensor.concatenate(0, real, mixed), state);
        return new Sides(both.slice(0, 0, n), both.slice(0, n, 2 * n));
    }

    private Sides apart(Tensor real, Tensor mixed, ForwardPass state) {
        return new Sides(logits(real, state), logits(mixed, state));
    }

    /** The same images in all terms of a pass: the mean images of mixed latents, which count as constants. */
    private Tensor mixed(VaePass pass) {
        Tensor latents = mixing.of(pass.latent(), pass.pass().keyOf(accuracy)).stopGradient();
        return pass.model().likelihood().mean(pass.model().decode(latents, pass.pass()));
    }

    private Tensor logits(Tensor images, ForwardPass state) {
        Tensor logits = network.apply(images, state);
        if (logits.rank() != 2 || logits.extent(1) != 1) {
            throw new IllegalArgumentException("the discriminator gave " + logits.shape() + ", expected [N, 1]");
        }
        return logits;
    }

    /** 1 where an image is found to be a reconstruction. */
    private Tensor found(Tensor logits) {
        return logits.sigmoid().greaterEqual(confidence).cast(logits.dtype());
    }
}
