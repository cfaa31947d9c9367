package org.gaspard.topology.diagram;

import java.util.Arrays;
import java.util.List;

/**
 * The cheapest partial matching of the finite bars of two diagrams: the costs of pairs and of the diagonal, to the power
 * r, for a {@link DiagonalAssignment}, or an {@link AlignedMatching} of bars with a common birth.
 */
final class WassersteinSearch {

    private final FiniteBars first;
    private final FiniteBars second;
    private final double order;
    private final double norm;

    WassersteinSearch(FiniteBars first, FiniteBars second, double order, double norm) {
        this.first = first;
        this.second = second;
        this.order = order;
        this.norm = norm;
    }

    /** Adds the matches of the first diagram, and those of the remaining bars of the second to the diagonal. */
    void match(List<Match> matches, List<Match> diagonal) {
        int[] partner = AlignedMatching.applies(first, second)
                ? aligned()
                : assignment().solve();
        boolean[] matched = new boolean[second.size()];
        for (int i = 0; i < first.size(); i++) {
            if (partner[i] == DiagonalAssignment.ALONE) {
                matches.add(new Match(first.bar()[i], Match.DIAGONAL, toDiagonal(first, i)));
            } else {
                matched[partner[i]] = true;
                matches.add(new Match(first.bar()[i], second.bar()[partner[i]], distance(i, partner[i])));
            }
        }
        for (int j = 0; j < second.size(); j++) {
            if (!matched[j]) {
                diagonal.add(new Match(Match.DIAGONAL, second.bar()[j], toDiagonal(second, j)));
            }
        }
    }

    private int[] aligned() {
        double unit = longest();
        return AlignedMatching.solve(
                first, second, powers(first, unit), powers(second, unit), length -> power(length / unit));
    }

    /** The costs, without the pairs that cost no less than both bars do on the diagonal. */
    DiagonalAssignment assignment() {
        double unit = longest();
        double[] left = powers(first, unit);
        double[] right = powers(second, unit);
        SparseCosts.Builder pairs = new SparseCosts.Builder(left.length);
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j < right.length; j++) {
                // No length of at least twice the unit is ever worth its cost: its power is at least 2.
                double length = distance(i, j) / unit;
                if (length < 2) {
                    double cost = power(length);
                    if (cost < left[i] + right[j]) {
                        pairs.add(j, cost);
                    }
                }
            }
            pairs.endRow();
        }
        return new DiagonalAssignment(left, right, pairs.build());
    }

    /** The longest way to the diagonal, or 1. Powers are taken in this unit, so that none overflows. */
    private double longest() {
        double longest = 0;
        for (int i = 0; i < first.size(); i++) {
            longest = Math.max(longest, toDiagonal(first, i));
        }
        for (int j = 0; j < second.size(); j++) {
            longest = Math.max(longest, toDiagonal(second, j));
        }
        return longest == 0 ? 1 : longest;
    }

    private double[] powers(FiniteBars bars, double unit) {
        double[] powers = new double[bars.size()];
        Arrays.setAll(powers, i -> power(toDiagonal(bars, i) / unit));
        return powers;
    }

    private double power(double length) {
        if (order == 1) {
            return length;
        }
        return order == 2 ? length * length : Math.pow(length, order);
    }

    private double toDiagonal(FiniteBars bars, int i) {
        return Math.pow(2, 1 / norm) * bars.halfLength(i);
    }

    private double distance(int i, int j) {
        double dx = Math.abs(first.x()[i] - second.x()[j]);
        double dy = Math.abs(first.y()[i] - second.y()[j]);
        double longer = Math.max(dx, dy);
        if (norm == Double.POSITIVE_INFINITY || longer == 0) {
            return longer;
        }
        if (norm == 1) {
            return dx + dy;
        }
        if (norm == 2) {
            return Math.sqrt(dx * dx + dy * dy);
        }
        return longer * Math.pow(1 + Math.pow(Math.min(dx, dy) / longer, norm), 1 / norm);
    }
}
