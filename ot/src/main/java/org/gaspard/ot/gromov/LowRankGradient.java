package org.gaspard.ot.gromov;

import org.gaspard.tensor.array.DoubleArrays;

/**
 * The cost of {@code P = Q diag(1/g) Rᵀ} and its gradient. With {@code S = Qᵀ C_X Q} and {@code W = Rᵀ C_Y R}, both [r × r]:
 * {@code ⟨C_X P C_Y, P⟩ = Σ S_kl W_kl / (g_k g_l)}, and the gradient of minus that is {@code −2 C_X Q (W ⊘ ggᵀ)} in Q,
 * {@code −2 C_Y R (S ⊘ ggᵀ)} in R and {@code 2 Σ_l S_kl W_kl / (g_k² g_l)} in g.
 */
final class LowRankGradient {

    private final int rank;
    private final double cross;
    private final double[] byQ;
    private final double[] byR;
    private final double[] byG;

    LowRankGradient(FactoredCost cX, FactoredCost cY, LowRankProjection state) {
        rank = state.g.length;
        double[] left = cX.times(state.q, rank);
        double[] right = cY.times(state.r, rank);
        double[] s = new double[rank * rank];
        double[] w = new double[rank * rank];
        DoubleArrays.matmul(state.q, true, left, false, s, rank, cX.n(), rank);
        DoubleArrays.matmul(state.r, true, right, false, w, rank, cY.n(), rank);
        byG = new double[rank];
        double sum = 0;
        for (int k = 0; k < rank; k++) {
            for (int l = 0; l < rank; l++) {
                double both = state.g[k] * state.g[l];
                double term = s[k * rank + l] * w[k * rank + l] / both;
                sum += term;
                byG[k] += 2 * term / state.g[k];
                s[k * rank + l] *= -2 / both;
                w[k * rank + l] *= -2 / both;
            }
        }
        cross = sum;
        byQ = new double[left.length];
        byR = new double[right.length];
        DoubleArrays.matmul(left, false, w, false, byQ, cX.n(), rank, rank);
        DoubleArrays.matmul(right, false, s, false, byR, cY.n(), rank, rank);
    }

    double cost(double constants) {
        return constants - cross;
    }

    /**
     * Replaces each block by {@code block ∘ exp(−γ gradient)}, with γ such that the largest exponent in absolute value is the
     * step. Constants in the rows of a gradient change nothing after the projection and are taken out first.
     */
    void step(LowRankProjection state, double step) {
        centre(byQ);
        centre(byR);
        double largest = Math.max(largest(byQ), Math.max(largest(byR), largest(byG)));
        if (!(largest > 0)) {
            return;
        }
        double gamma = step / largest;
        descend(state.q, byQ, gamma);
        descend(state.r, byR, gamma);
        descend(state.g, byG, gamma);
    }

    private void centre(double[] gradient) {
        for (int row = 0; row < gradient.length; row += rank) {
            double mean = DoubleArrays.sum(gradient, row, rank) / rank;
            for (int k = row; k < row + rank; k++) {
                gradient[k] -= mean;
            }
        }
    }

    private static double largest(double[] x) {
        return Math.max(DoubleArrays.max(x, 0, x.length), -DoubleArrays.min(x, 0, x.length));
    }

    private static void descend(double[] block, double[] gradient, double gamma) {
        double[] factors = gradient.clone();
        for (int k = 0; k < factors.length; k++) {
            factors[k] *= -gamma;
        }
        DoubleArrays.exp(factors, 0, factors, 0, factors.length);
        DoubleArrays.multiply(block, 0, factors, 0, block, 0, block.length);
    }
}
