package org.gaspard.models.terms;

import org.gaspard.models.VaePass;
import org.gaspard.models.check.Checks;
import org.gaspard.models.prior.LatentSampler;
import org.gaspard.models.prior.StandardNormal;
import org.gaspard.ot.sliced.SlicedWassersteinLoss;
import org.gaspard.tensor.Tensor;

/**
 * The sliced Wasserstein distance between the latents z of a batch and as many draws p of a prior: along random directions θ of
 * length 1 both are sorted, and compared in their order,
 *
 * <pre>{@code  SW_p^p = 1/L Σ_l 1/n Σ_i |⟨θ_l, z⟩_(i) − ⟨θ_l, p⟩_(i)|^p  }</pre>
 *
 * <p>Draws and directions are new in each pass. Gradients flow through the latents and into what the prior trains. {@code O(L n (d +
 * log n))}.
 *
 * <p>Kolouri, Pope, Martin, Rohde: Sliced-Wasserstein auto-encoders. ICLR 2019, algorithm 1, with p = 2 and 50
 * directions in the authors' program. vaetc, with which Nakagawa et al. (ICLR 2023) compare, projects each latent on directions of
 * its own and adds up over latents and directions; that is not a distance of distributions and is not offered.
 *
 * @param prior the distribution of the draws
 * @param directions L
 * @param power p, at least 1
 */
public record PriorSlicedWasserstein(LatentSampler prior, int directions, double power) implements PriorTerm {

    /** Checks the ranges. */
    public PriorSlicedWasserstein {
        Checks.atLeast("directions", directions, 1);
        if (!(power >= 1 && power < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("power must be finite and at least 1, found " + power);
        }
    }

    /** From N(0, I), along 50 directions, p = 2. */
    public static PriorSlicedWasserstein standard() {
        return new PriorSlicedWasserstein(new StandardNormal(), 50, 2);
    }

    /** This distance from another prior. */
    public PriorSlicedWasserstein from(LatentSampler other) {
        return new PriorSlicedWasserstein(other, directions, power);
    }

    @Override
    public String name() {
        return "sliced_wasserstein";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the prior is of another number of dimensions
     */
    @Override
    public Value value(VaePass pass) {
        Tensor z = pass.latent();
        Tensor drawn = PriorDraws.of(prior, pass);
        Tensor lines = SlicedWassersteinLoss.directions(pass.pass().nextKey(), z.dtype(), directions, z.extent(1));
        return Value.of(SlicedWassersteinLoss.value(z, drawn, lines, power));
    }
}
