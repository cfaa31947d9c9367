package org.gaspard.ot.exact;

import org.gaspard.ot.check.Checks;

/** The weights of points on a line or a circle. */
final class Weights {

    private Weights() {}

    /** Checks points and weights. */
    static void check(double[] x, double[] a, double[] y, double[] b) {
        Checks.atLeast("the number of points of x", x.length, 1);
        Checks.atLeast("the number of points of y", y.length, 1);
        Checks.length("a", a, x.length);
        Checks.length("b", b, y.length);
        Checks.finite("x", x);
        Checks.finite("y", y);
        double rows = Checks.weights("a", a);
        double columns = Checks.weights("b", b);
        Checks.sameSum(rows, columns);
    }
}
