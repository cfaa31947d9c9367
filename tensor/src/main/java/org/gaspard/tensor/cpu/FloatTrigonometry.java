package org.gaspard.tensor.cpu;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops over whole vectors for the sine and cosine of floats, under the rules of {@link FloatMath}. An argument is
 * reduced by the nearest multiple of {@code π/2}, which is given in three parts (Cody and Waite, 1980); beyond
 * {@link #LIMIT} that is not exact enough, and {@link StrictMath} computes the element.
 */
final class FloatTrigonometry {

    private static final VectorSpecies<Float> SPECIES = FloatMath.SPECIES;
    private static final int LANES = SPECIES.length();

    /** The largest argument of the vector form. */
    private static final float LIMIT = 0x1p17f;

    private static final float ROUNDER = FloatMath.ROUNDER;

    private static final float[] NONE = {};

    private FloatTrigonometry() {}

    static void sin(float[] x, int xo, float[] y, int yo, int n) {
        float[] far = copyIfFar(x, xo, n);
        sine(0, x, xo, y, yo, n);
        for (int i = 0; i < far.length; i++) {
            if (Math.abs(far[i]) > LIMIT) {
                y[yo + i] = (float) StrictMath.sin(far[i]);
            }
        }
    }

    static void cos(float[] x, int xo, float[] y, int yo, int n) {
        float[] far = copyIfFar(x, xo, n);
        sine(1, x, xo, y, yo, n);
        for (int i = 0; i < far.length; i++) {
            if (Math.abs(far[i]) > LIMIT) {
                y[yo + i] = (float) StrictMath.cos(far[i]);
            }
        }
    }

    /** {@code sin(x + quarters · π/2)}: odd for 0 quarters, and for 1 the cosine, which is even. */
    private static void sine(int quarters, float[] x, int xo, float[] y, int yo, int n) {
        int odd = quarters == 0 ? FloatMath.SIGN : 0;
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            FloatVector a = v.abs();
            FloatVector shifted = a.fma(broadcast(SPECIES, 0x1.45f306p-1f), broadcast(SPECIES, ROUNDER));
            FloatVector k = shifted.sub(ROUNDER);
            FloatVector r = k.fma(broadcast(SPECIES, -0x1.921fb6p0f), a);
            r = k.fma(broadcast(SPECIES, 0x1.777a5cp-25f), r);
            r = k.fma(broadcast(SPECIES, 0x1.ee59dap-50f), r);
            FloatVector s = r.mul(r);
            FloatVector sin = broadcast(SPECIES, -1.951519953e-04f).fma(s, broadcast(SPECIES, 8.332160302e-03f));
            sin = sin.fma(s, broadcast(SPECIES, -1.666665524e-01f)).mul(s).fma(r, r);
            FloatVector cos = broadcast(SPECIES, 2.443306221e-05f).fma(s, broadcast(SPECIES, -1.388731529e-03f));
            cos = cos.fma(s, broadcast(SPECIES, 4.166664556e-02f)).fma(s, broadcast(SPECIES, -0.5f));
            cos = cos.fma(s, broadcast(SPECIES, 1));
            IntVector quarter = shifted.reinterpretAsInts().add(quarters);
            FloatVector size = sin.blend(cos, quarter.and(1).compare(NE, 0).cast(SPECIES));
            IntVector sign = quarter.and(2)
                    .lanewise(LSHL, 30)
                    .lanewise(XOR, v.reinterpretAsInts().and(odd));
            size.reinterpretAsInts().lanewise(XOR, sign).reinterpretAsFloats().intoArray(y, yo + i);
        }
    }

    /** The span itself where it holds an argument beyond the limit, else nothing; y may be x. */
    private static float[] copyIfFar(float[] x, int xo, int n) {
        for (int i = 0; i < n; i += LANES) {
            if (fromArray(SPECIES, x, xo + i).abs().compare(GT, LIMIT).anyTrue()) {
                return Arrays.copyOfRange(x, xo, xo + n);
            }
        }
        return NONE;
    }
}
