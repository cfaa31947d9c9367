package org.gaspard.metrics.similarity;

import java.util.Arrays;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.rows.Rows;
import org.gaspard.tensor.LinearAlgebra;
import org.gaspard.tensor.array.DoubleArrays;

/**
 * The leading singular directions of centred codes X.
 *
 * @param basis their orthonormal left singular vectors U as columns, [N × count]
 * @param centred X
 * @param count how many there are
 */
record Directions(Rows basis, Rows centred, int count) {

    /** As many as hold a part of the variance, without those that are rounding errors; maybe none. */
    static Directions of(Codes codes, double kept) {
        Rows centred = Rows.of(codes).centred();
        LinearAlgebra.Svd svd = centred.svd();
        double[] values = svd.values().toDoubleArray();
        double least = Math.max(codes.points(), codes.width()) * Math.ulp(values[0]);
        int rank = (int) Arrays.stream(values).filter(s -> s > least).count();
        double wanted = kept * Arrays.stream(values).map(s -> s * s).sum();
        int count = 0;
        for (double held = 0; count < rank && (kept == 1 || held < wanted); count++) {
            held += values[count] * values[count];
        }
        double[] u = svd.u().slice(-1, 0, count).toDoubleArray();
        return new Directions(new Rows(u, codes.points(), count), centred, count);
    }

    /**
     * {@code α_i = Σ_j |⟨h_i, x_j⟩|} of the turned directions {@code h = U P}.
     *
     * @param rotation P, [count × wanted]
     */
    double[] weights(double[] rotation, int wanted) {
        double[] products = basis.productsWith(centred);
        int width = centred.width();
        double[] turned = new double[wanted * width];
        DoubleArrays.matmul(rotation, true, products, false, turned, wanted, count, width);
        double[] weights = new double[wanted];
        for (int i = 0; i < wanted; i++) {
            weights[i] = Arrays.stream(turned, i * width, (i + 1) * width)
                    .map(Math::abs)
                    .sum();
        }
        return weights;
    }
}
