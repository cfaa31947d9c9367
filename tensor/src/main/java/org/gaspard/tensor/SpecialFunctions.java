package org.gaspard.tensor;

/**
 * The error function and its inverse in double precision. All arithmetic is strict, so results are the same bits on
 * every machine.
 *
 * <p>{@link #erf} and {@link #erfComplement} use the rational approximations of FreeBSD's and Sun's fdlibm
 * ({@code s_erf.c}):
 *
 * <pre>{@code
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is
 * preserved.
 * }</pre>
 */
public final class SpecialFunctions {

    private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

    /** erf(1) to 24 bits, so that sums with it lose nothing. */
    private static final double ERF_1 = 8.45062911510467529297e-01;

    // erf(x) = x + x · P(x²)/Q(x²) on |x| < 27/32; coefficients of all polynomials in ascending powers.
    private static final double[] P_NEAR_0 = {
        1.28379167095512558561e-01,
        -3.25042107247001499370e-01,
        -2.84817495755985104766e-02,
        -5.77027029648944159157e-03,
        -2.37630166566501626084e-05
    };
    private static final double[] Q_NEAR_0 = {
        1,
        3.97917223959155352819e-01,
        6.50222499887672944485e-02,
        5.08130628187576562776e-03,
        1.32494738004321644526e-04,
        -3.96022827877536812320e-06
    };

    // erf(x) = ERF_1 + P(|x| - 1)/Q(|x| - 1) on 27/32 <= |x| < 5/4
    private static final double[] P_NEAR_1 = {
        -2.36211856075265944077e-03,
        4.14856118683748331666e-01,
        -3.72207876035701323847e-01,
        3.18346619901161753674e-01,
        -1.10894694282396677476e-01,
        3.54783043256182359371e-02,
        -2.16637559486879084300e-03
    };
    private static final double[] Q_NEAR_1 = {
        1,
        1.06420880400844228286e-01,
        5.40397917702171048937e-01,
        7.18286544141962662868e-02,
        1.26171219808761642112e-01,
        1.36370839120290507362e-02,
        1.19844998467991074170e-02
    };

    // erfc(x) = exp(-x² - 9/16 + P(1/x²)/Q(1/x²)) / x on 5/4 <= x < 1/0.35
    private static final double[] P_MIDDLE = {
        -9.86494403484714822705e-03,
        -6.93858572707181764372e-01,
        -1.05586262253232909814e+01,
        -6.23753324503260060396e+01,
        -1.62396669462573470355e+02,
        -1.84605092906711035994e+02,
        -8.12874355063065934246e+01,
        -9.81432934416914548592e+00
    };
    private static final double[] Q_MIDDLE = {
        1,
        1.96512716674392571292e+01,
        1.37657754143519042600e+02,
        4.34565877475229228821e+02,
        6.45387271733267880336e+02,
        4.29008140027567833386e+02,
        1.08635005541779435134e+02,
        6.57024977031928170135e+00,
        -6.04244152148580987438e-02
    };

    // the same on 1/0.35 <= x < 28
    private static final double[] P_TAIL = {
        -9.86494292470009928597e-03,
        -7.99283237680523006574e-01,
        -1.77579549177547519889e+01,
        -1.60636384855821916062e+02,
        -6.37566443368389627722e+02,
        -1.02509513161107724954e+03,
        -4.83519191608651397019e+02
    };
    private static final double[] Q_TAIL = {
        1,
        3.03380607434824582924e+01,
        3.25792512996573918826e+02,
        1.53672958608443695994e+03,
        3.19985821950859553908e+03,
        2.55305040643316442583e+03,
        4.74528541206955367215e+02,
        -2.24409524465858183362e+01
    };

    private SpecialFunctions() {}

    /** The error function {@code 2/√π ∫₀ˣ e^(-t²) dt}; error below 1 ulp. */
    public static double erf(double x) {
        double a = Math.abs(x);
        if (a < 0.84375) {
            // Below 2⁻²⁸ the series is its first term; its two parts are joined with one rounding even if subnormal.
            return a < 0x1p-28
                    ? Math.fma(x, P_NEAR_0[0], x)
                    : x + x * (polynomial(P_NEAR_0, x * x) / polynomial(Q_NEAR_0, x * x));
        }
        if (a < 1.25) {
            return Math.copySign(ERF_1 + polynomial(P_NEAR_1, a - 1) / polynomial(Q_NEAR_1, a - 1), x);
        }
        if (a < 6) {
            return Math.copySign(1 - tail(a), x);
        }
        return Double.isNaN(x) ? x : Math.signum(x);
    }

    /** The complement {@code 1 - erf(x)}, accurate where it is small; error below 3 ulp. */
    public static double erfComplement(double x) {
        if (x < 0.25) {
            return 1 - erf(x);
        }
        if (x < 0.84375) {
            double r = x * (polynomial(P_NEAR_0, x * x) / polynomial(Q_NEAR_0, x * x));
            return 0.5 - (r + (x - 0.5));
        }
        if (x < 1.25) {
            return 1 - ERF_1 - polynomial(P_NEAR_1, x - 1) / polynomial(Q_NEAR_1, x - 1);
        }
        if (x < 28) {
            return tail(x);
        }
        return Double.isNaN(x) ? x : 0;
    }

    /**
     * The inverse of {@link #erf} on {@code (-1, 1)}; infinite at the ends, NaN outside. Error below 4 ulp.
     *
     * <p>Starts at Winitzki's closed form (relative error 2·10⁻³; "A handy approximation for the error function and its
     * inverse", 2008) and takes three steps of Halley's method, whose error is cubed each time.
     */
    public static double erfInverse(double x) {
        double a = Math.abs(x);
        if (!(a < 1)) {
            return a == 1 ? Math.copySign(Double.POSITIVE_INFINITY, x) : Double.NaN;
        }
        if (a < 1e-9) {
            return x / TWO_OVER_SQRT_PI;
        }
        // 1 - a is exact in the upper half, where the root of erfc = 1 - a is well conditioned and that of erf = a not.
        double complement = 1 - a;
        double y = winitzki(a);
        for (int step = 0; step < 3; step++) {
            double residual = a < 0.5 ? erf(y) - a : complement - erfComplement(y);
            double newton = residual / (TWO_OVER_SQRT_PI * StrictMath.exp(-y * y));
            y -= newton / (1 + y * newton);
        }
        return Math.copySign(y, x);
    }

    private static double winitzki(double a) {
        double c = 0.147;
        double log = StrictMath.log1p(-a * a);
        double b = 2 / (Math.PI * c) + log / 2;
        // √(b² - log/c) - b without the cancellation
        double q = -log / c;
        return Math.sqrt(q / (Math.sqrt(b * b + q) + b));
    }

    private static double tail(double x) {
        double s = 1 / (x * x);
        double ratio = x < 1 / 0.35
                ? polynomial(P_MIDDLE, s) / polynomial(Q_MIDDLE, s)
                : polynomial(P_TAIL, s) / polynomial(Q_TAIL, s);
        // x² = z² + (x - z)(x + z) with z² exact: the exponential would magnify the rounding of x².
        double z = Double.longBitsToDouble(Double.doubleToRawLongBits(x) & 0xffffffff00000000L);
        return StrictMath.exp(-z * z - 0.5625) * StrictMath.exp((z - x) * (z + x) + ratio) / x;
    }

    private static double polynomial(double[] coefficients, double x) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = sum * x + coefficients[i];
        }
        return sum;
    }
}
