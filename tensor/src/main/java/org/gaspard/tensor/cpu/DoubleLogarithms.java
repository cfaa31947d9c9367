package org.gaspard.tensor.cpu;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
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
 * Loops over whole vectors for logarithms of doubles, under the rules of {@link DoubleMath}:
 * {@code ln(2ᵉ (1 + f)) = e ln2 + f - (f²/2 - s (f²/2 + z P(z)))} with {@code √½ ≤ 1 + f < √2}, {@code s = f / (2 + f)} and
 * {@code z = s²}; this form, which keeps {@code f²/2} apart, is that of fdlibm ({@code e_log.c}). Taking the bits of {@code √½} from
 * those of the argument leaves e in the place of the exponent, and what is below it, put back on {@code √½}, is
 * {@code 1 + f}.
 */
final class DoubleLogarithms {

    private static final VectorSpecies<Double> SPECIES = DoubleMath.SPECIES;
    private static final int LANES = SPECIES.length();

    private static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(0x1.6a09e667f3bcdp-1);
    private static final long MANTISSA = 0x000fffffffffffffL;
    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    // ln(1 + f) = f - f²/2 + s (f²/2 + z (P0 + P1 z + …))
    private static final double P0 = 0.666666666666667;
    private static final double P1 = 0.3999999999989607;
    private static final double P2 = 0.28571428627528794;
    private static final double P3 = 0.22222210881932927;
    private static final double P4 = 0.1818290749767122;
    private static final double P5 = 0.1533111258796017;
    private static final double P6 = 0.1462395660821188;

    private DoubleLogarithms() {}

    /** {@code ln x}; subnormal arguments are scaled first. */
    static void log(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = fromArray(SPECIES, x, xo + i);
            VectorMask<Double> subnormal = v.compare(LT, Double.MIN_NORMAL);
            LongVector bits =
                    v.blend(v.mul(0x1p52), subnormal).reinterpretAsLongs().sub(SQRT_HALF_BITS);
            DoubleVector e = bits.lanewise(ASHR, 52)
                    .add(DoubleMath.ROUNDER_BITS)
                    .reinterpretAsDoubles()
                    .sub(DoubleMath.ROUNDER);
            e = e.blend(e.sub(52), subnormal);
            DoubleVector f = bits.and(MANTISSA)
                    .add(SQRT_HALF_BITS)
                    .reinterpretAsDoubles()
                    .sub(1);
            DoubleVector s = f.div(f.add(2));
            DoubleVector z = s.mul(s);
            DoubleVector p = broadcast(SPECIES, P6).fma(z, broadcast(SPECIES, P5));
            p = p.fma(z, broadcast(SPECIES, P4)).fma(z, broadcast(SPECIES, P3)).fma(z, broadcast(SPECIES, P2));
            p = p.fma(z, broadcast(SPECIES, P1)).fma(z, broadcast(SPECIES, P0));
            DoubleVector square = f.mul(f).mul(0.5);
            DoubleVector inner = s.fma(z.fma(p, square), e.mul(LN2_LOW));
            e.fma(broadcast(SPECIES, LN2_HIGH), f.sub(square.sub(inner)))
                    .blend(v, v.compare(LT, Double.POSITIVE_INFINITY).not())
                    .blend(Double.NEGATIVE_INFINITY, v.compare(EQ, 0))
                    .blend(Double.NaN, v.compare(LT, 0))
                    .intoArray(y, yo + i);
        }
    }

    /** {@code ln(1 + x)}, with {@code f = 2⁻ᵉ x + (2⁻ᵉ - 1)}, which does not pass through the rounded {@code 1 + x}. */
    static void log1p(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = fromArray(SPECIES, x, xo + i);
            LongVector bits = v.add(1).reinterpretAsLongs().sub(SQRT_HALF_BITS);
            LongVector k = bits.lanewise(ASHR, 52);
            DoubleVector scale = broadcast(SPECIES, 1)
                    .reinterpretAsLongs()
                    .sub(k.lanewise(LSHL, 52))
                    .reinterpretAsDoubles();
            DoubleVector large = bits.and(MANTISSA)
                    .add(SQRT_HALF_BITS)
                    .reinterpretAsDoubles()
                    .sub(1);
            DoubleVector f = v.fma(scale, scale.sub(1)).blend(large, v.compare(GT, 0x1p60));
            DoubleVector e =
                    k.add(DoubleMath.ROUNDER_BITS).reinterpretAsDoubles().sub(DoubleMath.ROUNDER);
            DoubleVector s = f.div(f.add(2));
            DoubleVector z = s.mul(s);
            DoubleVector p = broadcast(SPECIES, P6).fma(z, broadcast(SPECIES, P5));
            p = p.fma(z, broadcast(SPECIES, P4)).fma(z, broadcast(SPECIES, P3)).fma(z, broadcast(SPECIES, P2));
            p = p.fma(z, broadcast(SPECIES, P1)).fma(z, broadcast(SPECIES, P0));
            DoubleVector square = f.mul(f).mul(0.5);
            DoubleVector inner = s.fma(z.fma(p, square), e.mul(LN2_LOW));
            e.fma(broadcast(SPECIES, LN2_HIGH), f.sub(square.sub(inner)))
                    .blend(v, v.compare(LT, Double.POSITIVE_INFINITY).not().or(v.compare(EQ, 0)))
                    .blend(Double.NEGATIVE_INFINITY, v.compare(EQ, -1))
                    .blend(Double.NaN, v.compare(LT, -1))
                    .intoArray(y, yo + i);
        }
    }
}
