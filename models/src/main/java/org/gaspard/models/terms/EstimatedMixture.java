package org.gaspard.models.terms;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gaspard.autodiff.nn.ForwardPass;
import org.gaspard.autodiff.nn.Layer;
import org.gaspard.models.Vae;
import org.gaspard.models.VaePass;
import org.gaspard.models.check.Checks;
import org.gaspard.models.prior.GaussianMixture;
import org.gaspard.tensor.Activations;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.LinearAlgebra;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Tensor;

/**
 * DAGMM: a mixture of Gaussians over what an autoencoder makes of an image, whose memberships a network estimates. With the code c,
 * the reconstruction x̂ and a batch of N images,
 *
 * <pre>{@code
 * r = (‖x − x̂‖ / ‖x‖,  ⟨x, x̂⟩ / ‖x‖‖x̂‖)                                  z = (c, r)
 * γ = softmax(network(z))                                                  [N, K]
 * φ_k = 1/N Σ_i γ_ik,    μ_k = Σ_i γ_ik z_i / Σ_i γ_ik,    Σ_k = Σ_i γ_ik (z_i − μ_k)(z_i − μ_k)ᵀ / Σ_i γ_ik + ε I
 * E(z) = −ln Σ_k φ_k N(z; μ_k, Σ_k)                                       {@link #energy}: its mean over the batch
 * Σ_k Σ_j 1 / Σ_kjj                                                       {@link #covariancePenalty}
 * }</pre>
 *
 * <p>The weights of the paper are 0.1 and 0.005 beside {@code ‖x − x̂‖²}. Gradients flow through all of these, the parameters of the
 * mixture too. Both terms of a pass see the same mixture. {@code O(K (N D² + D³))} for z in D dimensions, in float64.
 *
 * <p>After training {@link #mixture} gives the parameters for images, such as those of the training set, and {@link #energies} scores
 * others: anomalies have a high energy.
 *
 * <p>Zong, Song, Min, Cheng, Lumezanu, Cho, Chen: Deep autoencoding Gaussian mixture model for unsupervised anomaly detection. ICLR
 * 2018, section 3; ε is not in the paper. vaetc, with which Nakagawa et al. (ICLR 2023) compare, has ε = 10⁻⁶ and the mixture over c
 * alone ({@link Points#CODES}). It takes {@code ln det(Σ ln 2π)} for {@code ln det 2πΣ}, which lowers all energies by the same
 * {@code ½ D (ln 2π − ln ln 2π)} and changes no gradient and no order of scores. It keeps running means of the mixture's parameters.
 *
 * @param estimation the network, from (c, r), [N, d + 2], to logits [N, K]
 * @param points what the mixture is over
 * @param ridge ε
 */
public record EstimatedMixture(Layer estimation, Points points, double ridge) {

    /** What a mixture is over. */
    public enum Points {
        /** Codes and both features of their reconstructions, D = d + 2. */
        CODES_AND_FEATURES,
        /** Codes, D = d. */
        CODES
    }

    private static final double PUBLISHED_RIDGE = 1e-6;
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    /** The least squared length of an image, so that black ones have features and gradients. */
    private static final double LEAST_SQUARE = 1e-12;

    /** The least number of images of a component: one that has lost all stays finite. */
    private static final double LEAST_COUNT = 1e-10;

    /** Checks the range. */
    public EstimatedMixture {
        Checks.positive("ridge", ridge);
    }

    /** Over codes and features. */
    public static EstimatedMixture of(Layer estimation) {
        return new EstimatedMixture(estimation, Points.CODES_AND_FEATURES, PUBLISHED_RIDGE);
    }

    /** This mixture over other points. */
    public EstimatedMixture over(Points others) {
        return new EstimatedMixture(estimation, others, ridge);
    }

    /** This mixture with another ε. */
    public EstimatedMixture withRidge(double other) {
        return new EstimatedMixture(estimation, points, other);
    }

    /** How unlikely the points of a batch are in their own mixture, on average. */
    public Energy energy() {
        return new Energy(this);
    }

    /** What keeps variances away from 0. */
    public Term covariancePenalty() {
        return new CovariancePenalty(this);
    }

    /**
     * The parameters for images, of networks in use. All are looked at in one piece, {@code O(K n D)} numbers: some thousand will do.
     *
     * @param images [n, H, W, C]
     */
    public GaussianMixture mixture(Vae model, Tensor images) {
        VaePass pass = model.forward(images, ForwardPass.evaluation());
        Moments moments = moments(points(pass), logMemberships(pass));
        Tensor weights = moments.logWeights.exp();
        Tensor.evaluate(weights, moments.means, moments.covariances);
        return new GaussianMixture(weights.toDoubleArray(), rows(moments.means), rows(moments.covariances));
    }

    /**
     * The energies of images in a mixture, of networks in use, [n].
     *
     * @param images [n, H, W, C]
     * @throws IllegalArgumentException if the mixture has another number of dimensions
     */
    public double[] energies(Vae model, GaussianMixture mixture, Tensor images) {
        Tensor z = points(model.forward(images, ForwardPass.evaluation()));
        double[] densities = mixture.logDensities(z.computedNow());
        return IntStream.range(0, densities.length)
                .mapToDouble(i -> -densities[i])
                .toArray();
    }

