package org.gaspard.tensor.cpu;

import static jdk.incubator.vector.VectorOperators.ABS;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions of float64 vectors, under the rules of {@link FloatMath}: exactly defined operations only. The
 * coefficients come from {@code src/test/oracles/double_polynomials.py}; the form of the logarithm, which keeps
 * {@code f²/2} apart, is that of fdlibm ({@code e_log.c}).
 */
final class DoubleMath {

    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    /** Adding 1.5 · 2⁵² leaves the nearest integer in the low bits of the sum. */
    private static final double ROUNDER = 0x1.8p52;

    private static final long ROUNDER_BITS = Double.doubleToRawLongBits(ROUNDER);
    private static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(0x1.6a09e667f3bcdp-1);
    private static final long MANTISSA = 0x000fffffffffffffL;
    private static final long SIGN = 0x8000000000000000L;
    private static final double LOG2_E = 0x1.71547652b82fep0;

    /** ln 2 in two parts, the first with 20 zero bits at its end: its products with exponents are exact. */
    private static final double LN2_HIGH = 0x1.62e42feep-1;

    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    private DoubleMath() {}

    /** {@code eˣ = 2ᵏ eʳ} with {@code |r| ≤ ln2 / 2}. */
    static DoubleVector exp(DoubleVector x) {
        DoubleVector y = expInRange(x);
        return y.blend(Double.POSITIVE_INFINITY, x.compare(GT, 710)).blend(0, x.compare(LT, -746));
    }

    /** {@code eˣ - 1 = 2 (2ᵏ⁻¹ (eʳ - 1) + (2ᵏ⁻¹ - ½))}. */
    static DoubleVector expm1(DoubleVector x) {
        DoubleVector shifted = x.fma(broadcast(LOG2_E), broadcast(ROUNDER));
        DoubleVector r = lessMultiplesOfLn2(x, shifted.sub(ROUNDER));
        DoubleVector scale = powerOfTwo(shifted.reinterpretAsLongs().sub(ROUNDER_BITS + 1));
        DoubleVector y = expm1Reduced(r).fma(scale, scale.sub(0.5));
        return y.add(y)
                .blend(x, x.compare(EQ, 0))
                .blend(Double.POSITIVE_INFINITY, x.compare(GT, 710))
                .blend(-1, x.compare(LT, -40));
    }

    /** {@code ln x = e ln2 + ln(1 + f)} with {@code x = 2ᵉ (1 + f)} and {@code √½ ≤ 1 + f < √2}. */
    static DoubleVector log(DoubleVector x) {
        VectorMask<Double> subnormal = x.compare(LT, Double.MIN_NORMAL);
        LongVector bits = x.blend(x.mul(0x1p52), subnormal).reinterpretAsLongs().sub(SQRT_HALF_BITS);
        DoubleVector e = toDouble(bits.lanewise(ASHR, 52));
        e = e.blend(e.sub(52), subnormal);
        DoubleVector y = logOfParts(e, mantissa(bits).sub(1));
        return y.blend(x, x.compare(LT, Double.POSITIVE_INFINITY).not())
                .blend(Double.NEGATIVE_INFINITY, x.compare(EQ, 0))
                .blend(Double.NaN, x.compare(LT, 0));
    }

    /** As {@link #log}, with {@code f = 2⁻ᵉ x + (2⁻ᵉ - 1)}, which does not pass through the rounded {@code 1 + x}. */
    static DoubleVector log1p(DoubleVector x) {
        LongVector bits = x.add(1).reinterpretAsLongs().sub(SQRT_HALF_BITS);
        LongVector e = bits.lanewise(ASHR, 52);
        DoubleVector scale = powerOfTwo(e.neg());
        DoubleVector f = x.fma(scale, scale.sub(1));
        f = f.blend(mantissa(bits).sub(1), x.compare(GT, 0x1p60));
        DoubleVector y = logOfParts(toDouble(e), f);
        return y.blend(x, x.compare(LT, Double.POSITIVE_INFINITY).not().or(x.compare(EQ, 0)))
                .blend(Double.NEGATIVE_INFINITY, x.compare(EQ, -1))
                .blend(Double.NaN, x.compare(LT, -1));
    }

    /** {@code t / (t + 2)} with {@code t = e²ᵃ - 1} and {@code a = |x|}. */
    static DoubleVector tanh(DoubleVector x) {
        DoubleVector a = x.lanewise(ABS);
        DoubleVector t = expm1(a.add(a));
        DoubleVector y = t.div(t.add(2)).blend(1, a.compare(GT, 20));
        LongVector sign = x.reinterpretAsLongs().and(SIGN);
        return y.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
    }

