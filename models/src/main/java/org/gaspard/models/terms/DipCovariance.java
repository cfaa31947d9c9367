package org.gaspard.models.terms;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.VaePass;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.Tensor;

/**
 * Asks the latents to have the covariance of the prior, the regulariser of DIP-VAE:
 *
 * <pre>{@code
 * λ_od Σ_{k≠l} C_kl² + λ_d Σ_k (C_kk − 1)²
 * I:  C = Cov_x[μ(x)]        II:  C = Cov_x[μ(x)] + E_x[diag σ²(x)]
 * }</pre>
 *
 * <p>with the covariance of the batch, divisor N, as the authors and Locatello et al. have it. It is added to the divergence
 * {@link KlDivergence} of weight 1. Gradients flow through the means and, in II, the variances. {@code O(N d²)}.
 *
 * <p>Kumar, Sattigeri, Balakrishnan: Variational inference of disentangled latent concepts from unlabeled observations. ICLR
 * 2018, arXiv 1711.00848, equations 6 and 7.
 *
 * @param kind I or II
 * @param offDiagonal λ_od
 * @param diagonal λ_d
 */
public record DipCovariance(Kind kind, double offDiagonal, double diagonal) implements Term {

    /** Of what the covariance is taken. */
    public enum Kind {
        /** DIP-VAE-I: of the posterior means. */
        MEANS,
        /** DIP-VAE-II: of the latents, means and noise. */
        LATENTS
    }

    /** Checks the weights. */
    public DipCovariance {
        Checks.nonNegative("offDiagonal", offDiagonal);
        Checks.nonNegative("diagonal", diagonal);
    }

    /** DIP-VAE-I with {@code λ_d = 10 λ_od}, as in its paper. */
    public static DipCovariance one(double offDiagonal) {
        return new DipCovariance(Kind.MEANS, offDiagonal, 10 * offDiagonal);
    }

    /** DIP-VAE-II with {@code λ_d = λ_od}, as in its paper. */
    public static DipCovariance two(double offDiagonal) {
        return new DipCovariance(Kind.LATENTS, offDiagonal, offDiagonal);
    }

    @Override
    public String name() {
        return kind == Kind.MEANS ? "dip_1" : "dip_2";
    }

    /** {@inheritDoc} The diagnostics are the two sums without their weights. */
    @Override
    public Value value(VaePass pass) {
        GaussianPosterior posterior = pass.posterior();
        Tensor mean = posterior.mean();
        int d = mean.extent(1);
        Tensor centred = mean.subtract(mean.meanKeep(0));
        Tensor covariance = centred.transposed().matmul(centred).divide(mean.extent(0));
        Tensor identity = Tensor.identity(mean.dtype(), d);
        Tensor variances = covariance.multiply(identity).sum(1);
        if (kind == Kind.LATENTS) {
            variances = variances.add(posterior.logVariance().exp().mean(0));
        }
        Tensor off = covariance.multiply(identity.negate().add(1)).square().sum();
        Tensor on = variances.subtract(1).square().sum();
        Map<String, Tensor> diagnostics = new LinkedHashMap<>();
        diagnostics.put(name() + ".off_diagonal", off);
        diagnostics.put(name() + ".diagonal", on);
        return new Value(off.multiply(offDiagonal).add(on.multiply(diagonal)), diagnostics);
    }
}
