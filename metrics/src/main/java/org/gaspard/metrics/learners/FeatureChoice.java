package org.gaspard.metrics.learners;

import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/** Which features are looked at in a node. */
@FunctionalInterface
interface FeatureChoice {

    /** Calls {@code look} for features that vary over the points {@code orders[·][from … to − 1]}. */
    void search(FeatureColumns features, int[][] orders, int from, int to, IntConsumer look);

    /** All, ascending. */
    static FeatureChoice all() {
        return (features, orders, from, to, look) -> {
            for (int f = 0; f < orders.length; f++) {
                if (varies(features, orders, f, from, to)) {
                    look.accept(f);
                }
            }
        };
    }

    /**
     * Features drawn without replacement, {@code count} of them, or more until one varies; drawn features that do not vary
     * count. Their order is drawn too, so that of equal cuts each is taken now and then.
     */
    static FeatureChoice drawn(int count, int width, SplittableRandom random) {
        return inDrawnOrder(Math.min(count, width), width, random);
    }

    /** All, in an order that is drawn for each node. */
    static FeatureChoice shuffled(int width, SplittableRandom random) {
        return inDrawnOrder(width, width, random);
    }

    private static FeatureChoice inDrawnOrder(int count, int width, SplittableRandom random) {
        return (features, orders, from, to, look) -> {
            int[] left = new int[width];
            for (int f = 0; f < width; f++) {
                left[f] = f;
            }
            boolean some = false;
            for (int drawn = 0; drawn < width && (drawn < count || !some); drawn++) {
                int place = random.nextInt(drawn, width);
                int feature = left[place];
                left[place] = left[drawn];
                if (varies(features, orders, feature, from, to)) {
                    some = true;
                    look.accept(feature);
                }
            }
        };
    }

    private static boolean varies(FeatureColumns features, int[][] orders, int feature, int from, int to) {
        float[] column = features.columns()[feature];
        return FeatureColumns.separated(column[orders[feature][from]], column[orders[feature][to - 1]]);
    }
}
