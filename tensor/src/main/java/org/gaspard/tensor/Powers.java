package org.gaspard.tensor;

/**
 * Powers of numbers from 0 on whose derivatives of every order are taken as 0 at 0, where those of the power itself need not be finite:
 * for norms of vectors that may be 0.
 */
public final class Powers {

    private Powers() {}

    /**
     * {@code xᵉ} where x is above 0, and 0 with the gradient 0 where it is 0.
     *
     * @param x floating-point numbers, none below 0
     * @param exponent e, above 0; with 1 the result is x itself, with its gradient 1
     */
    public static Tensor of(Tensor x, double exponent) {
        if (!(exponent > 0 && exponent < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("exponent must be finite and above 0, found " + exponent);
        }
        if (exponent == 1) {
            return x;
        }
        Tensor positive = x.greater(0);
        return Tensor.where(positive, x, Tensor.full(x.type(), 1))
                .power(exponent)
                .multiply(positive);
    }

    /** {@code √x}. */
    public static Tensor root(Tensor x) {
        return of(x, 0.5);
    }
}
