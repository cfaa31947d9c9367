package org.gaspard.ot.reading;

import org.gaspard.ot.Potentials;

/**
 * The Sinkhorn divergence ([FSVATP19]): {@code S_ε(a, b) = OT_ε(a, b) − ½ OT_ε(a, a) − ½ OT_ε(b, b)} with
 * {@code OT_ε = min ⟨P, C⟩ + ε KL(P ‖ abᵀ)}, which is {@code Σ a f' + Σ b g'} at the optimal potentials
 * {@code f' = f − ε log a}, {@code g' = g − ε log b}.
 *
 * <p>To be used: {@link org.gaspard.ot.entropic.SinkhornDivergence}.
 */
public final class PlainSinkhornDivergence {

    private PlainSinkhornDivergence() {}

    /** From the costs between the two sets and within each. */
    public static double between(
            double[][] xy, double[][] xx, double[][] yy, double[] a, double[] b, double epsilon, int iterations) {
        return transport(xy, a, b, epsilon, iterations)
                - 0.5 * transport(xx, a, a, epsilon, iterations)
                - 0.5 * transport(yy, b, b, epsilon, iterations);
    }

    private static double transport(double[][] cost, double[] a, double[] b, double epsilon, int iterations) {
        Potentials found = PlainLogSinkhorn.potentials(cost, a, b, epsilon, iterations);
        double value = 0;
        for (int i = 0; i < a.length; i++) {
            value += a[i] * (found.f()[i] - epsilon * Math.log(a[i]));
        }
        for (int j = 0; j < b.length; j++) {
            value += b[j] * (found.g()[j] - epsilon * Math.log(b[j]));
        }
        return value;
    }
}
