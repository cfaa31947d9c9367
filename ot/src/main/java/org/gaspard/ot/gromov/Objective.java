package org.gaspard.ot.gromov;

import java.util.Arrays;
import org.gaspard.ot.GromovProblem;
import org.gaspard.ot.matrix.Couplings;
import org.gaspard.ot.matrix.Products;
import org.gaspard.ot.solver.QuadraticCost;

/**
 * The fused cost of any non-negative plan, whose sums may be free: {@code E(P) = ⟨L, P⟩ + ½ ⟨T(P), P⟩} with
 * {@code L = (1 − α) M} and {@code T(P) = α (F₁p ⊕ F₂q − κ C_X P H₂)}, where p and q are the sums of P itself. T is linear
 * and symmetric, so that {@code ∇E(P) = L + T(P)} and {@code E(P + γD) = E(P) + γ⟨∇E(P), D⟩ + ½γ²⟨T(D), D⟩}.
 */
final class Objective {

    final int n;
    final int m;
    final double[] a;
    final double[] b;
    private final double alpha;
    private final double[] linear;
    private final double[] f1;
    private final double[] f2;
    private final double[] h1;
    private final double[] h2;
    private final double factor;
    private final double[] work;
    private final double[] tensor;

    Objective(FusedGromovProblem problem) {
        GromovProblem spaces = problem.spaces();
        n = problem.rows();
        m = problem.columns();
        a = spaces.a();
        b = spaces.b();
        alpha = problem.alpha();
        linear = problem.features().clone();
        for (int k = 0; k < linear.length; k++) {
            linear[k] *= 1 - alpha;
        }
        GromovLoss loss = problem.loss();
        f1 = new double[n * n];
        Arrays.setAll(f1, k -> loss.f1(spaces.cX()[k]));
        f2 = new double[m * m];
        Arrays.setAll(f2, k -> loss.f2(spaces.cY()[k]));
        h1 = spaces.cX();
        h2 = new double[m * m];
        Arrays.setAll(h2, k -> loss.h2(spaces.cY()[k]));
        factor = loss.factor();
        work = new double[n * m];
        tensor = new double[n * m];
    }

    /** Writes T(P). */
    void tensor(double[] plan, double[] out) {
        double[] rows = times(f1, Couplings.rowSums(plan, n, m));
        double[] columns = times(f2, Couplings.columnSums(plan, n, m));
        Products.multiply(plan, h2, work, n, m, m);
        Products.multiply(h1, work, out, n, n, m);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                int k = i * m + j;
                out[k] = alpha * (rows[i] + columns[j] - factor * out[k]);
            }
        }
    }

    /** Writes ∇E(P). */
    void gradient(double[] plan, double[] out) {
        tensor(plan, out);
        for (int k = 0; k < out.length; k++) {
            out[k] += linear[k];
        }
    }

    /** E(P). */
    double value(double[] plan) {
        tensor(plan, tensor);
        return Couplings.dot(linear, plan) + 0.5 * Couplings.dot(tensor, plan);
    }

    /** {@code ½ ⟨T(P), P⟩ / α}, the structure alone; {@code α = 0} gives 0. */
    double structure(double[] plan) {
        if (alpha == 0) {
            return 0;
        }
        tensor(plan, tensor);
        return 0.5 * Couplings.dot(tensor, plan) / alpha;
    }

    /** {@code ⟨M, P⟩}-part of the objective, {@code ⟨L, P⟩}. */
    double linear(double[] plan) {
        return Couplings.dot(linear, plan);
    }

    /** What differences of costs are compared with: {@code ½ (aᵀF₁a + bᵀF₂b)} in absolute values, and {@code ⟨|L|, abᵀ⟩}. */
    double scale() {
        double[] size = linear.clone();
        for (int k = 0; k < size.length; k++) {
            size[k] = Math.abs(size[k]);
        }
        return Couplings.dot(size, Couplings.product(a, b))
                + 0.5 * alpha * (Math.abs(Couplings.dot(times(f1, a), a)) + Math.abs(Couplings.dot(times(f2, b), b)));
    }

    /** The same cost for couplings of a and b alone. */
    QuadraticCost onCouplings() {
        double[] rows = times(f1, a);
        double[] columns = times(f2, b);
        for (int i = 0; i < n; i++) {
            rows[i] *= alpha;
        }
        for (int j = 0; j < m; j++) {
            columns[j] *= alpha;
        }
        return new QuadraticCost(a, b, h1, h2, alpha * factor, rows, columns, linear);
    }

    private static double[] times(double[] matrix, double[] x) {
        double[] out = new double[x.length];
        Products.multiply(matrix, x, out, x.length, x.length, 1);
        return out;
    }
}
