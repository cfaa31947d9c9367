package org.gaspard.ot.reading;

/**
 * Semi-relaxed Gromov-Wasserstein by mirror descent ([VC22]): the cost of {@link PlainFusedGromov} over
 * {@code P1 = a}, with free sums of the columns. Each step multiplies the plan by {@code e^{−∇E(P)/ε}} and puts its
 * rows right.
 *
 * <p>To be used: {@link org.gaspard.ot.gromov.SemiRelaxedGromov}.
 */
public final class PlainSemiRelaxedGromov {

    private PlainSemiRelaxedGromov() {}

    /** The plan after a number of steps from a given one. */
    public static double[][] plan(
            double[][] cX,
            double[][] cY,
            double[][] features,
            double alpha,
            double[] a,
            double[][] start,
            double epsilon,
            int steps) {
        double[][] plan = start;
        for (int t = 0; t < steps; t++) {
            double[][] slope = PlainFusedGromov.gradient(cX, cY, features, alpha, plan);
            double[][] next = new double[cX.length][cY.length];
            for (int i = 0; i < cX.length; i++) {
                double sum = 0;
                for (int j = 0; j < cY.length; j++) {
                    next[i][j] = plan[i][j] * Math.exp(-slope[i][j] / epsilon);
                    sum += next[i][j];
                }
                for (int j = 0; j < cY.length; j++) {
                    next[i][j] *= a[i] / sum;
                }
            }
            plan = next;
        }
        return plan;
    }
}
