package org.gaspard.topology.diagram;

import java.util.List;
import java.util.Optional;

/**
 * A cheapest matching of two diagrams and the distance that it attains.
 *
 * @param distance the distance; +∞ if the diagrams have different numbers of essential bars of a kind
 * @param matches each bar of both diagrams once: those of the first diagram in their order, finite ones before essential
 *     ones, then those bars of the second that go to the diagonal; empty if the distance is +∞
 */
public record DiagramMatching(double distance, List<Match> matches) {

    public DiagramMatching {
        matches = List.copyOf(matches);
    }

    /** The matches of bars with bars. */
    public List<Match> pairs() {
        return matches.stream().filter(match -> !match.isDiagonal()).toList();
    }

    /** The matches of bars with the diagonal. */
    public List<Match> diagonal() {
        return matches.stream().filter(Match::isDiagonal).toList();
    }

    /**
     * The longest match, the first one among equals: it attains the bottleneck distance. Empty if there are no matches.
     */
    public Optional<Match> longest() {
        return matches.stream().reduce((a, b) -> b.length() > a.length() ? b : a);
    }
}
