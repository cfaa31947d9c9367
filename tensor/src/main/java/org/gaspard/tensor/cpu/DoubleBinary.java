package org.gaspard.tensor.cpu;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.gaspard.tensor.BinaryOp;

/**
 * Loops over whole vectors for functions of two doubles, of which one may be the same for all places. Lengths are
 * multiples of the vector length; the caller pads. Loops stand apart for the reason given in {@link DoubleUnary}.
 */
final class DoubleBinary {

    /** A loop over two spans. */
    @FunctionalInterface
    interface Loop {
        void run(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n);
    }

    /** A loop over a span and one number. */
    @FunctionalInterface
    interface ScalarLoop {
        void run(double[] a, int ao, double b, double[] y, int yo, int n);
    }

    private static final VectorSpecies<Double> SPECIES = DoubleMath.SPECIES;
    private static final int LANES = SPECIES.length();

    private DoubleBinary() {}

    /** The loop for {@code op(a, b)} with two spans. */
    static Loop loop(BinaryOp op) {
        return switch (op) {
            case ADD -> DoubleBinary::add;
            case SUBTRACT -> DoubleBinary::subtract;
            case MULTIPLY -> DoubleBinary::multiply;
            case DIVIDE -> DoubleBinary::divide;
            case MAXIMUM -> DoubleBinary::maximum;
            case MINIMUM -> DoubleBinary::minimum;
            case LESS -> DoubleBinary::less;
            case LESS_EQUAL -> DoubleBinary::lessEqual;
            case EQUAL -> DoubleBinary::equal;
            case POWER, ATAN2 ->
                (a, ao, b, bo, y, yo, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[yo + i] = op.apply(a[ao + i], b[bo + i]);
                    }
                };
        };
    }

    /** The loop for {@code op(a, b)} with one number b. */
    static ScalarLoop loopOfRightScalar(BinaryOp op) {
        return switch (op) {
            case ADD -> DoubleBinary::add;
            case SUBTRACT -> DoubleBinary::subtract;
            case MULTIPLY -> DoubleBinary::multiply;
            case DIVIDE -> DoubleBinary::divide;
            case MAXIMUM -> DoubleBinary::maximum;
            case MINIMUM -> DoubleBinary::minimum;
            case LESS -> DoubleBinary::less;
            case LESS_EQUAL -> DoubleBinary::lessEqual;
            case EQUAL -> DoubleBinary::equal;
            case POWER, ATAN2 ->
                (a, ao, b, y, yo, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[yo + i] = op.apply(a[ao + i], b);
                    }
                };
        };
    }

    /** The loop for {@code op(b, a)} with one number b. */
    static ScalarLoop loopOfLeftScalar(BinaryOp op) {
        return switch (op) {
            case ADD -> DoubleBinary::add;
            case SUBTRACT -> DoubleBinary::subtractFrom;
            case MULTIPLY -> DoubleBinary::multiply;
            case DIVIDE -> DoubleBinary::divideInto;
            case MAXIMUM -> DoubleBinary::maximum;
            case MINIMUM -> DoubleBinary::minimum;
            case LESS -> DoubleBinary::greater;
            case LESS_EQUAL -> DoubleBinary::greaterEqual;
            case EQUAL -> DoubleBinary::equal;
            case POWER, ATAN2 ->
                (a, ao, b, y, yo, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[yo + i] = op.apply(b, a[ao + i]);
                    }
                };
        };
    }

    static void add(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).add(fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
        }
    }

    static void subtract(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).sub(fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
        }
    }

    static void multiply(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).mul(fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
        }
    }

    static void divide(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).div(fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
        }
    }

    static void maximum(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).max(fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
        }
    }

    static void minimum(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).min(fromArray(SPECIES, b, bo + i)).intoArray(y, yo + i);
        }
    }

    static void less(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            broadcast(SPECIES, 0)
                    .blend(1, fromArray(SPECIES, a, ao + i).compare(VectorOperators.LT, fromArray(SPECIES, b, bo + i)))
                    .intoArray(y, yo + i);
        }
    }

    static void lessEqual(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            broadcast(SPECIES, 0)
                    .blend(1, fromArray(SPECIES, a, ao + i).compare(VectorOperators.LE, fromArray(SPECIES, b, bo + i)))
                    .intoArray(y, yo + i);
        }
    }

    static void equal(double[] a, int ao, double[] b, int bo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            broadcast(SPECIES, 0)
                    .blend(1, fromArray(SPECIES, a, ao + i).compare(VectorOperators.EQ, fromArray(SPECIES, b, bo + i)))
                    .intoArray(y, yo + i);
        }
    }

    static void add(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).add(right).intoArray(y, yo + i);
        }
    }

    static void subtract(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).sub(right).intoArray(y, yo + i);
        }
    }

    static void multiply(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).mul(right).intoArray(y, yo + i);
        }
    }

    static void divide(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).div(right).intoArray(y, yo + i);
        }
    }

    static void maximum(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).max(right).intoArray(y, yo + i);
        }
    }

    static void minimum(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, a, ao + i).min(right).intoArray(y, yo + i);
        }
    }

    static void subtractFrom(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector left = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            left.sub(fromArray(SPECIES, a, ao + i)).intoArray(y, yo + i);
        }
    }

    static void divideInto(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector left = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            left.div(fromArray(SPECIES, a, ao + i)).intoArray(y, yo + i);
        }
    }

    static void less(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            broadcast(SPECIES, 0)
                    .blend(1, fromArray(SPECIES, a, ao + i).compare(VectorOperators.LT, right))
                    .intoArray(y, yo + i);
        }
    }

    static void lessEqual(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            broadcast(SPECIES, 0)
                    .blend(1, fromArray(SPECIES, a, ao + i).compare(VectorOperators.LE, right))
                    .intoArray(y, yo + i);
        }
    }

    static void equal(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            broadcast(SPECIES, 0)
                    .blend(1, fromArray(SPECIES, a, ao + i).compare(VectorOperators.EQ, right))
                    .intoArray(y, yo + i);
        }
    }

    static void greater(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            broadcast(SPECIES, 0)
                    .blend(1, fromArray(SPECIES, a, ao + i).compare(VectorOperators.GT, right))
                    .intoArray(y, yo + i);
        }
    }

    static void greaterEqual(double[] a, int ao, double b, double[] y, int yo, int n) {
        DoubleVector right = broadcast(SPECIES, b);
        for (int i = 0; i < n; i += LANES) {
            broadcast(SPECIES, 0)
                    .blend(1, fromArray(SPECIES, a, ao + i).compare(VectorOperators.GE, right))
                    .intoArray(y, yo + i);
        }
    }
}
