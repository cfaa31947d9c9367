package org.gaspard.models.gwae;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaspard.autodiff.Autodiff;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.models.check.Checks;
import org.gaspard.models.evaluation.LatentScore;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.terms.Generated;
import org.gaspard.models.terms.Term;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Powers;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * A critic D of pairs of images and latents, at whose supremum over 1-Lipschitz functions the difference between generated and encoded
 * pairs is their Wasserstein distance (Kantorovich and Rubinstein):
 *
 * <pre>{@code
 * L_D    = mean (D(G(z), z) − D(x, z'))      z from the prior, z' from q(z|x): {@link #matching}, a term of the model
 * L_disc = −L_D + λ L_GP                     {@link #loss}: what D minimises
 * L_GP   = mean (‖∇D(x̃, z̃)‖ − a)² + δ mean D(x, z')² + δ mean D(G(z), z)²
 * x̃ = t x + (1 − t) G(z),  z̃ = t z' + (1 − t) z,   one t, uniform in [0, 1], for each pair
 * }</pre>
 *
 * <p>So D is high on generated pairs and low on encoded ones. The norm is that of the gradient in image and latent together; its
 * gradient in the weights of D is one of a gradient. In L_D the encoder is reached through z', the decoder and the prior through
 * (G(z), z); in L_disc all pairs are constants.
 *
 * <p>{@code D(x, z) = head((f(x), g(z)) / 2)}.
 *
 * <p>Nakagawa et al.: Gromov-Wasserstein autoencoders. ICLR 2023, arXiv 2209.07007, "merged sufficient condition"; Gulrajani et al.:
 * Improved training of Wasserstein GANs. NeurIPS 2017, for the penalty.
 *
 * @param images f, from images [N, H, W, C] to features [N, k]
 * @param latents g, from latents [N, d] to features
 * @param head from all features to [N, 1]
 * @param penalty of the gradient
 * @param mixedPotential whether {@code D(G(z), z)} is replaced by the mean of it and {@code D(G(z'), z')}, z' a constant beside the
 *     image: reconstructions then count as generated
 */
public record JointCritic(Layer images, Layer latents, Layer head, Penalty penalty, boolean mixedPotential) {

    /**
     * What keeps the gradient of a critic near a norm.
     *
     * @param weight λ; 0 for none, and then no drift either
     * @param norm a
     * @param drift δ, which keeps the values of D from drifting away
     */
    public record Penalty(double weight, double norm, double drift) {

        /** Checks the ranges. */
        public Penalty {
            Checks.nonNegative("weight", weight);
            Checks.nonNegative("norm", norm);
            Checks.nonNegative("drift", drift);
        }

        /** λ = 10, a = 1, δ = 10⁻⁴. */
        public static Penalty published() {
            return new Penalty(10, 1, 1e-4);
        }

        /** λ = 10, a = 0, δ = 10⁻⁴: in the published program, but not used there. */
        public static Penalty zeroCentred() {
            return new Penalty(10, 0, 1e-4);
        }

        /** None: where spectral normalisation is enough. */
        public static Penalty none() {
            return new Penalty(0, 0, 0);
        }
    }

    /** What D says of pairs, [N]: above that of encoded pairs for generated ones. */
    public Tensor of(Tensor image, Tensor latent, ForwardPass pass) {
        Tensor both = Tensor.concatenate(1, List.of(images.apply(image, pass), latents.apply(latent, pass)));
        Tensor values = head.apply(both.multiply(0.5), pass);
        int n = image.extent(0);
        if (!values.shape().equals(Shape.of(n, 1))) {
            throw new IllegalArgumentException("the critic gave " + values.shape() + ", expected [" + n + ", 1]");
        }
        return values.reshape(n);
    }

    /**
     * {@code D(G(z), z)} of codes by networks in use. The published program takes it for how unlike the training data an image with
     * the code z is, though D is trained to be high on generated pairs, of which (G(z), z) is one: look at both signs.
     */
    public LatentScore score(Vae model) {
        ForwardPass inUse = ForwardPass.evaluation();
        List<Parameter> state = Stream.of(parameters(), buffers(), model.parameters(), model.buffers())
                .flatMap(List::stream)
                .toList();
        return new LatentScore("D(G(z), z)", model.latents(), state, z -> of(model.generate(z), z, inUse));
    }

    /** f(x), [N, k]. */
    Tensor features(Tensor image, ForwardPass pass) {
        return images.apply(image, pass);
    }

    /** L_D: what the model makes small. */
    public Term matching(LatentSampler prior) {
        return new Matching(this, prior);
    }

    /** L_disc: what the critic makes small, for an opponent of the model. */
    public Term loss(LatentSampler prior) {
        return new Loss(this, prior);
    }

    private List<Parameter> parameters() {
        return Stream.of(images, latents, head)
                .flatMap(layer -> layer.parameters().stream())
                .toList();
    }

    private List<Parameter> buffers() {
        return Stream.of(images, latents, head)
                .flatMap(layer -> layer.buffers().stream())
                .toList();
    }

    /** D of the generated pairs, or of these and of reconstructions. */
    private Tensor ofGenerated(Generated pairs, Tensor reconstructed, Tensor latent, ForwardPass pass) {
        Tensor values = of(pairs.images(), pairs.latents(), pass);
        return mixedPotential
                ? values.add(of(reconstructed, latent.stopGradient(), pass)).multiply(0.5)
                : values;
    }

    record Matching(JointCritic critic, LatentSampler prior) implements Term {

        @Override
        public String name() {
            return "joint_matching";
        }

        /** What the passes of spectral normalisation change. */
        @Override
        public List<Parameter> buffers() {
            return critic.buffers();
        }

        @Override
        public Value value(VaePass pass) {
            ForwardPass state = pass.pass();
            Tensor generated =
                    critic.ofGenerated(Generated.in(pass, prior), pass.reconstruction(), pass.latent(), state);
            return Value.of(generated
                    .subtract(critic.of(pass.images(), pass.latent(), state))
                    .mean());
        }
    }

    private record Loss(JointCritic critic, LatentSampler prior) implements Term {

        @Override
        public String name() {
            return "critic";
        }

        @Override
        public List<Parameter> parameters() {
            return critic.parameters();
        }

        @Override
        public List<Parameter> buffers() {
            return Stream.concat(critic.buffers().stream(), prior.buffers().stream())
                    .toList();
        }

        @Override
        public Value value(VaePass pass) {
            ForwardPass state = pass.pass();
            Tensor z = pass.posterior().sample(state.nextKey()).stopGradient();
            Generated generated = Generated.in(pass, prior).constant();
            Tensor reconstructed = critic.mixedPotential()
                    ? pass.model()
                            .likelihood()
                            .mean(pass.model().decode(z, state))
                            .stopGradient()
                    : generated.images();
            return of(pass.images(), z, generated, reconstructed, state);
        }

        private Value of(Tensor x, Tensor z, Generated generated, Tensor reconstructed, ForwardPass pass) {
            Tensor high = critic.ofGenerated(generated, reconstructed, z, pass);
            Tensor low = critic.of(x, z, pass);
            Tensor difference = high.subtract(low).mean();
            Map<String, Tensor> diagnostics = new LinkedHashMap<>();
            diagnostics.put("critic.difference", difference);
            Penalty penalty = critic.penalty();
            if (penalty.weight() == 0) {
                return new Value(difference.negate(), diagnostics);
            }
            Tensor norms = gradientNorms(x, z, generated, pass);
            Tensor sum = norms.subtract(penalty.norm())
                    .square()
                    .mean()
                    .add(low.square().mean().multiply(penalty.drift()))
                    .add(high.square().mean().multiply(penalty.drift()));
            diagnostics.put("critic.penalty", sum);
            diagnostics.put("critic.gradient_norm", norms.mean());
            return new Value(sum.multiply(penalty.weight()).subtract(difference), diagnostics);
        }

        /** Of each pair between an encoded and a generated one, [N]. */
        private Tensor gradientNorms(Tensor x, Tensor z, Generated generated, ForwardPass pass) {
            int n = x.extent(0);
            Tensor t = pass.nextKey().uniform(x.dtype(), n, 1, 1, 1);
            Tensor image = between(t, x, generated.images());
            Tensor latent = between(t.reshape(n, 1), z, generated.latents());
            Tensor sum = critic.of(image, latent, pass).sum();
            List<Tensor> gradients = Autodiff.gradient(sum, List.of(image, latent));
            return Powers.root(squares(gradients.get(0)).add(squares(gradients.get(1))));
        }

        private static Tensor between(Tensor t, Tensor first, Tensor second) {
            return first.multiply(t).add(second.multiply(t.negate().add(1)));
        }

        private static Tensor squares(Tensor gradient) {
            return gradient.square().reshape(gradient.extent(0), -1).sum(1);
        }
    }
}
