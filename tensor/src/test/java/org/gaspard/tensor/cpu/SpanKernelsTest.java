package org.gaspard.tensor.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.Reduction;
import org.gaspard.tensor.UnaryOp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of {@link SpanKernels} and agreement with {@link UnaryOp#apply} and {@link BinaryOp#apply}. */
class SpanKernelsTest {

    private static final int N = 403;

    static SpanKernels[] kernels() {
        return new SpanKernels[] {new ScalarSpanKernels(), new VectorSpanKernels()};
    }

    // Agreement with the specification.

    @ParameterizedTest
    @EnumSource(UnaryOp.class)
    void floatUnaryIsWithinItsErrorOverTheWholeRange(UnaryOp op) {
        double bound = switch (op) {
            case NEGATE, ABS, RELU, SIGN, FLOOR, ROUND, RECIPROCAL, SQRT -> 0.5;
            case ACOS, ERFINV -> 0.501;
            case LOG -> 1;
            case EXP -> 1.1;
            case EXPM1, LOG1P, SIN, COS, TANH, SOFTPLUS, ERF -> 1.8;
            case SIGMOID -> 1.9;
        };
        SpanKernels kernels = new VectorSpanKernels();
        float[] x = floatsOfAllSizes(20_011);
        float[] y = new float[x.length];
        kernels.unary(op, x, 0, y, 0, x.length);
        for (int i = 0; i < x.length; i++) {
            double expected = op.apply(x[i]);
            if (!Float.isFinite((float) expected) || expected == 0) {
                // As objects: NaN equals NaN, and -0 differs from 0.
                assertThat((Float) y[i]).as("%s(%s)", op, x[i]).isEqualTo((Float) (float) expected);
            } else {
                double ulps = Math.abs(y[i] - expected) / Math.ulp((float) expected);
                assertThat(ulps)
                        .as("%s(%s) = %s, found %s", op, x[i], expected, y[i])
                        .isLessThanOrEqualTo(bound);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(UnaryOp.class)
    void doubleUnaryIsNearTheSpecificationOverTheWholeRange(UnaryOp op) {
        // The specification has errors of its own, up to 2 in its last place.
        double bound = switch (op) {
            case NEGATE, ABS, RELU, SIGN, FLOOR, ROUND, RECIPROCAL, SQRT, ACOS, ERFINV -> 0;
            case EXP, LOG, LOG1P, SIN, COS -> 2;
            case EXPM1, TANH, ERF -> 3;
            case SIGMOID, SOFTPLUS -> 4;
        };
        SpanKernels kernels = new VectorSpanKernels();
        double[] x = doublesOfAllSizes(40_009);
        double[] y = new double[x.length];
        kernels.unary(op, x, 0, y, 0, x.length);
        for (int i = 0; i < x.length; i++) {
            double expected = op.apply(x[i]);
            if (!Double.isFinite(expected) || expected == 0) {
                assertThat((Double) y[i]).as("%s(%s)", op, x[i]).isEqualTo((Double) expected);
            } else {
                double ulps = Math.abs(y[i] - expected) / Math.ulp(expected);
                assertThat(ulps)
                        .as("%s(%s) = %s, found %s", op, x[i], expected, y[i])
                        .isLessThanOrEqualTo(bound);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(BinaryOp.class)
    void binaryIsTheSpecificationRoundedOnce(BinaryOp op) {
        SpanKernels kernels = new VectorSpanKernels();
        float[] values = floatsOfAllSizes(97_000_007);
        double[] wide = new double[values.length];
        kernels.cast(values, 0, wide, 0, values.length);
        float[] y = new float[values.length];
        double[] d = new double[values.length];
        for (int shift = 0; shift < values.length; shift++) {
            float b = values[shift];
            float[] other = new float[values.length];
            double[] wideOther = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                other[i] = values[(i + shift) % values.length];
                wideOther[i] = other[i];
            }
            kernels.binary(op, values, 0, other, 0, y, 0, values.length);
            kernels.binary(op, wide, 0, wideOther, 0, d, 0, values.length);
            for (int i = 0; i < values.length; i++) {
                assertSame(d[i], op.apply(wide[i], wideOther[i]));
                assertSame(y[i], (float) op.apply(wide[i], wideOther[i]));
            }
            kernels.binaryScalar(op, values, 0, b, y, 0, values.length);
            kernels.binaryScalar(op, wide, 0, b, d, 0, values.length);
            for (int i = 0; i < values.length; i++) {
                assertSame(d[i], op.apply(wide[i], b));
                assertSame(y[i], (float) op.apply(wide[i], b));
            }
            kernels.scalarBinary(op, b, values, 0, y, 0, values.length);
            kernels.scalarBinary(op, b, wide, 0, d, 0, values.length);
            for (int i = 0; i < values.length; i++) {
                assertSame(d[i], op.apply(b, wide[i]));
                assertSame(y[i], (float) op.apply(b, wide[i]));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void int32FollowsItsOwnArithmetic(SpanKernels kernels) {
        int[] a = {7, -7, Integer.MIN_VALUE, Integer.MAX_VALUE, 0};
        int[] b = {2, 2, 1, 1, -3};
        int[] y = new int[5];
        for (BinaryOp op : BinaryOp.values()) {
            if (op.acceptsIntegers()) {
                kernels.binary(op, a, 0, b, 0, y, 0, 5);
                for (int i = 0; i < 5; i++) {
                    assertThat(y[i]).isEqualTo(op.apply(a[i], b[i]));
                }
                kernels.binaryScalar(op, a, 0, 2, y, 0, 5);
                assertThat(y[1]).isEqualTo(op.apply(-7, 2));
                kernels.scalarBinary(op, 2, a, 0, y, 0, 2);
                assertThat(y[1]).isEqualTo(op.apply(2, -7));
            } else {
                assertThatThrownBy(() -> kernels.binary(op, a, 0, b, 0, y, 0, 5))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
        kernels.unary(UnaryOp.NEGATE, a, 0, y, 0, 5);
        assertThat(y).containsExactly(-7, 7, Integer.MIN_VALUE, -Integer.MAX_VALUE, 0);
        kernels.unary(UnaryOp.ABS, a, 0, y, 0, 5);
        assertThat(y).containsExactly(7, 7, Integer.MIN_VALUE, Integer.MAX_VALUE, 0);
        kernels.unary(UnaryOp.SIGN, a, 0, y, 0, 5);
        assertThat(y).containsExactly(1, -1, -1, 1, 0);
        assertThatThrownBy(() -> kernels.unary(UnaryOp.EXP, a, 0, y, 0, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exp");
    }

    // The law of position: neither offset nor length nor split nor being in place changes a bit.

    @ParameterizedTest
    @EnumSource(UnaryOp.class)
    void unaryElementsDoNotDependOnTheirPosition(UnaryOp op) {
        float[] x = Arrays.copyOf(floatsOfAllSizes(10_700_003), N);
        double[] wide = Arrays.copyOf(doublesOfAllSizes(500), N);
        for (SpanKernels kernels : kernels()) {
            float[] whole = new float[N];
            double[] wideWhole = new double[N];
            kernels.unary(op, x, 0, whole, 0, N);
            kernels.unary(op, wide, 0, wideWhole, 0, N);
            for (int cut = 0; cut <= 70; cut++) {
                float[] pieces = shifted(x, 3);
                kernels.unary(op, pieces, 3, pieces, 3, cut);
                kernels.unary(op, pieces, 3 + cut, pieces, 3 + cut, N - cut);
                assertThat(pieces).containsExactly(shifted(whole, 3));
                double[] widePieces = shifted(wide, 1);
                kernels.unary(op, widePieces, 1, widePieces, 1, cut);
                kernels.unary(op, widePieces, 1 + cut, widePieces, 1 + cut, N - cut);
                assertThat(widePieces).containsExactly(shifted(wideWhole, 1));
                // Into another array.
                pieces = new float[N + 3];
                kernels.unary(op, x, 0, pieces, 3, cut);
                kernels.unary(op, x, cut, pieces, 3 + cut, N - cut);
                assertThat(pieces).containsExactly(shifted(whole, 3));
                widePieces = new double[N + 1];
                kernels.unary(op, wide, 0, widePieces, 1, cut);
                kernels.unary(op, wide, cut, widePieces, 1 + cut, N - cut);
                assertThat(widePieces).containsExactly(shifted(wideWhole, 1));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(BinaryOp.class)
    void binaryElementsDoNotDependOnTheirPosition(BinaryOp op) {
        float[] a = Arrays.copyOf(floatsOfAllSizes(10_700_003), N);
        float[] b = reversed(a);
        float s = 1.5f;
        for (SpanKernels kernels : kernels()) {
            float[] whole = new float[N];
            float[] right = new float[N];
            float[] left = new float[N];
            kernels.binary(op, a, 0, b, 0, whole, 0, N);
            kernels.binaryScalar(op, a, 0, s, right, 0, N);
            kernels.scalarBinary(op, s, a, 0, left, 0, N);
            for (int cut = 0; cut <= 40; cut++) {
                float[] pieces = shifted(a, 5);
                kernels.binary(op, pieces, 5, b, 0, pieces, 5, cut);
                kernels.binary(op, pieces, 5 + cut, b, cut, pieces, 5 + cut, N - cut);
                assertThat(pieces).containsExactly(shifted(whole, 5));
                // Into another array, whose neighbours stay as they are.
                pieces = new float[N + 6];
                kernels.binary(op, a, 0, b, 0, pieces, 5, cut);
                assertThat(pieces[5 + cut]).isZero();
                kernels.binary(op, a, cut, b, cut, pieces, 5 + cut, N - cut);
                assertThat(pieces).containsExactly(Arrays.copyOf(shifted(whole, 5), N + 6));
                // In place of the right operand.
                pieces = shifted(b, 2);
                kernels.binary(op, a, 0, pieces, 2, pieces, 2, N);
                assertThat(pieces).containsExactly(shifted(whole, 2));
                pieces = shifted(a, 5);
                kernels.binaryScalar(op, pieces, 5, s, pieces, 5, cut);
                kernels.binaryScalar(op, pieces, 5 + cut, s, pieces, 5 + cut, N - cut);
                assertThat(pieces).containsExactly(shifted(right, 5));
                pieces = shifted(a, 5);
                kernels.scalarBinary(op, s, pieces, 5, pieces, 5, cut);
                kernels.scalarBinary(op, s, pieces, 5 + cut, pieces, 5 + cut, N - cut);
                assertThat(pieces).containsExactly(shifted(left, 5));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(UnaryOp.class)
    void bitsAreTheSameBeforeAndAfterCompilation(UnaryOp op) {
        float[] x = Arrays.copyOf(floatsOfAllSizes(10_700_003), N);
        double[] wide = Arrays.copyOf(doublesOfAllSizes(500), N);
        SpanKernels kernels = new VectorSpanKernels();
        float[] first = new float[N];
        double[] wideFirst = new double[N];
        kernels.unary(op, x, 0, first, 0, N);
        kernels.unary(op, wide, 0, wideFirst, 0, N);
        float[] later = new float[N];
        double[] wideLater = new double[N];
        for (int repeat = 0; repeat < 400; repeat++) {
            kernels.unary(op, x, 0, later, 0, N);
            kernels.unary(op, wide, 0, wideLater, 0, N);
        }
        assertThat(later).containsExactly(first);
        assertThat(wideLater).containsExactly(wideFirst);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void spansOutsideTheirArraysAreRefused(SpanKernels kernels) {
        float[] x = new float[40];
        for (int n : new int[] {1, 16, 33}) {
            assertThatThrownBy(() -> kernels.unary(UnaryOp.EXP, x, 41 - n, new float[40], 0, n))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> kernels.binary(BinaryOp.ADD, x, 0, x, 0, new float[40], 41 - n, n))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> kernels.sum(x, 41 - n, n)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    // Selection, casts, copies.

    @ParameterizedTest
    @MethodSource("kernels")
    void selectChoosesElementwise(SpanKernels kernels) {
        for (int n : new int[] {0, 1, 15, 16, 17, 100}) {
            float[] c = new float[n];
            float[] a = new float[n];
            float[] b = new float[n];
            for (int i = 0; i < n; i++) {
                c[i] = new float[] {0, -0f, 1, -2, Float.NaN, Float.MIN_VALUE}[i % 6];
                a[i] = i;
                b[i] = -i - 1;
            }
            double[] wideC = new double[n];
            double[] wideA = new double[n];
            double[] wideB = new double[n];
            kernels.cast(c, 0, wideC, 0, n);
            kernels.cast(a, 0, wideA, 0, n);
            kernels.cast(b, 0, wideB, 0, n);
            float[] expected = new float[n];
            for (int i = 0; i < n; i++) {
                expected[i] = i % 6 < 2 ? b[i] : a[i];
            }
            kernels.select(wideC, 0, wideA, 0, wideB, 0, wideB, 0, n);
            float[] narrowed = new float[n];
            kernels.cast(wideB, 0, narrowed, 0, n);
            assertThat(narrowed).containsExactly(expected);
            kernels.select(c, 0, a, 0, b, 0, c, 0, n);
            assertThat(c).containsExactly(expected);
        }
        int[] chosen = new int[2];
        kernels.select(new int[] {0, -3}, 0, new int[] {1, 2}, 0, new int[] {3, 4}, 0, chosen, 0, 2);
        assertThat(chosen).containsExactly(3, 2);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void castsAreJavas(SpanKernels kernels) {
        float[] f = {1.9f, -1.9f, Float.NaN, 1e20f, Float.NEGATIVE_INFINITY, 16777216f, -0f};
        int n = f.length;
        double[] d = new double[n];
        int[] i = new int[n];
        kernels.cast(f, 0, d, 0, n);
        for (int j = 0; j < n; j++) {
            assertSame(d[j], f[j]);
        }
        kernels.cast(f, 0, i, 0, n);
        assertThat(i).containsExactly(1, -1, 0, Integer.MAX_VALUE, Integer.MIN_VALUE, 16777216, 0);
        kernels.cast(d, 0, i, 0, n);
        assertThat(i).containsExactly(1, -1, 0, Integer.MAX_VALUE, Integer.MIN_VALUE, 16777216, 0);
        kernels.cast(new double[] {1 + 0x1p-24, 1e300}, 0, f, 0, 2);
        assertThat(Arrays.copyOf(f, 2)).containsExactly(1, Float.POSITIVE_INFINITY);
        kernels.cast(new int[] {16777217}, 0, f, 0, 1);
        kernels.cast(new int[] {16777217}, 0, d, 0, 1);
        assertThat(f[0]).isEqualTo(16777216f);
        assertThat(d[0]).isEqualTo(16777217);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void stridedCopiesGather(SpanKernels kernels) {
        int[] x = {0, 1, 2, 3, 4, 5, 6};
        float[] f = {0, 1, 2, 3, 4, 5, 6};
        double[] d = {0, 1, 2, 3, 4, 5, 6};
        kernels.copyStrided(x, 1, 2, x = x.clone(), 0, 3);
        assertThat(x).startsWith(1, 3, 5, 3);
        float[] g = new float[4];
        kernels.copyStrided(f, 6, -2, g, 0, 4);
        assertThat(g).containsExactly(6, 4, 2, 0);
        double[] e = new double[4];
        kernels.copyStrided(d, 5, 0, e, 1, 3);
        assertThat(e).containsExactly(0, 5, 5, 5);
    }

    // Reductions.

    @ParameterizedTest
    @MethodSource("kernels")
    void reductionsOverAllLengths(SpanKernels kernels) {
        Random random = new Random(5);
        for (int n = 0; n < 150; n++) {
            float[] f = new float[n + 2];
            double[] d = new double[n + 2];
            int[] i = new int[n + 2];
            for (int j = 0; j < n + 2; j++) {
                i[j] = random.nextInt(1 << 20) - (1 << 19);
                f[j] = i[j];
                d[j] = i[j];
            }
            // Whole numbers, so that every order of summation gives the same sum.
            int sum = Arrays.stream(i, 1, n + 1).sum();
            int max = Arrays.stream(i, 1, n + 1).max().orElse(Integer.MIN_VALUE);
            int min = Arrays.stream(i, 1, n + 1).min().orElse(Integer.MAX_VALUE);
            assertThat(kernels.sum(i, 1, n)).isEqualTo(sum);
            assertThat(kernels.sum(f, 1, n)).isEqualTo(sum);
            assertThat(kernels.sum(d, 1, n)).isEqualTo(sum);
            assertThat(kernels.max(i, 1, n)).isEqualTo(max);
            assertThat(kernels.min(i, 1, n)).isEqualTo(min);
            assertThat(kernels.max(f, 1, n)).isEqualTo(n == 0 ? Float.NEGATIVE_INFINITY : max);
            assertThat(kernels.min(f, 1, n)).isEqualTo(n == 0 ? Float.POSITIVE_INFINITY : min);
            assertThat(kernels.max(d, 1, n)).isEqualTo(n == 0 ? Double.NEGATIVE_INFINITY : max);
            assertThat(kernels.min(d, 1, n)).isEqualTo(n == 0 ? Double.POSITIVE_INFINITY : min);
            if (n > 0) {
                int at = 1 + random.nextInt(n);
                f[at] = Float.NaN;
                d[at] = Double.NaN;
                assertThat(kernels.max(f, 1, n)).isNaN();
                assertThat(kernels.min(f, 1, n)).isNaN();
                assertThat(kernels.max(d, 1, n)).isNaN();
                assertThat(kernels.min(d, 1, n)).isNaN();
                assertThat(kernels.sum(f, 1, n)).isNaN();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sumsOfFloatsLoseNothingThatADoubleHolds(SpanKernels kernels) {
        float[] x = new float[1_000_000];
        Arrays.fill(x, 0.1f);
        assertThat(kernels.sum(x, 0, x.length)).isCloseTo(0.1f * 1e6, offset(1e-6));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sumsDoNotDependOnTheOffset(SpanKernels kernels) {
        double[] x = new Random(3).doubles(1001, -1, 1).toArray();
        float[] f = new float[1001];
        kernels.cast(x, 0, f, 0, 1001);
        double wide = kernels.sum(x, 0, 1001);
        double narrow = kernels.sum(f, 0, 1001);
        for (int by = 1; by < 40; by++) {
            assertThat(kernels.sum(shifted(x, by), by, 1001)).isEqualTo(wide);
            assertThat(kernels.sum(shifted(f, by), by, 1001)).isEqualTo(narrow);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void accumulateJoinsRows(SpanKernels kernels) {
        float[] row = {1, Float.NaN, -3, 4, 0, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17};
        for (Reduction.Kind kind : Reduction.Kind.values()) {
            BinaryOp join = ScalarSpanKernels.join(kind);
            float[] acc = new float[row.length];
            double[] wideAcc = new double[row.length];
            double[] wideRow = new double[row.length];
            kernels.cast(row, 0, wideRow, 0, row.length);
            Arrays.fill(acc, 2.5f);
            Arrays.fill(wideAcc, 2.5);
            kernels.accumulate(kind, row, 0, 1, acc, 0, row.length);
            kernels.accumulate(kind, wideRow, 0, 1, wideAcc, 0, row.length);
            for (int i = 0; i < row.length; i++) {
                assertSame(acc[i], (float) join.apply(2.5, row[i]));
                assertSame(wideAcc[i], join.apply(2.5, row[i]));
            }
            int[] ints = {5, 6};
            kernels.accumulate(kind, new int[] {1, 9}, 0, 1, ints, 0, 2);
            assertThat(ints).containsExactly(join.apply(5, 1), join.apply(6, 9));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void accumulateJoinsRowAfterRow(SpanKernels kernels) {
        for (int n : new int[] {1, 7, 16, 17, 31, 32, 33, 64, 70, 130}) {
            double[] rows = new Random(n).doubles(3 + 5 * n, -1, 1).toArray();
            float[] narrow = new float[rows.length];
            kernels.cast(rows, 0, narrow, 0, rows.length);
            for (Reduction.Kind kind : Reduction.Kind.values()) {
                BinaryOp join = ScalarSpanKernels.join(kind);
                double[] wideAcc = new double[n + 3];
                float[] acc = new float[n + 3];
                kernels.accumulate(kind, rows, 3, 5, wideAcc, 2, n);
                kernels.accumulate(kind, narrow, 3, 5, acc, 2, n);
                for (int i = 0; i < n; i++) {
                    double wide = 0;
                    float sum = 0;
                    for (int r = 0; r < 5; r++) {
                        wide = join.apply(wide, rows[3 + r * n + i]);
                        sum = (float) join.apply(sum, narrow[3 + r * n + i]);
                    }
                    assertSame(wideAcc[2 + i], wide);
                    assertSame(acc[2 + i], sum);
                }
                assertThat(acc[n + 2]).isZero();
                assertThat(wideAcc[n + 2]).isZero();
            }
        }
    }

    /** All signs, sizes and kinds: every {@code step}-th bit pattern, the values around the seams, and the odd ones. */
    private static float[] floatsOfAllSizes(int step) {
        int count = (int) ((1L << 32) / step) + 1;
        float[] special = seams();
        float[] x = Arrays.copyOf(special, special.length + count);
        for (int i = 0; i < count; i++) {
            x[special.length + i] = Float.intBitsToFloat((int) (i * (long) step));
        }
        return x;
    }

    private static double[] doublesOfAllSizes(int count) {
        float[] special = seams();
        double[] x = new double[special.length + count];
        Random random = new Random(11);
        for (int i = 0; i < x.length; i++) {
            DoubleUnaryOperator spread = i % 2 == 0
                    ? t -> Double.longBitsToDouble(random.nextLong())
                    : t -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(16) - 4);
            x[i] = i < special.length ? special[i] : spread.applyAsDouble(i);
        }
        return x;
    }

    private static float[] seams() {
        float[] at = {
            0,
            Float.MIN_VALUE,
            Float.MIN_NORMAL,
            1e-20f,
            0.34657359f,
            0.5f,
            0.70710677f,
            1,
            1.4142135f,
            1.5f,
            1.5707964f,
            2,
            2.5f,
            3.95f,
            10,
            17.3f,
            20,
            87.3f,
            88.7228f,
            89,
            103.97f,
            104,
            709.7f,
            710,
            745.1f,
            746,
            0x1p17f,
            0x1p22f,
            0x1p23f,
            0x1p24f,
            0x1p30f,
            0x1p60f,
            1e38f,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NaN
        };
        float[] x = new float[6 * at.length];
        for (int i = 0; i < at.length; i++) {
            float[] around = {at[i], Math.nextUp(at[i]), at[i] > 0 ? Math.nextDown(at[i]) : 0};
            for (int j = 0; j < 3; j++) {
                x[6 * i + 2 * j] = around[j];
                x[6 * i + 2 * j + 1] = -around[j];
            }
        }
        return x;
    }

    private static void assertSame(double found, double expected) {
        if (Double.compare(found, expected) != 0) {
            assertThat((Double) found).isEqualTo((Double) expected);
        }
    }

    private static float[] shifted(float[] x, int by) {
        float[] y = new float[x.length + by];
        System.arraycopy(x, 0, y, by, x.length);
        return y;
    }

    private static double[] shifted(double[] x, int by) {
        double[] y = new double[x.length + by];
        System.arraycopy(x, 0, y, by, x.length);
        return y;
    }

    private static float[] reversed(float[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[x.length - 1 - i];
        }
        return y;
    }
}
