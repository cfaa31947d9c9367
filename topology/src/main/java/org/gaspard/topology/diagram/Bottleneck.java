package org.gaspard.topology.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gaspard.topology.Diagram;

/**
 * The bottleneck distance, exact: {@code d_B(D, E) = min_γ max_{p ∈ D} ‖p − γ(p)‖_∞} over the bijections γ of the two
 * diagrams, each with every point of the diagonal added ([CEH07]).
 *
 * <p>A bar is matched to a bar, at {@code max(|b − b'|, |d − d'|)}, or to the diagonal, at half its length. Essential bars
 * are matched among those with the same infinite ends, in the order of the finite ones; if a kind has different numbers of
 * bars, the distance is +∞. Both diagrams empty: 0. One empty: half the longest bar of the other.
 *
 * <p>The distance is the smallest number within which all bars farther from the diagonal find partners. Whether they do is
 * asked at most 127 times, since a distance is a {@code double}, and decided for n and m bars in {@code O((n + m)²)} in the
 * worst case, by the geometric matching of [EIK01] and [KMN17] with trees of points. The memory is {@code O(n + m)}.
 */
public record Bottleneck() implements DiagramMetric {

    /** {@code d_B(first, second)}. */
    @Override
    public double distance(Diagram first, Diagram second) {
        return matching(first, second).distance();
    }

    /**
     * A matching that attains the distance; {@link DiagramMatching#longest()} is the pair that does. There are many such
     * matchings, since only the longest pair counts: it is always the same for the same diagrams, and without pairs farther
     * apart than both their bars are from the diagonal.
     *
     * @throws IllegalArgumentException if the dimensions differ
     */
    public DiagramMatching matching(Diagram first, Diagram second) {
        Require.sameDimension(first, second);
        Optional<List<Match>> essential = EssentialMatching.of(first, second);
        if (essential.isEmpty()) {
            return new DiagramMatching(Double.POSITIVE_INFINITY, List.of());
        }
        FiniteBars left = FiniteBars.of(first);
        FiniteBars right = FiniteBars.of(second);
        int[] partner = new BottleneckSearch(left, right).partners();
        List<Match> matches = new ArrayList<>();
        List<Match> diagonal = new ArrayList<>();
        boolean[] matched = new boolean[right.size()];
        for (int i = 0; i < left.size(); i++) {
            if (partner[i] < 0) {
                matches.add(new Match(left.bar()[i], Match.DIAGONAL, left.halfLength(i)));
            } else {
                matched[partner[i]] = true;
                matches.add(new Match(
                        left.bar()[i], right.bar()[partner[i]], BottleneckSearch.distance(left, i, right, partner[i])));
            }
        }
        for (int j = 0; j < right.size(); j++) {
            if (!matched[j]) {
                diagonal.add(new Match(Match.DIAGONAL, right.bar()[j], right.halfLength(j)));
            }
        }
        matches.addAll(essential.get());
        matches.addAll(diagonal);
        double distance = matches.stream().mapToDouble(Match::length).max().orElse(0);
        return new DiagramMatching(distance, matches);
    }
}
