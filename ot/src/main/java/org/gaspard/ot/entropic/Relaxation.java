package org.gaspard.ot.entropic;

import org.gaspard.ot.check.Checks;

/** What is asked of the sums of a plan. */
public sealed interface Relaxation {

    /** {@code P1 = a}, {@code Pᵀ1 = b}; a and b have the same sum. */
    record Balanced() implements Relaxation {}

    /**
     * Penalties {@code ρ_a KL(P1 ‖ a) + ρ_b KL(Pᵀ1 ‖ b)} instead of constraints ([CPSV18]), with
     * {@code KL(p ‖ a) = Σ p log(p/a) − p + a}; {@code ρ = ∞} is the constraint, so one finite value makes the
     * semi-relaxed problem. GeomLoss writes ρ as a power of its {@code reach}.
     */
    record KullbackLeibler(double rowPenalty, double columnPenalty) implements Relaxation {
        public KullbackLeibler {
            penalty("rowPenalty", rowPenalty);
            penalty("columnPenalty", columnPenalty);
        }
    }

    /**
     * The penalties of {@link KullbackLeibler} under the entropy {@code ε Σ P (log P − 1)} in place of
     * {@code ε KL(P ‖ abᵀ)}: each pair of points counts the same, whatever its weights. The plan is that of the other
     * problem with the weights {@code a^τ}, {@code τ = ρ/(ρ + ε)}. POT calls it {@code reg_type="entropy"}. Where
     * masses are far from 1 the two differ much; with ρ = ∞ on both sides their plans are the same.
     */
    record NegativeEntropy(double rowPenalty, double columnPenalty) implements Relaxation {
        public NegativeEntropy {
            penalty("rowPenalty", rowPenalty);
            penalty("columnPenalty", columnPenalty);
        }
    }

    /**
     * {@code P1 ≤ a}, {@code Pᵀ1 ≤ b}, {@code ΣP = mass}, under {@code ⟨P, C⟩ − ε H(P)} ([BCCNP15]).
     *
     * @param mass above 0, at most the sums of a and b
     */
    record Partial(double mass) implements Relaxation {
        public Partial {
            Checks.positive("mass", mass);
        }
    }

    static Relaxation balanced() {
        return new Balanced();
    }

    static Relaxation kullbackLeibler(double penalty) {
        return new KullbackLeibler(penalty, penalty);
    }

    static Relaxation negativeEntropy(double penalty) {
        return new NegativeEntropy(penalty, penalty);
    }

    /** The penalties {@code ρ = ε τ / (1 − τ)}, for τ in (0, 1]: each update of a potential is damped by τ. */
    static Relaxation damped(double tauRows, double tauColumns, double epsilon) {
        Checks.positive("epsilon", epsilon);
        return new KullbackLeibler(
                penaltyOf("tauRows", tauRows, epsilon), penaltyOf("tauColumns", tauColumns, epsilon));
    }

    private static void penalty(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " is " + value + ", expected a number above 0 or infinity");
        }
    }

    private static double penaltyOf(String name, double tau, double epsilon) {
        Checks.positive(name, Checks.within(name, tau, 0, 1));
        return tau == 1 ? Double.POSITIVE_INFINITY : epsilon * tau / (1 - tau);
    }

    static Relaxation partial(double mass) {
        return new Partial(mass);
    }
}
