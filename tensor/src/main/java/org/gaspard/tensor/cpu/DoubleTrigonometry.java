package org.gaspard.tensor.cpu;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops over whole vectors for the sine and cosine of doubles, under the rules of {@link DoubleMath}. An argument is
 * reduced by the nearest multiple of {@code π/2}, which is given in three parts (Cody and Waite, 1980); beyond
 * {@link #LIMIT} that is not exact enough, and {@link StrictMath} computes the element.
 */
final class DoubleTrigonometry {

    private static final VectorSpecies<Double> SPECIES = DoubleMath.SPECIES;
    private static final int LANES = SPECIES.length();

    /** The largest argument of the vector form. */
    private static final double LIMIT = 0x1p20;

    private static final double ROUNDER = DoubleMath.ROUNDER;

    private static final double[] NONE = {};

    private DoubleTrigonometry() {}

    static void sin(double[] x, int xo, double[] y, int yo, int n) {
        double[] far = copyIfFar(x, xo, n);
        sine(0, x, xo, y, yo, n);
        for (int i = 0; i < far.length; i++) {
            if (Math.abs(far[i]) > LIMIT) {
                y[yo + i] = StrictMath.sin(far[i]);
            }
        }
    }

    static void cos(double[] x, int xo, double[] y, int yo, int n) {
        double[] far = copyIfFar(x, xo, n);
        sine(1, x, xo, y, yo, n);
        for (int i = 0; i < far.length; i++) {
            if (Math.abs(far[i]) > LIMIT) {
                y[yo + i] = StrictMath.cos(far[i]);
            }
        }
    }

    /** {@code sin(x + quarters · π/2)}: odd for 0 quarters, and for 1 the cosine, which is even. */
    private static void sine(int quarters, double[] x, int xo, double[] y, int yo, int n) {
        long odd = quarters == 0 ? DoubleMath.SIGN : 0L;
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = fromArray(SPECIES, x, xo + i);
            DoubleVector a = v.abs();
            DoubleVector shifted = a.fma(broadcast(SPECIES, 0x1.45f306dc9c883p-1), broadcast(SPECIES, ROUNDER));
            DoubleVector k = shifted.sub(ROUNDER);
            DoubleVector r = k.fma(broadcast(SPECIES, -0x1.921fb54442d18p0), a);
            r = k.fma(broadcast(SPECIES, -0x1.1a62633145c07p-54), r);
            r = k.fma(broadcast(SPECIES, 0x1.f1976b7ed8fbcp-110), r);
            DoubleVector s = r.mul(r);
            DoubleVector sin =
                    broadcast(SPECIES, 1.5918128937554457e-10).fma(s, broadcast(SPECIES, -2.5051131840044124e-08));
            sin = sin.fma(s, broadcast(SPECIES, 2.7557316102528646e-06))
                    .fma(s, broadcast(SPECIES, -0.00019841269836758528));
            sin = sin.fma(s, broadcast(SPECIES, 0.008333333333330948)).fma(s, broadcast(SPECIES, -0.16666666666666666));
            sin = sin.mul(s).fma(r, r);
            DoubleVector cos =
                    broadcast(SPECIES, -1.138263220199036e-11).fma(s, broadcast(SPECIES, 2.0876146265300598e-09));
            cos = cos.fma(s, broadcast(SPECIES, -2.7557317271714906e-07))
                    .fma(s, broadcast(SPECIES, 2.480158729876566e-05));
            cos = cos.fma(s, broadcast(SPECIES, -0.0013888888888887398))
                    .fma(s, broadcast(SPECIES, 0.041666666666666664));
            cos = cos.fma(s, broadcast(SPECIES, -0.5)).fma(s, broadcast(SPECIES, 1));
            LongVector quarter = shifted.reinterpretAsLongs().add(quarters);
            DoubleVector size = sin.blend(cos, quarter.and(1).compare(NE, 0).cast(SPECIES));
            LongVector sign = quarter.and(2)
                    .lanewise(LSHL, 62)
                    .lanewise(XOR, v.reinterpretAsLongs().and(odd));
            size.reinterpretAsLongs().lanewise(XOR, sign).reinterpretAsDoubles().intoArray(y, yo + i);
        }
    }

    /** The span itself where it holds an argument beyond the limit, else nothing; y may be x. */
    private static double[] copyIfFar(double[] x, int xo, int n) {
        for (int i = 0; i < n; i += LANES) {
            if (fromArray(SPECIES, x, xo + i).abs().compare(GT, LIMIT).anyTrue()) {
                return Arrays.copyOfRange(x, xo, xo + n);
            }
        }
        return NONE;
    }
}
