package org.gaspard.ot.entropic;

import org.gaspard.ot.Potentials;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.geometry.Geometry;
import org.gaspard.ot.geometry.PlanSums;
import org.gaspard.ot.matrix.Couplings;

/**
 * What an entropic solver found, under every convention in use, and how it ended. The plan is
 * {@code P[i,j] = exp((f_i + g_j − C[i,j]) / ε)}, held as its potentials.
 *
 * @param geometry the costs
 * @param a the n row weights
 * @param b the m column weights
 * @param potentials f, g; −∞ where the weight is 0
 * @param epsilon the ε of the last step
 * @param relaxation what was asked of the sums of the plan
 * @param sums {@code P1}, {@code Pᵀ1} and {@code ⟨P, C⟩}
 * @param entropy {@code H(P) = −Σ P log P}
 * @param divergence {@code KL(P ‖ abᵀ) = Σ P log(P/ab) − ΣP + Σa Σb}
 * @param rowPenalty {@code ρ_a KL(P1 ‖ a)}; 0 for hard marginals
 * @param columnPenalty {@code ρ_b KL(Pᵀ1 ‖ b)}; 0 for hard marginals
 * @param dualValue the dual objective of the potentials: at convergence equal to {@link #objective()}, and never above
 *     the least value of it
 * @param residual by how much the next update would move the sums of the columns: what the tolerance was compared with
 * @param iterations how many times both potentials were updated
 * @param stop why the solver stopped
 */