    private static double[][] rows(Tensor tensor) {
        double[] all = tensor.toDoubleArray();
        int count = tensor.extent(0);
        int width = all.length / count;
        double[][] rows = new double[count][width];
        for (int k = 0; k < count; k++) {
            System.arraycopy(all, k * width, rows[k], 0, width);
        }
        return rows;
    }

    /**
     * The mean energy of a batch in nats.
     *
     * @param mixture whose energy
     */
    public record Energy(EstimatedMixture mixture) implements Term {

        @Override
        public String name() {
            return "energy";
        }

        @Override
        public List<Parameter> parameters() {
            return mixture.estimation.parameters();
        }

        @Override
        public List<Parameter> buffers() {
            return mixture.estimation.buffers();
        }

        @Override
        public Value value(VaePass pass) {
            Tensor energy = mixture.meanEnergy(mixture.once(pass), mixture.points(pass));
            return Value.of(energy.cast(pass.latent().dtype()));
        }
    }

    private record CovariancePenalty(EstimatedMixture mixture) implements Term {

        @Override
        public String name() {
            return "covariance_penalty";
        }

        @Override
        public List<Parameter> parameters() {
            return mixture.estimation.parameters();
        }

        @Override
        public List<Parameter> buffers() {
            return mixture.estimation.buffers();
        }

        @Override
        public Value value(VaePass pass) {
            Tensor variances = diagonal(mixture.once(pass).covariances);
            return new Value(
                    variances.reciprocal().sum().cast(pass.latent().dtype()),
                    Map.of("covariance_penalty.least_variance", variances.min()));
        }
    }

    /**
     * The parameters of a mixture in float64.
     *
     * @param logWeights ln φ, [K]
     * @param means μ, [K, D]
     * @param covariances Σ, [K, D, D]
     */
    private record Moments(Tensor logWeights, Tensor means, Tensor covariances) {}

    /** For both terms the same, so that layers which draw random numbers do so once. */
    private Moments once(VaePass pass) {
        return pass.pass().once(this, Moments.class, () -> moments(points(pass), logMemberships(pass)));
    }

    private Tensor points(VaePass pass) {
        Tensor z = points == Points.CODES ? pass.latent() : withFeatures(pass);
        return z.cast(DType.FLOAT64);
    }

    /** (c, r), [N, d + 2]. */
    private static Tensor withFeatures(VaePass pass) {
        int n = pass.images().extent(0);
        Tensor x = pass.images().reshape(n, -1);
        Tensor y = pass.reconstruction().reshape(n, -1);
        Tensor length = length(x);
        Tensor distance = length(x.subtract(y)).divide(length);
        Tensor cosine = x.multiply(y).sum(1).divide(length.multiply(length(y)));
        return Tensor.concatenate(1, pass.latent(), distance.expand(1), cosine.expand(1));
    }

    private static Tensor length(Tensor rows) {
        return rows.square().sum(1).maximum(LEAST_SQUARE).sqrt();
    }

    /** ln γ, [N, K]. */
    private Tensor logMemberships(VaePass pass) {
        Tensor logits = estimation.apply(withFeatures(pass), pass.pass());
        if (logits.rank() != 2) {
            throw new IllegalArgumentException("the estimation network gave " + logits.shape() + ", expected [N, K]");
        }
        return Activations.logSoftmax(logits.cast(DType.FLOAT64), 1);
    }

    private Moments moments(Tensor z, Tensor logMemberships) {
        int n = z.extent(0);
        int d = z.extent(1);
        Tensor gamma = logMemberships.exp().transposed();
        Tensor counts = gamma.sum(1).maximum(LEAST_COUNT);
        Tensor means = gamma.matmul(z).divide(counts.expand(1));
        Tensor apart = z.expand(0).subtract(means.expand(1));
        Tensor scatter = apart.multiply(gamma.expand(2)).transposed().matmul(apart);
        Tensor covariances = scatter.divide(counts.expand(1).expand(2))
                .add(Tensor.identity(DType.FLOAT64, d).multiply(ridge));
        return new Moments(counts.divide(n).log(), means, covariances);
    }

    private Tensor meanEnergy(Moments mixture, Tensor z) {
        Tensor root = LinearAlgebra.cholesky(mixture.covariances);
        Tensor apart = z.expand(0).subtract(mixture.means.expand(1));
        Tensor whitened = LinearAlgebra.triangularSolve(root, apart.transposed(), false);
        Tensor constant = diagonal(root).log().sum(1).multiply(2).add(z.extent(1) * LOG_TWO_PI);
        Tensor joint =
                whitened.square().sum(1).add(constant.expand(1)).multiply(-0.5).add(mixture.logWeights.expand(1));
        return Activations.logSumExp(joint, 0).mean().negate();
    }

    /** The diagonals of matrices [K, D, D], [K, D]. */
    private static Tensor diagonal(Tensor matrices) {
        return matrices.multiply(Tensor.identity(matrices.dtype(), matrices.extent(1)))
                .sum(2);
    }
}
