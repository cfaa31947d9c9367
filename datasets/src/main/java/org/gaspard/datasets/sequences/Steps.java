package org.gaspard.datasets.sequences;

import java.util.Arrays;

/** The parameters of the frames of a transformation. */
final class Steps {

    private Steps() {}

    /** A copy of values of which the first must be that of the identity. */
    static double[] from(double identity, String what, double... values) {
        if (values.length == 0 || values[0] != identity) {
            throw new IllegalArgumentException("first " + what + " of " + Arrays.toString(values) + ", expected "
                    + identity + ", which changes nothing");
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(what + " " + value + ", expected a finite one");
            }
        }
        return values.clone();
    }
}
