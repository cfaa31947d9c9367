package org.gaspard.tensor.cpu;

import static jdk.incubator.vector.VectorOperators.ABS;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions of float32 vectors, made only of operations that IEEE 754 defines to the last bit (additions,
 * products, fused products, quotients, comparisons) and of integer operations. So a value is the same bits in every
 * lane, at every vector length, on every machine, and before and after compilation; the Vector API's own
 * transcendental operations promise none of these.
 *
 * <p>Each function reduces its argument to a small interval and takes a minimax polynomial there; the coefficients come
 * from {@code src/test/oracles/float_polynomials.py}. The measured errors stand in {@link VectorSpanKernels}.
 */
final class FloatMath {

    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /** Where the three-part reduction of {@link #sine} ends; beyond, callers take another way. */
    static final float SINE_LIMIT = 0x1p17f;

    /** Adding 1.5 · 2²³ leaves the nearest integer in the low bits of the sum. */
    private static final float ROUNDER = 0x1.8p23f;

    private static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);
    private static final int SQRT_HALF_BITS = Float.floatToRawIntBits(0x1.6a09e6p-1f);
    private static final int MANTISSA = 0x007fffff;
    private static final int SIGN = 0x80000000;
    private static final float LOG2_E = 0x1.715476p0f;
    private static final float LN2_HIGH = 0x1.62e430p-1f;
    private static final float LN2_LOW = -0x1.05c610p-29f;

    private FloatMath() {}

    /** {@code eˣ = 2ᵏ eʳ} with {@code |r| ≤ ln2 / 2}. */
    static FloatVector exp(FloatVector x) {
        FloatVector y = expInRange(x);
        return y.blend(Float.POSITIVE_INFINITY, x.compare(GT, 89)).blend(0, x.compare(LT, -104));
    }

    /** {@link #exp} for {@code -104 ≤ x ≤ 89}; anything elsewhere, but NaN for NaN. */
    private static FloatVector expInRange(FloatVector x) {
        FloatVector shifted = x.fma(broadcast(LOG2_E), broadcast(ROUNDER));
        FloatVector r = lessMultiplesOfLn2(x, shifted.sub(ROUNDER));
        FloatVector p = expm1Reduced(r).add(1);
        // In two halves, so that neither scale overflows and a subnormal result is rounded once.
        IntVector k = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
        IntVector half = k.lanewise(ASHR, 1);
        return p.mul(powerOfTwo(half)).mul(powerOfTwo(k.sub(half)));
    }

    /** {@code eˣ - 1 = 2 (2ᵏ⁻¹ (eʳ - 1) + (2ᵏ⁻¹ - ½))}. */
    static FloatVector expm1(FloatVector x) {
        FloatVector shifted = x.fma(broadcast(LOG2_E), broadcast(ROUNDER));
        FloatVector r = lessMultiplesOfLn2(x, shifted.sub(ROUNDER));
        FloatVector scale = powerOfTwo(shifted.reinterpretAsInts().sub(ROUNDER_BITS + 1));
        FloatVector y = expm1Reduced(r).fma(scale, scale.sub(0.5f));
        return y.add(y)
                .blend(x, x.compare(EQ, 0))
                .blend(Float.POSITIVE_INFINITY, x.compare(GT, 89))
                .blend(-1, x.compare(LT, -20));
    }

    /** {@code ln x = e ln2 + ln(1 + f)} with {@code x = 2ᵉ (1 + f)} and {@code √½ ≤ 1 + f < √2}. */
    static FloatVector log(FloatVector x) {
        VectorMask<Float> subnormal = x.compare(LT, Float.MIN_NORMAL);
        IntVector bits = x.blend(x.mul(0x1p23f), subnormal).reinterpretAsInts().sub(SQRT_HALF_BITS);
        FloatVector e = toFloat(bits.lanewise(ASHR, 23));
        e = e.blend(e.sub(23), subnormal);
        FloatVector f = mantissa(bits).sub(1);
        FloatVector y = logOfParts(e, f);
        return y.blend(x, x.compare(LT, Float.POSITIVE_INFINITY).not())
                .blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0))
                .blend(Float.NaN, x.compare(LT, 0));
    }

    /** As {@link #log}, with {@code f = 2⁻ᵉ x + (2⁻ᵉ - 1)}, which does not pass through the rounded {@code 1 + x}. */
    static FloatVector log1p(FloatVector x) {
        IntVector bits = x.add(1).reinterpretAsInts().sub(SQRT_HALF_BITS);
        IntVector e = bits.lanewise(ASHR, 23);
        FloatVector scale = powerOfTwo(e.neg());
        FloatVector f = x.fma(scale, scale.sub(1));
        f = f.blend(mantissa(bits).sub(1), x.compare(GT, 0x1p30f));
        FloatVector y = logOfParts(toFloat(e), f);
        return y.blend(x, x.compare(LT, Float.POSITIVE_INFINITY).not().or(x.compare(EQ, 0)))
                .blend(Float.NEGATIVE_INFINITY, x.compare(EQ, -1))
                .blend(Float.NaN, x.compare(LT, -1));
    }

    /** {@code t / (t + 2)} with {@code t = e²ᵃ - 1} and {@code a = |x|}; beyond a = 10 nothing changes. */
    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.lanewise(ABS);
        FloatVector t = expm1InRange(a.add(a).min(20));
        return withSignOf(t.div(t.add(2)), x);
    }

    /** {@code 1 / (1 + e⁻ᵃ)} or {@code e⁻ᵃ / (1 + e⁻ᵃ)} with {@code a = |x|}, so that nothing cancels. */
    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = expOfMinusAbs(x);
        VectorMask<Float> negative = x.compare(LT, 0);
        FloatVector d = e.add(1);
        FloatVector y = broadcast(1).blend(e, negative).div(d);
        // Takes back what 1 + e lost: y - y · (1 + e - d) / d, where 1 / d is y or 1 - y.
        FloatVector lost = d.sub(1).sub(e).mul(y);
        return lost.fma(y.blend(broadcast(1).sub(y), negative), y);
    }

    /**
     * {@code max(x, 0) + ln(1 + z)} with {@code z = e^(-|x|)}, where {@code ln(1 + z) = 2 artanh(s / 2) = s + s³ P(s²)}
     * and {@code s = z / (1 + z/2)}.
     */
    static FloatVector softplus(FloatVector x) {
        FloatVector z = expOfMinusAbs(x);
        FloatVector s = z.div(z.fma(broadcast(0.5f), broadcast(1)));
        FloatVector w = s.mul(s);
        FloatVector p = broadcast(1.186058507e-04f);
        p = p.fma(w, broadcast(4.185647704e-04f));
        p = p.fma(w, broadcast(2.235673135e-03f));
        p = p.fma(w, broadcast(1.249965280e-02f));
        p = p.fma(w, broadcast(8.333334327e-02f));
        return p.mul(w).fma(s, s).add(x.max(0));
    }

    /** {@code 1 - e^(-Q(a))} with {@code Q(a) = a + a P(a)} and {@code a = |x|}; beyond a = 3.95 nothing changes. */
    static FloatVector erf(FloatVector x) {
        FloatVector a = x.lanewise(ABS).min(3.95f);
        FloatVector p = broadcast(-9.256265002e-06f);
        p = p.fma(a, broadcast(1.176412698e-04f));
        p = p.fma(a, broadcast(-6.328368327e-04f));
        p = p.fma(a, broadcast(1.667027362e-03f));
        p = p.fma(a, broadcast(-1.603959245e-04f));
        p = p.fma(a, broadcast(-1.915306412e-02f));
        p = p.fma(a, broadcast(1.027778313e-01f));
        p = p.fma(a, broadcast(6.366193891e-01f));
        p = p.fma(a, broadcast(1.283791661e-01f));
        return withSignOf(expm1InRange(p.fma(a, a).neg()).lanewise(ABS), x);
    }

    /**
     * {@code sin(x + quarters · π/2)} for {@code |x| ≤ } {@link #SINE_LIMIT}: odd for 0 quarters, and for 1 the cosine.
     */
    static FloatVector sine(FloatVector x, int quarters) {
        FloatVector a = x.lanewise(ABS);
        FloatVector shifted = a.fma(broadcast(0x1.45f306p-1f), broadcast(ROUNDER));
        FloatVector minusK = broadcast(ROUNDER).sub(shifted);
        FloatVector r = minusK.fma(broadcast(0x1.921fb6p0f), a);
        r = minusK.fma(broadcast(-0x1.777a5cp-25f), r);
        r = minusK.fma(broadcast(-0x1.ee59dap-50f), r);
        FloatVector s = r.mul(r);
        FloatVector sin = broadcast(-1.951519953e-04f);
        sin = sin.fma(s, broadcast(8.332160302e-03f));
        sin = sin.fma(s, broadcast(-1.666665524e-01f));
        sin = sin.mul(s).fma(r, r);
        FloatVector cos = broadcast(2.443306221e-05f);
        cos = cos.fma(s, broadcast(-1.388731529e-03f));
        cos = cos.fma(s, broadcast(4.166664556e-02f));
        cos = cos.fma(s, broadcast(-0.5f)).fma(s, broadcast(1));
        IntVector k = shifted.reinterpretAsInts().sub(ROUNDER_BITS - quarters);
        FloatVector y = sin.blend(cos, k.and(1).compare(NE, 0).cast(SPECIES));
        IntVector sign = k.and(2).lanewise(LSHL, 30);
        if (quarters == 0) {
            sign = sign.lanewise(XOR, x.reinterpretAsInts().and(SIGN));
        }
        return y.reinterpretAsInts().lanewise(XOR, sign).reinterpretAsFloats();
    }

    /** The nearest integer, ties to even: adding and taking away 2²³ drops the fraction. */
    static FloatVector round(FloatVector x) {
        FloatVector a = x.lanewise(ABS);
        FloatVector rounded = withSignOf(a.add(0x1p23f).sub(0x1p23f), x);
        return x.blend(rounded, a.compare(LT, 0x1p23f));
    }

    /** The largest integer not above. */
    static FloatVector floor(FloatVector x) {
        FloatVector rounded = round(x);
        return rounded.blend(rounded.sub(1), rounded.compare(GT, x));
    }

    /** {@code -1, 1}, or x itself if it is a zero or NaN. */
    static FloatVector sign(FloatVector x) {
        return x.blend(1, x.compare(GT, 0)).blend(-1, x.compare(LT, 0));
    }

    /** {@code e^(-|x|)}; at -104 and beyond it is zero. */
    private static FloatVector expOfMinusAbs(FloatVector x) {
        return expInRange(x.lanewise(ABS).neg().max(-104));
    }

    /** {@code eˣ - 1 = 2ᵏ (eʳ - 1) + (2ᵏ - 1)} for {@code |x| ≤ 80}. */
    private static FloatVector expm1InRange(FloatVector x) {
        FloatVector shifted = x.fma(broadcast(LOG2_E), broadcast(ROUNDER));
        FloatVector r = lessMultiplesOfLn2(x, shifted.sub(ROUNDER));
        FloatVector scale = powerOfTwo(shifted.reinterpretAsInts().sub(ROUNDER_BITS));
        return expm1Reduced(r).fma(scale, scale.sub(1));
    }

    private static FloatVector lessMultiplesOfLn2(FloatVector x, FloatVector k) {
        FloatVector minusK = k.neg();
        return minusK.fma(broadcast(LN2_LOW), minusK.fma(broadcast(LN2_HIGH), x));
    }

    private static FloatVector expm1Reduced(FloatVector r) {
        FloatVector p = broadcast(1.388250734e-03f);
        p = p.fma(r, broadcast(8.366595954e-03f));
        p = p.fma(r, broadcast(4.166720062e-02f));
        p = p.fma(r, broadcast(1.666654348e-01f));
        p = p.fma(r, broadcast(4.999999702e-01f));
        return p.fma(r.mul(r), r);
    }

    /** {@code e ln2 + f - f²/2 + f³ P(f)}. */
    private static FloatVector logOfParts(FloatVector e, FloatVector f) {
        FloatVector p = broadcast(-7.634492964e-02f);
        p = p.fma(f, broadcast(1.276157498e-01f));
        p = p.fma(f, broadcast(-1.316018254e-01f));
        p = p.fma(f, broadcast(1.420175880e-01f));
        p = p.fma(f, broadcast(-1.662335694e-01f));
        p = p.fma(f, broadcast(2.000122666e-01f));
        p = p.fma(f, broadcast(-2.500081956e-01f));
        p = p.fma(f, broadcast(3.333333135e-01f));
        p = p.fma(f, broadcast(-0.5f));
        p = p.fma(f.mul(f), e.mul(LN2_LOW));
        return e.fma(broadcast(LN2_HIGH), p.add(f));
    }

    private static FloatVector mantissa(IntVector bitsAboveSqrtHalf) {
        return bitsAboveSqrtHalf.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsFloats();
    }

    private static FloatVector powerOfTwo(IntVector k) {
        return k.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
    }

    private static FloatVector toFloat(IntVector k) {
        return (FloatVector) k.castShape(SPECIES, 0);
    }

    private static FloatVector withSignOf(FloatVector y, FloatVector x) {
        IntVector sign = x.reinterpretAsInts().and(SIGN);
        return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }
}
