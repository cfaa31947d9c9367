package org.gaspard.topology.diagram;

import java.util.Arrays;
import org.gaspard.topology.Diagram;

/**
 * Persistent entropy ([CGG15]): {@code E = −Σ p_i ln p_i} with {@code p_i = ℓ_i / Σ ℓ}, ℓ the lengths of the bars.
 *
 * <p>It is 0 for a single bar and {@code ln n} for n equal ones. Bars of length zero add nothing; a diagram without others,
 * or an empty one, has entropy 0. Essential bars are refused.
 */
public final class PersistentEntropy {

    private PersistentEntropy() {}

    /** E. */
    public static double of(Diagram diagram) {
        return Arrays.stream(shares(diagram)).sum();
    }

    /** {@code E / ln n} for n bars longer than 0, in {@code [0, 1]}; 0 if there are fewer than two. */
    public static double normalized(Diagram diagram) {
        double entropy = of(diagram);
        int n = diagram.longerThan(0).size();
        return n < 2 ? 0 : Math.min(entropy / Math.log(n), 1);
    }

    /** The entropy summary function {@code S(t) = −Σ_{b_i ≤ t < d_i} p_i ln p_i} ([AGS20]), exact. */
    public static StepFunction summary(Diagram diagram) {
        return StepFunction.sum(diagram, shares(diagram));
    }

    /** {@code −p_i ln p_i}. */
    private static double[] shares(Diagram diagram) {
        Require.finite("diagram", diagram);
        double[] shares = diagram.lengths();
        double total = Arrays.stream(shares).sum();
        Arrays.setAll(shares, i -> {
            double p = shares[i] / total;
            return shares[i] == 0 ? 0 : -p * Math.log(p);
        });
        return shares;
    }
}
