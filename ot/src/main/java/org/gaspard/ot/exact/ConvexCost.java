package org.gaspard.ot.exact;

import org.gaspard.ot.check.Checks;

/**
 * A convex function h of the difference of two numbers: the cost {@code c(x, y) = h(x − y)} of transport on the line. That
 * it is convex is not checked; if it is not, what is found is the value of the monotone coupling alone.
 */
public interface ConvexCost {

    /** {@code h(t)}. */
    double at(double t);

    /** {@code h′(t)}, or one of its subgradients. */
    double slope(double t);

    /**
     * {@code |t|^p}, with the slope 0 at 0.
     *
     * @param p at least 1, finite
     */
    static ConvexCost power(double p) {
        return new Power(p);
    }

    /**
     * {@code |t|^p}.
     *
     * @param p at least 1, finite
     */
    record Power(double p) implements ConvexCost {

        /** Checks p. */
        public Power {
            Checks.within("p", p, 1, Double.MAX_VALUE);
        }

        @Override
        public double at(double t) {
            double distance = Math.abs(t);
            return p == 1 ? distance : p == 2 ? t * t : Math.pow(distance, p);
        }

        @Override
        public double slope(double t) {
            return p == 1 ? Math.signum(t) : p == 2 ? 2 * t : p * Math.signum(t) * Math.pow(Math.abs(t), p - 1);
        }
    }
}
