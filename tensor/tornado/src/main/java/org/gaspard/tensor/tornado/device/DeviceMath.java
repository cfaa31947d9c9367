package org.gaspard.tensor.tornado.device;

import org.gaspard.tensor.BinaryOp;
import org.gaspard.tensor.UnaryOp;
import uk.ac.manchester.tornado.api.math.TornadoMath;

/**
 * Elementary functions and random words for kernels, one method for each element type, whose meaning is that of
 * {@link UnaryOp} and {@link BinaryOp}. No loops that end early, no arrays and no exceptions: what TornadoVM compiles.
 * Floating-point numbers are compared by {@code <}, {@code >} and {@code ==} alone: TornadoVM compiles {@code a <= b} to
 * the negation of {@code b < a}, which holds for NaN.
 *
 * <p>{@link #erf(double)} uses the rational approximations of fdlibm's {@code s_erf.c}:
 *
 * <pre>{@code
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is
 * preserved.
 * }</pre>
 */
public final class DeviceMath {

    private DeviceMath() {}

    @SuppressWarnings("IdentityBinaryExpression") // Float.isNaN is not known on the device
    private static boolean isNaN(float x) {
        return x != x;
    }

    @SuppressWarnings("IdentityBinaryExpression") // Double.isNaN is not known on the device
    private static boolean isNaN(double x) {
        return x != x;
    }

    @SuppressWarnings("IdentityBinaryExpression") // Float.isFinite is not known on the device
    private static boolean isFinite(float x) {
        return x - x == 0;
    }

    @SuppressWarnings("IdentityBinaryExpression") // Double.isFinite is not known on the device
    private static boolean isFinite(double x) {
        return x - x == 0;
    }

    /** {@code |x|}. */
    public static float abs(float x) {
        return TornadoMath.abs(x);
    }

    /** {@code |x|}. */
    public static double abs(double x) {
        return TornadoMath.abs(x);
    }

    /** The sign; zeros and NaN stay. */
    public static float sign(float x) {
        return x > 0 ? 1 : x < 0 ? -1 : x;
    }

    /** The sign; zeros and NaN stay. */
    public static double sign(double x) {
        return x > 0 ? 1 : x < 0 ? -1 : x;
    }

    /** The largest integer not above x. */
    public static float floor(float x) {
        return TornadoMath.floor(x);
    }

    /** The largest integer not above x. */
    public static double floor(double x) {
        return TornadoMath.floor(x);
    }

    /** The nearest integer, ties to even. */
    public static float round(float x) {
        float below = TornadoMath.floor(x);
        float rest = x - below;
        float half = below * 0.5f;
        float tie = TornadoMath.floor(half) == half ? below : below + 1;
        return rest < 0.5f ? below : rest > 0.5f ? below + 1 : rest == 0.5f ? tie : x;
    }

    /** The nearest integer, ties to even. */
    public static double round(double x) {
        double below = TornadoMath.floor(x);
        double rest = x - below;
        double half = below * 0.5;
        double tie = TornadoMath.floor(half) == half ? below : below + 1;
        return rest < 0.5 ? below : rest > 0.5 ? below + 1 : rest == 0.5 ? tie : x;
    }

    /** The square root. */
    public static float sqrt(float x) {
        return TornadoMath.sqrt(x);
    }

    /** The square root. */
    public static double sqrt(double x) {
        return TornadoMath.sqrt(x);
    }

    /** {@code eˣ}. */
    public static float exp(float x) {
        return TornadoMath.exp(x);
    }

    /** {@code eˣ}. */
    public static double exp(double x) {
        return TornadoMath.exp(x);
    }

    /** {@code eˣ - 1}: with {@code u = eˣ} rounded, {@code (u - 1) x / ln u} takes the rounding of u back (Kahan). */
    public static float expm1(float x) {
        float u = TornadoMath.exp(x);
        float fine = (u - 1) * (x / TornadoMath.log(u));
        return u == 1 ? x : TornadoMath.abs(x) < 1 ? fine : u - 1;
    }

