package org.gaspard.metrics.intervention;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.gaspard.datasets.FactorGrid;
import org.gaspard.metrics.FactorImages;
import org.gaspard.metrics.PointSource;
import org.gaspard.metrics.Points;
import org.gaspard.metrics.SampledMetric;
import org.gaspard.metrics.Score;

/** Populations of points for tests. */
final class Populations {

    private Populations() {}

    /** All combinations of factors of these sizes, with codes computed from the numbers of values. */
    static PointSource grid(Function<int[], double[]> codes, int... sizes) {
        FactorImages images = FactorImages.of(sizes);
        int width = codes.apply(images.grid().positions(0)).length;
        return PointSource.of(images, width, wanted -> {
            float[] rows = new float[wanted.length * width];
            for (int i = 0; i < wanted.length; i++) {
                double[] row = codes.apply(images.grid().positions(wanted[i]));
                for (int l = 0; l < width; l++) {
                    rows[i * width + l] = (float) row[l];
                }
            }
            return rows;
        });
    }

    /** What a metric says of codes of three factors with 6, 5 and 8 values. */
    static Score score(SampledMetric metric, Function<int[], double[]> codes) {
        return metric.score(grid(codes, 6, 5, 8), 1);
    }

    /** Codes of three factors that each move with one factor only, and with which every factor is told. */
    static List<Function<int[], double[]>> disentangled() {
        return List.of(
                Populations::perfect,
                Populations::permuted,
                Populations::duplicated,
                Populations::withDeadDimensions,
                Populations::firstFactorInTwoCodes);
    }

    /** Ten independent factors, uniform on 1 … 10, with codes, as in the tests of disentanglement_lib. */
    static PointSource tenFactors(int points, Function<int[], double[]> codes) {
        Random random = new Random(0);
        int[][] factors = new int[points][];
        Arrays.setAll(factors, n -> random.ints(10, 1, 11).toArray());
        return PointSource.of(Points.of(Arrays.stream(factors).map(codes).toArray(double[][]::new), factors));
    }

    /** The same as a table. */
    static Points table(Function<int[], double[]> codes, int... sizes) {
        FactorGrid grid = FactorImages.of(sizes).grid();
        int[][] factors = new int[grid.size()][];
        Arrays.setAll(factors, grid::positions);
        return Points.of(Arrays.stream(factors).map(codes).toArray(double[][]::new), factors);
    }

    /** The numbers of values themselves. */
    static double[] perfect(int[] v) {
        return Arrays.stream(v).asDoubleStream().toArray();
    }

    /** A number in [0, 1) that looks random, always the same for the same values and the same {@code stream}. */
    static double noise(int stream, int... v) {
        long state = 0x9E3779B97F4A7C15L * (stream + 1);
        for (int value : v) {
            state = (state ^ value) * 0xBF58476D1CE4E5B9L;
            state ^= state >>> 29;
        }
        state *= 0x94D049BB133111EBL;
        return (state >>> 11) * 0x1p-53;
    }

    /** Codes in another order and on other scales. */
    static double[] permuted(int[] v) {
        return new double[] {-3 * v[2], 100 + v[0], 0.25 * v[1]};
    }

    static double[] duplicated(int[] v) {
        return IntStream.range(0, 2 * v.length)
                .mapToDouble(l -> v[l % v.length])
                .toArray();
    }

    static double[] withDeadDimensions(int[] v) {
        return new double[] {v[0], 0, v[1], v[2], 7};
    }

    static double[] withNoise(int[] v) {
        return new double[] {v[0], noise(0, v), v[1], v[2]};
    }

    static double[] onlyNoise(int[] v) {
        return IntStream.range(0, v.length).mapToDouble(l -> noise(l, v)).toArray();
    }

    static double[] firstFactorInTwoCodes(int[] v) {
        return new double[] {v[0], v[1], v[2], v[0] * v[0]};
    }

    /** Two factors turned by 45°. */
    static double[] rotated(int[] v) {
        return new double[] {(v[0] + v[1]) * Math.sqrt(0.5), (v[0] - v[1]) * Math.sqrt(0.5)};
    }

    static double[] dead(int[] v) {
        return new double[v.length];
    }
}
