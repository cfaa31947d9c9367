package org.gaspard.metrics.similarity;

/**
 * The Hilbert-Schmidt independence criterion among the kernel matrices of two representations, up to factors that depend on the
 * number of points alone.
 */
interface Independence {

    /** {@code tr(K H L H)}. */
    double biased(int first, int second);

    /** {@code tr(K̃ L̃) + 1ᵀK̃1 1ᵀL̃1 / ((N−1)(N−2)) − 2/(N−2) 1ᵀK̃L̃1}. */
    double debiased(int first, int second);

    /** The debiased criterion from {@code tr(K̃ L̃)} and the sums of the rows of K̃ and L̃. */
    static double debiased(double trace, double[] rows, double[] others) {
        double n = rows.length;
        double sum = 0;
        double sumOfOthers = 0;
        double products = 0;
        for (int i = 0; i < rows.length; i++) {
            sum += rows[i];
            sumOfOthers += others[i];
            products += rows[i] * others[i];
        }
        return trace + sum * sumOfOthers / ((n - 1) * (n - 2)) - 2 * products / (n - 2);
    }
}
