package org.gaspard.tensor.cpu;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.gaspard.tensor.BinaryOp;

/**
 * Loops over whole vectors for functions of two floats, of which one may be the same for all places. Lengths are
 * multiples of the vector length; the caller pads. Loops stand apart for the reason given in {@link FloatUnary}.
 */
final class FloatBinary {

    /** A loop over two spans. */
    @FunctionalInterface
    interface Loop {
        void run(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n);
    }

    /** A loop over a span and one number. */
    @FunctionalInterface
    interface ScalarLoop {
        void run(float[] a, int ao, float b, float[] y, int yo, int n);
    }

    private static final VectorSpecies<Float> SPECIES = FloatMath.SPECIES;
    private static final int LANES = SPECIES.length();

    private FloatBinary() {}

    /** The loop for {@code op(a, b)} with two spans. */
    static Loop loop(BinaryOp op) {
        return switch (op) {
            case ADD -> FloatBinary::add;
            case SUBTRACT -> FloatBinary::subtract;
            case MULTIPLY -> FloatBinary::multiply;
            case DIVIDE -> FloatBinary::divide;
            case MAXIMUM -> FloatBinary::maximum;
            case MINIMUM -> FloatBinary::minimum;
            case LESS -> FloatBinary::less;
            case LESS_EQUAL -> FloatBinary::lessEqual;
            case EQUAL -> FloatBinary::equal;
            case POWER, ATAN2 ->
                (a, ao, b, bo, y, yo, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[yo + i] = (float) op.apply(a[ao + i], b[bo + i]);
                    }
                };
        };
    }

    /** The loop for {@code op(a, b)} with one number b. */
    static ScalarLoop loopOfRightScalar(BinaryOp op) {
        return switch (op) {
            case ADD -> FloatBinary::add;
            case SUBTRACT -> FloatBinary::subtract;
            case MULTIPLY -> FloatBinary::multiply;
            case DIVIDE -> FloatBinary::divide;
            case MAXIMUM -> FloatBinary::maximum;
            case MINIMUM -> FloatBinary::minimum;
            case LESS -> FloatBinary::less;
            case LESS_EQUAL -> FloatBinary::lessEqual;
            case EQUAL -> FloatBinary::equal;
            case POWER, ATAN2 ->
                (a, ao, b, y, yo, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[yo + i] = (float) op.apply(a[ao + i], b);
                    }
                };
        };
    }

    /** The loop for {@code op(b, a)} with one number b. */
    static ScalarLoop loopOfLeftScalar(BinaryOp op) {
        return switch (op) {
            case ADD -> FloatBinary::add;
            case SUBTRACT -> FloatBinary::subtractFrom;
            case MULTIPLY -> FloatBinary::multiply;
            case DIVIDE -> FloatBinary::divideInto;
            case MAXIMUM -> FloatBinary::maximum;
            case MINIMUM -> FloatBinary::minimum;
            case LESS -> FloatBinary::greater;
            case LESS_EQUAL -> FloatBinary::greaterEqual;
            case EQUAL -> FloatBinary::equal;
            case POWER, ATAN2 ->
                (a, ao, b, y, yo, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[yo + i] = (float) op.apply(b, a[ao + i]);
                    }
                };
        };
    }

    static void add(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).add(fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
        }
    }

    static void subtract(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).sub(fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
        }
    }

    static void multiply(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).mul(fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
        }
    }

    static void divide(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).div(fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
        }
    }

    static void maximum(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).max(fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
        }
    }

    static void minimum(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).min(fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
        }
    }

    static void less(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            broadcast(SPECIES, 0)
                    .blend(1, fromArray(SPECIES, a, ao + i).compare(VectorOperators.LT, fromArray(SPECIES, b, bo + i)))
                    .intoArray(y, yo + i);
        }
    }

    static void lessEqual(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            broadcast(SPECIES, 0)
                    .blend(1, fromArray(SPECIES, a, ao + i).compare(VectorOperators.LE, fromArray(SPECIES, b, bo + i)))
                    .intoArray(y, yo + i);
        }
    }

    static void equal(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            broadcast(SPECIES, 0)
                    .blend(1, fromArray(SPECIES, a, ao + i).compare(VectorOperators.EQ, fromArray(SPECIES, b, bo + i)))
                    .intoArray(y, yo + i);
        }
    }

    static void add(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).add(right).intoArray(y, yo + i);
        }
    }

    static void subtract(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).sub(right).intoArray(y, yo + i);
        }
    }

    static void multiply(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).mul(right).intoArray(y, yo + i);
        }
    }

    static void divide(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).div(right).intoArray(y, yo + i);
        }
    }

    static void maximum(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).max(right).intoArray(y, yo + i);
        }
    }

    static void minimum(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).min(right).intoArray(y, yo + i);
        }
    }

    static void subtractFrom(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector left = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            left.sub(fromArray(SPECIES, a, ao + i)).intoArray(y, yo + i);
        }
    }

    static void divideInto(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector left = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            left.div(fromArray(SPECIES, a, ao + i)).intoArray(y, yo + i);
        }
    }

    static void less(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            broadcast(SPECIES, 0)
                    .blend(1, fromArray(SPECIES, a, ao + i).compare(VectorOperators.LT, right))
                    .intoArray(y, yo + i);
        }
    }

    static void lessEqual(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            broadcast(SPECIES, 0)
                    .blend(1, fromArray(SPECIES, a, ao + i).compare(VectorOperators.LE, right))
                    .intoArray(y, yo + i);
        }
    }

    static void equal(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            broadcast(SPECIES, 0)
                    .blend(1, fromArray(SPECIES, a, ao + i).compare(VectorOperators.EQ, right))
                    .intoArray(y, yo + i);
        }
    }

    static void greater(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            broadcast(SPECIES, 0)
                    .blend(1, fromArray(SPECIES, a, ao + i).compare(VectorOperators.GT, right))
                    .intoArray(y, yo + i);
        }
    }

    static void greaterEqual(float[] a, int ao, float b, float[] y, int yo, int n) {
        FloatVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            broadcast(SPECIES, 0)
                    .blend(1, fromArray(SPECIES, a, ao + i).compare(VectorOperators.GE, right))
                    .intoArray(y, yo + i);
        }
    }
}
