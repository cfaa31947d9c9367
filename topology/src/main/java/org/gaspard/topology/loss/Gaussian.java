package org.gaspard.topology.loss;

import org.gaspard.tensor.DType;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;
import org.gaspard.tensor.TensorType;
import org.gaspard.topology.check.Checks;

/**
 * A normal distribution N(ρ, σ²) of one variable, whose moments are float64 scalars of a graph. Values of any
 * floating-point type are computed on in float64: erf and erf⁻¹ lose too many digits near their ends in float32.
 *
 * @param mean ρ, float64 []
 * @param deviation σ, float64 []; 0 for a point mass
 */
public record Gaussian(Tensor mean, Tensor deviation) {

    private static final double ROOT_2 = Math.sqrt(2);
    private static final TensorType SCALAR = new TensorType(Shape.scalar(), DType.FLOAT64);

    /** Checks the types. */
    public Gaussian {
        if (!mean.type().equals(SCALAR) || !deviation.type().equals(SCALAR)) {
            throw new IllegalArgumentException("mean of type " + mean.type() + " and deviation of type "
                    + deviation.type() + ", expected " + SCALAR + " both");
        }
    }

    /**
     * Values moved along the distribution.
     *
     * @param values the moved values, float64; where the move is not defined the given ones, without a gradient
     * @param defined 1 where the move is defined, else 0; float64
     */
    public record Shifted(Tensor values, Tensor defined) {}

    /**
     * The fit to a sample: its mean and its standard deviation with divisor n − 1, both differentiable. The deviation is
     * exactly 0, with gradient 0, if all numbers are equal.
     *
     * @param sample floating-point, [n]
     * @throws IllegalArgumentException for another type, or if n is below 2
     */
    public static Gaussian of(Tensor sample) {
        if (sample.rank() != 1 || sample.extent(0) < 2 || !sample.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    "sample of type " + sample.type() + ", expected at least 2 floating-point numbers [n]");
        }
        Tensor x = sample.cast(DType.FLOAT64);
        // Seen from one of the numbers, equal ones are exactly 0, and nothing cancels far from the origin.
        Tensor origin = x.index(0, 0).stopGradient();
        Tensor seen = x.subtract(origin);
        Tensor mean = seen.mean();
        Tensor variance = seen.subtract(mean).square().sum().divide(sample.extent(0) - 1.0);
        Tensor spread = variance.greater(0);
        Tensor deviation = Tensor.where(spread, variance, one()).sqrt().multiply(spread);
        return new Gaussian(mean.add(origin), deviation);
    }

    /** {@code F(x) = ½ (1 + erf((x − ρ) / (σ√2)))}, float64, with an absolute error of about 10⁻¹⁶; NaN where {@code 0/0}. */
    public Tensor cdf(Tensor x) {
        Tensor standard = x.cast(DType.FLOAT64).subtract(mean).divide(deviation.multiply(ROOT_2));
        return standard.erf().add(1).multiply(0.5);
    }

    /** {@code F⁻¹(p) = ρ + σ√2 erf⁻¹(2p − 1)}, float64; infinite at 0 and 1, NaN outside. */
    public Tensor quantile(Tensor p) {
        Tensor standard = p.cast(DType.FLOAT64).multiply(2).subtract(1).erfinv();
        return standard.multiply(deviation.multiply(ROOT_2)).add(mean);
    }

    /**
     * {@code F⁻¹(F(x) + c)}, defined where {@code margin < F(x) + c < 1 − margin} and σ > 0: the groupoid of shifts that
     * keep the distribution ([B24], Eq. 1 and Proposition 1). It is differentiable in x, c, ρ and σ, to any order;
     * infinite numbers and NaN arise nowhere on the way, neither in values nor in gradients.
     *
     * @param x values, floating-point, [n]
     * @param c the step in coordinates of the CDF, float64, [] or [n]
     * @param margin how far from 0 and 1 the CDF must stay, from 0 to ½
     * @throws IllegalArgumentException if the margin is not in that range
     */
    public Shifted shifted(Tensor x, Tensor c, double margin) {
        Checks.within("margin", margin, 0, 0.5);
        Tensor values = x.cast(DType.FLOAT64);
        Tensor spread = deviation.greater(0);
        Tensor scale = Tensor.where(spread, deviation, one()).multiply(ROOT_2);
        // The coordinate 2F − 1 in (−1, 1): one rounding less than F.
        Tensor coordinate = values.subtract(mean).divide(scale).erf().add(c.multiply(2));
        Tensor defined = coordinate.abs().less(1 - 2 * margin).multiply(spread);
        // The guard is put before erf⁻¹, whose slope at the end would turn a cotangent of 0 into NaN.
        Tensor safe = Tensor.where(defined, coordinate, Tensor.full(coordinate.type(), 0));
        Tensor moved = safe.erfinv().multiply(scale).add(mean);
        return new Shifted(Tensor.where(defined, moved, values.stopGradient()), defined);
    }

    private static Tensor one() {
        return Tensor.full(SCALAR, 1);
    }
}
