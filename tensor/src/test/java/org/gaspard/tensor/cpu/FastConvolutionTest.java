package org.gaspard.tensor.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.gaspard.tensor.ConvolutionGeometry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FastConvolutionTest {

    private static final ConvolutionGeometry HALVING = ConvolutionGeometry.of(2, 1);

    /** Images, weights and the gradient of the result. */
    private record Inputs(double[] x, double[] w, double[] g) {

        /** Few digits: sums and differences of two are exact in float. */
        static Inputs exact(ConvolutionShape s) {
            return new Inputs(
                    Numbers.random(1, s.imageLength()),
                    Numbers.random(2, s.weightLength()),
                    Numbers.random(3, s.outputLength()));
        }

        /** All digits of a float. */
        static Inputs fine(ConvolutionShape s) {
            Random random = new Random(7);
            return new Inputs(
                    random.doubles(s.imageLength(), -1, 1).map(v -> (float) v).toArray(),
                    random.doubles(s.weightLength(), -1, 1).map(v -> (float) v).toArray(),
                    random.doubles(s.outputLength(), -1, 1).map(v -> (float) v).toArray());
        }
    }

    static List<Variant<?>> variants() {
        return Variant.all();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void usualLayers(Variant<?> variant) {
        check(variant, new ConvolutionShape(2, 32, 32, 32, 4, 4, 32, HALVING));
        check(variant, new ConvolutionShape(5, 16, 16, 32, 4, 4, 64, HALVING));
        check(variant, new ConvolutionShape(9, 8, 8, 64, 4, 4, 48, HALVING));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void awkwardSizesAndPads(Variant<?> variant) {
        for (int seed = 0; seed < 150; seed++) {
            check(variant, randomShape(new Random(seed)));
        }
        // Nothing but padding in some windows; a window that fits once; images and results without elements.
        check(variant, new ConvolutionShape(2, 3, 4, 16, 4, 4, 16, ConvolutionGeometry.of(2, 7)));
        check(variant, new ConvolutionShape(1, 4, 4, 16, 4, 4, 32, ConvolutionGeometry.of(2, 0)));
        check(variant, new ConvolutionShape(3, 3, 9, 16, 4, 4, 16, ConvolutionGeometry.of(2, 0)));
        check(variant, new ConvolutionShape(0, 8, 8, 16, 4, 4, 16, HALVING));
        check(variant, new ConvolutionShape(2, 0, 8, 16, 4, 4, 16, HALVING));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void theNumberOfThreadsChangesNothing(Variant<?> variant) {
        for (ConvolutionShape s : List.of(
                new ConvolutionShape(30, 16, 16, 16, 4, 4, 32, HALVING),
                new ConvolutionShape(7, 17, 23, 16, 4, 4, 16, HALVING))) {
            List<double[]> expected = compute(variant, 1, s);
            for (int threads : new int[] {2, 3, 8}) {
                List<double[]> found = compute(variant, threads, s);
                for (int i = 0; i < 3; i++) {
                    assertThat(found.get(i)).isEqualTo(expected.get(i));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void theThreeAreAdjoint(Variant<?> variant) {
        for (int seed = 0; seed < 10; seed++) {
            ConvolutionShape s = randomShape(new Random(1000 + seed));
            List<double[]> results = compute(variant, 2, s);
            double forward = Numbers.dot(results.get(0), Numbers.random(3, s.outputLength()));
            double image = Numbers.dot(results.get(1), Numbers.random(1, s.imageLength()));
            double weight = Numbers.dot(results.get(2), Numbers.random(2, s.weightLength()));
            var near = within(variant.tolerance() * (1 + Math.sqrt((double) s.outputLength() * s.windowLength())));
            assertThat(image).as("image side of %s", s).isCloseTo(forward, near);
            assertThat(weight).as("weight side of %s", s).isCloseTo(forward, near);
        }
    }

    /** The root mean square error in float, against that of sums taken as the definition says. */
    @Test
    void theErrorIsThatOfAPlainSumWithinASmallFactor() {
        ConvolutionShape s = new ConvolutionShape(2, 16, 16, 32, 4, 4, 32, HALVING);
        Inputs inputs = Inputs.fine(s);
        List<double[]> exact = naive(s, inputs, false);
        List<double[]> plain = naive(s, inputs, true);
        List<double[]> fast = compute(Variant.VECTOR_FLOAT, 1, s, inputs);
        for (int i = 0; i < 3; i++) {
            assertThat(rootMeanSquare(fast.get(i), exact.get(i)) / rootMeanSquare(plain.get(i), exact.get(i)))
                    .as("error of result %d against that of a plain sum", i)
                    .isLessThan(2);
        }
    }

    private static double rootMeanSquare(double[] found, double[] expected) {
        double sum = 0;
        for (int i = 0; i < found.length; i++) {
            sum += (found[i] - expected[i]) * (found[i] - expected[i]);
        }
        return Math.sqrt(sum / found.length);
    }

    @Test
    void isChosenForTheLayersOfTheUsualEncoder() {
        try (WorkerPool pool = new WorkerPool(1)) {
            FastConvolution<float[]> fast = fast(Variant.SCALAR_FLOAT, pool);
            assertThat(fast.suits(new ConvolutionShape(64, 32, 32, 32, 4, 4, 32, HALVING)))
                    .isTrue();
            assertThat(fast.suits(new ConvolutionShape(64, 64, 64, 1, 4, 4, 32, HALVING)))
                    .isFalse();
            assertThat(fast.suits(new ConvolutionShape(64, 32, 32, 32, 3, 3, 32, ConvolutionGeometry.of(1, 1))))
                    .isFalse();
            // Result of 1 × 1: three quarters of each tile would be wasted.
            assertThat(fast.suits(new ConvolutionShape(512, 4, 4, 32, 4, 4, 32, ConvolutionGeometry.of(2, 0))))
                    .isFalse();
        }
    }

    private static ConvolutionShape randomShape(Random r) {
        int[] channels = {16, 32, 48};
        return new ConvolutionShape(
                r.nextInt(1, 5),
                r.nextInt(1, 16),
                r.nextInt(1, 16),
                channels[r.nextInt(channels.length)],
                4,
                4,
                channels[r.nextInt(channels.length)],
                new ConvolutionGeometry(2, 2, r.nextInt(5), r.nextInt(5), r.nextInt(5), r.nextInt(5), 1, 1));
    }

    private static <T> FastConvolution<T> fast(Variant<T> variant, WorkerPool pool) {
        return new FastConvolution<>(pool, variant.tiles(), new Scratch.Pool<>(variant.tiles()));
    }

    private static <T> List<double[]> compute(Variant<T> variant, int threads, ConvolutionShape s) {
        return compute(variant, threads, s, Inputs.exact(s));
    }

    private static <T> List<double[]> compute(Variant<T> variant, int threads, ConvolutionShape s, Inputs in) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            FastConvolution<T> fast = fast(variant, pool);
            assertThat(fast.supports(s)).isTrue();
            T x = variant.array(in.x(), 4);
            T w = variant.array(in.w(), 5);
            T g = variant.array(in.g(), 6);
            T y = variant.array(Numbers.filled(s.outputLength(), Double.NaN), 1);
            T dx = variant.array(Numbers.filled(s.imageLength(), Double.NaN), 2);
            T dw = variant.array(Numbers.filled(s.weightLength(), Double.NaN), 3);
            fast.forward(s, x, 4, w, 5, y, 1, Epilogue.none());
            fast.inputGradient(s, w, 5, g, 6, dx, 2, Epilogue.none());
            fast.weightGradient(s, x, 4, g, 6, dw, 3);
            List<double[]> plain = List.of(variant.values(y, 1), variant.values(dx, 2), variant.values(dw, 3));
            T filterBias = variant.array(Numbers.random(4, s.filters()), 2);
            T channelBias = variant.array(Numbers.random(5, s.channels()), 1);
            fast.forward(s, x, 4, w, 5, y, 1, Epilogue.bias(filterBias, 2).relu());
            fast.inputGradient(
                    s, w, 5, g, 6, dx, 2, Epilogue.bias(channelBias, 1).gated(x, 4 - 2, 0.25));
            expectShifted(plain.get(0), variant.values(y, 1), Numbers.random(4, s.filters()), new double[0], variant);
            expectShifted(plain.get(1), variant.values(dx, 2), Numbers.random(5, s.channels()), in.x(), variant);
            return plain;
        }
    }

    /** Bias and ReLU, or where there are gates, bias and gate. */
    private static void expectShifted(
            double[] plain, double[] found, double[] bias, double[] gates, Variant<?> variant) {
        double[] expected = plain.clone();
        for (int i = 0; i < expected.length; i++) {
            double sum = expected[i] + bias[i % bias.length];
            expected[i] = gates.length == 0 ? Math.max(0, sum) : gates[i] > 0 ? sum : 0.25 * sum;
        }
        Numbers.expectClose("with epilogue", found, expected, 4 * variant.tolerance(), 1);
    }

    private static <T> void check(Variant<T> variant, ConvolutionShape s) {
        List<double[]> expected = naive(s, Inputs.exact(s), false);
        List<double[]> found = compute(variant, 2, s);
        double tolerance = 2 * variant.tolerance();
        Numbers.expectClose("forward " + s, found.get(0), expected.get(0), tolerance, s.windowLength());
        Numbers.expectClose("input " + s, found.get(1), expected.get(1), tolerance, 4 * s.filters());
        Numbers.expectClose("weight " + s, found.get(2), expected.get(2), tolerance, s.outputPixels());
    }

    /** The definition; each step rounded to float if so wished. */
    private static List<double[]> naive(ConvolutionShape s, Inputs in, boolean round) {
        double[] x = in.x();
        double[] w = in.w();
        double[] g = in.g();
        double[] y = new double[s.outputLength()];
        double[] dx = new double[s.imageLength()];
        double[] dw = new double[s.weightLength()];
        int columns = s.outputWidth();
        for (int p = 0; p < s.outputPixels(); p++) {
            int n = p / columns / s.outputHeight();
            for (int tap = 0; tap < 16; tap++) {
                int row = p / columns % s.outputHeight() * 2
                        + tap / 4
                        - s.geometry().padTop();
                int column = p % columns * 2 + tap % 4 - s.geometry().padLeft();
                if (row < 0 || row >= s.height() || column < 0 || column >= s.width()) {
                    continue;
                }
                for (int c = 0; c < s.channels(); c++) {
                    int at = ((n * s.height() + row) * s.width() + column) * s.channels() + c;
                    int weight = (tap * s.channels() + c) * s.filters();
                    for (int o = 0; o < s.filters(); o++) {
                        int out = p * s.filters() + o;
                        y[out] = add(y[out], x[at] * w[weight + o], round);
                        dx[at] = add(dx[at], g[out] * w[weight + o], round);
                        dw[weight + o] = add(dw[weight + o], x[at] * g[out], round);
                    }
                }
            }
        }
        return List.of(y, dx, dw);
    }

    private static double add(double sum, double term, boolean round) {
        return round ? (float) (sum + term) : sum + term;
    }
}
