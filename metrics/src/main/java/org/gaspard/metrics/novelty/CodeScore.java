package org.gaspard.metrics.novelty;

import org.gaspard.metrics.Codes;

/** A number for each point, made of its codes: the larger, the stranger. */
public interface CodeScore {

    /** A short name, for tables. */
    String name();

    /** The number of each point, [N]. */
    double[] of(Codes codes);

    /**
     * {@code −ln N(z; 0, I) = ½ ‖z‖² + L/2 ln 2π} in nats: what models with a standard normal prior say, and what [NTO23] takes for
     * all models but its own and mixtures. {@code O(N L)}.
     */
    static CodeScore standardNormal() {
        return new StandardNormalScore();
    }
}
