package org.gaspard.metrics.intervention;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gaspard.datasets.ImageDataset;

/**
 * How far apart the data of points are, for example the images that codes were made from. Safe for use by several
 * threads.
 */
@FunctionalInterface
public interface PointDistances {

    /** The distance between two points. */
    @FunctionalInterface
    interface Pair {

        /** The distance between points {@code a} and {@code b}; finite, 0 if they are the same. */
        double distance(int a, int b);
    }

    /**
     * The distances between pairs of points.
     *
     * @param first the first point of each pair
     * @param second the second point of each pair, as many
     */
    double[] between(int[] first, int[] second);

    /** Distances given one by one. */
    static PointDistances of(Pair pair) {
        return (first, second) -> IntStream.range(0, first.length)
                .mapToDouble(i -> pair.distance(first[i], second[i]))
                .toArray();
    }

    /**
     * The mean squared difference of pixels, as disent has it. The points are the images of a data set; each is read once for
     * all pairs asked for together, and takes 4 bytes for each pixel meanwhile.
     */
    static PointDistances meanSquared(ImageDataset images) {
        return (first, second) -> {
            int[] distinct = IntStream.concat(Arrays.stream(first), Arrays.stream(second))
                    .sorted()
                    .distinct()
                    .toArray();
            int pixels = images.pixels();
            float[] values = new float[Math.multiplyExact(distinct.length, pixels)];
            for (int i = 0; i < distinct.length; i++) {
                images.read(distinct[i], values, i * pixels);
            }
            return IntStream.range(0, first.length)
                    .mapToDouble(i -> meanSquared(
                            values,
                            Arrays.binarySearch(distinct, first[i]) * pixels,
                            Arrays.binarySearch(distinct, second[i]) * pixels,
                            pixels))
                    .toArray();
        };
    }

    private static double meanSquared(float[] values, int a, int b, int pixels) {
        double sum = 0;
        for (int i = 0; i < pixels; i++) {
            double difference = values[a + i] - values[b + i];
            sum += difference * difference;
        }
        return sum / pixels;
    }
}
