package org.gaspard.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.GumbelDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.gaspard.tensor.random.Philox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Distributions are tested at fixed seeds, so a test either always passes or never. */
class RandomKeyTest {

    private static final int N = 20_000;
    private static final RandomKey KEY = RandomKey.of(20250101);

    private static void follows(RealDistribution distribution, Tensor sample) {
        double p = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(distribution, sample.toDoubleArray());
        assertThat(p).isGreaterThan(0.01);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void uniformNumbersAreUniform(DType dtype) {
        Tensor u = KEY.uniform(dtype, N);
        follows(new UniformRealDistribution(0, 1), u);
        assertThat(Arrays.stream(u.toDoubleArray())).allMatch(x -> x > 0 && x < 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void normalNumbersAreNormal(DType dtype) {
        follows(new NormalDistribution(null, 0, 1), KEY.normal(dtype, N));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void gumbelNumbersFollowTheirLaw(DType dtype) {
        follows(new GumbelDistribution(0, 1), KEY.gumbel(dtype, N));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void bernoulliHasItsMean(DType dtype) {
        for (double p : new double[] {0, 0.1, 0.5, 0.93, 1}) {
            Tensor draws = KEY.bernoulli(Tensor.full(new TensorType(Shape.of(N), dtype), p));
            assertThat(draws.dtype()).isEqualTo(dtype);
            assertThat(Arrays.stream(draws.toDoubleArray())).allMatch(x -> x == 0 || x == 1);
            assertThat(draws.mean().item()).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / N) + 1e-12));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void categoricalHasItsProbabilities(DType dtype) {
        double[] p = {0.5, 0.25, 0.15, 0.1};
        Tensor logits = Tensor.of(p).log().add(3).cast(dtype).broadcastTo(N, 4);
        int[] draws = KEY.categorical(logits).toIntArray();
        assertThat(new ChiSquareTest().chiSquareTest(p, counts(draws, 4))).isGreaterThan(0.01);
    }

    @Test
    void permutationsArePermutations() {
        for (int n : new int[] {0, 1, 2, 100}) {
            assertThat(KEY.permutation(n).toIntArray())
                    .containsExactlyInAnyOrder(IntStream.range(0, n).toArray());
        }
    }

    @Test
    void permutationsAreUniform() {
        int[] which = IntStream.range(0, 6000)
                .map(i -> {
                    int[] p = KEY.child(i).permutation(4).toIntArray();
                    return ((p[0] * 4 + p[1]) * 4 + p[2]) * 4 + p[3];
                })
                .toArray();
        int[] ids = Arrays.stream(which).distinct().sorted().toArray();
        assertThat(ids).hasSize(24);
        int[] ranks =
                Arrays.stream(which).map(id -> Arrays.binarySearch(ids, id)).toArray();
        double[] even = new double[24];
        Arrays.fill(even, 1.0 / 24);
        assertThat(new ChiSquareTest().chiSquareTest(even, counts(ranks, 24))).isGreaterThan(0.01);
    }

    private static long[] counts(int[] draws, int classes) {
        long[] counts = new long[classes];
        for (int draw : draws) {
            counts[draw]++;
        }
        return counts;
    }

    @Test
    void childrenAreIndependent() {
        int children = 12;
        double[][] samples = new double[children + 1][];
        for (int i = 0; i < children; i++) {
            samples[i] = KEY.child(i).normal(DType.FLOAT64, 4000).toDoubleArray();
        }
        samples[children] = KEY.normal(DType.FLOAT64, 4000).toDoubleArray();
        for (int i = 0; i <= children; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(new PearsonsCorrelation().correlation(samples[i], samples[j]))
                        .isCloseTo(0, within(4 / Math.sqrt(4000)));
            }
        }
    }

    @Test
    void neighboursInOneDrawAreIndependent() {
        double[] sample = KEY.normal(DType.FLOAT32, N).toDoubleArray();
        for (int lag = 1; lag <= 8; lag++) {
            double correlation = new PearsonsCorrelation()
                    .correlation(Arrays.copyOfRange(sample, 0, N - lag), Arrays.copyOfRange(sample, lag, N));
            assertThat(correlation).isCloseTo(0, within(4 / Math.sqrt(N)));
        }
    }

    @Test
    void keysAndChildrenDiffer() {
        long[] seeds = {0, 1, -1, 1L << 32, 1L << 63, 42};
        long distinct = Arrays.stream(seeds)
                .mapToObj(seed -> Arrays.toString(RandomKey.of(seed).bits(32, 4).toIntArray()))
                .distinct()
                .count();
        assertThat(distinct).isEqualTo(seeds.length);
        int[] own = KEY.child(3).child(5).bits(32, 4).toIntArray();
        assertThat(KEY.child(5).child(3).bits(32, 4).toIntArray()).isNotEqualTo(own);
        assertThat(KEY.child(8).bits(32, 4).toIntArray()).isNotEqualTo(own);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 23, 24, 31, 32})
    void bitsAreTheTopOfPhiloxWords(int width) {
        int[] words = new int[103];
        Philox.fill(77, -5, 0, 0, 0, words, 0, words.length);
        int[] expected = Arrays.stream(words).map(w -> w >>> 32 - width).toArray();
        RandomKey key = new RandomKey(Tensor.of(new int[] {77, -5}));
        for (Backend backend : Backend.all()) {
            int[] found =
                    Backend.with(backend.name(), () -> key.bits(width, 103).toIntArray());
            assertThat(found).isEqualTo(expected);
        }
    }

    @Test
    void aDrawIsThePrefixOfALongerOneOfTheSameKey() {
        int[] longer = KEY.bits(32, 1000).toIntArray();
        assertThat(KEY.bits(32, 7, 11).toIntArray()).isEqualTo(Arrays.copyOf(longer, 77));
    }

    @Test
    void uniformNumbersAreTheMidpointsOfCells() {
        RandomKey key = new RandomKey(Tensor.of(new int[] {77, -5}));
        int[] high = new int[9];
        int[] low = new int[9];
        Philox.fill(77, -5, 0, 0, 0, high, 0, 9);
        Philox.fill(77, -5, 0, 1, 0, low, 0, 9);
        for (int i = 0; i < 9; i++) {
            assertThat(key.uniform(DType.FLOAT32, 9).get(i)).isEqualTo(((high[i] >>> 9) + 0.5) / (1 << 23));
            double cell = (double) (high[i] >>> 6) * (1 << 26) + (low[i] >>> 6);
            assertThat(key.uniform(DType.FLOAT64, 9).get(i)).isEqualTo((cell + 0.5) * 0x1p-52);
        }
    }

    @Test
    void uniformNumbersAreTheSameBitsOnEveryBackend() {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            double[] expected =
                    Backend.with("reference", () -> KEY.uniform(dtype, 4099).toDoubleArray());
            for (Backend backend : Backend.all()) {
                double[] found = Backend.with(
                        backend.name(), () -> KEY.uniform(dtype, 4099).toDoubleArray());
                assertThat(found).isEqualTo(expected);
            }
        }
    }

    @Test
    void drawsAreTheSameFromAnyThread() {
        double[] expected = KEY.normal(DType.FLOAT32, 100_000).toDoubleArray();
        try (ForkJoinPool pool = new ForkJoinPool(4)) {
            var results = IntStream.range(0, 4)
                    .mapToObj(i ->
                            pool.submit(() -> KEY.normal(DType.FLOAT32, 100_000).toDoubleArray()))
                    .toList();
            results.forEach(result -> assertThat(result.join()).isEqualTo(expected));
        }
    }

    @Test
    void refusesWhatIsNotAKeyOrATypeOfNumbers() {
        assertThatThrownBy(() -> new RandomKey(Tensor.of(new int[] {1, 2, 3})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("int32[2]")
                .hasMessageContaining("int32[3]");
        assertThatThrownBy(() -> KEY.uniform(DType.INT32, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KEY.bits(33, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("33");
    }
}
