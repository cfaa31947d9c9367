package org.gaspard.ot.reading;

/**
 * Barycentres of spaces ([PCS16]): the costs C of n points of weights p that minimise the mean of the
 * Gromov-Wasserstein costs to given spaces. In turn the plans P_s are found for the present C by {@link PlainGromov},
 * and C for these plans, {@code C[i,k] = Σ_s λ_s (P_s C_s P_sᵀ)[i,k] / (p_i p_k)}.
 *
 * <p>To be used: {@link org.gaspard.ot.gromov.GromovBarycenter}.
 */
public final class PlainGromovBarycenter {

    private PlainGromovBarycenter() {}

    /**
     * C after a number of rounds.
     *
     * @param spaces their costs, each [m_s][m_s]
     * @param weights their weights, each [m_s]
     * @param shares λ, with sum 1
     * @param p the weights of the barycentre
     * @param initial the first C
     */
    public static double[][] costs(
            double[][][] spaces,
            double[][] weights,
            double[] shares,
            double[] p,
            double[][] initial,
            double epsilon,
            int rounds,
            int outer,
            int inner) {
        int n = p.length;
        double[][][] plans = new double[spaces.length][n][];
        for (int s = 0; s < spaces.length; s++) {
            for (int i = 0; i < n; i++) {
                plans[s][i] = new double[weights[s].length];
                for (int j = 0; j < weights[s].length; j++) {
                    plans[s][i][j] = p[i] * weights[s][j];
                }
            }
        }
        double[][] costs = initial;
        for (int t = 0; t < rounds; t++) {
            double[][] next = new double[n][n];
            for (int s = 0; s < spaces.length; s++) {
                plans[s] = PlainGromov.plan(costs, spaces[s], p, weights[s], plans[s], epsilon, outer, inner);
                for (int i = 0; i < n; i++) {
                    for (int k = 0; k < n; k++) {
                        for (int j = 0; j < weights[s].length; j++) {
                            for (int l = 0; l < weights[s].length; l++) {
                                double moved = plans[s][i][j] * spaces[s][j][l] * plans[s][k][l];
                                next[i][k] += shares[s] * moved / (p[i] * p[k]);
                            }
                        }
                    }
                }
            }
            costs = next;
        }
        return costs;
    }
}
