package org.gaspard.tensor.cpu;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops over whole vectors for logarithms of floats, under the rules of {@link FloatMath}:
 * {@code ln(2ᵉ (1 + f)) = e ln2 + f - f²/2 + f³ P(f)} with {@code √½ ≤ 1 + f < √2}. Taking the bits of {@code √½} from
 * those of the argument leaves e in the place of the exponent, and what is below it, put back on {@code √½}, is
 * {@code 1 + f}.
 */
final class FloatLogarithms {

    private static final VectorSpecies<Float> SPECIES = FloatMath.SPECIES;
    private static final int LANES = SPECIES.length();

    private static final int SQRT_HALF_BITS = Float.floatToRawIntBits(0x1.6a09e6p-1f);
    private static final int MANTISSA = 0x007fffff;
    private static final float LN2_HIGH = 0x1.62e430p-1f;
    private static final float LN2_LOW = -0x1.05c610p-29f;

    // ln(1 + f) = f - f²/2 + f³ (P0 + P1 f + …)
    private static final float P0 = 3.333333135e-01f;
    private static final float P1 = -2.500081956e-01f;
    private static final float P2 = 2.000122666e-01f;
    private static final float P3 = -1.662335694e-01f;
    private static final float P4 = 1.420175880e-01f;
    private static final float P5 = -1.316018254e-01f;
    private static final float P6 = 1.276157498e-01f;
    private static final float P7 = -7.634492964e-02f;

    private FloatLogarithms() {}

    /** {@code ln x}; subnormal arguments are scaled first. */
    static void log(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            VectorMask<Float> subnormal = v.compare(LT, Float.MIN_NORMAL);
            IntVector bits =
                    v.blend(v.mul(0x1p23f), subnormal).reinterpretAsInts().sub(SQRT_HALF_BITS);
            FloatVector e = (FloatVector) bits.lanewise(ASHR, 23).castShape(SPECIES, 0);
            e = e.blend(e.sub(23), subnormal);
            FloatVector f =
                    bits.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsFloats().sub(1);
            FloatVector p = broadcast(SPECIES, P7).fma(f, broadcast(SPECIES, P6));
            p = p.fma(f, broadcast(SPECIES, P5)).fma(f, broadcast(SPECIES, P4)).fma(f, broadcast(SPECIES, P3));
            p = p.fma(f, broadcast(SPECIES, P2)).fma(f, broadcast(SPECIES, P1)).fma(f, broadcast(SPECIES, P0));
            p = p.fma(f, broadcast(SPECIES, -0.5f)).fma(f.mul(f), e.mul(LN2_LOW));
            e.fma(broadcast(SPECIES, LN2_HIGH), p.add(f))
                    .blend(v, v.compare(LT, Float.POSITIVE_INFINITY).not())
                    .blend(Float.NEGATIVE_INFINITY, v.compare(EQ, 0))
                    .blend(Float.NaN, v.compare(LT, 0))
                    .intoArray(y, yo + i);
        }
    }

    /** {@code ln(1 + x)}, with {@code f = 2⁻ᵉ x + (2⁻ᵉ - 1)}, which does not pass through the rounded {@code 1 + x}. */
    static void log1p(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            IntVector bits = v.add(1).reinterpretAsInts().sub(SQRT_HALF_BITS);
            IntVector k = bits.lanewise(ASHR, 23);
            FloatVector scale = broadcast(SPECIES, 1)
                    .reinterpretAsInts()
                    .sub(k.lanewise(LSHL, 23))
                    .reinterpretAsFloats();
            FloatVector large =
                    bits.and(MANTISSA).add(SQRT_HALF_BITS).reinterpretAsFloats().sub(1);
            FloatVector f = v.fma(scale, scale.sub(1)).blend(large, v.compare(GT, 0x1p30f));
            FloatVector e = (FloatVector) k.castShape(SPECIES, 0);
            FloatVector p = broadcast(SPECIES, P7).fma(f, broadcast(SPECIES, P6));
            p = p.fma(f, broadcast(SPECIES, P5)).fma(f, broadcast(SPECIES, P4)).fma(f, broadcast(SPECIES, P3));
            p = p.fma(f, broadcast(SPECIES, P2)).fma(f, broadcast(SPECIES, P1)).fma(f, broadcast(SPECIES, P0));
            p = p.fma(f, broadcast(SPECIES, -0.5f)).fma(f.mul(f), e.mul(LN2_LOW));
            e.fma(broadcast(SPECIES, LN2_HIGH), p.add(f))
                    .blend(v, v.compare(LT, Float.POSITIVE_INFINITY).not().or(v.compare(EQ, 0)))
                    .blend(Float.NEGATIVE_INFINITY, v.compare(EQ, -1))
                    .blend(Float.NaN, v.compare(LT, -1))
                    .intoArray(y, yo + i);
        }
    }
}
