package org.gaspard.models.sequences.baselines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.check.Checks;
import org.gaspard.models.networks.AutoencoderArchitecture;
import org.gaspard.models.sequences.SequenceObjective;
import org.gaspard.models.sequences.SequencePass;
import org.gaspard.models.sequences.SequencePredictor;
import org.gaspard.models.sequences.Sequences;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * The topographic variational autoencoder [KW21]: latents are numbers in capsules, and a transformation rolls the numbers of a
 * capsule cyclically. Two encoders give normal z and u, and the decoder sees Student's t variables, whose variances are shared
 * along the roll:
 *
 * <pre>{@code
 * t_τ = (z_τ + μ) / √(W u² + 10⁻⁶)                             W: Capsules
 * L = mean over frames of  −ln p(x_τ | t_τ) + KL(q(z_τ | x_τ) ‖ N(0, I)) + KL(q(u_τ | x_τ) ‖ N(0, I))
 * x_τ is foretold by rolling t_0 τ places
 * }</pre>
 *
 * <p>This is the model of the published program with these differences: the networks are the caller's (there, an encoder or decoder is
 * one convolution over the whole image and two of 1×1), and so are the optimiser's settings (there, gradient descent with the
 * learning rate 10⁻⁴ and the momentum 0.9 on batches of 8 sequences of 18 frames); the likelihood is computed from logits; the time
 * need not be {@linkplain Capsules.Boundary cyclic}; and each transformation may have capsules of its own. Without that, a model
 * foretells the same sequence for all transformations, and needs to be trained on one of them.
 *
 * @param vae the encoder of z, the decoder of t, and the likelihood
 * @param spread the encoder of u, from [N, H, W, C] to [N, 2 n] as that of z
 * @param offset μ, []; learned
 * @param transformations K
 */
public record Tvae(Vae vae, Layer spread, Parameter offset, Capsules capsules, int transformations)
        implements SequenceObjective {

    private static final double FLOOR = 1e-6;

    /** Checks that encoder, capsules and transformations fit together. */
    public Tvae {
        Sequences.variational(vae);
        Checks.atLeast("transformations", transformations, 1);
        Checks.same("the numbers in all capsules, which are the latents,", capsules.latents(), vae.latents());
        Checks.same("the shape of offset", offset.shape(), Shape.scalar());
        if (capsules.groups() != 1) {
            Checks.same("groups of capsules, unless there is one,", capsules.groups(), transformations);
        }
    }

    /**
     * A float32 model whose encoders are both that of an architecture, with the published start of μ.
     *
     * @param key its children 0 and 1 are of the encoder of z and the decoder, as in an autoencoder of the architecture, 2 of the
     *     encoder of u, whose parameters are called spread.conv1.weight and so on
     */
    public static Tvae of(
            AutoencoderArchitecture networks,
            Likelihood likelihood,
            Capsules capsules,
            int transformations,
            RandomKey key) {
        Vae vae = networks.vae(likelihood, key);
        Layer spread = networks.encoder().build("spread", key.child(2));
        return new Tvae(vae, spread, publishedOffset("offset", vae.dtype()), capsules, transformations);
    }

    /** The published start of μ, 30. */
    public static Parameter publishedOffset(String name, DType dtype) {
        return new Parameter(name, Tensor.full(new TensorType(Shape.scalar(), dtype), 30));
    }

    /** Whether each transformation has capsules of its own. */
    @Override
    public boolean labelled() {
        return capsules.groups() > 1;
    }

    @Override
    public List<Parameter> shared() {
        Stream<Parameter> networks = Stream.concat(vae.parameters().stream(), spread.parameters().stream());
        return Stream.concat(networks, Stream.of(offset)).distinct().toList();
    }

    @Override
    public List<Parameter> buffers() {
        return Stream.concat(vae.buffers().stream(), spread.buffers().stream())
                .distinct()
                .toList();
    }

    private GaussianPosterior spreadOf(Tensor images, ForwardPass pass) {
        return new Vae(spread, vae.decoder(), vae.latents(), vae.likelihood()).encode(images, pass);
    }

    /** With the figures {@code reconstruction}, {@code kl.z} and {@code kl.u}, all for each frame. */
    @Override
    public Value value(SequencePass pass) {
        Tensor images = pass.images();
        GaussianPosterior z = vae.encode(images, pass.pass());
        GaussianPosterior u = spreadOf(images, pass.pass());
        Shape byFrame = Shape.of(pass.sequences(), pass.steps() + 1, vae.latents());
        Tensor drawn = z.sample(pass.pass().nextKey()).reshape(byFrame);
        Tensor squares = u.sample(pass.pass().nextKey()).square().reshape(byFrame);
        Tensor t = topographic(drawn, capsules.shared(squares, pass.transformation()), pass.pass());
        Tensor output = Sequences.decode(vae, t, pass.pass()).reshape(images.shape());
        Tensor reconstruction =
                vae.likelihood().negativeLogLikelihood(output, images).mean();
        Tensor klZ = z.kl().sum(-1).mean();
        Tensor klU = u.kl().sum(-1).mean();
        Map<String, Tensor> figures = new LinkedHashMap<>();
        figures.put("reconstruction", reconstruction);
        figures.put("kl.z", klZ);
        figures.put("kl.u", klU);
        return new Value(reconstruction.add(klZ).add(klU), figures);
    }

    private Tensor topographic(Tensor z, Tensor variances, ForwardPass pass) {
        return z.add(pass.value(offset)).divide(variances.add(FLOOR).sqrt());
    }

    /**
     * What this model foretells: t_0 rolled step by step. As frames to come are not known, u² in t_0 is taken to roll as the model
     * has it.
     *
     * @param drawn whether z and u are drawn, as in the published program; if not, z is its mean and u² is μ² + σ²
     */
    public SequencePredictor predictor(boolean drawn) {
        return (first, transformation, steps, key) -> predict(first, transformation, steps, drawn, key);
    }

    private Tensor predict(Tensor first, int transformation, int steps, boolean drawn, RandomKey key) {
        ForwardPass pass = ForwardPass.evaluation();
        Tensor z = Sequences.start(vae, first, drawn, key.child(0));
        GaussianPosterior u = spreadOf(first, pass);
        Tensor squares = drawn
                ? u.sample(key.child(1)).square()
                : u.mean().square().add(u.logVariance().exp());
        int k = labelled() ? transformation : 0;
        Tensor variances = capsules.shared(rolled(squares, steps, k), k).index(1, 0);
        return Sequences.generate(vae, rolled(topographic(z, variances, pass), steps, k));
    }

    /** From [N, n] to the sequence [N, T + 1, n]. */
    private Tensor rolled(Tensor first, int steps, int transformation) {
        List<Tensor> frames = new ArrayList<>();
        for (int t = 0; t <= steps; t++) {
            frames.add(capsules.roll(first, t, transformation));
        }
        return Tensor.stack(1, frames);
    }
}
