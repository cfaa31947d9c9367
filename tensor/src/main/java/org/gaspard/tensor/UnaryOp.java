package org.gaspard.tensor;

import java.util.List;
import java.util.Locale;

/** Elementwise functions of one variable. {@link #apply} is the specification, in double precision. */
public enum UnaryOp implements Elementwise {
    /** {@code -x}; also for int32, which wraps around. */
    NEGATE,
    /** {@code |x|}; also for int32, whose smallest number stays. */
    ABS,
    /** {@code -1, 0, 1} by the sign of x, NaN for NaN; also for int32. */
    SIGN,
    /** The largest integer not above x. */
    FLOOR,
    /** The nearest integer, ties to the even one. */
    ROUND,
    /** {@code 1 / x}. */
    RECIPROCAL,
    /** The square root. */
    SQRT,
    /** {@code eˣ}. */
    EXP,
    /** {@code eˣ - 1}, accurate near 0. */
    EXPM1,
    /** The natural logarithm. */
    LOG,
    /** {@code ln(1 + x)}, accurate near 0. */
    LOG1P,
    /** The sine of x radians. */
    SIN,
    /** The cosine of x radians. */
    COS,
    /** The arc cosine, in {@code [0, π]}. */
    ACOS,
    /** {@code max(x, 0)}; NaN for NaN. */
    RELU,
    /** The hyperbolic tangent. */
    TANH,
    /** The logistic function {@code 1 / (1 + e⁻ˣ)}. */
    SIGMOID,
    /** {@code ln(1 + eˣ)}, without overflow. */
    SOFTPLUS,
    /** The error function {@code 2/√π ∫₀ˣ e^(-t²) dt}. */
    ERF,
    /** The inverse of the error function on {@code (-1, 1)}; infinite at the ends, NaN outside. */
    ERFINV;

    /** The value at {@code x}, in double precision. */
    public double apply(double x) {
        return switch (this) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case FLOOR -> Math.floor(x);
            case ROUND -> Math.rint(x);
            case RECIPROCAL -> 1 / x;
            case SQRT -> Math.sqrt(x);
            case EXP -> Math.exp(x);
            case EXPM1 -> Math.expm1(x);
            case LOG -> Math.log(x);
            case LOG1P -> Math.log1p(x);
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case ACOS -> Math.acos(x);
            case RELU -> Math.max(x, 0);
            case TANH -> Math.tanh(x);
            case SIGMOID -> x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
            case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            case ERF -> SpecialFunctions.erf(x);
            case ERFINV -> SpecialFunctions.erfInverse(x);
        };
    }

    /** The value at {@code x} for int32 inputs. */
    public int apply(int x) {
        return switch (this) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case SIGN -> Integer.signum(x);
            default -> throw new IllegalArgumentException(label() + " is not defined on int32");
        };
    }

    /** Whether the function is also defined on int32. */
    public boolean acceptsIntegers() {
        return this == NEGATE || this == ABS || this == SIGN;
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        Check.arity(this, inputs, 1);
        if (!acceptsIntegers()) {
            Check.floating(this, inputs);
        }
        return inputs.getFirst();
    }

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
