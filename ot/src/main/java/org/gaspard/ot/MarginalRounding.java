package org.gaspard.ot;

import org.gaspard.ot.check.Checks;
import org.gaspard.ot.matrix.Couplings;

/**
 * Turns a non-negative matrix that is nearly a coupling into one: scale down the rows that exceed a, then the columns
 * that exceed b, and add the rank-one matrix that fills what is missing ([ANR17], Algorithm 2). The result is a
 * coupling to rounding, within {@code 2(‖P1 − a‖₁ + ‖Pᵀ1 − b‖₁)} of P in the sum of absolute differences. Time {@code
 * O(nm)}.
 */
public final class MarginalRounding {

    private MarginalRounding() {}

    /**
     * The rounded plan.
     *
     * @param plan a non-negative [n × m] matrix; not modified
     * @param a the n row weights, at least 0
     * @param b the m column weights, at least 0, with the same sum as a (to 10⁻⁶ of it)
     */
    public static double[] round(double[] plan, double[] a, double[] b) {
        int n = a.length;
        int m = b.length;
        Checks.length("plan", plan, (long) n * m);
        Checks.sameSum(Checks.weights("a", a), Checks.weights("b", b));
        Checks.nonNegative("plan", plan);
        double[] rounded = plan.clone();
        double[] rowSums = Couplings.rowSums(rounded, n, m);
        for (int i = 0; i < n; i++) {
            if (rowSums[i] > a[i]) {
                for (int j = 0; j < m; j++) {
                    rounded[i * m + j] *= a[i] / rowSums[i];
                }
            }
        }
        double[] columnScale = Couplings.columnSums(rounded, n, m);
        for (int j = 0; j < m; j++) {
            columnScale[j] = columnScale[j] > b[j] ? b[j] / columnScale[j] : 1;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                rounded[i * m + j] *= columnScale[j];
            }
        }
        fillMissing(rounded, a, b);
        return rounded;
    }

    private static void fillMissing(double[] plan, double[] a, double[] b) {
        int n = a.length;
        int m = b.length;
        double[] rows = Couplings.rowSums(plan, n, m);
        double[] columns = Couplings.columnSums(plan, n, m);
        double missing = 0;
        for (int i = 0; i < n; i++) {
            rows[i] = Math.max(a[i] - rows[i], 0);
            missing += rows[i];
        }
        if (missing == 0) {
            return;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                plan[i * m + j] += rows[i] * Math.max(b[j] - columns[j], 0) / missing;
            }
        }
    }
}
