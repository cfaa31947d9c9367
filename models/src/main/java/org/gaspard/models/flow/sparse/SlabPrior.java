package org.gaspard.models.flow.sparse;

import org.gaspard.models.check.Checks;
import org.gaspard.tensor.Tensor;

/**
 * How fast flows act: Laplace(mean, scale).
 *
 * @param mean m
 * @param scale b, above 0
 */
public record SlabPrior(double mean, double scale) {

    /** Laplace(1, 0.1). */
    public static final SlabPrior PUBLISHED = new SlabPrior(1, 0.1);

    private static final double FLOOR = 1e-3;

    /** Checks the range. */
    public SlabPrior {
        Checks.positive("scale", scale);
    }

    /**
     * The divergence from the prior of the Laplace distribution with the mean and the variance of the slabs of each flow, the mean
     * over flows:
     *
     * <pre>{@code
     * KL(Laplace(m̂, b̂) ‖ Laplace(m, b)) = b̂/b exp(−|m̂ − m| / b̂) + |m̂ − m| / b + ln(b / b̂) − 1
     * m̂ = mean + 10⁻³,   b̂ = √(½ variance) + 10⁻³
     * }</pre>
     *
     * <p>The variance is over sequences and steps, divided by N T (the published program divides by N (T − 1)).
     *
     * @param slabs [N, T, K]
     * @return a scalar, in nats
     */
    Tensor divergence(Tensor slabs) {
        Tensor rows = slabs.reshape(slabs.extent(0) * slabs.extent(1), slabs.extent(2));
        Tensor apart = rows.mean(0).add(FLOOR).subtract(mean).abs();
        Tensor found = rows.varianceKeep(0)
                .reshape(rows.extent(1))
                .multiply(0.5)
                .sqrt()
                .add(FLOOR);
        return apart.divide(found)
                .negate()
                .exp()
                .multiply(found)
                .add(apart)
                .divide(scale)
                .add(Math.log(scale))
                .subtract(found.log())
                .subtract(1)
                .mean();
    }
}
