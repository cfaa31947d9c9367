package org.gaspard.tensor.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gaspard.tensor.ConvolutionGeometry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolutionKernelsTest {

    static List<Variant<?>> variants() {
        return Variant.all();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void usualLayers(Variant<?> variant) {
        try (WorkerPool pool = new WorkerPool(2)) {
            ConvolutionGeometry halving = ConvolutionGeometry.of(2, 1);
            check(variant, pool, new ConvolutionShape(3, 16, 16, 1, 4, 4, 32, halving));
            check(variant, pool, new ConvolutionShape(3, 16, 16, 3, 4, 4, 17, halving));
            check(variant, pool, new ConvolutionShape(2, 8, 8, 32, 4, 4, 33, halving));
            check(variant, pool, new ConvolutionShape(2, 8, 8, 64, 4, 4, 64, halving));
            check(variant, pool, new ConvolutionShape(2, 9, 7, 16, 3, 3, 1, ConvolutionGeometry.of(1, 1)));
            check(variant, pool, new ConvolutionShape(2, 40, 30, 5, 3, 3, 3, ConvolutionGeometry.of(1, 1)));
            check(variant, pool, new ConvolutionShape(2, 5, 6, 7, 1, 1, 9, ConvolutionGeometry.of(1, 0)));
            check(variant, pool, new ConvolutionShape(5, 4, 4, 16, 4, 4, 33, ConvolutionGeometry.of(1, 0)));
            check(variant, pool, new ConvolutionShape(5, 3, 2, 5, 3, 2, 7, ConvolutionGeometry.of(2, 0)));
        }
    }

    /** Several images in a block, several blocks in an image, the last ones shorter; stretches that are cut. */
    @ParameterizedTest
    @MethodSource("variants")
    void blocks(Variant<?> variant) {
        try (WorkerPool pool = new WorkerPool(2)) {
            ConvolutionGeometry valid = ConvolutionGeometry.of(1, 0);
            ConvolutionGeometry halving = ConvolutionGeometry.of(2, 1);
            check(variant, pool, new ConvolutionShape(67, 5, 4, 8, 2, 3, 17, valid));
            check(variant, pool, new ConvolutionShape(67, 5, 4, 9, 3, 3, 16, ConvolutionGeometry.of(1, 1)));
            check(variant, pool, new ConvolutionShape(2, 41, 37, 3, 4, 4, 9, halving));
            check(variant, pool, new ConvolutionShape(1, 77, 75, 16, 3, 3, 2, halving));
            check(variant, pool, new ConvolutionShape(1, 75, 77, 6, 4, 4, 32, halving));
            check(variant, pool, new ConvolutionShape(2, 6, 6, 96, 4, 4, 17, halving));
            check(
                    variant,
                    pool,
                    new ConvolutionShape(2, 6, 6, 300, 2, 2, 40, new ConvolutionGeometry(1, 2, 1, 0, 0, 1, 2, 2)));
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void oddGeometries(Variant<?> variant) {
        try (WorkerPool pool = new WorkerPool(2)) {
            // Stride larger than the window; padding larger than the window; a window that does not fit.
            check(variant, pool, new ConvolutionShape(2, 9, 10, 3, 2, 1, 5, ConvolutionGeometry.of(3, 0)));
            check(variant, pool, new ConvolutionShape(1, 3, 2, 2, 2, 2, 3, ConvolutionGeometry.of(2, 5)));
            check(variant, pool, new ConvolutionShape(2, 3, 2, 2, 5, 5, 3, ConvolutionGeometry.of(1, 0)));
            check(variant, pool, new ConvolutionShape(0, 3, 2, 2, 2, 2, 3, ConvolutionGeometry.of(1, 0)));
            check(variant, pool, new ConvolutionShape(2, 3, 2, 0, 2, 2, 3, ConvolutionGeometry.of(1, 0)));
            check(variant, pool, new ConvolutionShape(2, 1, 1, 2, 1, 1, 3, ConvolutionGeometry.of(4, 0)));
            check(
                    variant,
                    pool,
                    new ConvolutionShape(2, 11, 12, 3, 3, 2, 4, new ConvolutionGeometry(2, 3, 0, 2, 3, 1, 2, 4)));
            for (int seed = 0; seed < 300; seed++) {
                check(variant, pool, randomShape(new Random(seed)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void theNumberOfThreadsChangesNothing(Variant<?> variant) {
        for (ConvolutionShape shape : List.of(
                new ConvolutionShape(9, 16, 16, 1, 4, 4, 32, ConvolutionGeometry.of(2, 1)),
                new ConvolutionShape(30, 16, 16, 17, 4, 4, 20, ConvolutionGeometry.of(2, 1)),
                new ConvolutionShape(9, 16, 16, 8, 3, 3, 3, ConvolutionGeometry.of(1, 1)))) {
            List<double[]> expected = compute(variant, 1, shape);
            for (int threads : new int[] {2, 3, 8}) {
                List<double[]> found = compute(variant, threads, shape);
                for (int i = 0; i < 3; i++) {
                    assertThat(found.get(i)).isEqualTo(expected.get(i));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void theThreeAreAdjoint(Variant<?> variant) {
        for (int seed = 0; seed < 20; seed++) {
            expectAdjoint(variant, randomShape(new Random(1000 + seed)));
        }
        expectAdjoint(variant, new ConvolutionShape(20, 32, 32, 3, 4, 4, 8, ConvolutionGeometry.of(2, 1)));
        expectAdjoint(variant, new ConvolutionShape(40, 16, 16, 6, 3, 3, 3, ConvolutionGeometry.of(1, 1)));
    }

    @Test
    void rejectsNegativeSizes() {
        assertThatThrownBy(() -> new ConvolutionShape(1, -2, 3, 1, 1, 1, 1, ConvolutionGeometry.of(1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[1, -2, 3, 1]");
    }

    private static ConvolutionShape randomShape(Random r) {
        ConvolutionGeometry geometry = new ConvolutionGeometry(
                r.nextInt(1, 5),
                r.nextInt(1, 5),
                r.nextInt(4),
                r.nextInt(4),
                r.nextInt(4),
                r.nextInt(4),
                r.nextInt(1, 4),
                r.nextInt(1, 4));
        int[] channels = {1, 2, 3, 7, 8, 9, 17};
        return new ConvolutionShape(
                r.nextInt(1, 4),
                r.nextInt(1, 14),
                r.nextInt(1, 14),
                channels[r.nextInt(channels.length)],
                r.nextInt(1, 6),
                r.nextInt(1, 6),
                channels[r.nextInt(channels.length)],
                geometry);
    }

    /** The result, the input gradient and the weight gradient for x, w and g from fixed seeds. */
    private static <T> List<double[]> compute(Variant<T> variant, int threads, ConvolutionShape s) {
        try (WorkerPool pool = new WorkerPool(threads)) {
            ConvolutionKernels<T> kernels = variant.kernels(pool).convolutions();
            T x = variant.array(Numbers.random(1, s.imageLength()), 0);
            T w = variant.array(Numbers.random(2, s.weightLength()), 0);
            T g = variant.array(Numbers.random(3, s.outputLength()), 0);
            T y = variant.array(Numbers.filled(s.outputLength(), Double.NaN), 0);
            T dx = variant.array(Numbers.filled(s.imageLength(), Double.NaN), 0);
            T dw = variant.array(Numbers.filled(s.weightLength(), Double.NaN), 0);
            kernels.forward(s, x, 0, w, 0, y, 0, Epilogue.none());
            kernels.inputGradient(s, w, 0, g, 0, dx, 0, Epilogue.none());
            kernels.weightGradient(s, x, 0, g, 0, dw, 0);
            return List.of(variant.values(y, 0), variant.values(dx, 0), variant.values(dw, 0));
        }
    }

    /** ⟨x ∗ w, g⟩ = ⟨x, dx⟩ = ⟨w, dw⟩. */
    private static void expectAdjoint(Variant<?> variant, ConvolutionShape s) {
        List<double[]> results = compute(variant, 2, s);
        double forward = Numbers.dot(results.get(0), Numbers.random(3, s.outputLength()));
        double image = Numbers.dot(results.get(1), Numbers.random(1, s.imageLength()));
        double weight = Numbers.dot(results.get(2), Numbers.random(2, s.weightLength()));
        var near = within(variant.tolerance() * (1 + Math.sqrt((double) s.outputLength() * s.windowLength())));
        assertThat(image).as("image side of %s", s).isCloseTo(forward, near);
        assertThat(weight).as("weight side of %s", s).isCloseTo(forward, near);
    }

    private static <T> void check(Variant<T> variant, WorkerPool pool, ConvolutionShape s) {
        double[] x = Numbers.random(1, s.imageLength());
        double[] w = Numbers.random(2, s.weightLength());
        double[] g = Numbers.random(3, s.outputLength());
        double[] filterBias = Numbers.random(4, s.filters());
        double[] channelBias = Numbers.random(5, s.channels());
        double[] outputGate = Numbers.random(6, s.outputLength());
        double[] imageGate = Numbers.random(7, s.imageLength());
        List<double[]> expected = naive(s, x, w, g);
        ConvolutionKernels<T> kernels = variant.kernels(pool).convolutions();
        T y = variant.array(Numbers.filled(s.outputLength(), Double.NaN), 1);
        T dx = variant.array(Numbers.filled(s.imageLength(), Double.NaN), 2);
        T dw = variant.array(Numbers.filled(s.weightLength(), Double.NaN), 3);
        T image = variant.array(x, 4);
        T weight = variant.array(w, 5);
        T gradient = variant.array(g, 6);
        Epilogue<T> toFilters = Epilogue.bias(variant.array(filterBias, 2), 2).relu();
        Epilogue<T> toChannels = Epilogue.bias(variant.array(channelBias, 1), 1).leakyRelu(0.5);
        kernels.forward(s, image, 4, weight, 5, y, 1, toFilters.gated(variant.array(outputGate, 7), 7 - 1, 0));
        kernels.inputGradient(
                s, weight, 5, gradient, 6, dx, 2, toChannels.gated(variant.array(imageGate, 1), 1 - 2, 0.25));
        kernels.weightGradient(s, image, 4, gradient, 6, dw, 3);
        for (int i = 0; i < s.outputLength(); i++) {
            double sum = expected.get(0)[i] + filterBias[i % s.filters()];
            expected.get(0)[i] = outputGate[i] > 0 ? Math.max(0, sum) : 0;
        }
        for (int i = 0; i < s.imageLength(); i++) {
            double sum = expected.get(1)[i] + channelBias[i % s.channels()];
            sum *= sum > 0 ? 1 : 0.5;
            expected.get(1)[i] = sum * (imageGate[i] > 0 ? 1 : 0.25);
        }
        int taps = s.kernelH() * s.kernelW();
        double tolerance = variant.tolerance();
        Numbers.expectClose("forward " + s, variant.values(y, 1), expected.get(0), tolerance, taps * s.channels());
        Numbers.expectClose("input " + s, variant.values(dx, 2), expected.get(1), tolerance, taps * s.filters());
        Numbers.expectClose("weight " + s, variant.values(dw, 3), expected.get(2), tolerance, s.outputPixels());
    }

    private static List<double[]> naive(ConvolutionShape s, double[] x, double[] w, double[] g) {
        ConvolutionGeometry p = s.geometry();
        double[] y = new double[s.outputLength()];
        double[] dx = new double[s.imageLength()];
        double[] dw = new double[s.weightLength()];
        int pixel = 0;
        for (int n = 0; n < s.batch(); n++) {
            for (int i = 0; i < s.outputHeight(); i++) {
                for (int j = 0; j < s.outputWidth(); j++, pixel++) {
                    for (int a = 0; a < s.kernelH(); a++) {
                        for (int b = 0; b < s.kernelW(); b++) {
                            int row = i * p.strideH() + a * p.dilationH() - p.padTop();
                            int column = j * p.strideW() + b * p.dilationW() - p.padLeft();
                            if (row < 0 || row >= s.height() || column < 0 || column >= s.width()) {
                                continue;
                            }
                            for (int c = 0; c < s.channels(); c++) {
                                int at = ((n * s.height() + row) * s.width() + column) * s.channels() + c;
                                int weight = ((a * s.kernelW() + b) * s.channels() + c) * s.filters();
                                for (int o = 0; o < s.filters(); o++) {
                                    int out = pixel * s.filters() + o;
                                    y[out] += x[at] * w[weight + o];
                                    dx[at] += g[out] * w[weight + o];
                                    dw[weight + o] += x[at] * g[out];
                                }
                            }
                        }
                    }
                }
            }
        }
        return new ArrayList<>(List.of(y, dx, dw));
    }
}
