package org.gaspard.models.terms;

import java.util.Arrays;
import java.util.List;
import org.gaspard.models.VaePass;
import org.gaspard.models.check.Checks;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.tensor.Tensor;

/**
 * The squared maximum mean discrepancy between the latents z of a batch and as many draws p of the prior N(0, I), made anew in
 * each pass:
 *
 * <pre>{@code
 * biased:    1/n² Σ_ij k(z_i,z_j) + 1/n² Σ_ij k(p_i,p_j) − 2/n² Σ_ij k(z_i,p_j)
 * unbiased:  1/(n(n−1)) Σ_{i≠j} (k(z_i,z_j) + k(p_i,p_j)) − 2/n² Σ_ij k(z_i,p_j)
 * }</pre>
 *
 * <p>The biased one is never negative; the unbiased one has the mean 0 if z has the distribution of the prior. Gradients flow
 * through the latents. {@code O(n² (d + scales))}, computed in float64.
 *
 * <p>In WAE-MMD it replaces the divergence and z is the code of a deterministic or a random encoder. In InfoVAE its weight is
 * {@code α + λ − 1}, and the divergence {@link KlDivergence} has the weight {@code 1 − α}; the MMD-VAE is α = 1.
 *
 * <p>Gretton et al.: A kernel two-sample test. JMLR 13, 2012, equations 3 and 5. Tolstikhin et al.: Wasserstein auto-encoders.
 * ICLR 2018, arXiv 1711.01558, algorithm 2. Zhao, Song, Ermon: InfoVAE. AAAI 2019, arXiv 1706.02262, section 3.
 *
 * @param kernel k
 * @param unbiased which estimate
 */
public record PriorMmd(RadialKernel kernel, boolean unbiased) implements Term {

    /** As the program of WAE has it: inverse multiquadratic kernels of seven scales, unbiased. */
    public static PriorMmd wae(int latents) {
        return new PriorMmd(RadialKernel.inverseMultiquadratic(latents, 1), true);
    }

    /** As the authors of InfoVAE have it in their program: one Gaussian kernel {@code exp(−‖x − y‖²/d²)}, biased. */
    public static PriorMmd infoVae(int latents) {
        Checks.atLeast("latents", latents, 1);
        return new PriorMmd(new RadialKernel.Gaussian(List.of(latents * Math.sqrt(0.5))), false);
    }

    @Override
    public String name() {
        return "mmd";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the estimate is the unbiased one and the batch has one image
     */
    @Override
    public Value value(VaePass pass) {
        Tensor z = pass.latent();
        int n = z.extent(0);
        if (unbiased) {
            Checks.atLeast("the batch of an unbiased estimate", n, 2);
        }
        Tensor drawn = pass.pass().nextKey().normal(z.dtype(), n, z.extent(1));
        Tensor distances = CostTensors.matrix(Cost.squaredEuclidean(), Tensor.concatenate(0, z, drawn));
        return Value.of(
                kernel.of(distances).dot(Tensor.of(weights(n), 2 * n, 2 * n)).cast(z.dtype()));
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
