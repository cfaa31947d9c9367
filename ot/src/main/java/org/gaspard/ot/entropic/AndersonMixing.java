package org.gaspard.ot.entropic;

import java.util.Arrays;

/**
 * Anderson's acceleration of a fixed-point iteration {@code x ← G(x)}: the next point is {@code Σ w_k G(x_k)} with the
 * weights of sum 1 that minimise {@code ‖Σ w_k (G(x_k) − x_k)‖² + ridge ‖w‖²}.
 */
final class AndersonMixing {

    private final int memory;
    private final double ridge;
    private final double[][] images;
    private final double[][] residuals;
    private final double[][] gram;
    private final double[] weights;
    private int count;

    AndersonMixing(int memory, double ridge, int size) {
        this.memory = memory;
        this.ridge = ridge;
        images = new double[memory][size];
        residuals = new double[memory][size];
        gram = new double[memory][memory];
        weights = new double[memory];
    }

    void clear() {
        count = 0;
    }

    /** Replaces x by the next point; −∞ stays. */
    void step(double[] x, double[] image) {
        int slot = count % memory;
        for (int j = 0; j < x.length; j++) {
            images[slot][j] = image[j];
            residuals[slot][j] = image[j] == Double.NEGATIVE_INFINITY ? 0 : image[j] - x[j];
        }
        count++;
        int known = Math.min(count, memory);
        if (known < 2 || !solve(known)) {
            System.arraycopy(image, 0, x, 0, x.length);
            return;
        }
        for (int j = 0; j < x.length; j++) {
            if (image[j] == Double.NEGATIVE_INFINITY) {
                x[j] = image[j];
                continue;
            }
            double sum = 0;
            for (int k = 0; k < known; k++) {
                sum += weights[k] * images[k][j];
            }
            x[j] = sum;
        }
    }

    /** {@code (G/‖G‖ + ridge I) w = 1} by Cholesky's factorisation, then w over its sum; false if not positive definite. */
    private boolean solve(int known) {
        double norm = 0;
        for (int k = 0; k < known; k++) {
            for (int l = 0; l <= k; l++) {
                double dot = 0;
                for (int j = 0; j < residuals[k].length; j++) {
                    dot += residuals[k][j] * residuals[l][j];
                }
                gram[k][l] = dot;
                norm = Math.max(norm, Math.abs(dot));
            }
        }
        if (!(norm > 0 && norm < Double.POSITIVE_INFINITY)) {
            return false;
        }
        for (int k = 0; k < known; k++) {
            for (int l = 0; l <= k; l++) {
                double sum = gram[k][l] / norm + (k == l ? ridge : 0);
                for (int p = 0; p < l; p++) {
                    sum -= gram[k][p] * gram[l][p];
                }
                if (k == l) {
                    if (!(sum > 1e-15)) {
                        return false;
                    }
                    gram[k][k] = Math.sqrt(sum);
                } else {
                    gram[k][l] = sum / gram[l][l];
                }
            }
        }
        Arrays.fill(weights, 0, known, 1);
        for (int k = 0; k < known; k++) {
            for (int l = 0; l < k; l++) {
                weights[k] -= gram[k][l] * weights[l];
            }
            weights[k] /= gram[k][k];
        }
        double total = 0;
        for (int k = known - 1; k >= 0; k--) {
            for (int l = k + 1; l < known; l++) {
                weights[k] -= gram[l][k] * weights[l];
            }
            weights[k] /= gram[k][k];
            total += weights[k];
        }
        for (int k = 0; k < known; k++) {
            weights[k] /= total;
        }
        return Double.isFinite(total) && total != 0;
    }
}
