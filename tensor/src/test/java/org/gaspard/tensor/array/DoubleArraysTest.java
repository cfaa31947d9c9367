package org.gaspard.tensor.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleArraysTest {

    private static final int OFFSET = 3;

    private static double[] random(int n, long seed) {
        return new Random(seed).doubles(n + OFFSET, -2, 2).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 31, 33, 100, 403})
    void sumsAndProductsAgreeWithPlainLoops(int n) {
        double[] a = random(n, 1);
        double[] b = random(n, 2);
        double dot = IntStream.range(OFFSET, OFFSET + n)
                .mapToDouble(i -> a[i] * b[i - 1])
                .sum();
        assertThat(DoubleArrays.dot(a, OFFSET, b, OFFSET - 1, n)).isCloseTo(dot, within(1e-12));
        double squares = IntStream.range(OFFSET, OFFSET + n)
                .mapToDouble(i -> (a[i] - b[i - 1]) * (a[i] - b[i - 1]))
                .sum();
        assertThat(DoubleArrays.squaredDistance(a, OFFSET, b, OFFSET - 1, n)).isCloseTo(squares, within(1e-13 * n));
        assertThat(DoubleArrays.squaredDistance(a, OFFSET, a, OFFSET, n)).isZero();
        double sum = Arrays.stream(a, OFFSET, OFFSET + n).sum();
        assertThat(DoubleArrays.sum(a, OFFSET, n)).isCloseTo(sum, within(1e-12));
        double max = Arrays.stream(a, OFFSET, OFFSET + n).max().orElse(Double.NEGATIVE_INFINITY);
        assertThat(DoubleArrays.max(a, OFFSET, n)).isEqualTo(max);
        double min = Arrays.stream(a, OFFSET, OFFSET + n).min().orElse(Double.POSITIVE_INFINITY);
        assertThat(DoubleArrays.min(a, OFFSET, n)).isEqualTo(min);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 33, 403})
    void elementwiseResultsAgreeWithPlainLoopsAndLeaveTheRestAlone(int n) {
        double[] x = random(n, 3);
        double[] b = random(n, 4);
        double[] exp = new double[n + OFFSET + 1];
        DoubleArrays.exp(x, OFFSET, exp, OFFSET, n);
        double[] log = exp.clone();
        DoubleArrays.log(log, OFFSET, log, OFFSET, n);
        double[] product = exp.clone();
        DoubleArrays.multiply(x, OFFSET, b, OFFSET, product, OFFSET, n);
        double[] sum = b.clone();
        DoubleArrays.addScaled(0.5, x, OFFSET, sum, OFFSET, n);
        for (int i = OFFSET; i < OFFSET + n; i++) {
            assertThat(exp[i]).isCloseTo(Math.exp(x[i]), within(4 * Math.ulp(Math.exp(x[i]))));
            assertThat(log[i]).isCloseTo(x[i], within(1e-14));
            assertThat(product[i]).isEqualTo(x[i] * b[i]);
            assertThat(sum[i]).isCloseTo(b[i] + 0.5 * x[i], within(1e-15));
        }
        assertThat(exp[0]).isZero();
        assertThat(exp[n + OFFSET]).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 33, 100})
    void matricesTimesVectorsAgreeWithPlainLoopsAndRowsDoNotDependOnTheirNeighbours(int n) {
        for (int rows : new int[] {0, 1, 8, 19}) {
            double[] a = random(rows * n, 5);
            double[] x = random(n, 6);
            double[] u = random(rows, 7);
            double[] y = random(rows + 1, 8);
            double[] kept = y.clone();
            double[] sums = random(n + 1, 9);
            double[] expected = sums.clone();
            DoubleArrays.timesRows(a, OFFSET, rows, x, OFFSET, y, OFFSET, n);
            DoubleArrays.addScaledRows(u, OFFSET, a, OFFSET, rows, sums, OFFSET, n);
            for (int i = 0; i < rows; i++) {
                double product = 0;
                for (int j = 0; j < n; j++) {
                    product += a[OFFSET + i * n + j] * x[OFFSET + j];
                    expected[OFFSET + j] += u[OFFSET + i] * a[OFFSET + i * n + j];
                }
                assertThat(y[OFFSET + i]).isCloseTo(product, within(1e-12));
                double[] alone = new double[1];
                DoubleArrays.timesRows(a, OFFSET + i * n, 1, x, OFFSET, alone, 0, n);
                assertThat(y[OFFSET + i]).isEqualTo(alone[0]);
            }
            assertThat(sums).containsExactly(expected, within(1e-12));
            assertThat(y[OFFSET - 1]).isEqualTo(kept[OFFSET - 1]);
            assertThat(y[OFFSET + rows]).isEqualTo(kept[OFFSET + rows]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 33, 100})
    void aSweepIsProductsAndSumsOfScaledRowsInOne(int n) {
        for (int rows : new int[] {0, 1, 8, 15, 16, 41}) {
            double[] a = random(rows * n, 5);
            double[] v = random(n, 6);
            double[] u = random(rows, 7);
            double[] y = random(n, 8);
            double[] expectedU = u.clone();
            double[] expectedY = y.clone();
            DoubleArrays.timesRows(a, OFFSET, rows, v, OFFSET, expectedU, OFFSET, n);
            for (int i = 0; i < rows; i++) {
                expectedU[OFFSET + i] = i - expectedU[OFFSET + i];
            }
            DoubleArrays.addScaledRows(expectedU, OFFSET, a, OFFSET, rows, expectedY, OFFSET, n);
            DoubleArrays.sweepRows(a, OFFSET, rows, v, OFFSET, (i, sum) -> i - sum, u, OFFSET, y, OFFSET, n);
            assertThat(u).containsExactly(expectedU);
            assertThat(y).containsExactly(expectedY);
        }
    }

    @Test
    void matricesAreMultipliedWithAndWithoutTransposes() {
        double[] a = {1, 2, 3, 4, 5, 6};
        double[] b = {1, 0, 2, -1, 3, 1};
        double[] c = new double[4];
        DoubleArrays.matmul(a, false, b, false, c, 2, 3, 2);
        assertThat(c).containsExactly(14, 1, 32, 1);
        DoubleArrays.matmul(a, false, b, true, c, 2, 3, 2);
        assertThat(c).containsExactly(7, 8, 16, 17);
        double[] wide = new double[9];
        DoubleArrays.matmul(a, true, b, false, wide, 3, 2, 3);
        assertThat(wide).containsExactly(-3, 12, 6, -3, 15, 9, -3, 18, 12);
    }

    @Test
    void wrongSizesAreRefused() {
        double[] six = new double[6];
        assertThatThrownBy(() -> DoubleArrays.matmul(six, false, six, false, new double[3], 2, 3, 2))
                .hasMessage("c has 3 elements, expected 2 × 2");
        assertThatThrownBy(() -> DoubleArrays.matmul(six, false, new double[6], false, six, 2, 3, 2))
                .hasMessageContaining("expected an array of its own");
        assertThatThrownBy(() -> Parallel.pieces(3, 0, (from, end) -> {})).hasMessageContaining("size 0");
    }

    @Test
    void eachElementIsVisitedOnce() {
        int[] visits = new int[1001];
        Parallel.pieces(1001, 64, (from, end) -> {
            for (int i = from; i < end; i++) {
                visits[i]++;
            }
        });
        assertThat(visits).containsOnly(1);
        int[] tasks = new int[5];
        Parallel.run(5, i -> tasks[i]++);
        assertThat(tasks).containsOnly(1);
        assertThat(Parallel.threads()).isPositive();
    }
}
