package org.gaspard.metrics.learners;

/**
 * Points that are sorted once by each feature. The points of a node are a run at the same place in each feature's order,
 * so that all its cuts are looked at in one pass per feature; a cut parts each order stably in another. Time L N per
 * level of a tree. An object serves one tree.
 */
final class SortedRuns implements NodePoints {

    /** Memory that one tree after the other may use. */
    record Buffers(int[][] parted, byte[] goesRight, int[] spare) {

        /**
         * @param points of which trees learn
         * @param all the number of points that have an index
         */
        static Buffers of(int width, int points, int all) {
            return new Buffers(new int[width][points], new byte[all], new int[points]);
        }
    }

    private final FeatureColumns features;
    private final int[][] sorted;
    private final int[][] parted;
    private final byte[] goesRight;
    private final int[] spare;
    private final FeatureChoice choice;
    private final Criterion criterion;
    private boolean rootParted;

    /**
     * @param features of all points
     * @param sorted the points to learn from in ascending order of each feature, [L][≤ N]; not changed
     * @param choice the features that a node looks at
     */
    SortedRuns(FeatureColumns features, int[][] sorted, Buffers buffers, FeatureChoice choice, Criterion criterion) {
        this.features = features;
        this.sorted = sorted;
        this.parted = buffers.parted;
        this.goesRight = buffers.goesRight;
        this.spare = buffers.spare;
        this.choice = choice;
        this.criterion = criterion;
    }

    /** Runs with memory of their own. */
    SortedRuns(FeatureColumns features, int[][] sorted, FeatureChoice choice, Criterion criterion) {
        this(features, sorted, Buffers.of(sorted.length, sorted[0].length, features.points()), choice, criterion);
    }

    private int[][] orders() {
        return rootParted ? parted : sorted;
    }

    @Override
    public int[] all() {
        return sorted[0];
    }

    @Override
    public void search(int from, int to, double[] statistics, int minLeaf, BestCut best) {
        int[][] orders = orders();
        choice.search(features, orders, from, to, feature -> {
            best.consider(feature);
            criterion.search(orders[feature], from, to, features.columns()[feature], statistics, minLeaf, best);
        });
    }

    /** Parting an order by a cut of its own feature moves nothing. */
    @Override
    public int[] cut(int from, int to, BestCut cut) {
        return orders()[cut.feature()];
    }

    @Override
    public void part(int from, int to, BestCut cut) {
        int[][] orders = orders();
        int[] own = orders[cut.feature()];
        for (int i = from; i < to; i++) {
            goesRight[own[i]] = (byte) (i < cut.position() ? 0 : 1);
        }
        for (int f = 0; f < orders.length; f++) {
            if (f == cut.feature()) {
                System.arraycopy(own, from, parted[f], from, to - from);
            } else {
                part(orders[f], parted[f], from, to);
            }
        }
        rootParted = true;
    }

    private void part(int[] source, int[] target, int from, int to) {
        byte[] right = goesRight;
        int[] aside = spare;
        int left = from;
        int moved = 0;
        // Both stores are made each time, without a branch that depends on the data; one of them is overwritten.
        for (int i = from; i < to; i++) {
            int point = source[i];
            int r = right[point];
            target[left] = point;
            aside[moved] = point;
            left += 1 - r;
            moved += r;
        }
        System.arraycopy(aside, 0, target, left, moved);
    }
}
