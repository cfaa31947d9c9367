package org.gaspard.metrics.generation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.Score;
import org.gaspard.metrics.check.Checks;
import org.gaspard.metrics.rows.Rows;
import org.gaspard.tensor.array.DoubleArrays;
import org.gaspard.tensor.array.Parallel;

/**
 * The kernel distance of two sets of images: the unbiased estimate of the squared maximum mean discrepancy of their features with the
 * kernel {@code k(x, y) = (⟨x, y⟩ / L + 1)³},
 *
 * <pre>{@code MMD² = 1/(S(S−1)) Σ_{i≠j} k(x_i, x_j) + 1/(S(S−1)) Σ_{i≠j} k(y_i, y_j) − 2/S² Σ_ij k(x_i, y_j)}</pre>
 *
 * averaged over subsets of S points of either set, drawn without repetition. 0 on average for equal distributions, and then negative
 * half of the time; without an upper limit. With the features of the published Inception network this is the kernel inception
 * distance (KID). Unlike the Fréchet distance its mean does not depend on the number of points, and it sees means, covariances and
 * third moments.
 *
 * <p>A permutation or rotation of the features of both sets changes nothing, nor does duplicating all of them, as ⟨x, y⟩ / L
 * stays; dead features change L, and with it the kernel. Known
 * criticism: the kernel has no scale of its own, so features of large norm decide.
 *
 * <p>Defaults: 100 subsets of 1000 points, as libraries have; smaller sets are used whole, then with the smaller size of both. The
 * figure "standard deviation" is over subsets (divisor T), "standard error" that over √T, which holds for subsets that hardly overlap.
 * Time {@code O(T S² L)}. Source: [B18].
 *
 * @param subsets T, at least 1
 * @param size S, at least 2
 * @param seed of {@link SplittableRandom}
 */
public record KernelDistance(int subsets, int size, long seed) {

    /** Checks the sizes. */
    public KernelDistance {
        Checks.atLeast("subsets", subsets, 1);
        Checks.atLeast("size", size, 2);
    }

    /** 100 subsets of 1000 points. */
    public static KernelDistance standard() {
        return new KernelDistance(100, 1000, 0);
    }

    /**
     * The mean over subsets. If neither set is larger than S they are compared once, as a whole.
     *
     * @param first features of images, for example real ones, [N × L]
     * @param second features of others, for example generated ones, [M × L]
     * @throws IllegalArgumentException if the numbers of features differ, or a set has fewer than 2 points
     */
    public Score between(Codes first, Codes second) {
        if (first.width() != second.width()) {
            throw new IllegalArgumentException(
                    "first and second must have as many features, found " + first.width() + " and " + second.width());
        }
        Checks.points("first", first, 2);
        Checks.points("second", second, 2);
        boolean whole = first.points() <= size && second.points() <= size;
        int drawn = Math.min(size, Math.min(first.points(), second.points()));
        double[] values = new double[whole ? 1 : subsets];
        SplittableRandom root = new SplittableRandom(seed);
        SplittableRandom[] streams =
                IntStream.range(0, values.length).mapToObj(t -> root.split()).toArray(SplittableRandom[]::new);
        Parallel.run(
                values.length,
                t -> values[t] = whole
                        ? discrepancy(Rows.of(first), Rows.of(second))
                        : discrepancy(draw(first, drawn, streams[t]), draw(second, drawn, streams[t])));
        double mean = Arrays.stream(values).sum() / values.length;
        double deviation = Math.sqrt(
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length);
        Score score = Score.of("kernel distance", mean)
                .withSetting("first", first.points())
                .withSetting("second", second.points())
                .withSetting("features", first.width())
                .withSetting("subsets", values.length);
        return whole
                ? score
                : score.withSetting("size", drawn)
                        .withSetting("seed", seed)
                        .withFigure("standard deviation", deviation)
                        .withFigure("standard error", deviation / Math.sqrt(values.length));
    }

    private static Rows draw(Codes features, int count, SplittableRandom random) {
        int[] order = IntStream.range(0, features.points()).toArray();
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i, order.length);
            int chosen = order[other];
            order[other] = order[i];
            order[i] = chosen;
        }
        return Rows.of(features.atPoints(Arrays.copyOf(order, count)));
    }

    private static double discrepancy(Rows x, Rows y) {
        return within(x) + within(y) - 2 * sum(x, y) / x.points() / y.points();
    }

    /** The mean kernel of two different points. */
    private static double within(Rows x) {
        double diagonal = 0;
        for (int i = 0; i < x.points(); i++) {
            int at = i * x.width();
            diagonal += kernel(DoubleArrays.dot(x.values(), at, x.values(), at, x.width()), x.width());
        }
        return (sum(x, x) - diagonal) / x.points() / (x.points() - 1);
    }

    private static double sum(Rows x, Rows y) {
        double[] products = new double[Math.multiplyExact(x.points(), y.points())];
        DoubleArrays.matmul(x.values(), false, y.values(), true, products, x.points(), x.width(), y.points());
        double sum = 0;
        for (double product : products) {
            sum += kernel(product, x.width());
        }
        return sum;
    }

    private static double kernel(double product, int features) {
        double base = product / features + 1;
        return base * base * base;
    }
}
