package org.gaspard.models.terms;

import java.util.Arrays;
import java.util.List;
import org.gaspard.models.VaePass;
import org.gaspard.models.check.Checks;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.tensor.Tensor;

/**
 * The squared maximum mean discrepancy between the latents z of a batch and as many draws p of a prior, made anew in each
 * pass:
 *
 * <pre>{@code
 * biased:    1/n² Σ_ij k(z_i,z_j) + 1/n² Σ_ij k(p_i,p_j) − 2/n² Σ_ij k(z_i,p_j)
 * unbiased:  1/(n(n−1)) Σ_{i≠j} (k(z_i,z_j) + k(p_i,p_j)) − 2/n² Σ_ij k(z_i,p_j)
 * }</pre>
 *
 * <p>The biased one is never negative; the unbiased one has the mean 0 if z has the distribution of the prior. Gradients flow
 * through the latents and into what the prior trains. {@code O(n² (d + scales))}, computed in float64.
 *
 * <p>In WAE-MMD it replaces the divergence and z is the code of a deterministic or a random encoder. In InfoVAE its weight is
 * {@code α + λ − 1}, and the divergence {@link KlDivergence} has the weight {@code 1 − α}; the MMD-VAE is α = 1.
 *
 * <p>Gretton et al.: A kernel two-sample test. JMLR 13, 2012, equations 3 and 5. Tolstikhin et al.: Wasserstein auto-encoders.
 * ICLR 2018, arXiv 1711.01558, algorithm 2. Zhao, Song, Ermon: InfoVAE. AAAI 2019, arXiv 1706.02262, section 3.
 *
 * @param kernel k
 * @param unbiased which estimate
 * @param prior the distribution of the draws
 */
public record PriorMmd(RadialKernel kernel, boolean unbiased, LatentSampler prior) implements PriorTerm {

    /** From N(0, I). */
    public PriorMmd(RadialKernel kernel, boolean unbiased) {
        this(kernel, unbiased, new StandardNormal());
    }

    /** As the program of WAE has it: inverse multiquadratic kernels of seven scales, unbiased. */
    public static PriorMmd wae(int latents) {
        return new PriorMmd(RadialKernel.inverseMultiquadratic(latents, 1), true);
    }

    /**
     * As the authors of InfoVAE have it in their program: one Gaussian kernel {@code exp(−‖x − y‖²/d²)}, biased. It is very wide:
     * between two draws of N(0, I) it is about 1 − 2/d. Nakagawa et al., Gromov-Wasserstein autoencoders, ICLR 2023, have the same
     * in their program, for the WAE that they compare with and between codes and prior in the place of the critic.
     */
    public static PriorMmd infoVae(int latents) {
        Checks.atLeast("latents", latents, 1);
        return new PriorMmd(new RadialKernel.Gaussian(List.of(latents * Math.sqrt(0.5))), false);
    }

    /** This discrepancy from another prior. */
    public PriorMmd from(LatentSampler other) {
        return new PriorMmd(kernel, unbiased, other);
    }

    @Override
    public String name() {
        return "mmd";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the estimate is the unbiased one and the batch has one image, or the prior is of another
     *     number of dimensions
     */
    @Override
    public Value value(VaePass pass) {
        return Value.of(between(pass.latent(), PriorDraws.of(prior, pass)));
    }

    /**
     * The estimate for given draws, a scalar of the type of the latents; gradients flow into both.
     *
     * @param latents z, [n, d]
     * @param draws p, [n, d]
     * @throws IllegalArgumentException if the shapes differ, or the estimate is the unbiased one and n is 1
     */
    public Tensor between(Tensor latents, Tensor draws) {
        if (latents.rank() != 2 || !draws.shape().equals(latents.shape())) {
            throw new IllegalArgumentException("latents and draws must be [n, d] and of one shape, found "
                    + latents.shape() + " and " + draws.shape());
        }
        int n = latents.extent(0);
        if (unbiased) {
            Checks.atLeast("the batch of an unbiased estimate", n, 2);
        }
        Tensor points = Tensor.concatenate(0, latents, draws.cast(latents.dtype()));
        Tensor distances = CostTensors.matrix(Cost.squaredEuclidean(), points);
        return kernel.of(distances).dot(Tensor.of(weights(n), 2 * n, 2 * n)).cast(latents.dtype());
    }

    /** What each entry of the kernel matrix of all 2n points counts. */
    private double[] weights(int n) {
        double[] weights = new double[4 * n * n];
        double within = unbiased ? 1 / (n * (n - 1.0)) : 1 / ((double) n * n);
        Arrays.setAll(weights, at -> {
            int i = at / (2 * n);
            int j = at % (2 * n);
            return i / n != j / n ? -1 / ((double) n * n) : unbiased && i == j ? 0 : within;
        });
        return weights;
    }
}
