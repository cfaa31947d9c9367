package org.gaspard.metrics.learners;

import java.util.ArrayList;
import java.util.List;

/** Grows a tree level by level. */
final class TreeGrower {

    private TreeGrower() {}

    /** Sets the values of a leaf from its points {@code order[from … to − 1]}. */
    @FunctionalInterface
    interface LeafRule {
        void set(int[] order, int from, int to, double[] statistics, double[] values, int offset);
    }

    /** Leaves that have the values of the criterion. */
    static LeafRule values(Criterion criterion) {
        return (order, from, to, statistics, values, offset) -> criterion.value(statistics, values, offset);
    }

    private record Node(int id, int depth, int[] order, int from, int to, double[] statistics, double impurity) {

        static Node of(Criterion criterion, int id, int depth, int[] order, int from, int to) {
            double[] statistics = criterion.statistics(order, from, to);
            return new Node(id, depth, order, from, to, statistics, criterion.impurity(statistics));
        }

        double weightedImpurity() {
            return statistics[0] * impurity;
        }

        boolean mayCut(TreeLimits limits) {
            return limits.mayCut(depth, to - from, impurity);
        }
    }

    static Tree grow(int width, NodePoints points, Criterion criterion, TreeLimits limits, LeafRule leaves) {
        int capacity = limits.maxDepth() < 10 ? (2 << limits.maxDepth()) - 1 : 1023;
        TreeBuilder tree = new TreeBuilder(width, criterion.outputs(), capacity);
        int[] all = points.all();
        Node root = Node.of(criterion, 0, 0, all, 0, all.length);
        List<Node> level = List.of(root);
        while (!level.isEmpty()) {
            List<Node> next = new ArrayList<>(2 * level.size());
            for (Node node : level) {
                BestCut cut = new BestCut(node.weightedImpurity());
                if (node.mayCut(limits)) {
                    points.search(node.from, node.to, node.statistics, limits.minSamplesLeaf(), cut);
                }
                if (cut.found()) {
                    int[] order = points.cut(node.from, node.to, cut);
                    int first = tree.cut(node.id, cut);
                    Node left = Node.of(criterion, first, node.depth + 1, order, node.from, cut.position());
                    Node right = Node.of(criterion, first + 1, node.depth + 1, order, cut.position(), node.to);
                    tree.credit(
                            cut.feature(),
                            node.weightedImpurity() - left.weightedImpurity() - right.weightedImpurity());
                    if (left.mayCut(limits) || right.mayCut(limits)) {
                        points.part(node.from, node.to, cut);
                    }
                    next.add(left);
                    next.add(right);
                } else {
                    leaves.set(node.order, node.from, node.to, node.statistics, tree.values(), tree.offset(node.id));
                }
            }
            level = next;
        }
        return tree.build(root.statistics[0]);
    }
}
