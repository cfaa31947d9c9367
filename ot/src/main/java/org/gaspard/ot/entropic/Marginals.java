package org.gaspard.ot.entropic;

import org.gaspard.ot.check.Checks;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * The weights of a problem and what a potential becomes for a soft-minimum s, at one ε:
 *
 * <ul>
 *   <li>balanced: {@code f_i = ε log a_i + s_i};
 *   <li>penalties: {@code f_i = ε log a_i + τ s_i} with {@code τ = ρ/(ρ + ε)} ([SFVTP19], in our potentials), and
 *       {@code f_i = τ (ε log a_i + s_i)} under the negative entropy;
 *   <li>partial: {@code f_i = min(0, ε log a_i + s_i)}, and one more potential λ, added to all g, for the mass:
 *       Dykstra's projections of [BCCNP15] are the block-wise maximisation of the dual problem.
 * </ul>
 */
final class Marginals {

    final double[] a;
    final double[] b;
    final double massOfA;
    final double massOfB;
    private final Relaxation relaxation;
    private final double rowPenalty;
    private final double columnPenalty;
    /**
     * Whether ε regularises by the divergence from {@code abᵀ}, so that the penalised potentials are
     * {@code f − ε log a}.
     */
    private final boolean weighted;

    private final double[] logA;
    private final double[] logB;
    private final double[] scratch;
    private double epsilon;
    private double tauRows = 1;
    private double tauColumns = 1;
    private double lambda;

    Marginals(double[] a, double[] b, Relaxation relaxation) {
        this.a = a;
        this.b = b;
        this.relaxation = relaxation;
        massOfA = Checks.weights("a", a);
        massOfB = Checks.weights("b", b);
        switch (relaxation) {
            case Relaxation.Balanced() -> Checks.sameSum(massOfA, massOfB);
            case Relaxation.Partial(double mass) ->
                Checks.within("mass", mass, 0, Math.min(massOfA, massOfB) * (1 + 1e-12));
            case Relaxation.KullbackLeibler penalties -> {}
            case Relaxation.NegativeEntropy penalties -> {}
        }
        weighted = !(relaxation instanceof Relaxation.NegativeEntropy);
        rowPenalty = switch (relaxation) {
            case Relaxation.KullbackLeibler penalties -> penalties.rowPenalty();
            case Relaxation.NegativeEntropy penalties -> penalties.rowPenalty();
            default -> Double.POSITIVE_INFINITY;
        };
        columnPenalty = switch (relaxation) {
            case Relaxation.KullbackLeibler penalties -> penalties.columnPenalty();
            case Relaxation.NegativeEntropy penalties -> penalties.columnPenalty();
            default -> Double.POSITIVE_INFINITY;
        };
        logA = logs(a);
        logB = logs(b);
        scratch = new double[b.length];
    }

    private static double[] logs(double[] weights) {
        double[] logs = new double[weights.length];
        DoubleArrays.log(weights, 0, logs, 0, weights.length);
        return logs;
    }

    void setEpsilon(double value) {
        epsilon = value;
        tauRows = tau(rowPenalty, value);
        tauColumns = tau(columnPenalty, value);
    }

    static double tau(double penalty, double epsilon) {
        return Double.isInfinite(penalty) ? 1 : penalty / (penalty + epsilon);
    }

    boolean isBalanced() {
        return relaxation instanceof Relaxation.Balanced;
    }

    /** {@code f_i} for the soft-minimum of its row. */
    double row(int i, double softMin) {
        if (a[i] == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double f = epsilon * (weighted ? logA[i] : tauRows * logA[i]) + tauRows * softMin;
        return relaxation instanceof Relaxation.Partial ? Math.min(f, 0) : f;
    }

    /** All g for the soft-minima of the columns; those of weight 0 may be anything. */
    void columns(double[] softMin, double[] g) {
        if (relaxation instanceof Relaxation.Partial(double mass)) {
            partialColumns(softMin, mass, g);
            return;
        }
        double scale = weighted ? epsilon : epsilon * tauColumns;
        for (int j = 0; j < g.length; j++) {
            g[j] = b[j] == 0 ? Double.NEGATIVE_INFINITY : scale * logB[j] + tauColumns * softMin[j];
        }
    }

    private void partialColumns(double[] softMin, double mass, double[] g) {
        int m = g.length;
        double max = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < m; j++) {
            if (b[j] == 0) {
                g[j] = Double.NEGATIVE_INFINITY;
                scratch[j] = Double.NEGATIVE_INFINITY;
            } else {
                g[j] = Math.min(epsilon * logB[j] + softMin[j] - lambda, 0);
                scratch[j] = (g[j] - softMin[j]) / epsilon;
            }
            max = Math.max(max, scratch[j]);
        }
        for (int j = 0; j < m; j++) {
            scratch[j] -= max;
        }
        DoubleArrays.exp(scratch, 0, scratch, 0, m);
        lambda = epsilon * (Math.log(mass) - max - Math.log(DoubleArrays.sum(scratch, 0, m)));
        for (int j = 0; j < m; j++) {
            g[j] += lambda;
        }
    }

    /** λ, 0 but for a partial problem. */
    double lambda() {
        return lambda;
    }

    /**
     * The shift t by which {@code (f + t, g − t)} has the largest dual value, where both sums are penalised:
     * {@code t = ρ_a ρ_b / (ρ_a + ρ_b) · log(Σ a e^{−f/ρ_a} / Σ b e^{−g/ρ_b})} in the penalised potentials. It does not
     * change the plan, and removes the slowest mode of the iteration ([SVP22]).
     */
    double bestShift(double[] f, double[] g) {
        if (Double.isFinite(rowPenalty) && Double.isFinite(columnPenalty)) {
            return (logSum(f, a, logA, rowPenalty) - logSum(g, b, logB, columnPenalty))
                    / (1 / rowPenalty + 1 / columnPenalty);
        }
        return 0;
    }

    /** {@code log Σ a exp(−φ/ρ)} with {@code φ = f − ε log a}, or f itself. */
    private double logSum(double[] f, double[] weights, double[] logs, double penalty) {
        double offset = weighted ? epsilon : 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < f.length; i++) {
            if (weights[i] > 0) {
                least = Math.min(least, f[i] - offset * logs[i]);
            }
        }
        double sum = 0;
        for (int i = 0; i < f.length; i++) {
            if (weights[i] > 0) {
                sum += weights[i] * Math.exp((least - (f[i] - offset * logs[i])) / penalty);
            }
        }
        return Math.log(sum) - least / penalty;
    }
}
