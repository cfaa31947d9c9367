package org.gaspard.topology.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaspard.topology.Diagram;
import org.gaspard.topology.check.Checks;

/**
 * The Wasserstein distance of order r with the ground norm {@code ‖·‖_q}, exact:
 * {@code W_{r,q}(D, E) = min_γ (Σ_{p ∈ D} ‖p − γ(p)‖_q^r)^{1/r}} over the bijections γ of the two diagrams, each with
 * every point of the diagonal added ([CEHM10]).
 *
 * <p>A bar is matched to a bar or to the diagonal, at {@code 2^{1/q − 1} (d − b)}. Essential bars are matched among those
 * with the same infinite ends, in the order of the finite ones, at {@code |b − b'|} or {@code |d − d'|}; if a kind has
 * different numbers of bars, the distance is +∞. Both diagrams empty: 0. One empty: {@code 2^{1/q − 1}} times
 * {@link TotalPersistence#norm} of the other.
 *
 * <p>Only pairs that cost less together than apart are kept, and the diagonal needs no copies, see
 * {@link DiagonalAssignment}: for n and m finite bars and E such pairs, time {@code O(nm + (n + m) E log(n + m))} in the
 * worst case and memory {@code O(n + m + E)}. Bars with one common birth, as in dimension 0 of point clouds, take
 * {@code O(nm)}. What is decided is decided in double precision among the r-th powers of lengths, in units of half the
 * longest bar.
 *
 * @param order r, finite and at least 1
 * @param norm q, at least 1; {@code +∞} for the maximum norm
 */
public record Wasserstein(double order, double norm) implements DiagramMetric {

    /** @throws IllegalArgumentException if the order or the norm is out of range */
    public Wasserstein {
        Checks.within("order", order, 1, Double.MAX_VALUE);
        Checks.within("norm", norm, 1, Double.POSITIVE_INFINITY);
    }

    /** Order 1 and maximum norm. */
    public Wasserstein() {
        this(1, Double.POSITIVE_INFINITY);
    }

    /** {@code W_{r,q}(first, second)}. */
    @Override
    public double distance(Diagram first, Diagram second) {
        return matching(first, second).distance();
    }

    /**
     * A cheapest matching; the length of a match is measured by the norm, before it is raised to the order. Where two bars
     * cost as much together as apart, they go to the diagonal.
     *
     * @throws IllegalArgumentException if the dimensions differ
     */
    public DiagramMatching matching(Diagram first, Diagram second) {
        Require.sameDimension(first, second);
        Optional<List<Match>> essential = EssentialMatching.of(first, second);
        if (essential.isEmpty()) {
            return new DiagramMatching(Double.POSITIVE_INFINITY, List.of());
        }
        List<Match> matches = new ArrayList<>();
        List<Match> diagonal = new ArrayList<>();
        new WassersteinSearch(FiniteBars.of(first), FiniteBars.of(second), order, norm).match(matches, diagonal);
        matches.addAll(essential.get());
        matches.addAll(diagonal);
        return new DiagramMatching(total(matches), matches);
    }

    /** {@code (Σ length^r)^{1/r}}, in units of the longest. */
    private double total(List<Match> matches) {
        double longest = 0;
        for (Match match : matches) {
            longest = Math.max(longest, match.length());
        }
        if (longest == 0) {
            return 0;
        }
        double sum = 0;
        for (Match match : matches) {
            sum += Math.pow(match.length() / longest, order);
        }
        return longest * Math.pow(sum, 1 / order);
    }
}
