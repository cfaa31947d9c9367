package org.gaspard.tensor.cpu;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops over whole vectors for the functions of one float that are made of {@code eˣ}, under the rules of
 * {@link FloatMath}.
 *
 * <p>All reduce the argument by {@code eˣ = 2ᵏ eʳ} with {@code |r| ≤ ln2 / 2} and {@code eʳ = 1 + r + r² P(r)}. The sum
 * of {@code x log₂e} and a number near 1.5 · 2²³ (a ROUNDER) has the nearest integer in its low bits. A rounder that is
 * larger by 127, the bias of exponents, leaves k + 127 there: shifted to the exponent's place, the bits are those of
 * {@code 2ᵏ}.
 */
final class FloatExponentials {

    private static final VectorSpecies<Float> SPECIES = FloatMath.SPECIES;
    private static final int LANES = SPECIES.length();

    private static final float ROUNDER = FloatMath.ROUNDER + 127;
    private static final float MODERATE = 87;
    private static final float LOG2_E = 0x1.715476p0f;
    private static final float LN2_HIGH = 0x1.62e430p-1f;
    private static final float LN2_LOW = -0x1.05c610p-29f;

    // eʳ = 1 + r + r² (P0 + P1 r + …)
    private static final float P0 = 4.999999702e-01f;
    private static final float P1 = 1.666654348e-01f;
    private static final float P2 = 4.166720062e-02f;
    private static final float P3 = 8.366595954e-03f;
    private static final float P4 = 1.388250734e-03f;

    private FloatExponentials() {}

