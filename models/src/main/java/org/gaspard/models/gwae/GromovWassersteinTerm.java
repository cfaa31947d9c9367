package org.gaspard.models.gwae;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gaspard.models.VaePass;
import org.gaspard.models.check.Checks;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.terms.Generated;
import org.gaspard.models.terms.Term;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Parameter;
import org.gaspard.tensor.Powers;
import org.gaspard.tensor.Tensor;

/**
 * How far the distances among images differ from those among the latents that they were generated from: the Gromov-Wasserstein
 * objective under the coupling of the generative model,
 *
 * <pre>{@code
 * L_GW = 1/N² Σ_ij | (C/s) ‖z_i − z_j‖ − ‖G(z_i) − G(z_j)‖ |^ρ ,   z_1 … z_N drawn from the prior
 * s    = max(mean_k std_i z_ik, 10⁻⁸),   C = e^c trained
 * }</pre>
 *
 * <p>which is an upper bound of the Gromov-Wasserstein distance between the latents and the generated images, as any coupling gives
 * one. Distances are Euclidean, of all numbers of an image, not normalised; standard deviations have the divisor N − 1. Gradients
 * flow into the decoder, the prior (through s too) and c, none into the encoder. The gradient of the distance of coinciding points
 * is 0, and so is that of |0|.
 *
 * <p>Distances of images are summed from differences in float64: early in training they are a thousandth of the norms of the images,
 * and the expansion {@code ‖x‖² + ‖y‖² − 2⟨x,y⟩} in float32 has no correct digit. No tensor of N² images is made: {@code O(N² pixels)}
 * time, {@code O(N² + N pixels)} memory, and the gradient is a product of matrices.
 *
 * <p>Nakagawa et al.: Gromov-Wasserstein autoencoders. ICLR 2023, arXiv 2209.07007. As published ρ = 1 and all N² pairs are
 * averaged, also those of a point with itself; the program divides by s.
 *
 * @param prior of which z are drawn
 * @param logScale c, a scalar
 * @param latentScale whether latent distances are divided by s
 * @param average which pairs are averaged
 * @param exponent ρ, at least 1
 */
public record GromovWassersteinTerm(
        LatentSampler prior, Parameter logScale, LatentScale latentScale, Average average, double exponent)
        implements Term {

    private static final double LEAST_DEVIATION = 1e-8;

    /** What latent distances are divided by. */
    public enum LatentScale {
        /** Nothing. */
        NONE,
        /** s, the mean standard deviation of the latents of the batch: scaling all of them changes nothing. */
        BATCH_DEVIATION
    }

    /** Which pairs are averaged. */
    public enum Average {
        /** All N², of which N are 0. */
        ALL,
        /** Those of different points: without bias. */
        DIFFERENT
    }

    /** Checks the ranges. */
    public GromovWassersteinTerm {
        if (logScale.shape().size() != 1) {
            throw new IllegalArgumentException("logScale must have one number, found " + logScale);
        }
        if (!(exponent >= 1 && exponent < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("exponent must be finite and at least 1, found " + exponent);
        }
    }

    /**
     * As published.
     *
     * @param scale C at the beginning
     */
    public static GromovWassersteinTerm published(LatentSampler prior, double scale) {
        Checks.positive("scale", scale);
        Parameter cell = new Parameter("gromov_wasserstein.log_scale", Tensor.scalar((float) Math.log(scale)));
        return new GromovWassersteinTerm(prior, cell, LatentScale.BATCH_DEVIATION, Average.ALL, 1);
    }

    /** This term with another divisor of latent distances. */
    public GromovWassersteinTerm withLatentScale(LatentScale other) {
        return new GromovWassersteinTerm(prior, logScale, other, average, exponent);
    }

    /** This term with another average. */
    public GromovWassersteinTerm withAverage(Average other) {
        return new GromovWassersteinTerm(prior, logScale, latentScale, other, exponent);
    }

    /** This term with another exponent. */
    public GromovWassersteinTerm withExponent(double other) {
        return new GromovWassersteinTerm(prior, logScale, latentScale, average, other);
    }

    @Override
    public String name() {
        return "gromov_wasserstein";
    }

    /** Those of the prior, then c. */
    @Override
    public List<Parameter> parameters() {
        return Stream.concat(prior.parameters().stream(), Stream.of(logScale)).toList();
    }

    @Override
    public List<Parameter> buffers() {
        return prior.buffers();
    }

    @Override
    public Optional<LatentSampler> sampler() {
        return Optional.of(prior);
    }

    @Override
    public Value value(VaePass pass) {
        Generated generated = Generated.in(pass, prior);
        return of(generated.latents(), generated.images(), pass.pass().value(logScale));
    }

    /**
     * The value for given draws.
     *
     * @param latents z, [N, d], N at least 2
     * @param images G(z), [N, ...]
     * @param logC c, a scalar
     */
    Value of(Tensor latents, Tensor images, Tensor logC) {
        Checks.atLeast("the number of draws", latents.extent(0), 2);
        Tensor scale = scale(logC);
        Tensor deviation = deviation(latents);
        Tensor ofLatents =
                CostTensors.matrix(Cost.euclidean(), latents, latents).multiply(factor(scale, deviation));
        Tensor ofImages = CostTensors.matrix(Cost.euclidean(), images, images);
        Tensor differences = ofLatents.subtract(ofImages).abs();
        Tensor powers = Powers.of(differences, exponent);
        Map<String, Tensor> diagnostics = new LinkedHashMap<>();
        diagnostics.put("gromov_wasserstein.scale", scale);
        diagnostics.put("gromov_wasserstein.latent_deviation", deviation);
        diagnostics.put("gromov_wasserstein.latent_distance", mean(ofLatents));
        diagnostics.put("gromov_wasserstein.image_distance", mean(ofImages));
        return new Value(mean(powers).cast(latents.dtype()), diagnostics);
    }

    /** C or C/s for some latents, a scalar in float64. */
    Tensor factor(Tensor latents) {
        return factor(scale(logScale.tensor()), deviation(latents));
    }

    private Tensor factor(Tensor scale, Tensor deviation) {
        return latentScale == LatentScale.NONE ? scale : scale.divide(deviation);
    }

    private static Tensor scale(Tensor logC) {
        return logC.reshape().cast(DType.FLOAT64).exp();
    }

    private Tensor mean(Tensor pairs) {
        int n = pairs.extent(0);
        return average == Average.ALL ? pairs.mean() : pairs.sum().divide((double) n * (n - 1));
    }

    private static Tensor deviation(Tensor latents) {
        int n = latents.extent(0);
        Tensor exact = latents.cast(DType.FLOAT64);
        Tensor squares = exact.subtract(exact.meanKeep(0)).square().sum(0).divide(n - 1);
        return Powers.root(squares).mean().maximum(LEAST_DEVIATION);
    }
}
