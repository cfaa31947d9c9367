package org.gaspard.topology.diagram;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** The search for the smallest radius within which all finite bars of two diagrams can be matched. */
final class BottleneckSearch {

    private final FiniteBars left;
    private final FiniteBars right;
    private final PlaneTree lefts;
    private final PlaneTree rights;
    /** The partners found last, complete or not: most of them serve for another radius too. */
    private int[] last;

    BottleneckSearch(FiniteBars left, FiniteBars right) {
        this.left = left;
        this.right = right;
        lefts = PlaneTree.of(left);
        rights = PlaneTree.of(right);
        last = none(left.size());
    }

    static double distance(FiniteBars left, int i, FiniteBars right, int j) {
        return Math.max(Math.abs(left.x()[i] - right.x()[j]), Math.abs(left.y()[i] - right.y()[j]));
    }

    /**
     * The partner of each bar on the left in a best matching, or −1 for the diagonal.
     *
     * <p>The radius is bisected among the non-negative doubles, which are in the order of their bits. Each success lowers
     * the upper end to what the matching needs, often the answer itself, so next comes the question whether anything
     * below would do.
     */
    int[] partners() {
        int[] best = none(left.size());
        Optional<int[]> exact = within(0);
        if (exact.isPresent()) {
            return exact.get();
        }
        double low = 0;
        double high = length(best);
        boolean improved = false;
        while (low < Math.nextDown(high)) {
            double middle = improved
                    ? Math.nextDown(high)
                    : Double.longBitsToDouble((Double.doubleToLongBits(low) + Double.doubleToLongBits(high)) >>> 1);
            Optional<int[]> found = within(middle);
            improved = found.isPresent() && !improved;
            if (found.isPresent()) {
                best = found.get();
                high = length(best);
            } else {
                low = middle;
            }
        }
        return best;
    }

    /** The length of the longest match. */
    private double length(int[] partner) {
        double longest = 0;
        boolean[] matched = new boolean[right.size()];
        for (int i = 0; i < partner.length; i++) {
            if (partner[i] < 0) {
                longest = Math.max(longest, left.halfLength(i));
            } else {
                matched[partner[i]] = true;
                longest = Math.max(longest, distance(left, i, right, partner[i]));
            }
        }
        for (int j = 0; j < matched.length; j++) {
            longest = matched[j] ? longest : Math.max(longest, right.halfLength(j));
        }
        return longest;
    }

    /**
     * A matching without a match longer than the radius, if there is one.
     *
     * <p>Only bars farther than the radius from the diagonal need a bar as partner. If those of the left can all have one,
     * and those of the right too, then both at once ([MD58]): the matching for the right starts from the one for the
     * left, and what it changes leaves no bar of the left alone that had a partner.
     */
    private Optional<int[]> within(double radius) {
        int[] longLeft = longerThan(left, radius);
        int[] longRight = longerThan(right, radius);
        int[] rightOf = none(left.size());
        int[] leftOf = none(right.size());
        for (int i : longLeft) {
            if (last[i] >= 0 && distance(left, i, right, last[i]) <= radius) {
                rightOf[i] = last[i];
                leftOf[last[i]] = i;
            }
        }
        boolean covered = new Covering(left, longLeft, right, rights, radius, rightOf, leftOf).complete()
                && coverRight(radius, longRight, rightOf, leftOf);
        last = rightOf;
        if (!covered) {
            return Optional.empty();
        }
        int[] partner = rightOf.clone();
        for (int i = 0; i < partner.length; i++) {
            int j = partner[i];
            boolean apart = j >= 0 && distance(left, i, right, j) > Math.max(left.halfLength(i), right.halfLength(j));
            partner[i] = apart ? -1 : j;
        }
        return Optional.of(partner);
    }

    /** Extends a matching for the left to the long bars of the right as far as possible: tells whether to all. */
    private boolean coverRight(double radius, int[] longRight, int[] rightOf, int[] leftOf) {
        int[] newLeftOf = none(right.size());
        int[] newRightOf = none(left.size());
        for (int j : longRight) {
            if (leftOf[j] >= 0) {
                newLeftOf[j] = leftOf[j];
                newRightOf[leftOf[j]] = j;
            }
        }
        for (int i = 0; i < last.length; i++) {
            // Pairs with a short bar of the left, which had no part in the first matching.
            int j = last[i];
            if (j >= 0
                    && rightOf[i] < 0
                    && leftOf[j] < 0
                    && right.halfLength(j) > radius
                    && distance(left, i, right, j) <= radius) {
                newLeftOf[j] = i;
                newRightOf[i] = j;
            }
        }
        boolean complete = new Covering(right, longRight, left, lefts, radius, newLeftOf, newRightOf).complete();
        Arrays.setAll(rightOf, i -> newRightOf[i] >= 0 ? newRightOf[i] : rightOf[i]);
        return complete;
    }

    private static int[] longerThan(FiniteBars bars, double radius) {
        return IntStream.range(0, bars.size())
                .filter(i -> bars.halfLength(i) > radius)
                .toArray();
    }

    private static int[] none(int size) {
        int[] none = new int[size];
        Arrays.fill(none, -1);
        return none;
    }
}