    /** {@code eˣ - 1}, as in {@link #expm1(float)}. */
    public static double expm1(double x) {
        double u = TornadoMath.exp(x);
        double fine = (u - 1) * (x / TornadoMath.log(u));
        return u == 1 ? x : TornadoMath.abs(x) < 1 ? fine : u - 1;
    }

    /** The natural logarithm. */
    public static float log(float x) {
        return TornadoMath.log(x);
    }

    /** The natural logarithm. */
    public static double log(double x) {
        return TornadoMath.log(x);
    }

    /** {@code ln(1 + x)}: with {@code u = 1 + x} rounded, {@code ln(u) x / (u - 1)} takes the rounding back (Kahan). */
    public static float log1p(float x) {
        float u = 1 + x;
        float fine = TornadoMath.log(u) * (x / (u - 1));
        return u == 1 ? x : TornadoMath.abs(x) < 1 ? fine : TornadoMath.log(u);
    }

    /** {@code ln(1 + x)}, as in {@link #log1p(float)}. */
    public static double log1p(double x) {
        double u = 1 + x;
        double fine = TornadoMath.log(u) * (x / (u - 1));
        return u == 1 ? x : TornadoMath.abs(x) < 1 ? fine : TornadoMath.log(u);
    }

    /** The sine. */
    public static float sin(float x) {
        return TornadoMath.sin(x);
    }

    /** The sine. */
    public static double sin(double x) {
        return TornadoMath.sin(x);
    }

    /** The cosine. */
    public static float cos(float x) {
        return TornadoMath.cos(x);
    }

    /** The cosine. */
    public static double cos(double x) {
        return TornadoMath.cos(x);
    }

    /** The arc cosine. */
    public static float acos(float x) {
        return TornadoMath.acos(x);
    }

    /** The arc cosine. */
    public static double acos(double x) {
        return TornadoMath.acos(x);
    }

    /** {@code max(x, 0)}; NaN for NaN. */
    public static float relu(float x) {
        return x < 0 ? 0 : x;
    }

    /** {@code max(x, 0)}; NaN for NaN. */
    public static double relu(double x) {
        return x < 0 ? 0 : x;
    }

    /** The hyperbolic tangent. */
    public static float tanh(float x) {
        return TornadoMath.tanh(x);
    }

    /** The hyperbolic tangent. */
    public static double tanh(double x) {
        return TornadoMath.tanh(x);
    }

