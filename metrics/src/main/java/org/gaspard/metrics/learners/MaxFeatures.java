package org.gaspard.metrics.learners;

/** How many of L features a node of a random forest looks at, at least 1. */
public sealed interface MaxFeatures {

    /**
     * A share of the features, {@code ⌊value · L⌋}.
     *
     * @param value in (0, 1]; 1 for all
     */
    record Fraction(double value) implements MaxFeatures {

        /** Checks the share. */
        public Fraction {
            if (!(value > 0 && value <= 1)) {
                throw new IllegalArgumentException("value must be in (0, 1], found " + value);
            }
        }
    }

    /** {@code ⌊√L⌋} features. */
    record SquareRoot() implements MaxFeatures {}

    /** The number of features among {@code width}. */
    default int of(int width) {
        double count = switch (this) {
            case Fraction fraction -> fraction.value() * width;
            case SquareRoot _ -> Math.sqrt(width);
        };
        return Math.max(1, (int) count);
    }
}
