package org.gaspard.tensor.cpu;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.gaspard.tensor.SpecialFunctions;
import org.gaspard.tensor.UnaryOp;

/**
 * Loops over whole vectors for functions of one float. Lengths are multiples of the vector length; the caller pads.
 *
 * <p>Each function has a loop of its own, reached through an interface: the compiler then sees one small body at a
 * time, never the body of another function inlined beside it, which would exceed its budget of nodes and box every
 * vector.
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
            case EXP -> FloatUnary::exp;
            case EXPM1 -> FloatUnary::expm1;
            case LOG -> FloatUnary::log;
            case LOG1P -> FloatUnary::log1p;
            case SIN -> FloatUnary::sin;
            case COS -> FloatUnary::cos;
            case ACOS -> FloatUnary::acos;
            case RELU -> FloatUnary::relu;
            case TANH -> FloatUnary::tanh;
            case SIGMOID -> FloatUnary::sigmoid;
            case SOFTPLUS -> FloatUnary::softplus;
            case ERF -> FloatUnary::erf;
            case ERFINV -> FloatUnary::erfInverse;
        };
    }

    static void negate(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            load(x, xo + i).neg().intoArray(y, yo + i);
        }
    }

    static void abs(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            load(x, xo + i).abs().intoArray(y, yo + i);
        }
    }

    static void relu(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            load(x, xo + i).max(0).intoArray(y, yo + i);
        }
    }

    static void sign(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatMath.sign(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void floor(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatMath.floor(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void round(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatMath.round(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void reciprocal(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector.broadcast(SPECIES, 1).div(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void sqrt(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            load(x, xo + i).sqrt().intoArray(y, yo + i);
        }
    }

    static void exp(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatMath.exp(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void expm1(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatMath.expm1(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void log(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatMath.log(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void log1p(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatMath.log1p(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void tanh(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatMath.tanh(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatMath.sigmoid(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void softplus(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatMath.softplus(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void erf(float[] x, int xo, float[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatMath.erf(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void sin(float[] x, int xo, float[] y, int yo, int n) {
        float[] far = copyIfFar(x, xo, n);
        for (int i = 0; i < n; i += LANES) {
            FloatMath.sine(load(x, xo + i), 0).intoArray(y, yo + i);
        }
        for (int i = 0; i < far.length; i++) {
            if (Math.abs(far[i]) > FloatMath.SINE_LIMIT) {
                y[yo + i] = (float) StrictMath.sin(far[i]);
            }
        }
    }

    static void cos(float[] x, int xo, float[] y, int yo, int n) {
        float[] far = copyIfFar(x, xo, n);
        for (int i = 0; i < n; i += LANES) {
            FloatMath.sine(load(x, xo + i), 1).intoArray(y, yo + i);
        }
        for (int i = 0; i < far.length; i++) {
            if (Math.abs(far[i]) > FloatMath.SINE_LIMIT) {
                y[yo + i] = (float) StrictMath.cos(far[i]);
            }
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

    /** The span itself where it holds an argument beyond the sine's reduction, else nothing. */
    private static float[] copyIfFar(float[] x, int xo, int n) {
        for (int i = 0; i < n; i += LANES) {
            if (load(x, xo + i)
                    .abs()
                    .compare(VectorOperators.GT, FloatMath.SINE_LIMIT)
                    .anyTrue()) {
                return Arrays.copyOfRange(x, xo, xo + n);
            }
        }
        return new float[0];
    }

    private static FloatVector load(float[] x, int at) {
        return FloatVector.fromArray(SPECIES, x, at);
    }
}
