package org.gaspard.models.protocols;

import java.util.List;
import java.util.stream.Stream;

/**
 * The protocols and searches of papers on disentanglement by factorised support, by geometry and by topology, and of
 * Gromov-Wasserstein autoencoders. Names begin with the paper's method ({@code hfs}, {@code gmg}, {@code topdis}, {@code irvae},
 * {@code gwae}); then come the base model or the data set and the prior, the data set where a paper treats each in its own way, and
 * the regularisers after plus signs. {@code -code} at the end is the variant of the published program, where it differs from the
 * paper.
 */
public final class PublishedProtocols {

    private static final List<Protocol> ALL = Stream.of(
                    FactorisedSupportProtocols.protocols(),
                    GromovMongeProtocols.protocols(),
                    TopologyProtocols.protocols(),
                    IsometryProtocols.protocols(),
                    GwaeProtocols.protocols())
            .flatMap(List::stream)
            .toList();

    private static final List<Grid> GRIDS = Stream.of(
                    FactorisedSupportProtocols.grids(), GromovMongeProtocols.grids(), TopologyProtocols.grids())
            .flatMap(List::stream)
            .toList();

    private PublishedProtocols() {}

    /** All protocols, paper after paper. */
    public static List<Protocol> all() {
        return ALL;
    }

    /**
     * The protocol of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Protocol named(String name) {
        return ALL.stream()
                .filter(protocol -> protocol.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no protocol '" + name + "', expected one of "
                        + ALL.size() + " such as " + ALL.getFirst() + " and " + ALL.getLast()));
    }

    /** All searches, paper after paper. */
    public static List<Grid> grids() {
        return GRIDS;
    }

    /**
     * The search of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Grid grid(String name) {
        return GRIDS.stream()
                .filter(grid -> grid.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no grid '" + name + "', expected one of " + GRIDS));
    }
}
