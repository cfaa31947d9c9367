package org.gaspard.topology.diagram;

import java.util.Arrays;
import org.gaspard.topology.Diagram;

/**
 * The silhouette of a diagram ([CFL14]): the weighted mean {@code φ(t) = Σ w_i Λ_i(t) / Σ w_i} of the tents
 * {@code Λ_i(t) = max(0, min(t − b_i, d_i − t))}. With weights {@code (d − b)^p} a large p follows the longest bars.
 *
 * <p>A diagram that is empty, or whose weights are all 0, has the silhouette 0. Points of the diagonal add no
 * tent but their weight, which is 0 unless p is. Essential bars are refused. Some libraries scale it by {@code √2}.
 */
public final class Silhouette {

    private Silhouette() {}

    /** The power-weighted silhouette, with weights {@code (d − b)^p}; p is at least 0. */
    public static PiecewiseLinear of(Diagram diagram, double p) {
        return of(diagram, Weight.power(p));
    }

    /**
     * The silhouette, exact. Time {@code O(n log n)}.
     *
     * @throws IllegalArgumentException if a bar is essential
     */
    public static PiecewiseLinear of(Diagram diagram, Weight weight) {
        Require.finite("diagram", diagram);
        Diagram bars = diagram.longerThan(0);
        double[] weights = weight.of(bars);
        double total = Arrays.stream(weight.of(diagram)).sum();
        if (bars.isEmpty() || total == 0) {
            return PiecewiseLinear.ZERO;
        }
        Arrays.setAll(weights, i -> weights[i] / total);
        return tents(bars, weights);
    }

    /** {@code Σ w_i Λ_i} of bars off the diagonal: the slope rises by w at a birth and a death, and falls by 2w between. */
    private static PiecewiseLinear tents(Diagram bars, double[] weights) {
        int n = bars.size();
        double[] births = bars.births();
        double[] deaths = bars.deaths();
        double[] middles = new double[n];
        Arrays.setAll(middles, i -> (births[i] + deaths[i]) / 2);
        double[] knots = new double[3 * n];
        System.arraycopy(births, 0, knots, 0, n);
        System.arraycopy(deaths, 0, knots, n, n);
        System.arraycopy(middles, 0, knots, 2 * n, n);
        Arrays.setAll(knots, i -> knots[i] + 0.0);
        Arrays.sort(knots);
        double[] x = Arrays.stream(knots).distinct().toArray();
        double[] change = new double[x.length];
        int[] opened = new int[x.length];
        for (int i = 0; i < n; i++) {
            int birth = Arrays.binarySearch(x, births[i] + 0.0);
            int death = Arrays.binarySearch(x, deaths[i] + 0.0);
            change[birth] += weights[i];
            change[Arrays.binarySearch(x, middles[i] + 0.0)] -= 2 * weights[i];
            change[death] += weights[i];
            opened[birth]++;
            opened[death]--;
        }
        double[] y = new double[x.length];
        double slope = change[0];
        int open = opened[0];
        for (int i = 1; i < x.length; i++) {
            open += opened[i];
            // Where no bar is left the function is 0, and what rounding has piled up is dropped.
            boolean over = open == 0;
            y[i] = over ? 0 : Math.max(0, y[i - 1] + slope * (x[i] - x[i - 1]));
            slope = over ? 0 : slope + change[i];
        }
        return PiecewiseLinear.of(x, y);
    }
}
