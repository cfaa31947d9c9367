package org.gaspard.topology.diagram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Matches given points (sources) to points within a radius (targets) by phases of shortest augmenting paths ([HK73]); the
 * edges are never listed but found in trees of the targets not yet visited ([EIK01]). At most {@code O(√n)} phases of
 * {@code O((n + m) √m)} each.
 */
final class Covering {

    private final FiniteBars from;
    private final int[] sources;
    private final FiniteBars to;
    private final PlaneTree targets;
    private final double radius;
    private final int[] targetOf;
    private final int[] sourceOf;

    /**
     * @param sources the points of {@code from} to be matched
     * @param targets a tree of all points of {@code to}
     * @param targetOf the target of each point of {@code from}, or −1; extended in place
     * @param sourceOf the source of each point of {@code to}, or −1; extended in place
     */
    Covering(
            FiniteBars from,
            int[] sources,
            FiniteBars to,
            PlaneTree targets,
            double radius,
            int[] targetOf,
            int[] sourceOf) {
        this.from = from;
        this.sources = sources;
        this.to = to;
        this.targets = targets;
        this.radius = radius;
        this.targetOf = targetOf;
        this.sourceOf = sourceOf;
    }

    /** Extends the matching to all sources, if that is possible; a matched target stays matched. */
    boolean complete() {
        int[] unmatched = unmatched();
        while (unmatched.length > 0) {
            List<PlaneTree> layers = layers(unmatched);
            if (layers.isEmpty()) {
                return false;
            }
            for (int source : unmatched) {
                augment(source, layers);
            }
            unmatched = unmatched();
        }
        return true;
    }

    private int[] unmatched() {
        return Arrays.stream(sources).filter(source -> targetOf[source] < 0).toArray();
    }

    /** The targets by their distance from the unmatched sources, up to the nearest free one; none if there is no such. */
    private List<PlaneTree> layers(int[] unmatched) {
        targets.restore();
        List<PlaneTree> layers = new ArrayList<>();
        int[] frontier = unmatched;
        int[] seen = new int[to.size()];
        while (frontier.length > 0) {
            int count = 0;
            boolean free = false;
            for (int source : frontier) {
                int target = targets.take(from.x()[source], from.y()[source], radius);
                while (target >= 0) {
                    seen[count++] = target;
                    free |= sourceOf[target] < 0;
                    target = targets.take(from.x()[source], from.y()[source], radius);
                }
            }
            int[] layer = Arrays.copyOf(seen, count);
            frontier = Arrays.stream(layer).map(target -> sourceOf[target]).toArray();
            layers.add(new PlaneTree(to.x(), to.y(), layer));
            if (free) {
                return layers;
            }
        }
        return List.of();
    }

    /** Looks for a path with one target of each layer, the last one free, and changes the matching along it. */
    private void augment(int start, List<PlaneTree> layers) {
        int[] source = new int[layers.size()];
        int[] target = new int[layers.size()];
        source[0] = start;
        int depth = 0;
        while (depth >= 0) {
            target[depth] = layers.get(depth).take(from.x()[source[depth]], from.y()[source[depth]], radius);
            if (target[depth] < 0) {
                depth--;
            } else if (sourceOf[target[depth]] < 0) {
                for (int k = depth; k >= 0; k--) {
                    sourceOf[target[k]] = source[k];
                    targetOf[source[k]] = target[k];
                }
                return;
            } else if (depth + 1 < layers.size()) {
                source[depth + 1] = sourceOf[target[depth]];
                depth++;
            }
        }
    }
}
