package org.gaspard.tensor.cpu;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import org.gaspard.tensor.SpecialFunctions;
import org.gaspard.tensor.UnaryOp;

/**
 * Loops over whole vectors for functions of one float. Lengths are multiples of the vector length; the caller pads.
 *
 * <p>Each function has a loop of its own, reached through an interface, that calls nothing but the Vector API: see
 * {@link FloatMath}.
 */
final class FloatUnary {

    /** A loop over whole vectors. */
    @FunctionalInterface
    interface Loop {
        void run(float[] x, int xo, float[] y, int yo, int n);
    }

    private static final VectorSpecies<Float> SPECIES = FloatMath.SPECIES;
    private static final int LANES = SPECIES.length();

    private FloatUnary() {}

    /** The loop of an operation; scalar where precision or rarity makes a vector form not worth its text. */
    static Loop loop(UnaryOp op) {
        return switch (op) {
            case NEGATE -> FloatUnary::negate;
            case ABS -> FloatUnary::abs;
            case SIGN -> FloatUnary::sign;
            case FLOOR -> FloatUnary::floor;
            case ROUND -> FloatUnary::round;
            case RECIPROCAL -> FloatUnary::reciprocal;
            case SQRT -> FloatUnary::sqrt;
            case EXP -> FloatExponentials::exp;
            case EXPM1 -> FloatExponentials::expm1;
            case LOG -> FloatLogarithms::log;
            case LOG1P -> FloatLogarithms::log1p;
            case SIN -> FloatTrigonometry::sin;
            case COS -> FloatTrigonometry::cos;
            case ACOS -> FloatUnary::acos;
            case RELU -> FloatUnary::relu;
            case TANH -> FloatExponentials::tanh;
            case SIGMOID -> FloatExponentials::sigmoid;
            case SOFTPLUS -> FloatExponentials::softplus;
            case ERF -> FloatExponentials::erf;
            case ERFINV -> FloatUnary::erfInverse;
        };
    }

    static void negate(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, x, xo + i).neg().intoArray(y, yo + i);
        }
    }

    static void abs(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, x, xo + i).abs().intoArray(y, yo + i);
        }
    }

    /** Not the vector maximum, which takes care of zeros and NaN one by one. */
    static void relu(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            v.blend(0, v.compare(LE, 0)).intoArray(y, yo + i);
        }
    }

    /** {@code -1, 1}, or x itself if it is a zero or NaN. */
    static void sign(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            v.blend(1, v.compare(GT, 0)).blend(-1, v.compare(LT, 0)).intoArray(y, yo + i);
        }
    }

    /** The largest integer not above: the nearest one, or the one below that. */
    static void floor(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            FloatVector a = v.abs();
            IntVector whole = a.add(0x1p23f).sub(0x1p23f).reinterpretAsInts();
            FloatVector rounded =
                    whole.or(v.reinterpretAsInts().and(FloatMath.SIGN)).reinterpretAsFloats();
            rounded = rounded.blend(rounded.sub(1), rounded.compare(GT, v));
            v.blend(rounded, a.compare(LT, 0x1p23f)).intoArray(y, yo + i);
        }
    }

    /** The nearest integer, ties to even: adding and taking away 2²³ drops the fraction. */
    static void round(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = fromArray(SPECIES, x, xo + i);
            FloatVector a = v.abs();
            IntVector whole = a.add(0x1p23f).sub(0x1p23f).reinterpretAsInts();
            FloatVector rounded =
                    whole.or(v.reinterpretAsInts().and(FloatMath.SIGN)).reinterpretAsFloats();
            v.blend(rounded, a.compare(LT, 0x1p23f)).intoArray(y, yo + i);
        }
    }

    static void reciprocal(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            broadcast(SPECIES, 1).div(fromArray(SPECIES, x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void sqrt(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            fromArray(SPECIES, x, xo + i).sqrt().intoArray(y, yo + i);
        }
    }

    static void acos(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) StrictMath.acos(x[xo + i]);
        }
    }

    static void erfInverse(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) SpecialFunctions.erfInverse(x[xo + i]);
        }
    }
}
