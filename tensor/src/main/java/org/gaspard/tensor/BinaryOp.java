package org.gaspard.tensor;

import java.util.List;
import java.util.Locale;

/**
 * Elementwise functions of two variables of one type. {@link #apply} is the specification, in double precision.
 * Comparisons give 1 or 0 in the type of their inputs, and 0 where one of them is NaN.
 */
public enum BinaryOp implements Elementwise {
    /** {@code a + b}; int32 wraps around. */
    ADD,
    /** {@code a - b}; int32 wraps around. */
    SUBTRACT,
    /** {@code a · b}; int32 wraps around. */
    MULTIPLY,
    /** {@code a / b}; int32 rounds towards zero and refuses a zero divisor. */
    DIVIDE,
    /** {@code aᵇ}, as {@link Math#pow}; floating only. */
    POWER,
    /** The larger one; NaN where one of them is NaN. */
    MAXIMUM,
    /** The smaller one; NaN where one of them is NaN. */
    MINIMUM,
    /** The angle of the point (x = b, y = a), in {@code [-π, π]}; floating only. */
    ATAN2,
    /** {@code a < b}. */
    LESS,
    /** {@code a ≤ b}. */
    LESS_EQUAL,
    /** {@code a = b}. */
    EQUAL;

    /** The value at {@code (a, b)} for floating-point inputs, in double precision. */
    public double apply(double a, double b) {
        return switch (this) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case POWER -> Math.pow(a, b);
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case ATAN2 -> Math.atan2(a, b);
            case LESS -> a < b ? 1 : 0;
            case LESS_EQUAL -> a <= b ? 1 : 0;
            case EQUAL -> a == b ? 1 : 0;
        };
    }

    /** The value at {@code (a, b)} for int32 inputs. */
    public int apply(int a, int b) {
        return switch (this) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case LESS -> a < b ? 1 : 0;
            case LESS_EQUAL -> a <= b ? 1 : 0;
            case EQUAL -> a == b ? 1 : 0;
            case POWER, ATAN2 -> throw new IllegalArgumentException(label() + " is not defined on int32");
        };
    }

    /** Whether the function is also defined on int32. */
    public boolean acceptsIntegers() {
        return this != POWER && this != ATAN2;
    }

    /** Whether the result is a truth value, hence has no gradient. */
    public boolean isComparison() {
        return this == LESS || this == LESS_EQUAL || this == EQUAL;
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        Check.arity(this, inputs, 2);
        Check.equalTypes(this, inputs);
        if (!acceptsIntegers()) {
            Check.floating(this, inputs);
        }
        return inputs.getFirst();
    }

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
