package org.gaspard.tensor.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The equations that define each decomposition, on matrices inside larger arrays at an offset. */
class DenseLinearAlgebraTest {

    private static final int PAD = 3;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 17, 64})
    void choleskyFactorTimesItsTransposeIsTheMatrix(int n) {
        double[] g = random(n, n, 1);
        double[] a = multiply(g, n, n, transpose(g, n, n), n);
        for (int i = 0; i < n; i++) {
            a[i * n + i] += 0.1;
        }
        double[] lowerOnly = a.clone();
        for (int i = 0; i < n; i++) {
            Arrays.fill(lowerOnly, i * n + i + 1, (i + 1) * n, Double.NaN);
        }
        double[] out = padded(n * n);
        DenseLinearAlgebra.cholesky(pad(lowerOnly), PAD, n, out, PAD);
        double[] l = unpad(out);
        assertClose(multiply(l, n, n, transpose(l, n, n), n), a, 1e-12 * n);
        for (int i = 0; i < n; i++) {
            assertThat(l[i * n + i]).isPositive();
            for (int j = i + 1; j < n; j++) {
                assertThat(l[i * n + j]).isZero();
            }
        }
    }

    @Test
    void choleskyRefusesAnIndefiniteMatrix() {
        double[] l = new double[4];
        assertThatThrownBy(() -> DenseLinearAlgebra.cholesky(new double[] {1, 2, 2, 1}, 0, 2, l, 0))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("not positive definite");
        assertThatThrownBy(() -> DenseLinearAlgebra.cholesky(new double[] {1, 0, Double.NaN, 1}, 0, 2, l, 0))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("NaN");
        assertThat(l).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "5, 1", "17, 4", "40, 0"})
    void triangularSolveSolvesAllFourForms(int n, int m) {
        for (boolean lower : new boolean[] {true, false}) {
            for (boolean transposed : new boolean[] {true, false}) {
                double[] t = random(n, n, 2);
                double[] clean = t.clone();
                for (int i = 0; i < n; i++) {
                    t[i * n + i] += 5;
                    clean[i * n + i] += 5;
                    for (int j = 0; j < n; j++) {
                        if (lower ? j > i : j < i) {
                            t[i * n + j] = Double.NaN;
                            clean[i * n + j] = 0;
                        }
                    }
                }
                double[] b = random(n, m, 3);
                double[] x = pad(b);
                DenseLinearAlgebra.triangularSolve(lower, transposed, pad(t), PAD, n, x, PAD, m, x, PAD);
                double[] op = transposed ? transpose(clean, n, n) : clean;
                assertClose(multiply(op, n, n, unpad(x), m), b, 1e-9);
            }
        }
    }

    @Test
    void triangularSolveRefusesAZeroDiagonal() {
        double[] t = {1, 0, 5, 0};
        assertThatThrownBy(() -> DenseLinearAlgebra.triangularSolve(true, false, t, 0, 2, t, 0, 2, new double[4], 0))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("(1, 1)");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 3", "5, 1", "17, 4", "50, 2"})
    void solveSolves(int n, int m) {
        double[] a = random(n, n, 4);
        a[0] = n == 1 ? 1e-30 : 0;
        double[] b = random(n, m, 5);
        double[] x = padded(n * m);
        DenseLinearAlgebra.solve(pad(a), PAD, n, pad(b), PAD, m, x, PAD);
        assertClose(multiply(a, n, n, unpad(x), m), b, 1e-10);
    }

    @Test
    void solveRefusesASingularMatrix() {
        double[] x = new double[2];
        assertThatThrownBy(() ->
                        DenseLinearAlgebra.solve(new double[] {1, 2, 2, 4}, 0, 2, new double[] {1, 1}, 0, 1, x, 0))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("singular");
        assertThat(x).containsOnly(0);
    }

    @Test
    void logAbsDeterminantOfKnownMatrices() {
        assertThat(DenseLinearAlgebra.logAbsDeterminant(new double[] {9, 0, 2, 3, 0}, 1, 2))
                .isCloseTo(Math.log(6), offset(1e-14));
        assertThat(DenseLinearAlgebra.logAbsDeterminant(new double[] {1, 2, 2, 4}, 0, 2))
                .isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(DenseLinearAlgebra.logAbsDeterminant(new double[0], 0, 0)).isZero();
        int n = 17;
        double[] l = random(n, n, 6);
        double expected = 0;
        for (int i = 0; i < n; i++) {
            l[i * n + i] = 1 + i;
            expected += 2 * Math.log(1 + i);
            Arrays.fill(l, i * n + i + 1, (i + 1) * n, 0);
        }
        double[] a = multiply(l, n, n, transpose(l, n, n), n);
        assertThat(DenseLinearAlgebra.logAbsDeterminant(a, 0, n)).isCloseTo(expected, offset(1e-10));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 17, 40})
    void eigenvectorsDiagonalise(int n) {
        double[] g = random(n, n, 7);
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i * n + j] = g[i * n + j] + g[j * n + i];
            }
        }
        double[] values = padded(n);
        double[] vectors = padded(n * n);
        DenseLinearAlgebra.symmetricEigen(pad(a), PAD, n, values, PAD, vectors, PAD);
        double[] v = unpad(vectors);
        double[] lambda = unpad(values);
        assertThat(lambda).isSorted();
        assertClose(multiply(a, n, n, v, n), scaleColumns(v, n, n, lambda), 1e-12 * n);
        assertOrthonormal(v, n, n);
        assertSigns(v, n, n);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "2, 2, 2",
        "5, 2, 2",
        "2, 5, 2",
        "17, 17, 17",
        "40, 7, 7",
        "7, 40, 7",
        "9, 6, 2",
        "6, 9, 1",
        "5, 5, 0",
        "1, 6, 1",
        "6, 1, 1"
    })
    void svdReconstructs(int rows, int columns, int rank) {
        double[] a = rank == Math.min(rows, columns)
                ? random(rows, columns, 8)
                : multiply(random(rows, rank, 9), rows, rank, random(rank, columns, 10), columns);
        int k = Math.min(rows, columns);
        double[] u = padded(rows * k);
        double[] s = padded(k);
        double[] v = padded(columns * k);
        DenseLinearAlgebra.svd(pad(a), PAD, rows, columns, u, PAD, s, PAD, v, PAD);
        double[] left = unpad(u);
        double[] right = unpad(v);
        double[] values = unpad(s);
        double[] scaled = scaleColumns(left, rows, k, values);
        assertClose(multiply(scaled, rows, k, transpose(right, columns, k), columns), a, 1e-11);
        assertOrthonormal(left, rows, k);
        assertOrthonormal(right, columns, k);
        assertSigns(left, rows, k);
        for (int i = 0; i < k; i++) {
            assertThat(values[i]).isNotNegative();
            assertThat(i == 0 || values[i] <= values[i - 1]).isTrue();
            assertThat(values[i] > 1e-10).as("rank").isEqualTo(i < rank);
        }
    }

    private static void assertOrthonormal(double[] q, int rows, int columns) {
        double[] identity = new double[columns * columns];
        for (int i = 0; i < columns; i++) {
            identity[i * columns + i] = 1;
        }
        assertClose(multiply(transpose(q, rows, columns), columns, rows, q, columns), identity, 1e-12 * rows);
    }

    private static void assertSigns(double[] q, int rows, int columns) {
        for (int j = 0; j < columns; j++) {
            double largest = 0;
            for (int i = 0; i < rows; i++) {
                double element = q[i * columns + j];
                largest = Math.abs(element) > Math.abs(largest) ? element : largest;
            }
            assertThat(largest).isPositive();
        }
    }

    private static void assertClose(double[] found, double[] expected, double tolerance) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], offset(tolerance));
        }
    }

    private static double[] random(int rows, int columns, long seed) {
        Random random = new Random(seed);
        return random.doubles((long) rows * columns, -1, 1).toArray();
    }

    private static double[] multiply(double[] a, int rows, int inner, double[] b, int columns) {
        double[] c = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                for (int k = 0; k < inner; k++) {
                    c[i * columns + j] += a[i * inner + k] * b[k * columns + j];
                }
            }
        }
        return c;
    }

    private static double[] transpose(double[] a, int rows, int columns) {
        double[] t = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                t[j * rows + i] = a[i * columns + j];
            }
        }
        return t;
    }

    private static double[] scaleColumns(double[] a, int rows, int columns, double[] scales) {
        double[] scaled = a.clone();
        for (int i = 0; i < rows * columns; i++) {
            scaled[i] *= scales[i % columns];
        }
        return scaled;
    }

    private static double[] padded(int size) {
        return pad(new double[size]);
    }

    private static double[] pad(double[] a) {
        double[] out = new double[a.length + 2 * PAD];
        Arrays.fill(out, -77);
        System.arraycopy(a, 0, out, PAD, a.length);
        return out;
    }

    private static double[] unpad(double[] a) {
        for (int i = 0; i < PAD; i++) {
            assertThat(a[i]).isEqualTo(-77);
            assertThat(a[a.length - 1 - i]).isEqualTo(-77);
        }
        return Arrays.copyOfRange(a, PAD, a.length - PAD);
    }
}
