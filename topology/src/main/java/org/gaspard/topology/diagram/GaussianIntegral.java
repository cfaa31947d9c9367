package org.gaspard.topology.diagram;

/** Integrals of the standard normal density, to about fifteen digits. */
final class GaussianIntegral {

    /** From here on the tail is computed by itself, before by its complement. */
    private static final double TAIL = 2.5;

    /** Enough terms of the continued fraction for all arguments from {@link #TAIL} on. */
    private static final int TERMS = 60;

    private GaussianIntegral() {}

    /** {@code ∫_a^b exp(−t²/2) dt / √(2π)} for {@code a ≤ b}. */
    static double between(double a, double b) {
        double low = a / Math.sqrt(2);
        double high = b / Math.sqrt(2);
        if (low >= TAIL) {
            return (tail(low) - tail(high)) / 2;
        }
        if (high <= -TAIL) {
            return (tail(-high) - tail(-low)) / 2;
        }
        return (erf(high) - erf(low)) / 2;
    }

    /** {@code 2/√π ∫_0^x exp(−t²) dt}. */
    static double erf(double x) {
        if (x < 0) {
            return -erf(-x);
        }
        return x >= TAIL ? 1 - tail(x) : series(x);
    }

    /** {@code 2/√π exp(−x²) Σ_k 2^k x^{2k+1} / (1·3·…·(2k+1))}: all terms are positive, nothing cancels. */
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int k = 1; term > 1e-17 * sum; k++) {
            term *= 2 * x * x / (2 * k + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    /** {@code 1 − erf(x)} by its continued fraction {@code exp(−x²)/√π / (x + ½/(x + 1/(x + 3/2/(x + …))))}. */
    private static double tail(double x) {
        double power = Math.exp(-x * x);
        if (power == 0) {
            return 0;
        }
        double fraction = x;
        for (int k = TERMS; k > 0; k--) {
            fraction = x + k / 2.0 / fraction;
        }
        return power / Math.sqrt(Math.PI) / fraction;
    }
}
