package org.gaspard.models.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.autodiff.nn.Sequential;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.Likelihood;
import org.gaspard.models.Vae;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;

/**
 * A ladder variational autoencoder ([S16]). With L levels, from the one nearest to the image, the model is
 *
 * <pre>{@code
 * p(z_L) = N(0, I),   p(z_l | z_{l+1}) = N(μ_p, σ_p²) of prior_l(z_{l+1}),   p(x | z_1) of decoder(z_1)
 * }</pre>
 *
 * <p>and the posterior goes up without drawing, {@code d_l = up_l(d_{l−1})}, d_0 = x, {@code (μ̂, σ̂²) = evidence_l(d_l)}, then down
 * the same way as the model, combining both Gaussians by their precisions ([S16, section 2]):
 *
 * <pre>{@code
 * q(z_L | x) = N(μ̂, σ̂²),   q(z_l | x, z_{l+1}) = N(μ_q, σ_q²)
 * σ_q² = 1 / (σ̂⁻² + σ_p⁻²),   μ_q = (μ̂ σ̂⁻² + μ_p σ_p⁻²) σ_q²
 * }</pre>
 *
 * <p>All layers give means, then logarithms of variances ([S16] has softplus for the variances), so that the combination is a
 * logistic function of their difference, which cannot overflow.
 *
 * <p>The program of the comparison in [N23] combines logarithms of the variances made of the means, runs one module as all ways up
 * but the first, decodes from a draw of p(z_1 | z_2) in training, and does not halve the logarithm in the divergence.
 *
 * @param ups from the image to level 1, from level 1 to level 2, ...
 * @param evidence of each level, to [N, 2 d_l]
 * @param priors of each level but the top, from [N, d_{l+1}] to [N, 2 d_l]
 * @param decoder from [N, d_1] to what the likelihood takes
 * @param latents d_l, of each level
 * @param likelihood of an image given the decoder's output
 */
