package org.gaspard.tensor.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.gaspard.tensor.cpu.MatrixKernels.Sizes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixKernelsTest {

    private static final int[] AWKWARD = {1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 65};

    static List<Variant<?>> variants() {
        return Variant.all();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void awkwardSizes(Variant<?> variant) {
        try (WorkerPool pool = new WorkerPool(2)) {
            for (int m : AWKWARD) {
                for (int n : AWKWARD) {
                    for (int k : new int[] {1, 3, 17, 64}) {
                        check(variant, pool, Sizes.of(m, n, k, false, false));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void transposesBatchesAndLongSums(Variant<?> variant) {
        try (WorkerPool pool = new WorkerPool(2)) {
            for (boolean ta : new boolean[] {false, true}) {
                for (boolean tb : new boolean[] {false, true}) {
                    check(variant, pool, Sizes.of(1, 1, 1, ta, tb));
                    check(variant, pool, Sizes.of(33, 17, 9, ta, tb));
                    check(variant, pool, Sizes.of(150, 70, 300, ta, tb));
                    check(variant, pool, Sizes.of(5, 6, 0, ta, tb));
                    check(variant, pool, Sizes.of(0, 6, 2, ta, tb));
                    check(variant, pool, Sizes.batched(7, 9, 18, 5, ta, tb));
                    check(variant, pool, Sizes.batched(3, 9, 32, 5, ta, tb));
                    check(variant, pool, Sizes.batched(2, 131, 300, 6, ta, tb));
                    check(variant, pool, Sizes.batched(2, 20, 300, 6, ta, tb));
                    check(variant, pool, Sizes.batched(500, 1, 1, 9, ta, tb));
                    check(variant, pool, new Sizes(4, 5, 6, ta, tb, 11, 13, 9, 3, 100, 90, 40));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void rowsThatShareCacheSets(Variant<?> variant) {
        try (WorkerPool pool = new WorkerPool(2)) {
            check(variant, pool, new Sizes(139, 100, 300, false, false, 512, 100, 100, 1, 0, 0, 0));
            check(variant, pool, new Sizes(139, 100, 300, true, true, 256, 300, 100, 1, 0, 0, 0));
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void fewResultsOfLongSums(Variant<?> variant) {
        try (WorkerPool pool = new WorkerPool(2)) {
            for (int k : new int[] {2048, 2049, 20011}) {
                check(variant, pool, Sizes.of(9, 5, k, true, false));
                check(variant, pool, new Sizes(3, 17, k, false, true, k + 1, k + 2, 20, 1, 0, 0, 0));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void manyBlocks(Variant<?> variant) {
        try (WorkerPool pool = new WorkerPool(3)) {
            check(variant, pool, Sizes.of(300, 310, 20, false, true));
            check(variant, pool, Sizes.of(64, 256, 10, false, false));
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void theNumberOfThreadsChangesNothing(Variant<?> variant) {
        for (Sizes sizes : List.of(
                Sizes.of(259, 131, 517, false, true),
                Sizes.of(40, 600, 30, true, false),
                Sizes.of(10, 20, 9000, true, false),
                Sizes.batched(70, 20, 20, 20, false, false),
                Sizes.batched(5, 150, 290, 20, false, true),
                Sizes.batched(3000, 1, 1, 64, false, false))) {
            double[] expected = multiply(variant, 1, sizes);
            for (int threads : new int[] {2, 3, 8}) {
                assertThat(multiply(variant, threads, sizes)).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void aRowDoesNotDependOnTheOthers(Variant<?> variant) {
        double[] all = multiply(variant, 2, Sizes.of(139, 37, 300, false, false));
        double[] few = multiply(variant, 2, Sizes.of(3, 37, 300, false, false));
        if (variant.name().startsWith("vector")) {
            assertThat(few).isEqualTo(Arrays.copyOf(all, few.length));
        } else {
            Numbers.expectClose("rows", few, Arrays.copyOf(all, few.length), variant.tolerance(), 300);
        }
    }

    /** Panels of one column are 16 or more columns wide, so all of B in panels would be many times as large as B. */
    @ParameterizedTest
    @MethodSource("variants")
    <T> void aBatchOfThinFactorsNeedsLittleMemory(Variant<T> variant) {
        AtomicInteger largest = new AtomicInteger();
        TileKernels<T> counting = observed(variant.tiles(), length -> largest.accumulateAndGet(length, Math::max));
        Sizes sizes = Sizes.batched(4000, 1, 1, 64, false, false);
        T factor = variant.array(Numbers.random(1, 4000 * 64), 0);
        T result = variant.array(new double[4000], 0);
        try (WorkerPool pool = new WorkerPool(2)) {
            Kernels.of(pool, counting, variant.windows())
                    .matrices()
                    .multiply(sizes, factor, 0, factor, 0, result, 0, Epilogue.none());
        }
        assertThat(largest.get()).isBetween(1, 10_000);
    }

    /** Several blocks of rows for each factor, and more factors than are packed ahead: a product as any other. */
    @Test
    void manyTallProductsAreTheSameAsOne() {
        int batch = 2200;
        int m = 129;
        int k = 1024;
        float[] a = Variant.VECTOR_FLOAT.array(Numbers.random(1, m * k), 0);
        float[] b = Variant.VECTOR_FLOAT.array(Numbers.random(2, batch * k), 0);
        float[] all = new float[batch * m];
        float[] one = new float[m];
        try (WorkerPool pool = new WorkerPool(2)) {
            MatrixKernels<float[]> kernels = Variant.VECTOR_FLOAT.kernels(pool).matrices();
            Sizes sizes = new Sizes(m, 1, k, false, false, k, 1, 1, batch, 0, k, m);
            kernels.multiply(sizes, a, 0, b, 0, all, 0, Epilogue.none());
            for (int which : new int[] {0, 1, 1234, batch - 1}) {
                kernels.multiply(Sizes.of(m, 1, k, false, false), a, 0, b, which * k, one, 0, Epilogue.none());
                assertThat(Arrays.copyOfRange(all, which * m, (which + 1) * m)).isEqualTo(one);
            }
        }
    }

    /** The same kernels, with every length that is allocated told to {@code lengths}. */
    @SuppressWarnings("unchecked") // a proxy of the interface
    private static <T> TileKernels<T> observed(TileKernels<T> tiles, IntConsumer lengths) {
        return (TileKernels<T>) Proxy.newProxyInstance(
                TileKernels.class.getClassLoader(), new Class<?>[] {TileKernels.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("allocate")) {
                        lengths.accept((int) arguments[0]);
                    }
                    return method.invoke(tiles, arguments);
                });
    }

    @Test
    void veryLargeBuffersAreNotKept() {
        Scratch.Pool<float[]> pool = new Scratch.Pool<>(new ScalarFloatTiles());
        Scratch<float[]> scratch = pool.take();
        scratch.buffer(Scratch.Use.PANELS, Scratch.LARGEST_KEPT + 1L);
        float[] small = scratch.buffer(Scratch.Use.EDGE, 10);
        pool.giveBack(scratch);
        Scratch<float[]> again = pool.take();
        assertThat(again.buffer(Scratch.Use.PANELS, 20)).hasSize(20);
        assertThat(again.buffer(Scratch.Use.EDGE, 10)).isSameAs(small);
    }

    @Test
    void rejectsShortRows() {
        assertThatThrownBy(() -> new Sizes(2, 3, 4, false, false, 3, 3, 3, 1, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row distances 3, 3, 3 are too short");
        assertThatThrownBy(() -> Sizes.of(2, -3, 4, false, false)).isInstanceOf(IllegalArgumentException.class);
    }

    private static <T> double[] multiply(Variant<T> variant, int threads, Sizes s) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            T a = variant.array(Numbers.random(1, s.batch() * s.m() * s.k()), 0);
            T b = variant.array(Numbers.random(2, s.batch() * s.n() * s.k()), 0);
            T c = variant.array(Numbers.filled(s.batch() * s.m() * s.n(), 5), 0);
            variant.kernels(pool).matrices().multiply(s, a, 0, b, 0, c, 0, Epilogue.none());
            return variant.values(c, 0);
        }
    }

    private static <T> void check(Variant<T> variant, WorkerPool pool, Sizes s) {
        double[] bias = Numbers.random(4, s.n());
        T shifts = variant.array(bias, 4);
        check(variant, pool, s, Epilogue.none(), (sum, j) -> sum);
        check(variant, pool, s, Epilogue.bias(shifts, 4).relu(), (sum, j) -> Math.max(0, sum + bias[j]));
    }

    /** What an epilogue makes of a sum in a column. */
    private interface After {
        double apply(double sum, int column);
    }

    private static <T> void check(Variant<T> variant, WorkerPool pool, Sizes s, Epilogue<T> epilogue, After after) {
        double[] a = Numbers.random(1, extent(s.batch(), s.strideA(), s.transposeA() ? s.k() : s.m(), s.lda()));
        double[] b = Numbers.random(2, extent(s.batch(), s.strideB(), s.transposeB() ? s.n() : s.k(), s.ldb()));
        double[] before = Numbers.random(3, extent(s.batch(), s.strideC(), s.m(), s.ldc()));
        T result = variant.array(before, 3);
        T left = variant.array(a, 2);
        T right = variant.array(b, 1);
        variant.kernels(pool).matrices().multiply(s, left, 2, right, 1, result, 3, epilogue);
        double[] expected = before.clone();
        for (int batch = 0; batch < s.batch(); batch++) {
            for (int i = 0; i < s.m(); i++) {
                for (int j = 0; j < s.n(); j++) {
                    double sum = 0;
                    for (int p = 0; p < s.k(); p++) {
                        double x = a[batch * s.strideA() + (s.transposeA() ? p * s.lda() + i : i * s.lda() + p)];
                        double y = b[batch * s.strideB() + (s.transposeB() ? j * s.ldb() + p : p * s.ldb() + j)];
                        sum += x * y;
                    }
                    expected[batch * s.strideC() + i * s.ldc() + j] = after.apply(sum, j);
                }
            }
        }
        Numbers.expectClose(s.toString(), variant.values(result, 3), expected, variant.tolerance(), s.k());
    }

    private static int extent(int batch, int stride, int rows, int ld) {
        return batch == 0 ? 0 : (batch - 1) * stride + rows * ld;
    }
}
