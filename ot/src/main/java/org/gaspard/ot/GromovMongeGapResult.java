package org.gaspard.ot;

import java.util.Set;

/**
 * A Gromov-Monge gap, its gradients, and the solve behind it.
 *
 * @param n the number of points
 * @param distortion {@code DST = ‖C_X − C_Y‖² / (2n²)}
 * @param transportGap {@code DST −} the transport cost of the plan: {@code ⟨C_X P C_Y, P⟩ − ⟨C_X, C_Y⟩/n²}
 * @param gradientX {@code ∂GMG/∂C_X = P C_Y Pᵀ − C_Y/n²}, [n × n], symmetric, each entry taken as a variable of its own
 * @param gradientY {@code ∂GMG/∂C_Y = Pᵀ C_X P − C_X/n²}, [n × n]
 * @param solution the Gromov-Wasserstein solution that was subtracted
 * @param value the convention of {@link #gap()}
 * @param warnings those of the solution, and whether ε was at its floor
 */
public record GromovMongeGapResult(
        int n,
        double distortion,
        double transportGap,
        double[] gradientX,
        double[] gradientY,
        GromovResult solution,
        ValueConvention value,
        Set<SolverWarning> warnings) {

    public GromovMongeGapResult {
        warnings = Set.copyOf(warnings);
    }

    /** The gap under the convention that the options chose. */
    public double gap() {
        return gap(value);
    }

    /** The gap under a convention. */
    public double gap(ValueConvention convention) {
        return switch (convention) {
            case TRANSPORT -> transportGap;
            case ENTROPIC -> transportGap + solution.epsilon() * solution.entropy();
            case DIVERGENCE -> transportGap - solution.epsilon() * solution.divergence();
        };
    }

    /** The ε that was in force; 0 for an exact solve. */
    public double epsilon() {
        return solution.epsilon();
    }
}
