package org.gaspard.ot.reading;

/**
 * Entropic Gromov-Wasserstein ([PCS16], algorithm 1): {@code min ½ Σ (C_X[i,k] − C_Y[j,l])² P[i,j] P[k,l] − ε H(P)}
 * over the couplings of a and b. The cost is replaced by its linearisation at the plan, whose entropic transport is the
 * next plan: mirror descent in the geometry of the relative entropy, with the step 1/ε.
 *
 * <p>To be used: {@link org.gaspard.ot.EntropicGromovWasserstein}.
 */
public final class PlainGromov {

    private PlainGromov() {}

    /** The plan after a number of linearisations from a given one, each with a number of Sinkhorn's iterations. */
    public static double[][] plan(
            double[][] cX,
            double[][] cY,
            double[] a,
            double[] b,
            double[][] start,
            double epsilon,
            int outer,
            int inner) {
        double[][] plan = start;
        for (int t = 0; t < outer; t++) {
            plan = PlainLogSinkhorn.plan(gradient(cX, cY, plan), a, b, epsilon, inner);
        }
        return plan;
    }

    /** {@code G[i,j] = Σ_kl (C_X[i,k] − C_Y[j,l])² P[k,l]}. */
    public static double[][] gradient(double[][] cX, double[][] cY, double[][] plan) {
        int n = cX.length;
        int m = cY.length;
        double[][] gradient = new double[n][m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                for (int k = 0; k < n; k++) {
                    for (int l = 0; l < m; l++) {
                        double difference = cX[i][k] - cY[j][l];
                        gradient[i][j] += difference * difference * plan[k][l];
                    }
                }
            }
        }
        return gradient;
    }

    /** {@code ½ Σ (C_X[i,k] − C_Y[j,l])² P[i,j] P[k,l] = ½ ⟨G, P⟩}. */
    public static double cost(double[][] cX, double[][] cY, double[][] plan) {
        double[][] gradient = gradient(cX, cY, plan);
        double sum = 0;
        for (int i = 0; i < plan.length; i++) {
            for (int j = 0; j < plan[i].length; j++) {
                sum += gradient[i][j] * plan[i][j];
            }
        }
        return 0.5 * sum;
    }
}
