package org.gaspard.models.sequences.baselines;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.models.check.Checks;
import org.gaspard.models.sequences.SequenceObjective;
import org.gaspard.models.sequences.SequencePass;
import org.gaspard.models.sequences.Sequences;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * The slow variational autoencoder [KL21]: from one frame to the next few latents change much, which a Laplace transition says. With
 * means over pairs of consecutive frames, and over both frames where only one is named,
 *
 * <pre>{@code
 * L = 2 E[−ln p(x | z)] + β E[KL(q(z | x) ‖ N(0, I))]
 *     + γ (E[C(μ_t − μ_{t+1}, σ_t) + C(μ_{t+1} − μ_t, σ_{t+1})] − E[H(q(z | x))])
 * C(m, σ) = −E ln Laplace(m + σε; 0, λ) = −ln(λ/2) + λ (σ √(2/π) exp(−m²/2σ²) + m erf(m / σ√2))
 * H(q)    = ½ (ln σ² + ln 2πe)                                   C and H are summed over the latents
 * }</pre>
 *
 * <p>Both directions are counted, but the entropy once, as in the published program of [S23]. That one encodes a pair as one image of
 * twice the channels, and takes the Laplace transition between neighbours in the batch, which are different sequences there; here, as
 * in [KL21], each frame is encoded, and the transition is between the frames of a pair.
 *
 * <p>Sequences are foretold by an {@link AxisTraversal}.
 *
 * @param transformations K of the data, which are not told
 */
public record SlowVae(Vae vae, int transformations, Settings settings) implements SequenceObjective {

    private static final double LOG_TWO_PI_E = Math.log(2 * Math.PI) + 1;

    /** Which pairs of a sequence a step looks at. */
    public enum Pairs {
        /** One, (x_t, x_{t+1}) with t from 0 to T − 1 drawn at each step, the same for all sequences of the batch. */
        DRAWN,
        /** All T; each frame is encoded once. */
        ALL
    }

    /**
     * The weights.
     *
     * @param beta β, at least 0
     * @param gamma γ, at least 0
     * @param rate λ, above 0
     */
    public record Settings(double beta, double gamma, double rate, Pairs pairs) {

        /** β = 1, γ = 10, λ = 6 and one pair a step. */
        public static final Settings PUBLISHED = new Settings(1, 10, 6, Pairs.DRAWN);

        /** Checks the ranges. */
        public Settings {
            Checks.nonNegative("beta", beta);
            Checks.nonNegative("gamma", gamma);
            Checks.positive("rate", rate);
        }

        /** These with other pairs. */
        public Settings with(Pairs other) {
            return new Settings(beta, gamma, rate, other);
        }
    }

    /** Checks the encoder and the range. */
    public SlowVae {
        Sequences.variational(vae);
        Checks.atLeast("transformations", transformations, 1);
    }

    @Override
    public boolean labelled() {
        return false;
    }

    @Override
    public List<Parameter> shared() {
        return vae.parameters();
    }

    @Override
    public List<Parameter> buffers() {
        return vae.buffers();
    }

    /** With the figures {@code reconstruction}, {@code kl} and {@code slowness}, what β and γ weigh, and of each frame. */
    @Override
    public Value value(SequencePass pass) {
        SequencePass seen = new SequencePass(frames(pass), pass.transformation(), pass.pass());
        VaePass all = vae.forward(seen.images(), seen.pass());
        Shape byFrame = Shape.of(seen.sequences(), seen.steps() + 1, vae.latents());
        Tensor mean = all.posterior().mean().reshape(byFrame);
        Tensor logVariance = all.posterior().logVariance().reshape(byFrame);
        Tensor surprise = vae.likelihood()
                .negativeLogLikelihood(all.output(), all.images())
                .reshape(seen.sequences(), seen.steps() + 1);
        Tensor reconstruction = paired(surprise).mean();
        Tensor kl = paired(all.posterior().kl().reshape(byFrame)).sum(-1).mean();
        Tensor slowness = slowness(mean, logVariance);
        Map<String, Tensor> figures = new LinkedHashMap<>();
        figures.put("reconstruction", reconstruction);
        figures.put("kl", kl);
        figures.put("slowness", slowness);
        Tensor loss =
                reconstruction.multiply(2).add(kl.multiply(settings.beta())).add(slowness.multiply(settings.gamma()));
        return new Value(loss, figures);
    }

    private Tensor frames(SequencePass pass) {
        return switch (settings.pairs()) {
            case ALL -> pass.frames();
            case DRAWN -> {
                Tensor t = Sequences.drawnStep(pass.steps(), pass.pass().nextKey());
                yield Tensor.stack(1, pass.frames().gather(1, t), pass.frames().gather(1, t.add(1)));
            }
        };
    }

    private Tensor slowness(Tensor mean, Tensor logVariance) {
        Tensor change = later(mean).subtract(earlier(mean));
        Tensor forth = laplaceCrossEntropy(change, later(logVariance), settings.rate());
        Tensor back = laplaceCrossEntropy(change.negate(), earlier(logVariance), settings.rate());
        Tensor entropy = paired(logVariance).add(LOG_TWO_PI_E).multiply(0.5);
        return forth.add(back).sum(-1).mean().subtract(entropy.sum(-1).mean());
    }

    /** The first frames of all pairs, then the second ones. */
    private static Tensor paired(Tensor byFrame) {
        return Tensor.concatenate(1, earlier(byFrame), later(byFrame));
    }

    private static Tensor earlier(Tensor byFrame) {
        return byFrame.slice(1, 0, byFrame.extent(1) - 1);
    }

    private static Tensor later(Tensor byFrame) {
        return byFrame.slice(1, 1, byFrame.extent(1));
    }

    /**
     * C: the cross-entropy of normal distributions relative to the Laplace distribution around 0.
     *
     * @param mean m
     * @param logVariance ln σ², shaped as m
     * @param rate λ
     */
    static Tensor laplaceCrossEntropy(Tensor mean, Tensor logVariance, double rate) {
        Tensor deviation = logVariance.multiply(0.5).exp();
        Tensor ratio = mean.divide(deviation).multiply(Math.sqrt(0.5));
        Tensor spread = deviation.multiply(ratio.square().negate().exp()).multiply(Math.sqrt(2 / Math.PI));
        return spread.add(mean.multiply(ratio.erf())).multiply(rate).subtract(Math.log(rate / 2));
    }
}
