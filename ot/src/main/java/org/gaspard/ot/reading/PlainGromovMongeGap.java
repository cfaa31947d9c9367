package org.gaspard.ot.reading;

import java.util.Arrays;

/**
 * The Gromov-Monge gap ([U24]): by how much more a map distorts the costs of n points than the best coupling
 * of the points and their images does, {@code GMG = ½ n⁻² Σ (C_X[i,k] − C_Y[i,k])² − GW}. GW is the entropic solution
 * from the independent coupling with {@code ε = ε₀ · mean(C_X) · mean(C_Y)}, without its entropy.
 *
 * <p>To be used: {@link org.gaspard.ot.GromovMongeGap} and {@link org.gaspard.ot.GromovMongeLoss}.
 */
public final class PlainGromovMongeGap {

    private PlainGromovMongeGap() {}

    /** The gap from the costs among the points and those among their images. */
    public static double gap(double[][] cX, double[][] cY, double epsilon0, int outer, int inner) {
        int n = cX.length;
        double distortion = 0;
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                distortion += 0.5 * (cX[i][k] - cY[i][k]) * (cX[i][k] - cY[i][k]) / (n * n);
                meanX += cX[i][k] / (n * n);
                meanY += cY[i][k] / (n * n);
            }
        }
        double[] uniform = new double[n];
        Arrays.fill(uniform, 1.0 / n);
        double[][] product = new double[n][n];
        for (double[] row : product) {
            Arrays.fill(row, 1.0 / (n * n));
        }
        double epsilon = epsilon0 * meanX * meanY;
        double[][] plan = PlainGromov.plan(cX, cY, uniform, uniform, product, epsilon, outer, inner);
        return distortion - PlainGromov.cost(cX, cY, plan);
    }
}