    /** {@code 1 / (1 + e⁻ˣ)}. */
    public static float sigmoid(float x) {
        float e = TornadoMath.exp(-TornadoMath.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /** {@code 1 / (1 + e⁻ˣ)}. */
    public static double sigmoid(double x) {
        double e = TornadoMath.exp(-TornadoMath.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /** {@code ln(1 + eˣ)}. */
    public static float softplus(float x) {
        return relu(x) + log1p(TornadoMath.exp(-TornadoMath.abs(x)));
    }

    /** {@code ln(1 + eˣ)}. */
    public static double softplus(double x) {
        return relu(x) + log1p(TornadoMath.exp(-TornadoMath.abs(x)));
    }

    /** The error function, {@code 1 - e^(-q(|x|))} with a polynomial q. */
    public static float erf(float x) {
        float a = TornadoMath.abs(x);
        a = a > 3.95f ? 3.95f : a;
        float q = -9.256265002e-06f * a + 1.176412698e-04f;
        q = (q * a - 6.328368327e-04f) * a + 1.667027362e-03f;
        q = (q * a - 1.603959245e-04f) * a - 1.915306412e-02f;
        q = (q * a + 1.027778313e-01f) * a + 6.366193891e-01f;
        q = (q * a + 1.283791661e-01f) * a + a;
        float size = -expm1(-q);
        return x < 0 ? -size : size;
    }

    /** The error function. */
    public static double erf(double x) {
        double a = TornadoMath.abs(x);
        double near = a + a * nearZero(a * a);
        double size = a < 0.84375 ? near : 1 - complement(a);
        return x < 0 ? -size : size;
    }

    /** {@code 1 - erf(x)} for x that is not negative. */
    private static double complement(double x) {
        double near0 = 1 - (x + x * nearZero(x * x));
        double near1 = 1 - 8.45062911510467529297e-01 - nearOne(x - 1);
        double size = x < 1.25 ? near1 : tail(x);
        return x < 0.84375 ? near0 : size;
    }

    private static double nearZero(double s) {
        double p = -2.37630166566501626084e-05 * s - 5.77027029648944159157e-03;
        p = ((p * s - 2.84817495755985104766e-02) * s - 3.25042107247001499370e-01) * s + 1.28379167095512558561e-01;
        double q = -3.96022827877536812320e-06 * s + 1.32494738004321644526e-04;
        q = ((q * s + 5.08130628187576562776e-03) * s + 6.50222499887672944485e-02) * s + 3.97917223959155352819e-01;
        return p / (q * s + 1);
    }

    private static double nearOne(double s) {
        double p = -2.16637559486879084300e-03 * s + 3.54783043256182359371e-02;
        p = ((p * s - 1.10894694282396677476e-01) * s + 3.18346619901161753674e-01) * s - 3.72207876035701323847e-01;
        p = (p * s + 4.14856118683748331666e-01) * s - 2.36211856075265944077e-03;
        double q = 1.19844998467991074170e-02 * s + 1.36370839120290507362e-02;
        q = ((q * s + 1.26171219808761642112e-01) * s + 7.18286544141962662868e-02) * s + 5.40397917702171048937e-01;
        return p / ((q * s + 1.06420880400844228286e-01) * s + 1);
    }

    /** {@code 1 - erf(x)} for x of at least 5/4. */
    private static double tail(double x) {
        double s = 1 / (x * x);
        double p = -9.81432934416914548592e+00 * s - 8.12874355063065934246e+01;
        p = ((p * s - 1.84605092906711035994e+02) * s - 1.62396669462573470355e+02) * s - 6.23753324503260060396e+01;
        p = ((p * s - 1.05586262253232909814e+01) * s - 6.93858572707181764372e-01) * s - 9.86494403484714822705e-03;
        double q = -6.04244152148580987438e-02 * s + 6.57024977031928170135e+00;
        q = ((q * s + 1.08635005541779435134e+02) * s + 4.29008140027567833386e+02) * s + 6.45387271733267880336e+02;
        q = ((q * s + 4.34565877475229228821e+02) * s + 1.37657754143519042600e+02) * s + 1.96512716674392571292e+01;
        double middle = p / (q * s + 1);
        p = -4.83519191608651397019e+02 * s - 1.02509513161107724954e+03;
        p = ((p * s - 6.37566443368389627722e+02) * s - 1.60636384855821916062e+02) * s - 1.77579549177547519889e+01;
        p = (p * s - 7.99283237680523006574e-01) * s - 9.86494292470009928597e-03;
        q = -2.24409524465858183362e+01 * s + 4.74528541206955367215e+02;
        q = ((q * s + 2.55305040643316442583e+03) * s + 3.19985821950859553908e+03) * s + 1.53672958608443695994e+03;
        q = (q * s + 3.25792512996573918826e+02) * s + 3.03380607434824582924e+01;
        double ratio = x < 2.857142857142857 ? middle : p / (q * s + 1);
        return TornadoMath.exp(-x * x - 0.5625 + ratio) / x;
    }

    /**
     * The inverse of the error function.
     *
     * <p>M. Giles, "Approximating the erfinv function", GPU Computing Gems, Jade Edition, 2011, single precision.
     */
    public static float erfInverse(float x) {
        float w = -TornadoMath.log((1 - x) * (1 + x));
        float s = w - 2.5f;
        float centre = 2.81022636e-08f * s + 3.43273939e-07f;
        centre = (centre * s - 3.5233877e-06f) * s - 4.39150654e-06f;
        centre = (centre * s + 0.00021858087f) * s - 0.00125372503f;
        centre = (centre * s - 0.00417768164f) * s + 0.246640727f;
        centre = centre * s + 1.50140941f;
        float t = TornadoMath.sqrt(w) - 3;
        float tail = -0.000200214257f * t + 0.000100950558f;
        tail = (tail * t + 0.00134934322f) * t - 0.00367342844f;
        tail = (tail * t + 0.00573950773f) * t - 0.0076224613f;
        tail = (tail * t + 0.00943887047f) * t + 1.00167406f;
        tail = tail * t + 2.83297682f;
        float inside = (w < 5 ? centre : tail) * x;
        // ±∞ at ±1 and NaN outside, without literals for them
        return TornadoMath.abs(x) < 1 ? inside : x / TornadoMath.sqrt((1 - x) * (1 + x));
    }

    /** The inverse of the error function: Winitzki's closed form and three steps of Halley's method. */
    public static double erfInverse(double x) {
        double a = TornadoMath.abs(x);
        double shape = 0.147;
        double logarithm = log1p(-a * a);
        double b = 2 / (Math.PI * shape) + logarithm / 2;
        double r = -logarithm / shape;
        double y = TornadoMath.sqrt(r / (TornadoMath.sqrt(b * b + r) + b));
        for (int step = 0; step < 3; step++) {
            double c = complement(y);
            double residual = a < 0.5 ? 1 - c - a : 1 - a - c;
            double newton = residual / (1.1283791670955126 * TornadoMath.exp(-y * y));
            y = y - newton / (1 + y * newton);
        }
        double size = a < 1e-9 ? a * 0.886226925452758 : y;
        double inside = x < 0 ? -size : size;
        return a < 1 ? inside : x / TornadoMath.sqrt((1 - x) * (1 + x));
    }

    /** {@code aᵇ} as {@link Math#pow}, which has NaN where C has 1: for a NaN or, at a = ±1, infinite exponent. */
    public static float power(float a, float b) {
        float p = TornadoMath.pow(a, b);
        return isNaN(b) ? b : TornadoMath.abs(a) == 1 && !isFinite(b) ? b * 0 : isNaN(a) && b != 0 ? a : p;
    }

    /** {@code aᵇ}, as {@link #power(float, float)}. */
    public static double power(double a, double b) {
        double p = TornadoMath.pow(a, b);
        return isNaN(b) ? b : TornadoMath.abs(a) == 1 && !isFinite(b) ? b * 0 : isNaN(a) && b != 0 ? a : p;
    }

    /** The larger one, or NaN. */
    public static float maximum(float a, float b) {
        return isNaN(a) ? a : b > a ? b : isNaN(b) ? b : a;
    }

    /** The larger one, or NaN. */
    public static double maximum(double a, double b) {
        return isNaN(a) ? a : b > a ? b : isNaN(b) ? b : a;
    }

    /** The larger one. */
    public static int maximum(int a, int b) {
        return b > a ? b : a;
    }

    /** The smaller one, or NaN. */
    public static float minimum(float a, float b) {
        return isNaN(a) ? a : b < a ? b : isNaN(b) ? b : a;
    }

    /** The smaller one, or NaN. */
    public static double minimum(double a, double b) {
        return isNaN(a) ? a : b < a ? b : isNaN(b) ? b : a;
    }

    /** The smaller one. */
    public static int minimum(int a, int b) {
        return b < a ? b : a;
    }

    /** The angle of the point (b, a). */
    public static float atan2(float a, float b) {
        return TornadoMath.atan2(a, b);
    }

    /** The angle of the point (b, a). */
    public static double atan2(double a, double b) {
        return TornadoMath.atan2(a, b);
    }

    /** {@code a / b} for {@code b ≠ 0}, without the quotient that does not fit, which stops some devices. */
    public static int quotient(int a, int b) {
        int divisor = b == 0 || b == -1 ? 1 : b;
        return b == -1 ? -a : a / divisor;
    }

    /** Java's cast to int: towards zero, saturating, NaN to 0. */
    public static int toInt(float x) {
        float safe = x > -2147483648f && x < 2147483648f ? x : 0;
        return x > 2147483520f ? 2147483647 : x < -2147483520f ? -2147483647 - 1 : (int) safe;
    }

    /** Java's cast to int. */
    public static int toInt(double x) {
        double safe = x > -2147483648.0 && x < 2147483648.0 ? x : 0;
        return x > 2147483647.0 ? 2147483647 : x < -2147483647.999 ? -2147483647 - 1 : (int) safe;
    }

    /** Whether a stands before b in ascending order, NaN last: 1 or 0. */
    public static int precedes(float a, float b) {
        return (a < b ? 1 : 0) + (isNaN(a) ? 0 : 1) * (isNaN(b) ? 1 : 0);
    }

    /** Whether a stands before b in ascending order, NaN last: 1 or 0. */
    public static int precedes(double a, double b) {
        return (a < b ? 1 : 0) + (isNaN(a) ? 0 : 1) * (isNaN(b) ? 1 : 0);
    }

    /** Whether a stands before b in ascending order: 1 or 0. */
    public static int precedes(int a, int b) {
        return a < b ? 1 : 0;
    }

    /** Whether a is larger than b, NaN being the largest: 1 or 0. */
    public static int exceeds(float a, float b) {
        return ((a > b ? 1 : 0) + (isNaN(a) ? 1 : 0)) * (isNaN(b) ? 0 : 1);
    }

    /** Whether a is larger than b, NaN being the largest: 1 or 0. */
    public static int exceeds(double a, double b) {
        return ((a > b ? 1 : 0) + (isNaN(a) ? 1 : 0)) * (isNaN(b) ? 0 : 1);
    }

    /** Whether a is larger than b: 1 or 0. */
    public static int exceeds(int a, int b) {
        return a > b ? 1 : 0;
    }

    /** Whether a is smaller than b, NaN being the smallest: 1 or 0. */
    public static int undercuts(float a, float b) {
        return ((a < b ? 1 : 0) + (isNaN(a) ? 1 : 0)) * (isNaN(b) ? 0 : 1);
    }

    /** Whether a is smaller than b, NaN being the smallest: 1 or 0. */
    public static int undercuts(double a, double b) {
        return ((a < b ? 1 : 0) + (isNaN(a) ? 1 : 0)) * (isNaN(b) ? 0 : 1);
    }

    /** Whether a is smaller than b: 1 or 0. */
    public static int undercuts(int a, int b) {
        return a < b ? 1 : 0;
    }

    /**
     * The top {@code width} bits of word {@code i mod 4} of the Philox4x32-10 block at the counter
     * {@code (i / 4, 0, stream, domain)} under the key {@code (k0, k1)}.
     *
     * <p>J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
     */
    public static int randomBits(int i, int stream, int domain, int k0, int k1, int width) {
        int c0 = i / 4;
        int c1 = 0;
        int c2 = stream;
        int c3 = domain;
        for (int round = 0; round < 10; round++) {
            long p0 = 0xD2511F53L * (c0 & 0xFFFFFFFFL);
            long p1 = 0xCD9E8D57L * (c2 & 0xFFFFFFFFL);
            int next0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            int next2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c1 = (int) p1;
            c3 = (int) p0;
            c0 = next0;
            c2 = next2;
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }
        int word = i % 4;
        int bits = word == 0 ? c0 : word == 1 ? c1 : word == 2 ? c2 : c3;
        // As long: the logical shift of a negative int is compiled to an arithmetic one.
        return (int) ((bits & 0xFFFFFFFFL) >>> (32 - width));
    }
}