public record EntropicResult(
        Geometry geometry,
        double[] a,
        double[] b,
        Potentials potentials,
        double epsilon,
        Relaxation relaxation,
        PlanSums sums,
        double entropy,
        double divergence,
        double rowPenalty,
        double columnPenalty,
        double dualValue,
        double residual,
        int iterations,
        StopReason stop) {

    static EntropicResult of(
            Geometry geometry,
            Marginals marginals,
            Potentials potentials,
            double epsilon,
            Relaxation relaxation,
            double lambda,
            double residual,
            int iterations,
            StopReason stop) {
        double[] a = marginals.a;
        double[] b = marginals.b;
        PlanSums sums = geometry.planSums(potentials, epsilon);
        double mass = sums.mass();
        double negativeEntropy =
                (dot(potentials.f(), sums.rows()) + dot(potentials.g(), sums.columns()) - sums.cost()) / epsilon;
        double masses = marginals.massOfA * marginals.massOfB;
        double divergence =
                Couplings.divergenceFromProduct(-negativeEntropy, sums.rows(), sums.columns(), a, b) - mass + masses;
        double rowPenalty = 0;
        double columnPenalty = 0;
        double dual;
        switch (relaxation) {
            case Relaxation.Balanced() ->
                dual = conjugate(potentials.f(), a, epsilon, Double.POSITIVE_INFINITY)
                        + conjugate(potentials.g(), b, epsilon, Double.POSITIVE_INFINITY)
                        - epsilon * (mass - masses);
            case Relaxation.KullbackLeibler(double rows, double columns) -> {
                dual = conjugate(potentials.f(), a, epsilon, rows)
                        + conjugate(potentials.g(), b, epsilon, columns)
                        - epsilon * (mass - masses);
                rowPenalty = penalty(rows, sums.rows(), a);
                columnPenalty = penalty(columns, sums.columns(), b);
            }
            case Relaxation.NegativeEntropy(double rows, double columns) -> {
                dual = conjugate(potentials.f(), a, 0, rows)
                        + conjugate(potentials.g(), b, 0, columns)
                        - epsilon * mass;
                rowPenalty = penalty(rows, sums.rows(), a);
                columnPenalty = penalty(columns, sums.columns(), b);
            }
            case Relaxation.Partial(double asked) ->
                dual = dot(potentials.f(), a)
                        + dot(potentials.g(), b)
                        - lambda * (marginals.massOfB - asked)
                        - epsilon * (mass - asked);
        }
        return new EntropicResult(
                geometry,
                a,
                b,
                potentials,
                epsilon,
                relaxation,
                sums,
                -negativeEntropy,
                divergence,
                rowPenalty,
                columnPenalty,
                dual,
                residual,
                iterations,
                Double.isFinite(dual) && Double.isFinite(sums.cost()) ? stop : StopReason.NON_FINITE);
    }

    /** {@code Σ f w} over the positive w. */
    private static double dot(double[] potential, double[] weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                sum += potential[i] * weights[i];
            }
        }
        return sum;
    }

    /** {@code −ρ Σ a (e^{−f'/ρ} − 1)} with {@code f' = f − offset log a}; its limit {@code Σ a f'} for hard marginals. */
    private static double conjugate(double[] potential, double[] weights, double offset, double rho) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                double relative = potential[i] - offset * Math.log(weights[i]);
                sum += weights[i] * (Double.isInfinite(rho) ? relative : -rho * Math.expm1(-relative / rho));
            }
        }
        return sum;
    }

    private static double penalty(double rho, double[] sums, double[] weights) {
        if (Double.isInfinite(rho)) {
            return 0;
        }
        double divergence = 0;
        for (int i = 0; i < sums.length; i++) {
            divergence += weights[i] - sums[i] + (sums[i] > 0 ? sums[i] * Math.log(sums[i] / weights[i]) : 0);
        }
        return rho * divergence;
    }

    /** {@code ⟨P, C⟩}. */
    public double transportCost() {
        return sums.cost();
    }

    /** {@code ⟨P, C⟩ − ε H(P)}. */
    public double entropicCost() {
        return sums.cost() - epsilon * entropy;
    }

    /** {@code ⟨P, C⟩ + ε KL(P ‖ abᵀ)}. */
    public double divergenceCost() {
        return sums.cost() + epsilon * divergence;
    }

    /**
     * The number that the solver minimised: {@link #divergenceCost()} and the penalties, {@link #entropicCost()} for a
     * partial problem, or {@code ⟨P, C⟩ + ε Σ P (log P − 1)} and the penalties under the negative entropy.
     */
    public double objective() {
        return switch (relaxation) {
            case Relaxation.Partial partial -> entropicCost();
            case Relaxation.NegativeEntropy penalties ->
                entropicCost() - epsilon * sums.mass() + rowPenalty + columnPenalty;
            case Relaxation.Balanced balanced -> divergenceCost();
            case Relaxation.KullbackLeibler penalties -> divergenceCost() + rowPenalty + columnPenalty;
        };
    }

    /** {@code ΣP}. */
    public double mass() {
        return sums.mass();
    }

    /** {@code ‖P1 − a‖₁}; not an error where the marginals are relaxed. */
    public double rowError() {
        return Couplings.distance(sums.rows(), a);
    }

    /** {@code ‖Pᵀ1 − b‖₁}; not an error where the marginals are relaxed. */
    public double columnError() {
        return Couplings.distance(sums.columns(), b);
    }

    public boolean converged() {
        return stop == StopReason.CONVERGED;
    }

    /** P, [n × m]. */
    public double[] plan() {
        return geometry.plan(potentials, epsilon);
    }

    /** {@code P M} for M [m × k], without the plan in memory. */
    public double[] planTimes(double[] matrix, int k) {
        return geometry.applyPlan(potentials, epsilon, matrix, k);
    }

    /** {@code Pᵀ M} for M [n × k], without the plan in memory. */
    public double[] transposedPlanTimes(double[] matrix, int k) {
        return geometry.applyPlanTransposed(potentials, epsilon, matrix, k);
    }

    /**
     * Where the plan sends each row on average, {@code Σ_j P_ij y_j / Σ_j P_ij}; NaN for rows without mass.
     *
     * @param y the m points of the columns, [m × d]
     * @return [n × d]
     */
    public double[] barycentricProjection(double[] y, int d) {
        double[] images = planTimes(y, d);
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < d; k++) {
                images[i * d + k] /= sums.rows()[i];
            }
        }
        return images;
    }

    /**
     * The derivatives of the least {@link #objective()} in the weights, at convergence: by the envelope theorem those of
     * the dual objective, {@code φ_i − ε (P1)_i / a_i + ε Σb} with {@code φ = f'} for hard marginals and
     * {@code −ρ (e^{−f'/ρ} − 1)} for penalties, {@code f' = f − ε log a}. Also for weights of 0. For a balanced problem
     * they hold for changes that keep the sums equal. Under the negative entropy they are φ alone, with {@code f' = f}, and
     * −∞ for weights of 0.
     *
     * @throws IllegalStateException for a partial problem
     */
    public Potentials weightGradients() {
        if (relaxation instanceof Relaxation.Partial) {
            throw new IllegalStateException("a partial problem has no derivatives in the weights here");
        }
        double[] softRows = geometry.softMinRows(potentials.g(), epsilon);
        double[] softColumns = geometry.softMinColumns(potentials.f(), epsilon);
        if (relaxation instanceof Relaxation.NegativeEntropy(double rowPenalties, double columnPenalties)) {
            return new Potentials(
                    slopes(softRows, a, rowPenalties, epsilon), slopes(softColumns, b, columnPenalties, epsilon));
        }
        double rows = Double.POSITIVE_INFINITY;
        double columns = Double.POSITIVE_INFINITY;
        if (relaxation instanceof Relaxation.KullbackLeibler(double rowPenalties, double columnPenalties)) {
            rows = rowPenalties;
            columns = columnPenalties;
        }
        double massOfA = Checks.weights("a", a);
        double massOfB = Checks.weights("b", b);
        return new Potentials(gradient(softRows, rows, massOfB), gradient(softColumns, columns, massOfA));
    }

    private static double[] slopes(double[] softMin, double[] weights, double rho, double epsilon) {
        double[] slopes = new double[softMin.length];
        for (int i = 0; i < slopes.length; i++) {
            double potential = Marginals.tau(rho, epsilon) * (epsilon * Math.log(weights[i]) + softMin[i]);
            slopes[i] = slope(potential, rho);
        }
        return slopes;
    }

    private static double slope(double potential, double rho) {
        return Double.isInfinite(rho) ? potential : -rho * Math.expm1(-potential / rho);
    }

    private double[] gradient(double[] softMin, double rho, double otherMass) {
        double tau = Marginals.tau(rho, epsilon);
        double[] gradient = new double[softMin.length];
        for (int i = 0; i < gradient.length; i++) {
            double relative = tau * softMin[i];
            gradient[i] =
                    slope(relative, rho) - epsilon * Math.exp((relative - softMin[i]) / epsilon) + epsilon * otherMass;
        }
        return gradient;
    }

    /**
     * The derivative of the least {@link #objective()} in ε with the costs fixed: {@link #divergence()}, minus the entropy
     * for a partial problem, or {@code Σ P (log P − 1)} under the negative entropy.
     */
    public double epsilonGradient() {
        return switch (relaxation) {
            case Relaxation.Partial partial -> -entropy;
            case Relaxation.NegativeEntropy penalties -> -entropy - sums.mass();
            case Relaxation.Balanced balanced -> divergence;
            case Relaxation.KullbackLeibler penalties -> divergence;
        };
    }
}
