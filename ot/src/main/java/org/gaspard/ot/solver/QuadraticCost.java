package org.gaspard.ot.solver;

import org.gaspard.ot.matrix.Couplings;
import org.gaspard.ot.matrix.Products;
import org.gaspard.ot.matrix.Stripes;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * A cost that is quadratic on the couplings of a and b: {@code E(P) = ⟨L, P⟩ + ½ ⟨B − κ H₁ P H₂, P⟩}, with gradient
 * {@code G(P) = L + B − κ H₁ P H₂}, where {@code ½ ⟨B, P⟩} is the same for all couplings.
 *
 * <p>For Gromov-Wasserstein with a loss {@code ℓ(x, y) = f₁(x) + f₂(y) − κ h₁(x) h₂(y)}: {@code H₁ = h₁(C_X)},
 * {@code H₂ = h₂(C_Y)}, {@code B = f₁(C_X) a ⊕ f₂(C_Y) b}, and L is the transport cost between features, if any.
 */
public final class QuadraticCost {

    private final double[] a;
    private final double[] b;
    private final double[] left;
    private final double[] right;
    private final double factor;
    private final double[] rowPart;
    private final double[] columnPart;
    private final double[] linear;
    private final double[] work;
    private final Stripes stripes;

    /**
     * A cost on [n × m] plans; nothing is copied.
     *
     * @param left H₁, [n × n], symmetric
     * @param right H₂, [m × m], symmetric
     * @param factor κ
     * @param rowPart the n numbers of B that belong to rows
     * @param columnPart the m numbers of B that belong to columns
     * @param linear L, [n × m]; empty for none
     */
    public QuadraticCost(
            double[] a,
            double[] b,
            double[] left,
            double[] right,
            double factor,
            double[] rowPart,
            double[] columnPart,
            double[] linear) {
        this.a = a;
        this.b = b;
        this.left = left;
        this.right = right;
        this.factor = factor;
        this.rowPart = rowPart;
        this.columnPart = columnPart;
        this.linear = linear;
        work = new double[a.length * b.length];
        stripes = Stripes.of(a.length, b.length);
    }

    double[] a() {
        return a;
    }

    double[] b() {
        return b;
    }

    /** Writes G(P). */
    public void gradient(double[] plan, double[] out) {
        if (isProduct(plan)) {
            crossOfProduct(out);
        } else {
            cross(plan, out);
        }
        stripes.run((s, from, end) -> {
            for (int i = from; i < end; i++) {
                finishRow(i * columnPart.length, rowPart[i], out);
            }
        });
    }

    private void finishRow(int row, double part, double[] out) {
        int m = columnPart.length;
        for (int j = 0; j < m; j++) {
            out[row + j] = part + columnPart[j] - factor * out[row + j];
        }
        if (linear.length > 0) {
            for (int j = 0; j < m; j++) {
                out[row + j] += linear[row + j];
            }
        }
    }

    /** Whether the plan is {@code abᵀ} to the last bit, as the usual start is: then two products of matrices are saved. */
    private boolean isProduct(double[] plan) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                if (plan[i * b.length + j] != a[i] * b[j]) {
                    return false;
                }
            }
        }
        return true;
    }

    /** {@code H₁ a (H₂ b)ᵀ}. */
    private void crossOfProduct(double[] out) {
        double[] x = new double[a.length];
        double[] y = new double[b.length];
        DoubleArrays.timesRows(left, 0, a.length, a, 0, x, 0, a.length);
        DoubleArrays.timesRows(right, 0, b.length, b, 0, y, 0, b.length);
        System.arraycopy(Couplings.product(x, y), 0, out, 0, out.length);
    }

    /** Writes {@code H₁ P H₂}. */
    public void cross(double[] plan, double[] out) {
        int n = a.length;
        int m = b.length;
        Products.multiply(plan, right, work, n, m, m);
        Products.multiply(left, work, out, n, n, m);
    }

    /** What a difference of costs is compared with: {@code Σ B abᵀ + |⟨L, abᵀ⟩|}. */
    double scale() {
        double scale = Math.abs(Couplings.dot(rowPart, a)) + Math.abs(Couplings.dot(columnPart, b));
        if (linear.length > 0) {
            scale += Math.abs(Couplings.dot(linear, Couplings.product(a, b)));
        }
        return scale;
    }
}
