package org.gaspard.metrics.intervention;

import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.gaspard.metrics.Codes;
import org.gaspard.metrics.PointSource;
import org.gaspard.tensor.array.Parallel;

/** Draws many small groups of points and looks at their codes. */
final class Groups {

    /** Enough points for an encoder to work on at once, few enough to hold their codes. */
    private static final int POINTS_AT_ONCE = 1 << 15;

    private static final int GROUPS_OF_A_TASK = 16;

    private Groups() {}

    /** The points of a group. Groups are drawn in parallel: anything written must be the group's own place. */
    @FunctionalInterface
    interface Draw {
        int[] points(int group, RandomGenerator random);
    }

    /** What to do with the codes of a group, in parallel with others. */
    @FunctionalInterface
    interface Look {
        void at(int group, Group points);
    }

    /**
     * Points and their codes.
     *
     * @param points numbers of points
     * @param codes of these and other points
     * @param from the row of the first one in these
     */
    record Group(int[] points, Codes codes, int from) {

        int size() {
            return points.length;
        }

        int width() {
            return codes.width();
        }

        double value(int point, int code) {
            return codes.value(from + point, code);
        }

        /** The sum over codes of {@code |z_l(a) − z_l(b)|}. */
        double l1(int a, int b) {
            double sum = 0;
            for (int l = 0; l < width(); l++) {
                sum += Math.abs(value(a, l) - value(b, l));
            }
            return sum;
        }

        /** {@code √ Σ_l (z_l(a) − z_l(b))²}. */
        double l2(int a, int b) {
            double sum = 0;
            for (int l = 0; l < width(); l++) {
                double difference = value(a, l) - value(b, l);
                sum += difference * difference;
            }
            return Math.sqrt(sum);
        }

        /** The unbiased variance of a code, exactly 0 where it is constant. */
        double variance(int code) {
            // Differences to the first value: rounding must not give a held code a variance that others are compared
            // with.
            double first = value(0, code);
            double mean = 0;
            for (int n = 0; n < size(); n++) {
                mean += value(n, code) - first;
            }
            mean /= size();
            double sum = 0;
            for (int n = 0; n < size(); n++) {
                double deviation = value(n, code) - first - mean;
                sum += deviation * deviation;
            }
            return sum / (size() - 1);
        }
    }

    /** The group of some points. */
    static Group of(PointSource source, int... points) {
        return new Group(points, source.codes(points), 0);
    }

    /**
     * Draws and looks at groups.
     *
     * @param size about how many points a group has; decides how many groups are drawn at once
     * @param random gives each group a generator of its own
     */
    static void forEach(PointSource source, int groups, int size, SplittableRandom random, Draw draw, Look look) {
        int atOnce = Math.max(1, POINTS_AT_ONCE / size);
        for (int first = 0; first < groups; first += atOnce) {
            chunk(source, first, Math.min(atOnce, groups - first), random, draw, look);
        }
    }

    private static void chunk(
            PointSource source, int first, int groups, SplittableRandom random, Draw draw, Look look) {
        RandomGenerator[] randoms = Stream.generate(random::split).limit(groups).toArray(RandomGenerator[]::new);
        int[][] points = new int[groups][];
        inParallel(groups, g -> points[g] = draw.points(first + g, randoms[g]));
        int[] from = new int[groups + 1];
        for (int g = 0; g < groups; g++) {
            from[g + 1] = from[g] + points[g].length;
        }
        int[] all = new int[from[groups]];
        for (int g = 0; g < groups; g++) {
            System.arraycopy(points[g], 0, all, from[g], points[g].length);
        }
        Codes codes = source.codes(all);
        inParallel(groups, g -> look.at(first + g, new Group(points[g], codes, from[g])));
    }

    private static void inParallel(int groups, IntConsumer task) {
        Parallel.pieces(groups, GROUPS_OF_A_TASK, (from, end) -> {
            for (int g = from; g < end; g++) {
                task.accept(g);
            }
        });
    }
}
