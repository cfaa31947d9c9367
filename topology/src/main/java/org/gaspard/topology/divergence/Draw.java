package org.gaspard.topology.divergence;

import java.util.Arrays;
import org.gaspard.tensor.RandomKey;

/** Random parts of clouds. */
final class Draw {

    private Draw() {}

    /** The numbers of some of n points, at random and without repetition. */
    static int[] rows(RandomKey key, int n, int size) {
        return Arrays.copyOf(key.permutation(n).toIntArray(), size);
    }

    /** The points of these numbers, row by row. */
    static double[] points(double[] points, int d, int[] rows) {
        double[] chosen = new double[rows.length * d];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(points, rows[i] * d, chosen, i * d, d);
        }
        return chosen;
    }
}
