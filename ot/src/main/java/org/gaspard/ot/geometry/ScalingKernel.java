package org.gaspard.ot.geometry;

/**
 * Sinkhorn's iteration on scalings of the kernel {@code K̂ = exp((f̂ ⊕ ĝ − C)/ε)}, whose reference potentials f̂, ĝ are
 * chosen anew before the scalings grow large ([S19]). Holds working memory; for one thread at a time.
 */
public interface ScalingKernel {

    /** What a row's scaling becomes. */
    @FunctionalInterface
    interface ScalingRule {
        /**
         * The new {@code u_i}.
         *
         * @param row the index i
         * @param sum {@code (K̂v)_i}
         */
        double scaling(int row, double sum);
    }

    /** Whether reference potentials are absorbed into the kernel; otherwise they count as 0. */
    boolean absorbs();

    /** Computes the kernel for an ε, with f and g absorbed. */
    void reset(double[] f, double[] g, double epsilon);

    /**
     * {@code u_i = rule(i, (K̂v)_i)} and {@code columns_j = Σ_i K̂_ij u_i} with the new u. The rule may be called from
     * several threads, once for each row.
     */
    void update(double[] v, ScalingRule rule, double[] u, double[] columns);
}
