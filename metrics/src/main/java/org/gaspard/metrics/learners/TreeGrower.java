package org.gaspard.metrics.learners;

import java.util.ArrayList;
import java.util.List;

/**
 * Grows trees level by level on points that are sorted once by each feature: the points of a node lie together in each
 * feature's order, so all cuts of a node are looked at in one pass per feature, and a cut parts each order stably in
 * another. Time L N per level. An object may grow one tree after the other, not two at once.
 */
final class TreeGrower {

    /** Sets the values of a leaf from its points {@code order[from … to − 1]}. */
    @FunctionalInterface
    interface LeafRule {
        void set(int[] order, int from, int to, double[] statistics, double[] values, int offset);
    }

    /** Leaves that have the values of the criterion. */
    static LeafRule values(Criterion criterion) {
        return (order, from, to, statistics, values, offset) -> criterion.value(statistics, values, offset);
    }

    private record Node(int id, int[] order, int from, int to, double[] statistics, double impurity) {

        double weightedImpurity() {
            return statistics[0] * impurity;
        }

        int points() {
            return to - from;
        }
    }

    private final FeatureColumns features;
    private final int[][] sorted;
    private final int[][] parted;
    private final byte[] goesRight;
    private final int[] spare;

    /**
     * @param features of all points
     * @param sorted the points to learn from in ascending order of each feature, [L][≤ N]; not changed
     */
    TreeGrower(FeatureColumns features, int[][] sorted) {
        this.features = features;
        this.sorted = sorted;
        this.parted = new int[sorted.length][sorted[0].length];
        this.goesRight = new byte[features.points()];
        this.spare = new int[sorted[0].length];
    }

    Tree grow(Criterion criterion, TreeLimits limits, FeatureChoice choice, LeafRule leaves) {
        int all = sorted[0].length;
        int capacity = limits.maxDepth() < 10 ? (2 << limits.maxDepth()) - 1 : 1023;
        TreeBuilder tree = new TreeBuilder(sorted.length, criterion.outputs(), capacity);
        double[] statistics = criterion.statistics(sorted[0], 0, all);
        Node root = new Node(0, sorted[0], 0, all, statistics, criterion.impurity(statistics));
        List<Node> level = List.of(root);
        for (int depth = 0; !level.isEmpty(); depth++) {
            int[][] orders = depth == 0 ? sorted : parted;
            List<Node> next = new ArrayList<>(2 * level.size());
            for (Node node : level) {
                BestCut cut = new BestCut(node.weightedImpurity());
                if (limits.mayCut(depth, node.points(), node.impurity())) {
                    choice.search(features, orders, node.from(), node.to(), feature -> {
                        cut.consider(feature);
                        criterion.search(
                                orders[feature],
                                node.from(),
                                node.to(),
                                features.columns()[feature],
                                node.statistics(),
                                limits.minSamplesLeaf(),
                                cut);
                    });
                }
                if (cut.found()) {
                    split(criterion, tree, orders, node, cut, next);
                    Node left = next.get(next.size() - 2);
                    Node right = next.get(next.size() - 1);
                    if (limits.mayCut(depth + 1, left.points(), left.impurity())
                            || limits.mayCut(depth + 1, right.points(), right.impurity())) {
                        part(orders, node, cut);
                    }
                } else {
                    leaves.set(
                            node.order(),
                            node.from(),
                            node.to(),
                            node.statistics(),
                            tree.values(),
                            tree.offset(node.id()));
                }
            }
            level = next;
        }
        return tree.build(statistics[0]);
    }

    private static void split(
            Criterion criterion, TreeBuilder tree, int[][] orders, Node node, BestCut cut, List<Node> next) {
        // Parting an order by a cut of its own feature moves nothing: these runs stay those of the two parts.
        int[] order = orders[cut.feature()];
        double[] left = criterion.statistics(order, node.from(), cut.position());
        double[] right = criterion.statistics(order, cut.position(), node.to());
        double leftImpurity = criterion.impurity(left);
        double rightImpurity = criterion.impurity(right);
        double decrease = node.weightedImpurity() - left[0] * leftImpurity - right[0] * rightImpurity;
        int first = tree.cut(node.id(), cut, decrease);
        next.add(new Node(first, order, node.from(), cut.position(), left, leftImpurity));
        next.add(new Node(first + 1, order, cut.position(), node.to(), right, rightImpurity));
    }

    /** Parts the run of a node in each order into the points of the left part and those of the right. */
    private void part(int[][] orders, Node node, BestCut cut) {
        int[] own = orders[cut.feature()];
        for (int i = node.from(); i < node.to(); i++) {
            goesRight[own[i]] = (byte) (i < cut.position() ? 0 : 1);
        }
        for (int f = 0; f < orders.length; f++) {
            if (f == cut.feature()) {
                System.arraycopy(own, node.from(), parted[f], node.from(), node.points());
            } else {
                part(orders[f], parted[f], node.from(), node.to());
            }
        }
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
