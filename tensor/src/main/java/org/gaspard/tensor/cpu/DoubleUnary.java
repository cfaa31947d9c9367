package org.gaspard.tensor.cpu;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;
import org.gaspard.tensor.SpecialFunctions;
import org.gaspard.tensor.UnaryOp;

/**
 * Loops over whole vectors for functions of one double. Lengths are multiples of the vector length; the caller pads.
 *
 * <p>Each function has a loop of its own, reached through an interface, that calls nothing but the Vector API: see
 * {@link DoubleMath}.
 */
final class DoubleUnary {

    /** A loop over whole vectors. */
    @FunctionalInterface
    interface Loop {
        void run(double[] x, int xo, double[] y, int yo, int n);
    }

    private static final VectorSpecies<Double> SPECIES = DoubleMath.SPECIES;
    private static final int LANES = SPECIES.length();

    private DoubleUnary() {}

    /** The loop of an operation; scalar where precision or rarity makes a vector form not worth its text. */
    static Loop loop(UnaryOp op) {
        return switch (op) {
            case NEGATE -> DoubleUnary::negate;
            case ABS -> DoubleUnary::abs;
            case SIGN -> DoubleUnary::sign;
            case FLOOR -> DoubleUnary::floor;
            case ROUND -> DoubleUnary::round;
            case RECIPROCAL -> DoubleUnary::reciprocal;
            case SQRT -> DoubleUnary::sqrt;
            case EXP -> DoubleExponentials::exp;
            case EXPM1 -> DoubleExponentials::expm1;
            case LOG -> DoubleLogarithms::log;
            case LOG1P -> DoubleLogarithms::log1p;
            case SIN -> DoubleTrigonometry::sin;
            case COS -> DoubleTrigonometry::cos;
            case ACOS -> DoubleUnary::acos;
            case RELU -> DoubleUnary::relu;
            case TANH -> DoubleExponentials::tanh;
            case SIGMOID -> DoubleExponentials::sigmoid;
            case SOFTPLUS -> DoubleExponentials::softplus;
            case ERF -> DoubleExponentials::erf;
            case ERFINV -> DoubleUnary::erfInverse;
        };
    }

    static void negate(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, x, xo + i).neg().intoArray(y, yo + i);
        }
    }

    static void abs(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, x, xo + i).abs().intoArray(y, yo + i);
        }
    }

    /** Not the vector maximum, which takes care of zeros and NaN one by one. */
    static void relu(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = fromArray(SPECIES, x, xo + i);
            v.blend(0, v.compare(LE, 0)).intoArray(y, yo + i);
        }
    }

    /** {@code -1, 1}, or x itself if it is a zero or NaN. */
    static void sign(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = fromArray(SPECIES, x, xo + i);
            v.blend(1, v.compare(GT, 0)).blend(-1, v.compare(LT, 0)).intoArray(y, yo + i);
        }
    }

    /** The largest integer not above: the nearest one, or the one below that. */
    static void floor(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = fromArray(SPECIES, x, xo + i);
            DoubleVector a = v.abs();
            LongVector whole = a.add(0x1p52).sub(0x1p52).reinterpretAsLongs();
            DoubleVector rounded =
                    whole.or(v.reinterpretAsLongs().and(DoubleMath.SIGN)).reinterpretAsDoubles();
            rounded = rounded.blend(rounded.sub(1), rounded.compare(GT, v));
            v.blend(rounded, a.compare(LT, 0x1p52)).intoArray(y, yo + i);
        }
    }

    /** The nearest integer, ties to even: adding and taking away 2⁵² drops the fraction. */
    static void round(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector v = fromArray(SPECIES, x, xo + i);
            DoubleVector a = v.abs();
            LongVector whole = a.add(0x1p52).sub(0x1p52).reinterpretAsLongs();
            DoubleVector rounded =
                    whole.or(v.reinterpretAsLongs().and(DoubleMath.SIGN)).reinterpretAsDoubles();
            v.blend(rounded, a.compare(LT, 0x1p52)).intoArray(y, yo + i);
        }
    }

    static void reciprocal(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            broadcast(SPECIES, 1).div(fromArray(SPECIES, x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void sqrt(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, x, xo + i).sqrt().intoArray(y, yo + i);
        }
    }

    static void acos(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = StrictMath.acos(x[xo + i]);
        }
    }

    static void erfInverse(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = SpecialFunctions.erfInverse(x[xo + i]);
        }
    }
}
