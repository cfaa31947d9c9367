package org.gaspard.topology.diagram;

import org.gaspard.topology.Diagram;

/** What the computations of this package ask of their diagrams. */
final class Require {

    private Require() {}

    static void sameDimension(Diagram first, Diagram second) {
        if (first.dimension() != second.dimension()) {
            throw new IllegalArgumentException(
                    "second has dimension " + second.dimension() + ", expected that of first, " + first.dimension());
        }
    }

    static void finite(String name, Diagram diagram) {
        for (int i = 0; i < diagram.size(); i++) {
            if (diagram.isEssential(i)) {
                throw new IllegalArgumentException("bar " + i + " of " + name + " is [" + diagram.birth(i) + ", "
                        + diagram.death(i)
                        + "), expected two finite ends: drop essential bars with finite(), or cut them"
                        + " with a Clamping");
            }
        }
    }

    /** Two diagrams of finite bars of the same dimension. */
    static void finitePair(Diagram first, Diagram second) {
        sameDimension(first, second);
        finite("first", first);
        finite("second", second);
    }
}
