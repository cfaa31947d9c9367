package org.gaspard.ot.entropic;

import org.gaspard.ot.ScaleStatistic;
import org.gaspard.ot.check.Checks;
import org.gaspard.ot.geometry.Geometry;

/** How the regularisation ε is chosen. */
public sealed interface Epsilon {

    /** A number in units of the cost, above 0. */
    record Absolute(double value) implements Epsilon {
        public Absolute {
            Checks.positive("epsilon", value);
        }
    }

    /** A multiple of a statistic of the costs, which must be above 0. */
    record Relative(double factor, ScaleStatistic statistic) implements Epsilon {
        public Relative {
            Checks.positive("the factor of epsilon", factor);
        }
    }

    static Epsilon of(double value) {
        return new Absolute(value);
    }

    static Epsilon relative(double factor, ScaleStatistic statistic) {
        return new Relative(factor, statistic);
    }

    /**
     * The ε for a geometry.
     *
     * @throws IllegalArgumentException if a relative ε is not above 0
     */
    default double of(Geometry geometry) {
        return switch (this) {
            case Absolute(double value) -> value;
            case Relative(double factor, ScaleStatistic statistic) ->
                Checks.positive(
                        "epsilon = " + factor + " × " + statistic + " of the costs",
                        factor * geometry.statistic(statistic));
        };
    }
}
