package org.gaspard.autodiff;

import java.util.Locale;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.Storage;

/** Holds numbers against expected ones. NaN equals NaN; the sign of zero does not count. */
final class Closeness {

    private Closeness() {}

    /**
     * Asks for {@code |found - expected| ≤ tolerance (1 + |expected|)}.
     *
     * @throws AssertionError that shows the first element that deviates
     */
    static void check(String what, Storage found, Storage expected, double tolerance) {
        if (found.dtype() != expected.dtype() || found.size() != expected.size()) {
            throw new AssertionError(what + ": " + found.size() + " numbers of " + found.dtype() + ", expected "
                    + expected.size() + " of " + expected.dtype());
        }
        for (int i = 0; i < found.size(); i++) {
            double a = found.get(i);
            double b = expected.get(i);
            boolean equal = a == b || Double.isNaN(a) && Double.isNaN(b);
            if (!equal && !(Math.abs(a - b) <= tolerance * (1 + Math.abs(b)))) {
                throw new AssertionError(
                        String.format(Locale.ROOT, "%s: element %d is %.9g, expected %.9g", what, i, a, b));
            }
        }
    }

    /** The tolerance for {@code dtype} where float32 is allowed {@code single}. */
    static double tolerance(DType dtype, double single) {
        return switch (dtype) {
            case FLOAT32 -> single;
            case FLOAT64 -> single * 1e-7;
            case INT32 -> 0;
        };
    }
}
