package org.gaspard.ot.geometry;

/**
 * The soft-minima of a geometry: {@code −ε log Σ exp((potential − cost)/ε)} along rows and columns. Holds working memory;
 * for one thread at a time. Potentials may be −∞ (a weight of 0), never +∞ or NaN.
 */
public interface SoftMin {

    /** What a row's potential becomes. */
    @FunctionalInterface
    interface RowRule {
        /**
         * The new {@code f_i}, finite or −∞.
         *
         * @param row the index i
         * @param softMin {@code −ε log Σ_j exp((g_j − C_ij)/ε)}
         * @param old the present {@code f_i}
         */
        double potential(int row, double softMin, double old);
    }

    /** {@code out_i = −ε log Σ_j exp((g_j − C_ij)/ε)}. */
    void rows(double[] g, double epsilon, double[] out);

    /** {@code out_j = −ε log Σ_i exp((f_i − C_ij)/ε)}. */
    void columns(double[] f, double epsilon, double[] out);

    /**
     * One half of a Sinkhorn iteration and what the other half needs, from one pass over the costs: sets each {@code f_i}
     * by the rule, and {@code logColumnSums_j = log Σ_i exp((f_i + g_j − C_ij)/ε)} with the new f.
     *
     * <p>The exponentials that give the soft-minimum of a row are, up to a factor of the row, those of the plan, so one for
     * each entry is enough. The rule may be called from several threads, once for each row.
     *
     * @param f the old potentials, overwritten; the closer they are, the fewer rows need their maximum
     */
    void updateRows(double[] g, double epsilon, RowRule rule, double[] f, double[] logColumnSums);
}
