package org.gaspard.ot.entropic;

import org.gaspard.ot.check.Checks;

/** How the iteration reaches its fixed point in fewer steps; the fixed point stays the same. */
public sealed interface Acceleration {

    /** Plain alternating updates. */
    record None() implements Acceleration {}

    /**
     * {@code f ← (1 − ω) f + ω F(g)} and the same for g ([TCDP21]). With ω above 1 it may diverge far from the fixed point.
     *
     * @param omega ω in (0, 2)
     */
    record OverRelaxation(double omega) implements Acceleration {
        public OverRelaxation {
            if (!(omega > 0 && omega < 2)) {
                throw new IllegalArgumentException("omega is " + omega + ", expected a number in (0, 2)");
            }
        }
    }

    /**
     * Over-relaxation with {@code ω = 2 / (1 + √(1 − θ))}, the best one for the rate θ of the plain iteration, which is
     * measured as the ratio of two successive errors ([LRST21]). The plain iteration is resumed for good if
     * the error grows tenfold.
     *
     * @param start after how many plain iterations at the final ε the rate is measured, at least 2
     */
    record AdaptiveOverRelaxation(int start) implements Acceleration {
        public AdaptiveOverRelaxation {
            Checks.atLeast("start", start, 2);
        }
    }

    /**
     * Anderson's extrapolation of g from its last values, with the combination of least residual. History is dropped where
     * the error doubles.
     *
     * @param memory how many values, at least 2
     * @param ridge added to the Gram matrix of the residuals, relative to its norm, at least 0
     */
    record Anderson(int memory, double ridge) implements Acceleration {
        public Anderson {
            Checks.atLeast("memory", memory, 2);
            Checks.nonNegative("ridge", ridge);
        }
    }

    static Acceleration none() {
        return new None();
    }

    static Acceleration overRelaxation(double omega) {
        return new OverRelaxation(omega);
    }

    /** Adaptive over-relaxation after 20 plain iterations. */
    static Acceleration adaptive() {
        return new AdaptiveOverRelaxation(20);
    }

    /** Memory 5, ridge 10⁻¹⁰. */
    static Acceleration anderson() {
        return new Anderson(5, 1e-10);
    }
}
