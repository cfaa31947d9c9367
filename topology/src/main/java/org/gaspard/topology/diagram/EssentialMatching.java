package org.gaspard.topology.diagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.gaspard.topology.Diagram;

/**
 * The cheapest matching of essential bars: only bars with the same infinite ends can be matched, and among those the one
 * in the order of their finite ends is cheapest, for the bottleneck as for every power of at least 1.
 */
final class EssentialMatching {

    private EssentialMatching() {}

    private enum Kind {
        NO_DEATH,
        NO_BIRTH,
        NEITHER;

        boolean has(Diagram diagram, int bar) {
            boolean birth = Double.isFinite(diagram.birth(bar));
            boolean death = Double.isFinite(diagram.death(bar));
            return switch (this) {
                case NO_DEATH -> birth && !death;
                case NO_BIRTH -> !birth && death;
                case NEITHER -> !birth && !death;
            };
        }

        IntToDoubleFunction end(Diagram diagram) {
            return switch (this) {
                case NO_DEATH -> diagram::birth;
                case NO_BIRTH -> diagram::death;
                case NEITHER -> bar -> 0;
            };
        }

        /** The bars of this kind in the order of their finite ends. */
        int[] of(Diagram diagram) {
            IntToDoubleFunction end = end(diagram);
            return IntStream.range(0, diagram.size())
                    .filter(bar -> has(diagram, bar))
                    .boxed()
                    .sorted(Comparator.comparingDouble(end::applyAsDouble))
                    .mapToInt(bar -> bar)
                    .toArray();
        }
    }

    /** The matches in the order of the bars of the first diagram; empty if the numbers of bars of a kind differ. */
    static Optional<List<Match>> of(Diagram first, Diagram second) {
        List<Match> matches = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            int[] left = kind.of(first);
            int[] right = kind.of(second);
            if (left.length != right.length) {
                return Optional.empty();
            }
            for (int i = 0; i < left.length; i++) {
                double length = Math.abs(kind.end(first).applyAsDouble(left[i])
                        - kind.end(second).applyAsDouble(right[i]));
                matches.add(new Match(left[i], right[i], length));
            }
        }
        matches.sort(Comparator.comparingInt(Match::first));
        return Optional.of(matches);
    }
}
