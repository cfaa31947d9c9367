package org.gaspard.tensor.tornado;

import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/** Infinities and NaN in an array: TornadoVM writes those of float64 into OpenCL as numbers of float32. */
final class NonFinite {

    private static final int FLOATS = -2;
    private static final int DOUBLES = -3;

    private NonFinite() {}

    static int buffer(Kind kind) {
        return kind == Kind.FLOAT ? FLOATS : DOUBLES;
    }

    static boolean isBuffer(int buffer) {
        return buffer == FLOATS || buffer == DOUBLES;
    }

    static int position(double number) {
        return Double.isNaN(number) ? 2 : number < 0 ? 1 : 0;
    }

    static TornadoNativeArray array(int buffer) {
        return buffer == FLOATS
                ? FloatArray.fromElements(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN)
                : DoubleArray.fromElements(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN);
    }
}
