package org.gaspard.metrics.prediction;

import java.util.Arrays;
import java.util.List;
import org.gaspard.metrics.check.Checks;

/**
 * The lowest loss of a probe up to each capacity: losses {@code ℓ_1 ≥ ℓ_2 ≥ …} at capacities
 * {@code κ_1 < κ_2 < …}.
 *
 * @param capacities κ, at least 2, finite and strictly ascending
 * @param losses ℓ, one for each capacity, finite; each is replaced by the least up to it
 */
public record LossCapacityCurve(List<Double> capacities, List<Double> losses) {

    /** Checks the lists and takes the running minimum of the losses. */
    public LossCapacityCurve {
        capacities = List.copyOf(capacities);
        losses = List.copyOf(losses);
        Checks.atLeast("number of capacities", capacities.size(), 2);
        Checks.length("losses", losses.size(), capacities.size());
        double[] least = new double[losses.size()];
        for (int t = 0; t < least.length; t++) {
            boolean ascends = t == 0 || capacities.get(t) > capacities.get(t - 1);
            if (!ascends || !Double.isFinite(capacities.get(t)) || !Double.isFinite(losses.get(t))) {
                throw new IllegalArgumentException("capacities must be finite and ascend, and losses be finite, found "
                        + capacities + " and " + losses);
            }
            least[t] = t == 0 ? losses.get(t) : Math.min(least[t - 1], losses.get(t));
        }
        losses = Arrays.stream(least).boxed().toList();
    }

    /** The lowest loss ℓ_T. */
    public double lowest() {
        return losses.getLast();
    }

    /**
     * The area between the curve and its lowest loss, by the trapezoid rule:
     * {@code Σ_t (½ (ℓ_t + ℓ_{t+1}) − ℓ_T) (κ_{t+1} − κ_t)}.
     */
    public double area() {
        double area = 0;
        for (int t = 1; t < capacities.size(); t++) {
            double height = (losses.get(t - 1) + losses.get(t)) / 2 - lowest();
            area += height * (capacities.get(t) - capacities.get(t - 1));
        }
        return area;
    }

    /**
     * Explicitness, how soon the lowest loss is reached:
     *
     * <pre>{@code E = 1 − area / Z,  Z = ½ (κ_max − κ_min) (ℓ_b − ℓ*).}</pre>
     *
     * <p>1 if the least capacity has the lowest loss already; 0 for a straight line from the baseline at κ_min to ℓ* at κ_max;
     * −1 as the limit of a loss that stays at the baseline and falls to ℓ* at the very end. Beyond its last capacity the curve goes
     * on at its lowest loss, which adds no area: curves that end early are compared by giving the largest range to all.
     *
     * <p>Source: [ENK23], which takes {@code ℓ* = 0} in its experiments.
     *
     * @param range {@code κ_max − κ_min} of all curves compared, at least that of this curve
     * @param baseline ℓ_b, the loss without any information, above {@code best}
     * @param best ℓ*, the lowest loss that is possible
     * @throws IllegalArgumentException if the range or the baseline is too small
     */
    public double explicitness(double range, double baseline, double best) {
        double own = capacities.getLast() - capacities.getFirst();
        if (!(range >= own && range < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("range must be finite and at least " + own + ", found " + range);
        }
        Checks.positive("baseline − best", baseline - best);
        return 1 - 2 * area() / (range * (baseline - best));
    }
}
