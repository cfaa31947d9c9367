package org.gaspard.topology.loss;

import org.gaspard.tensor.Tensor;
import org.gaspard.topology.check.Checks;

/**
 * Numbers that say how much there is in a set of bars, with {@code l = death − birth}. Bars of length zero change none of
 * them, so bars in a fixed number of places are welcome, of {@link RipsValues} as of {@link CubicalLoss#inGraph}.
 */
public final class BarLosses {

    private BarLosses() {}

    /**
     * {@code (Σ l^p)^(1/p)}, a scalar; 0 with gradient 0 if there is no bar.
     *
     * @throws IllegalArgumentException if p is not a finite number of at least 1
     */
    public static Tensor norm(CriticalValues bars, double p) {
        Tensor sum = bars.powerSum(p);
        Tensor none = sum.equalTo(0);
        // Not a product with a mask: NaN is to remain NaN.
        return sum.add(none).power(1 / p).subtract(none);
    }

    /**
     * Persistent entropy ([AGR19]), {@code −Σ q ln q} with {@code q = l / Σ l}, a scalar: 0 for one bar or none, ln b for b
     * equal ones.
     */
    public static Tensor entropy(CriticalValues bars) {
        Tensor lengths = bars.lengths();
        Tensor logs = lengths.add(lengths.equalTo(0)).log();
        Tensor sum = lengths.sum();
        Tensor total = sum.add(sum.equalTo(0));
        return total.log().subtract(lengths.multiply(logs).sum().divide(total));
    }

    /**
     * {@code Σ l^p m^q} over the bars after the first ones, with m = (birth + death)/2, a scalar ([BND20]). Without
     * the {@code skipped} longest bars it is small where there are no others.
     *
     * @param bars the longest first
     * @param p at least 1
     * @param q 0, or at least 1
     * @param skipped how many bars at the beginning do not count, at most as many as there are places
     * @throws IllegalArgumentException if the numbers are not as said
     */
    public static Tensor polynomial(CriticalValues bars, double p, double q, int skipped) {
        int places = bars.births().extent(0);
        Checks.within("skipped", skipped, 0, places);
        if (!(q == 0 || q >= 1) || Double.isInfinite(q)) {
            throw new IllegalArgumentException("q is " + q + ", expected 0 or a finite number of at least 1");
        }
        CriticalValues rest = new CriticalValues(
                bars.births().slice(0, skipped, places), bars.deaths().slice(0, skipped, places));
        if (q == 0) {
            return rest.powerSum(p);
        }
        if (!(p >= 1) || Double.isInfinite(p)) {
            throw new IllegalArgumentException("p is " + p + ", expected a finite number of at least 1");
        }
        Tensor middles = rest.births().add(rest.deaths()).multiply(0.5);
        return rest.lengths().power(p).multiply(middles.power(q)).sum();
    }
}
