package org.gaspard.ot.gaussian;

import org.gaspard.ot.check.Checks;

/**
 * Entropic transport between {@code α = N(a, A)} and {@code β = N(b, B)} in closed form ([JMPC20], theorem 1; [MGM22]):
 * {@code min_π ∫ ‖x − y‖² dπ + ε KL(π ‖ α ⊗ β)}. The optimal coupling is Gaussian. With σ² = ε/2, the singular values s of
 * {@code B^½ A^½} and {@code D = (4s² + σ⁴)^½} the value is
 * {@code ‖a − b‖² + tr A + tr B − Σ 4s²/(D + σ²) + σ² Σ ln((D + σ²)/(2σ²))}, the formula of the papers with the terms joined
 * that cancel for small and large ε. The covariances may be singular. {@code O(d³)}.
 *
 * <p>In the convention of {@link org.gaspard.ot.TransportResult} the value is its {@code divergenceCost}, for the costs
 * {@code ‖x − y‖²} between fine discretisations of the densities.
 *
 * @param epsilon ε
 * @param transportCost {@code ∫ ‖x − y‖² dπ}
 * @param divergence {@code KL(π ‖ α ⊗ β)}
 * @param crossCovariance {@code E (x − a)(y − b)ᵀ} under π, [d × d]
 */
public record EntropicGaussian(double epsilon, double transportCost, double divergence, double[] crossCovariance) {

    /**
     * Solves.
     *
     * @param epsilon ε, above 0
     * @throws IllegalArgumentException if the dimensions differ
     */
    public static EntropicGaussian of(Gaussian alpha, Gaussian beta, double epsilon) {
        Checks.positive("epsilon", epsilon);
        int d = BuresWasserstein.sameDimension(alpha, beta);
        double variance = epsilon / 2;
        double[] rootA = Eigen.of(alpha.covariance(), d).root();
        double[] rootB = Eigen.of(beta.covariance(), d).root();
        RootProduct product = RootProduct.of(rootA, rootB, d);
        double[] factors = new double[d];
        double correlation = 0;
        double divergence = 0;
        for (int k = 0; k < d; k++) {
            double s = product.s()[k];
            double sum = Math.hypot(2 * s, variance) + variance;
            factors[k] = 2 * s / sum;
            correlation += s * factors[k];
            // D − σ² = 4s² / (D + σ²), without cancellation.
            divergence += 0.5 * Math.log1p(s * factors[k] / variance);
        }
        double[] cross = Matrices.product(
                Matrices.product(
                        Matrices.scaleColumns(Matrices.product(rootA, product.v(), d), factors, d),
                        Matrices.transposed(product.u(), d),
                        d),
                rootB,
                d);
        double transport = Matrices.squaredDistance(alpha.mean(), beta.mean())
                + Matrices.trace(alpha.covariance(), d)
                + Matrices.trace(beta.covariance(), d)
                - 2 * correlation;
        return new EntropicGaussian(epsilon, transport, divergence, cross);
    }

    /** {@code ∫ ‖x − y‖² dπ + ε KL(π ‖ α ⊗ β)}. */
    public double cost() {
        return transportCost + epsilon * divergence;
    }

    /**
     * The Sinkhorn divergence {@code S_ε(α, β) = OT_ε(α, β) − ½ OT_ε(α, α) − ½ OT_ε(β, β)}: 0 for equal distributions,
     * {@code W₂²} as ε goes to 0, {@code ‖a − b‖²} as it grows.
     */
    public static double sinkhornDivergence(Gaussian alpha, Gaussian beta, double epsilon) {
        return of(alpha, beta, epsilon).cost()
                - 0.5 * of(alpha, alpha, epsilon).cost()
                - 0.5 * of(beta, beta, epsilon).cost();
    }
}
