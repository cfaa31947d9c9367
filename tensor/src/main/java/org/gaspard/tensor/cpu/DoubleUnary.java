package org.gaspard.tensor.cpu;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.gaspard.tensor.UnaryOp;

/**
 * Loops over whole vectors for functions of one double. Lengths are multiples of the vector length; the caller pads.
 *
 * <p>Each function has a loop of its own, reached through an interface: the compiler then sees one small body at a
 * time, never the body of another function inlined beside it, which would exceed its budget of nodes and box every
 * vector.
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

    /** The loop of an operation; scalar where no vector form is as accurate. */
    static Loop loop(UnaryOp op) {
        return switch (op) {
            case NEGATE -> DoubleUnary::negate;
            case ABS -> DoubleUnary::abs;
            case SIGN -> DoubleUnary::sign;
            case FLOOR -> DoubleUnary::floor;
            case ROUND -> DoubleUnary::round;
            case RECIPROCAL -> DoubleUnary::reciprocal;
            case SQRT -> DoubleUnary::sqrt;
            case EXP -> DoubleUnary::exp;
            case EXPM1 -> DoubleUnary::expm1;
            case LOG -> DoubleUnary::log;
            case LOG1P -> DoubleUnary::log1p;
            case RELU -> DoubleUnary::relu;
            case TANH -> DoubleUnary::tanh;
            case SIGMOID -> DoubleUnary::sigmoid;
            case SIN, COS, ACOS, SOFTPLUS, ERF, ERFINV ->
                (x, xo, y, yo, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[yo + i] = op.apply(x[xo + i]);
                    }
                };
        };
    }

    static void negate(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            load(x, xo + i).neg().intoArray(y, yo + i);
        }
    }

    static void abs(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            load(x, xo + i).abs().intoArray(y, yo + i);
        }
    }

    static void relu(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            load(x, xo + i).max(0).intoArray(y, yo + i);
        }
    }

    static void sign(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleMath.sign(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void floor(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleMath.floor(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void round(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleMath.round(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void reciprocal(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleVector.broadcast(SPECIES, 1).div(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void sqrt(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            load(x, xo + i).sqrt().intoArray(y, yo + i);
        }
    }

    static void exp(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleMath.exp(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void log(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleMath.log(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void tanh(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleMath.tanh(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void sigmoid(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleMath.sigmoid(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void expm1(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleMath.expm1(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    static void log1p(double[] x, int xo, double[] y, int yo, int n) {
        for (int i = 0; i < n; i += LANES) {
            DoubleMath.log1p(load(x, xo + i)).intoArray(y, yo + i);
        }
    }

    private static DoubleVector load(double[] x, int at) {
        return DoubleVector.fromArray(SPECIES, x, at);
    }
}
