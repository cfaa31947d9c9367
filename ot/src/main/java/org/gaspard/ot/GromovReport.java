package org.gaspard.ot;

import java.util.EnumSet;
import java.util.Set;
import org.gaspard.ot.matrix.Couplings;
import org.gaspard.ot.matrix.Products;

/** Turns a final plan into a {@link GromovResult}: costs, entropies, errors and warnings. */
final class GromovReport {

    private static final double FEASIBLE = 1e-2;
    private static final double COLLAPSED = 1.9;
    private static final double NEAR_PRODUCT = 1e-3;

    /** How the iterations went. */
    record Progress(int outer, int inner, int innerMisses, StopReason outerStop, StopReason innerStop) {}

    private GromovReport() {}

    static GromovResult of(
            GromovProblem problem, double[] plan, double epsilon, Progress progress, InitialCoupling start) {
        int n = problem.rows();
        int m = problem.columns();
        double[] a = problem.a();
        double[] b = problem.b();
        double constants = constants(problem);
        double cross = crossTerm(problem, plan);
        double[] rowSums = Couplings.rowSums(plan, n, m);
        double[] columnSums = Couplings.columnSums(plan, n, m);
        double entropy = Couplings.entropy(plan);
        double divergence = Couplings.divergenceFromProduct(entropy, rowSums, columnSums, a, b);
        double rowError = Couplings.distance(rowSums, a);
        double columnError = Couplings.distance(columnSums, b);
        double logSize = 0.5 * (Math.log(n) + Math.log(m));
        double ratio = logSize > 0 ? entropy / logSize : 0;
        double cost = constants - cross;
        Set<SolverWarning> warnings = EnumSet.noneOf(SolverWarning.class);
        if (progress.innerStop != StopReason.CONVERGED) {
            warnings.add(SolverWarning.INNER_NOT_CONVERGED);
        }
        if (progress.outerStop != StopReason.CONVERGED) {
            warnings.add(SolverWarning.OUTER_NOT_CONVERGED);
        }
        if (progress.outerStop == StopReason.NON_FINITE || progress.innerStop == StopReason.NON_FINITE) {
            warnings.add(SolverWarning.NON_FINITE);
        }
        if (rowError + columnError > FEASIBLE) {
            warnings.add(SolverWarning.INFEASIBLE_PLAN);
        }
        if (ratio > COLLAPSED) {
            warnings.add(SolverWarning.PLAN_COLLAPSE);
        }
        if (missesIdentity(problem, plan, cost + epsilon * divergence, epsilon, constants)) {
            warnings.add(SolverWarning.PRODUCT_COUPLING);
        }
        return new GromovResult(
                plan,
                n,
                m,
                epsilon,
                cross,
                cost,
                entropy,
                divergence,
                ratio,
                rowError,
                columnError,
                progress.outer,
                progress.inner,
                progress.innerMisses,
                progress.outerStop,
                progress.innerStop,
                start,
                warnings);
    }

    /** {@code ½ (Σ C_X² a aᵀ + Σ C_Y² b bᵀ)}: the part of the cost that no coupling changes. */
    static double constants(GromovProblem problem) {
        return 0.5
                * (Couplings.dot(squaresTimes(problem.cX(), problem.a()), problem.a())
                        + Couplings.dot(squaresTimes(problem.cY(), problem.b()), problem.b()));
    }

    /** {@code (C²) w}, squares by element. */
    static double[] squaresTimes(double[] c, double[] w) {
        int n = w.length;
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < n; k++) {
                sum += c[i * n + k] * c[i * n + k] * w[k];
            }
            out[i] = sum;
        }
        return out;
    }

    /** {@code ⟨C_X P C_Y, P⟩}. */
    static double crossTerm(GromovProblem problem, double[] plan) {
        int n = problem.rows();
        int m = problem.columns();
        double[] right = new double[n * m];
        double[] both = new double[n * m];
        Products.multiply(plan, problem.cY(), right, n, m, m);
        Products.multiply(problem.cX(), right, both, n, n, m);
        return Couplings.dot(both, plan);
    }

    /** Whether the plan is numerically {@code abᵀ} while the identity has a lower regularised cost. */
    private static boolean missesIdentity(
            GromovProblem problem, double[] plan, double objective, double epsilon, double constants) {
        if (problem.rows() < 2 || !problem.sameWeights()) {
            return false;
        }
        if (Couplings.distance(plan, Couplings.product(problem.a(), problem.b())) > NEAR_PRODUCT) {
            return false;
        }
        int n = problem.rows();
        double cross = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                cross += problem.cX()[i * n + j] * problem.cY()[i * n + j] * problem.a()[i] * problem.a()[j];
            }
        }
        double identity = constants - cross + epsilon * Couplings.entropy(problem.a());
        return identity < objective - 1e-9 * constants;
    }
}