public record LadderVae(
        List<Layer> ups,
        List<Layer> evidence,
        List<Layer> priors,
        Layer decoder,
        List<Integer> latents,
        Likelihood likelihood) {

    /** Copies the lists and checks that they are of one ladder. */
    public LadderVae {
        ups = List.copyOf(ups);
        evidence = List.copyOf(evidence);
        priors = List.copyOf(priors);
        latents = List.copyOf(latents);
        latents.forEach(d -> Checks.atLeast("latents of a level", d, 1));
        int levels = latents.size();
        if (levels == 0 || ups.size() != levels || evidence.size() != levels || priors.size() != levels - 1) {
            throw new IllegalArgumentException("a ladder of L >= 1 levels has L ways up, L layers of evidence and L - 1"
                    + " priors, found " + levels + " levels, " + ups.size() + " ways up, " + evidence.size()
                    + " layers of evidence and " + priors.size() + " priors");
        }
    }

    /** The number of levels L. */
    public int levels() {
        return latents.size();
    }

    /**
     * One pass up, down and through the decoder. Latents are drawn while training, the top first, and are the posterior means in
     * use.
     *
     * @param images [N, H, W, C]
     */
    public LadderPass forward(Tensor images, ForwardPass pass) {
        List<LadderPass.Level> levels = levels(images, pass);
        return new LadderPass(images, levels, decoder.apply(levels.getFirst().latent(), pass));
    }

    private List<LadderPass.Level> levels(Tensor images, ForwardPass pass) {
        List<GaussianPosterior> found = evidence(images, pass);
        List<LadderPass.Level> levels = new ArrayList<>();
        GaussianPosterior prior = standard(found.getLast().mean().type());
        GaussianPosterior posterior = found.getLast();
        for (int l = levels() - 1; ; l--) {
            Tensor latent = pass.isTraining() ? posterior.sample(pass.nextKey()) : posterior.mean();
            levels.addFirst(new LadderPass.Level(posterior, prior, latent));
            if (l == 0) {
                return levels;
            }
            prior = prior(l - 1, latent, pass);
            posterior = combined(found.get(l - 1), prior);
        }
    }

    private List<GaussianPosterior> evidence(Tensor images, ForwardPass pass) {
        List<GaussianPosterior> found = new ArrayList<>();
        Tensor d = images;
        for (int l = 0; l < levels(); l++) {
            d = ups.get(l).apply(d, pass);
            found.add(gaussian("evidence", l, evidence.get(l).apply(d, pass)));
        }
        return found;
    }

    private GaussianPosterior prior(int l, Tensor above, ForwardPass pass) {
        return gaussian("prior", l, priors.get(l).apply(above, pass));
    }

    private GaussianPosterior gaussian(String what, int l, Tensor both) {
        int d = latents.get(l);
        if (both.rank() != 2 || both.extent(1) != 2 * d) {
            throw new IllegalArgumentException(
                    "the " + what + " of level " + (l + 1) + " gave " + both.shape() + ", expected [N, " + 2 * d + "]");
        }
        return new GaussianPosterior(both.slice(1, 0, d), both.slice(1, d, 2 * d));
    }

    private static GaussianPosterior standard(TensorType type) {
        Tensor zero = Tensor.full(type, 0);
        return new GaussianPosterior(zero, zero);
    }

    /** The normalised product of two Gaussian densities. */
    private static GaussianPosterior combined(GaussianPosterior evidence, GaussianPosterior prior) {
        Tensor difference = prior.logVariance().subtract(evidence.logVariance());
        Tensor share = difference.sigmoid();
        Tensor mean = prior.mean().add(evidence.mean().subtract(prior.mean()).multiply(share));
        return new GaussianPosterior(mean, prior.logVariance().subtract(difference.softplus()));
    }

    /**
     * Images drawn from the model in use, the mean images of z_1, [n, H, W, C]: level L draws from {@code key.child(0)}, the one
     * below from {@code key.child(1)}, and so on.
     */
    public Tensor generate(int n, RandomKey key) {
        ForwardPass pass = ForwardPass.evaluation();
        Tensor latent = key.child(0).normal(DType.FLOAT32, n, latents.getLast());
        for (int l = levels() - 2; l >= 0; l--) {
            latent = prior(l, latent, pass).sample(key.child(levels() - 1 - l));
        }
        return likelihood.mean(decoder.apply(latent, pass));
    }

    /** The posterior means of images of all levels, from the one nearest to the image, by a model in use, [N, Σ d_l]. */
    public Tensor codes(Tensor images) {
        return asVae().codes(images);
    }

    /**
     * The same networks as a {@link Vae}, to evaluate them like one: its latents are those of all levels, from the one nearest to
     * the image, its posterior is that of each level given what the pass made of the levels above, and its decoder reads level 1
     * alone, which is all that the image depends on. The divergence of this posterior from N(0, I) is not the ladder's: it is
     * trained by {@link LadderStep}.
     */
    public Vae asVae() {
        int total = latents.stream().mapToInt(d -> d).sum();
        return new Vae(new Encoder(this), new Decoder(this, total), total, likelihood);
    }

    private record Encoder(LadderVae ladder) implements Layer {

        @Override
        public Tensor apply(Tensor images, ForwardPass pass) {
            List<LadderPass.Level> levels = ladder.levels(images, pass);
            Stream<Tensor> means =
                    levels.stream().map(level -> level.posterior().mean());
            Stream<Tensor> logVariances =
                    levels.stream().map(level -> level.posterior().logVariance());
            return Tensor.concatenate(1, Stream.concat(means, logVariances).toList());
        }

        @Override
        public List<Parameter> parameters() {
            return ladder.inference().parameters();
        }

        @Override
        public List<Parameter> buffers() {
            return ladder.inference().buffers();
        }
    }

    private record Decoder(LadderVae ladder, int total) implements Layer {

        @Override
        public Tensor apply(Tensor latents, ForwardPass pass) {
            if (latents.rank() != 2 || latents.extent(1) != total) {
                throw new IllegalArgumentException("latents must be [N, " + total + "] for levels of " + ladder.latents
                        + ", found " + latents.shape());
            }
            return ladder.decoder.apply(latents.slice(1, 0, ladder.latents.getFirst()), pass);
        }

        @Override
        public List<Parameter> parameters() {
            return ladder.decoder.parameters();
        }

        @Override
        public List<Parameter> buffers() {
            return ladder.decoder.buffers();
        }
    }

    /** All layers but the decoder, to list what they have. */
    private Sequential inference() {
        return new Sequential(
                Stream.of(ups, evidence, priors).flatMap(List::stream).toList());
    }

    private Sequential all() {
        return new Sequential(List.of(inference(), decoder));
    }

    /** What training changes by gradients. */
    public List<Parameter> parameters() {
        return all().parameters();
    }

    /** What forward passes change. */
    public List<Parameter> buffers() {
        return all().buffers();
    }
}
