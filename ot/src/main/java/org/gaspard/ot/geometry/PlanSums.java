package org.gaspard.ot.geometry;

/**
 * What a plan adds up to.
 *
 * @param rows {@code P1}, [n]
 * @param columns {@code Pᵀ1}, [m]
 * @param cost {@code ⟨P, C⟩}
 */
public record PlanSums(double[] rows, double[] columns, double cost) {

    /** {@code Σ P}. */
    public double mass() {
        double sum = 0;
        for (double r : rows) {
            sum += r;
        }
        return sum;
    }
}
