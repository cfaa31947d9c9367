package org.gaspard.examples;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.gaspard.datasets.ImageDataset;

/** Different images of a set in random order, the same ones for the same seed. */
final class RandomImages {

    private RandomImages() {}

    /** At most {@code count} images. */
    static int[] different(ImageDataset images, int count, long seed) {
        return part(images, count, seed, 0, 1);
    }

    /** One of several parts that have no image in common, each of at most {@code count}. {@code O(size)}. */
    static int[] part(ImageDataset images, int count, long seed, int part, int parts) {
        int[] order = new int[images.size()];
        Arrays.setAll(order, n -> n);
        int each = Math.min(count, order.length / parts);
        SplittableRandom random = new SplittableRandom(seed);
        for (int n = 0; n < each * parts; n++) {
            int other = random.nextInt(n, order.length);
            int image = order[other];
            order[other] = order[n];
            order[n] = image;
        }
        return Arrays.copyOfRange(order, part * each, (part + 1) * each);
    }
}
