package org.gaspard.ot;

/**
 * What an entropic transport solver found, under every convention in use, and how it ended.
 *
 * @param plan the coupling P, [n × m]
 * @param potentials the dual potentials f, g
 * @param epsilon the ε of the last step
 * @param transportCost {@code ⟨P, C⟩}
 * @param entropy {@code H(P) = −Σ P log P}
 * @param divergence {@code KL(P ‖ abᵀ)}
 * @param rowError {@code ‖P1 − a‖₁}
 * @param columnError {@code ‖Pᵀ1 − b‖₁}
 * @param iterations how many times both potentials were updated
 * @param stop why the solver stopped
 */
public record TransportResult(
        double[] plan,
        Potentials potentials,
        double epsilon,
        double transportCost,
        double entropy,
        double divergence,
        double rowError,
        double columnError,
        int iterations,
        StopReason stop) {

    /** {@code ⟨P, C⟩ − ε H(P)}. */
    public double entropicCost() {
        return transportCost - epsilon * entropy;
    }

    /** {@code ⟨P, C⟩ + ε KL(P ‖ abᵀ)}; exceeds {@link #entropicCost()} by {@code ε (H(a) + H(b))}. */
    public double divergenceCost() {
        return transportCost + epsilon * divergence;
    }

    /** {@code ‖P1 − a‖₁ + ‖Pᵀ1 − b‖₁}. */
    public double marginalError() {
        return rowError + columnError;
    }

    public boolean converged() {
        return stop == StopReason.CONVERGED;
    }
}
