package org.gaspard.ot.gromov;

import java.util.EnumSet;
import java.util.Set;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.InitialCoupling;
import org.gaspard.ot.Potentials;
import org.gaspard.ot.SolverWarning;
import org.gaspard.ot.StopReason;
import org.gaspard.ot.matrix.Couplings;

/** Turns a final plan into a {@link FusedGromovResult}, and finds what should be warned of. */
final class FusedReport {

    private static final double FEASIBLE = 1e-2;
    private static final double COLLAPSED = 1.9;
    private static final double NEAR_PRODUCT = 1e-3;

    /** How the iterations went. */
    record Progress(int outer, int inner, StopReason outerStop, StopReason innerStop) {

        Set<SolverWarning> warnings() {
            Set<SolverWarning> warnings = EnumSet.noneOf(SolverWarning.class);
            if (innerStop != StopReason.CONVERGED) {
                warnings.add(SolverWarning.INNER_NOT_CONVERGED);
            }
            if (outerStop != StopReason.CONVERGED) {
                warnings.add(SolverWarning.OUTER_NOT_CONVERGED);
            }
            if (outerStop == StopReason.NON_FINITE || innerStop == StopReason.NON_FINITE) {
                warnings.add(SolverWarning.NON_FINITE);
            }
            return warnings;
        }
    }

    private FusedReport() {}

    static FusedGromovResult of(
            FusedGromovProblem problem,
            Objective objective,
            double[] plan,
            double epsilon,
            Potentials potentials,
            Progress progress,
            InitialCoupling start) {
        int n = problem.rows();
        int m = problem.columns();
        double[] a = problem.spaces().a();
        double[] b = problem.spaces().b();
        double[] rowSums = Couplings.rowSums(plan, n, m);
        double[] columnSums = Couplings.columnSums(plan, n, m);
        double entropy = Couplings.entropy(plan);
        double divergence = Couplings.divergenceFromProduct(entropy, rowSums, columnSums, a, b);
        double rowError = Couplings.distance(rowSums, a);
        double columnError = Couplings.distance(columnSums, b);
        double ratio = entropyRatio(entropy, n, m);
        double structure = objective.structure(plan);
        double cost = objective.linear(plan) + problem.alpha() * structure;
        Set<SolverWarning> warnings = progress.warnings();
        if (rowError + columnError > FEASIBLE) {
            warnings.add(SolverWarning.INFEASIBLE_PLAN);
        }
        if (ratio > COLLAPSED) {
            warnings.add(SolverWarning.PLAN_COLLAPSE);
        }
        if (trapped(problem.spaces(), objective, plan, cost, epsilon)) {
            warnings.add(SolverWarning.PRODUCT_COUPLING);
        }
        return new FusedGromovResult(
                plan,
                n,
                m,
                epsilon,
                cost,
                Couplings.dot(problem.features(), plan),
                structure,
                entropy,
                divergence,
                ratio,
                rowError,
                columnError,
                potentials,
                progress.outer,
                progress.inner,
                progress.outerStop,
                progress.innerStop,
                start,
                warnings);
    }

    static double entropyRatio(double entropy, int n, int m) {
        double logSize = 0.5 * (Math.log(n) + Math.log(m));
        return logSize > 0 ? entropy / logSize : 0;
    }

    /** Whether a plan of mass 1 is numerically {@code abᵀ} although a coupling that is easy to guess costs less. */
    static boolean trapped(GromovProblem spaces, Objective objective, double[] plan, double cost, double epsilon) {
        double[] product = Couplings.product(spaces.a(), spaces.b());
        if (!(Couplings.distance(plan, product) <= NEAR_PRODUCT)) {
            return false;
        }
        double regularised = cost + epsilon * divergence(plan, spaces);
        double margin = 1e-9 * objective.scale();
        if (spaces.sameWeights()
                && regularised(objective, InitialCoupling.identity().coupling(spaces), spaces, epsilon)
                        < regularised - margin) {
            return true;
        }
        double[] guess = GromovLowerBounds.first(spaces).plan();
        return regularised(objective, guess, spaces, epsilon) < regularised - margin;
    }

    private static double regularised(Objective objective, double[] plan, GromovProblem spaces, double epsilon) {
        return objective.value(plan) + epsilon * divergence(plan, spaces);
    }

    private static double divergence(double[] plan, GromovProblem spaces) {
        int n = spaces.rows();
        int m = spaces.columns();
        return Couplings.divergenceFromProduct(
                Couplings.entropy(plan),
                Couplings.rowSums(plan, n, m),
                Couplings.columnSums(plan, n, m),
                spaces.a(),
                spaces.b());
    }
}
