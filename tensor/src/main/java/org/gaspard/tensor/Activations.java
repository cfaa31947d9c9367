package org.gaspard.tensor;

/** Non-linear functions of neural networks, composed of the primitive operations. */
public final class Activations {

    private static final double SQRT_HALF = Math.sqrt(0.5);

    private Activations() {}

    /** {@code x if x > 0, else slope · x}: a factor that is 1 or the slope, whose gradient is the factor again. */
    public static Tensor leakyRelu(Tensor x, double slope) {
        return x.multiply(Tensor.where(x.greater(0), Tensor.full(x.type(), 1), Tensor.full(x.type(), slope)));
    }

    /** {@code x · sigmoid(x)}. */
    public static Tensor silu(Tensor x) {
        return x.multiply(x.sigmoid());
    }

    /** {@code x · Φ(x) = x/2 · (1 + erf(x/√2))}, the exact form. */
    public static Tensor gelu(Tensor x) {
        return x.multiply(x.multiply(SQRT_HALF).erf().add(1)).multiply(0.5);
    }

    /** {@code x if x > 0, else α (eˣ - 1)}. */
    public static Tensor elu(Tensor x, double alpha) {
        return Tensor.where(x.greater(0), x, x.minimum(0).expm1().multiply(alpha));
    }

    /** {@code ln Σ eˣ} over {@code axis}, which stays with extent 1; the largest element, if finite, is taken out first. */
    public static Tensor logSumExpKeep(Tensor x, int axis) {
        Tensor largest = x.maxKeep(axis).stopGradient();
        Tensor shift =
                Tensor.where(largest.abs().less(Double.POSITIVE_INFINITY), largest, Tensor.full(largest.type(), 0));
        return x.subtract(shift).exp().sumKeep(axis).log().add(shift);
    }

    /** {@code ln Σ eˣ} over {@code axis}, which disappears. */
    public static Tensor logSumExp(Tensor x, int axis) {
        return logSumExpKeep(x, axis).sum(axis);
    }

    /** {@code eˣ / Σ eˣ} over {@code axis}; one division for each sum, so that the quotient is within 1.5 ulp. */
    public static Tensor softmax(Tensor x, int axis) {
        Tensor e = x.subtract(x.maxKeep(axis).stopGradient()).exp();
        return e.multiply(e.sumKeep(axis).reciprocal());
    }

    /** {@code x - ln Σ eˣ} over {@code axis}. */
    public static Tensor logSoftmax(Tensor x, int axis) {
        return x.subtract(logSumExpKeep(x, axis));
    }
}