    /** {@code 1 / (1 + e⁻ᵃ)} or {@code e⁻ᵃ / (1 + e⁻ᵃ)} with {@code a = |x|}, so that nothing cancels. */
    static DoubleVector sigmoid(DoubleVector x) {
        DoubleVector e = exp(x.lanewise(ABS).neg());
        return broadcast(1).blend(e, x.compare(LT, 0)).div(e.add(1));
    }

    /** The nearest integer, ties to even: adding and taking away 2⁵² drops the fraction. */
    static DoubleVector round(DoubleVector x) {
        DoubleVector a = x.lanewise(ABS);
        LongVector sign = x.reinterpretAsLongs().and(SIGN);
        DoubleVector rounded =
                a.add(0x1p52).sub(0x1p52).reinterpretAsLongs().or(sign).reinterpretAsDoubles();
        return x.blend(rounded, a.compare(LT, 0x1p52));
    }

    /** The largest integer not above. */
    static DoubleVector floor(DoubleVector x) {
        DoubleVector rounded = round(x);
        return rounded.blend(rounded.sub(1), rounded.compare(GT, x));
    }

    /** {@code -1, 1}, or x itself if it is a zero or NaN. */
    static DoubleVector sign(DoubleVector x) {
        return x.blend(1, x.compare(GT, 0)).blend(-1, x.compare(LT, 0));
    }

    private static DoubleVector expInRange(DoubleVector x) {
        DoubleVector shifted = x.fma(broadcast(LOG2_E), broadcast(ROUNDER));
        DoubleVector r = lessMultiplesOfLn2(x, shifted.sub(ROUNDER));
        DoubleVector p = expm1Reduced(r).add(1);
        // In two halves, so that neither scale overflows and a subnormal result is rounded once.
        LongVector k = shifted.reinterpretAsLongs().sub(ROUNDER_BITS);
        LongVector half = k.lanewise(ASHR, 1);
        return p.mul(powerOfTwo(half)).mul(powerOfTwo(k.sub(half)));
    }

    private static DoubleVector lessMultiplesOfLn2(DoubleVector x, DoubleVector k) {
        DoubleVector minusK = k.neg();
        return minusK.fma(broadcast(LN2_LOW), minusK.fma(broadcast(LN2_HIGH), x));
    }

    private static DoubleVector expm1Reduced(DoubleVector r) {
        DoubleVector p = broadcast(2.091477283224809e-09);
        p = p.fma(r, broadcast(2.510533724466521e-08));
        p = p.fma(r, broadcast(2.755727343657049e-07));
        p = p.fma(r, broadcast(2.755725511097889e-06));
        p = p.fma(r, broadcast(2.480158732571076e-05));
        p = p.fma(r, broadcast(0.00019841269875048905));
        p = p.fma(r, broadcast(0.0013888888888883703));
        p = p.fma(r, broadcast(0.00833333333332607));
        p = p.fma(r, broadcast(0.04166666666666667));
        p = p.fma(r, broadcast(0.1666666666666667));
        p = p.fma(r, broadcast(0.5));
        return p.fma(r.mul(r), r);
    }

    /** {@code e ln2 + f - (f²/2 - s (f²/2 + z P(z)))} with {@code s = f / (2 + f)} and {@code z = s²}. */
    private static DoubleVector logOfParts(DoubleVector e, DoubleVector f) {
        DoubleVector s = f.div(f.add(2));
        DoubleVector z = s.mul(s);
        DoubleVector p = broadcast(0.1462395660821188);
        p = p.fma(z, broadcast(0.1533111258796017));
        p = p.fma(z, broadcast(0.1818290749767122));
        p = p.fma(z, broadcast(0.22222210881932927));
        p = p.fma(z, broadcast(0.28571428627528794));
        p = p.fma(z, broadcast(0.3999999999989607));
        p = p.fma(z, broadcast(0.666666666666667));
        DoubleVector square = f.mul(f).mul(0.5);
        DoubleVector inner = s.fma(z.fma(p, square), e.mul(LN2_LOW));
        return e.fma(broadcast(LN2_HIGH), f.sub(square.sub(inner)));
    }

    private static DoubleVector mantissa(LongVector bitsAboveSqrtHalf) {
        return bitsAboveSqrtHalf.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsDoubles();
    }

    private static DoubleVector powerOfTwo(LongVector k) {
        return k.add(1023).lanewise(LSHL, 52).reinterpretAsDoubles();
    }

    /** Exact for the small integers of exponents, and without a conversion that some processors lack. */
    private static DoubleVector toDouble(LongVector k) {
        return k.add(ROUNDER_BITS).reinterpretAsDoubles().sub(ROUNDER);
    }

    private static DoubleVector broadcast(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }
}
