package org.gaspard.ot.matrix;

import java.util.Arrays;
import org.gaspard.tensor.array.DoubleArrays;

/** Products of matrices. */
public final class Products {

    /** Multiplications and additions below which a plain loop is as fast as the general product. */
    private static final long SMALL = 1 << 12;

    private Products() {}

    /** {@code out = A B} for A [n × k], B [k × m]. The zeros of A save work, so a sparse coupling belongs on the left. */
    public static void multiply(double[] a, double[] b, double[] out, int n, int k, int m) {
        if ((long) n * k * m < SMALL || mostlyZero(a, n * k)) {
            skippingZeros(a, b, out, n, k, m);
        } else {
            DoubleArrays.matmul(a, false, b, false, out, n, k, m);
        }
    }

    private static boolean mostlyZero(double[] a, int size) {
        int most = size / 8;
        int others = 0;
        for (int i = 0; i < size && others <= most; i++) {
            others += a[i] == 0 ? 0 : 1;
        }
        return others < most;
    }

    /** Four rows of B at a time; groups of four zeros in a row of A are skipped. */
    private static void skippingZeros(double[] a, double[] b, double[] out, int n, int k, int m) {
        Arrays.fill(out, 0, n * m, 0);
        for (int i = 0; i < n; i++) {
            int row = i * m;
            int l = 0;
            for (; l + 3 < k; l += 4) {
                double a0 = a[i * k + l];
                double a1 = a[i * k + l + 1];
                double a2 = a[i * k + l + 2];
                double a3 = a[i * k + l + 3];
                if (a0 != 0 || a1 != 0 || a2 != 0 || a3 != 0) {
                    addFour(out, row, b, l * m, m, a0, a1, a2, a3);
                }
            }
            for (; l < k; l++) {
                double value = a[i * k + l];
                for (int j = 0; j < m; j++) {
                    out[row + j] += value * b[l * m + j];
                }
            }
        }
    }

    private static void addFour(
            double[] out, int row, double[] b, int first, int m, double a0, double a1, double a2, double a3) {
        int second = first + m;
        int third = second + m;
        int fourth = third + m;
        for (int j = 0; j < m; j++) {
            out[row + j] += a0 * b[first + j] + a1 * b[second + j] + a2 * b[third + j] + a3 * b[fourth + j];
        }
    }

    /** {@code out = Aᵀ} for A [n × m]. */
    public static void transpose(double[] a, double[] out, int n, int m) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                out[j * n + i] = a[i * m + j];
            }
        }
    }
}
