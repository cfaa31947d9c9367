package org.gaspard.models.terms;

import java.util.List;
import java.util.Locale;
import org.gaspard.models.GaussianPosterior;
import org.gaspard.models.VaePass;
import org.gaspard.tensor.Tensor;

/**
 * One of the three parts of the divergence from the prior, averaged over the data:
 *
 * <pre>{@code
 * E_n KL(q(z|n) ‖ p(z)) = KL(q(z,n) ‖ q(z) p(n)) + KL(q(z) ‖ Π_k q(z_k)) + Σ_k KL(q(z_k) ‖ p(z_k))
 *                         index-code information    total correlation      dimension-wise divergence
 * }</pre>
 *
 * <p>Estimated at the latents of the pass, {@code E[ln q(z|x) − ln q(z)]}, {@code E[ln q(z) − ln Π_k q(z_k)]} and
 * {@code E[ln Π_k q(z_k) − ln p(z)]}; the three sum to {@code E[ln q(z|x) − ln p(z)]} whatever the estimate of q(z). Gradients
 * flow through the latents and through the posteriors. Terms of one objective with the same {@link AggregatePosterior} share its
 * computation, {@code O(n² d)}, as equal parts of a step are computed once.
 *
 * <p>β-TCVAE weighs the parts by α, β, γ; publications keep α = γ = 1 ({@link #betaTcvae}). Programs that add β − 1 times the
 * total correlation to the analytic {@link KlDivergence} estimate the other two parts with less variance; that is
 * {@code List.of(WeightedTerm.of(new KlDivergence(), 1), WeightedTerm.of(KlDecomposition.totalCorrelation(q), β − 1))}.
 *
 * <p>Chen, Li, Grosse, Duvenaud: Isolating sources of disentanglement in variational autoencoders. NeurIPS 2018, arXiv
 * 1802.04942, equations 2 and 4. Locatello et al.: Challenging common assumptions. ICML 2019, for the other form.
 *
 * @param part which one
 * @param aggregate how q(z) is estimated
 */
public record KlDecomposition(Part part, AggregatePosterior aggregate) implements Term {

    /** The parts. */
    public enum Part {
        /** How much a latent says about which image it is of. */
        MUTUAL_INFORMATION,
        /** How dependent the dimensions of the latents are. */
        TOTAL_CORRELATION,
        /** How far each dimension is from the prior. */
        DIMENSION_WISE_KL
    }

    /** The index-code mutual information; its weight is α. */
    public static KlDecomposition mutualInformation(AggregatePosterior aggregate) {
        return new KlDecomposition(Part.MUTUAL_INFORMATION, aggregate);
    }

    /** The total correlation; its weight is β. */
    public static KlDecomposition totalCorrelation(AggregatePosterior aggregate) {
        return new KlDecomposition(Part.TOTAL_CORRELATION, aggregate);
    }

    /** The dimension-wise divergence; its weight is γ. */
    public static KlDecomposition dimensionWise(AggregatePosterior aggregate) {
        return new KlDecomposition(Part.DIMENSION_WISE_KL, aggregate);
    }

    /** What β-TCVAE has in the place of the divergence: all three parts, the total correlation β times. */
    public static List<WeightedTerm> betaTcvae(double beta, AggregatePosterior aggregate) {
        return List.of(
                WeightedTerm.of(mutualInformation(aggregate), 1),
                WeightedTerm.of(totalCorrelation(aggregate), beta),
                WeightedTerm.of(dimensionWise(aggregate), 1));
    }

    @Override
    public String name() {
        return part.name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the batch is larger than the data set, or has one image and is to be stratified
     */
    @Override
    public Value value(VaePass pass) {
        Tensor z = pass.latent();
        AggregatePosterior.LogDensities q = aggregate.at(pass.posterior(), z);
        Tensor zero = Tensor.full(z.type(), 0);
        Tensor each = switch (part) {
            case MUTUAL_INFORMATION -> q.posterior().subtract(q.aggregate());
            case TOTAL_CORRELATION -> q.aggregate().subtract(q.margins());
            case DIMENSION_WISE_KL ->
                q.margins()
                        .subtract(new GaussianPosterior(zero, zero)
                                .logDensities(z)
                                .sum(1));
        };
        return Value.of(each.mean());
    }
}