    /**
     * {@code eˣ}. Where all lanes are between ±{@link #MODERATE}, so that results and scales are normal numbers, the
     * scale is {@code 2ᵏ}. Elsewhere it is {@code 2ᵏ⁻⁶⁴} for positive x and {@code 2ᵏ⁺⁶⁴} for others, and a last product
     * with {@code 2^±64} overflows, or rounds once to a subnormal number, where it should. Both ways give the same bits.
     */
    static void exp(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            if (v.abs().compare(LE, MODERATE).allTrue()) {
                FloatVector shifted = v.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER));
                FloatVector k = shifted.sub(ROUNDER);
                FloatVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), v));
                FloatVector p = broadcast(SPECIES, P4).fma(r, broadcast(SPECIES, P3));
                p = p.fma(r, broadcast(SPECIES, P2))
                        .fma(r, broadcast(SPECIES, P1))
                        .fma(r, broadcast(SPECIES, P0));
                p = p.fma(r.mul(r), r).add(1);
                p.mul(shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats())
                        .intoArray(y, yo + i);
            } else {
                VectorMask<Float> positive = v.compare(GT, 0);
                FloatVector rounder = broadcast(SPECIES, ROUNDER + 64).blend(ROUNDER - 64, positive);
                FloatVector shifted = v.fma(broadcast(SPECIES, LOG2_E), rounder);
                FloatVector k = shifted.sub(rounder);
                FloatVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), v));
                FloatVector p = broadcast(SPECIES, P4).fma(r, broadcast(SPECIES, P3));
                p = p.fma(r, broadcast(SPECIES, P2))
                        .fma(r, broadcast(SPECIES, P1))
                        .fma(r, broadcast(SPECIES, P0));
                p = p.fma(r.mul(r), r).add(1);
                p.mul(shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats())
                        .mul(broadcast(SPECIES, 0x1p-64f).blend(0x1p64f, positive))
                        .blend(Float.POSITIVE_INFINITY, v.compare(GT, 89))
                        .blend(0, v.compare(LT, -104))
                        .intoArray(y, yo + i);
            }
        }
    }

    /** {@code eˣ - 1 = 2 (2ᵏ⁻¹ (eʳ - 1) + (2ᵏ⁻¹ - ½))}; x itself where it is tiny. */
    static void expm1(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            FloatVector shifted = v.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER - 1));
            FloatVector k = shifted.sub(ROUNDER - 1);
            FloatVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), v));
            FloatVector p = broadcast(SPECIES, P4).fma(r, broadcast(SPECIES, P3));
            p = p.fma(r, broadcast(SPECIES, P2)).fma(r, broadcast(SPECIES, P1)).fma(r, broadcast(SPECIES, P0));
            p = p.fma(r.mul(r), r);
            FloatVector scale = shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
            FloatVector half = p.fma(scale, scale.sub(0.5f));
            half.add(half)
                    .blend(v, v.abs().compare(LT, 0x1p-25f))
                    .blend(Float.POSITIVE_INFINITY, v.compare(GT, 89))
                    .blend(-1, v.compare(LT, -20))
                    .intoArray(y, yo + i);
        }
    }

    /** {@code a + a³ P(a²)} below 0.55, {@code 1 - 2 / (e²ᵃ + 1)} above, and 1 from 10 on, where {@code a = |x|}. */
    static void tanh(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            FloatVector a = v.abs();
            FloatVector b = a.add(a);
            FloatVector shifted = b.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER));
            FloatVector k = shifted.sub(ROUNDER);
            FloatVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), b));
            FloatVector p = broadcast(SPECIES, P4).fma(r, broadcast(SPECIES, P3));
            p = p.fma(r, broadcast(SPECIES, P2)).fma(r, broadcast(SPECIES, P1)).fma(r, broadcast(SPECIES, P0));
            p = p.fma(r.mul(r), r).add(1);
            FloatVector e = p.mul(shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats());
            FloatVector far = broadcast(SPECIES, 1).sub(broadcast(SPECIES, 2).div(e.add(1)));
            FloatVector s = a.mul(a);
            FloatVector t = broadcast(SPECIES, -6.273553707e-03f).fma(s, broadcast(SPECIES, 2.107122354e-02f));
            t = t.fma(s, broadcast(SPECIES, -5.385220796e-02f)).fma(s, broadcast(SPECIES, 1.333258450e-01f));
            t = t.fma(s, broadcast(SPECIES, -3.333331645e-01f)).mul(s).fma(a, a);
            FloatVector size = far.blend(1, a.compare(GT, 10)).blend(t, a.compare(LT, 0.55f));
            IntVector sign = v.reinterpretAsInts().and(FloatMath.SIGN);
            size.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(y, yo + i);
        }
    }

    /**
     * {@code 1 / (1 + e⁻ᵃ)} or {@code e⁻ᵃ / (1 + e⁻ᵃ)} with {@code a = |x|}, so that nothing cancels. A last step takes
     * back what the rounding of {@code d = 1 + e} lost: {@code y (1 + e - d) / d}, where {@code 1 / d} is y or 1 - y.
     */
    static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            FloatVector a = v.abs();
            FloatVector shifted = a.fma(broadcast(SPECIES, -LOG2_E), broadcast(SPECIES, ROUNDER + 64));
            FloatVector k = shifted.sub(ROUNDER + 64);
            FloatVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), a.neg()));
            FloatVector p = broadcast(SPECIES, P4).fma(r, broadcast(SPECIES, P3));
            p = p.fma(r, broadcast(SPECIES, P2)).fma(r, broadcast(SPECIES, P1)).fma(r, broadcast(SPECIES, P0));
            p = p.fma(r.mul(r), r).add(1);
            FloatVector e = p.mul(shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats())
                    .mul(0x1p-64f)
                    .blend(0, a.compare(GT, 104));
            VectorMask<Float> negative = v.compare(LT, 0);
            FloatVector d = e.add(1);
            FloatVector q = broadcast(SPECIES, 1).blend(e, negative).div(d);
            FloatVector lost = d.sub(1).sub(e).mul(q);
            lost.fma(q.blend(broadcast(SPECIES, 1).sub(q), negative), q).intoArray(y, yo + i);
        }
    }

    /** {@code max(x, 0) + ln(1 + z)} with {@code z = e^(-|x|)} and {@code ln(1 + z) = z + z² P(z)}. */
    static void softplus(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            FloatVector a = v.abs();
            FloatVector shifted = a.fma(broadcast(SPECIES, -LOG2_E), broadcast(SPECIES, ROUNDER + 64));
            FloatVector k = shifted.sub(ROUNDER + 64);
            FloatVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), a.neg()));
            FloatVector p = broadcast(SPECIES, P4).fma(r, broadcast(SPECIES, P3));
            p = p.fma(r, broadcast(SPECIES, P2)).fma(r, broadcast(SPECIES, P1)).fma(r, broadcast(SPECIES, P0));
            p = p.fma(r.mul(r), r).add(1);
            FloatVector z = p.mul(shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats())
                    .mul(0x1p-64f)
                    .blend(0, a.compare(GT, 104));
            FloatVector l = broadcast(SPECIES, -3.676900407e-03f).fma(z, broadcast(SPECIES, 2.187283151e-02f));
            l = l.fma(z, broadcast(SPECIES, -6.091656908e-02f)).fma(z, broadcast(SPECIES, 1.102463454e-01f));
            l = l.fma(z, broadcast(SPECIES, -1.556925029e-01f)).fma(z, broadcast(SPECIES, 1.977422982e-01f));
            l = l.fma(z, broadcast(SPECIES, -2.497508228e-01f)).fma(z, broadcast(SPECIES, 3.333224952e-01f));
            l = l.fma(z, broadcast(SPECIES, -0.5f)).fma(z.mul(z), z);
            l.add(v.blend(0, v.compare(LE, 0))).intoArray(y, yo + i);
        }
    }

    /** {@code 1 - e^(-Q(a))} with {@code Q(a) = a + a P(a)} and {@code a = |x|}; beyond a = 3.95 nothing changes. */
    static void erf(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            FloatVector a = v.abs();
            a = a.blend(3.95f, a.compare(GE, 3.95f));
            FloatVector q = broadcast(SPECIES, -9.256265002e-06f).fma(a, broadcast(SPECIES, 1.176412698e-04f));
            q = q.fma(a, broadcast(SPECIES, -6.328368327e-04f)).fma(a, broadcast(SPECIES, 1.667027362e-03f));
            q = q.fma(a, broadcast(SPECIES, -1.603959245e-04f)).fma(a, broadcast(SPECIES, -1.915306412e-02f));
            q = q.fma(a, broadcast(SPECIES, 1.027778313e-01f)).fma(a, broadcast(SPECIES, 6.366193891e-01f));
            q = q.fma(a, broadcast(SPECIES, 1.283791661e-01f)).fma(a, a).neg();
            FloatVector shifted = q.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUNDER));
            FloatVector k = shifted.sub(ROUNDER);
            FloatVector r = k.fma(broadcast(SPECIES, -LN2_LOW), k.fma(broadcast(SPECIES, -LN2_HIGH), q));
            FloatVector p = broadcast(SPECIES, P4).fma(r, broadcast(SPECIES, P3));
            p = p.fma(r, broadcast(SPECIES, P2)).fma(r, broadcast(SPECIES, P1)).fma(r, broadcast(SPECIES, P0));
            p = p.fma(r.mul(r), r);
            FloatVector scale = shifted.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
            FloatVector size = p.fma(scale, scale.sub(1)).abs();
            IntVector sign = v.reinterpretAsInts().and(FloatMath.SIGN);
            size.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(y, yo + i);
        }
    }
}
