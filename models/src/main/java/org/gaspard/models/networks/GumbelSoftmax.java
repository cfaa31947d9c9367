package org.gaspard.models.networks;

import org.gaspard.autodiff.optim.Schedule;
import org.gaspard.models.check.Checks;
import org.gaspard.tensor.Activations;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Shape;
import org.gaspard.tensor.Tensor;

/**
 * The straight-through Gumbel-softmax: a choice among K, by probabilities softmax(l), that has a gradient in the logits l. With g
 * standard Gumbel numbers and τ the temperature,
 *
 * <pre>{@code
 * y = one-hot of argmax (l + g),     ∂y/∂l := ∂ softmax((l + g) / τ) / ∂l = (diag(p) − p pᵀ) / τ,   p = softmax((l + g) / τ)
 * }</pre>
 *
 * <p>The choice does not depend on τ, its gradient does: it is biased, the more the greater τ, and its variance grows as τ falls. Cost
 * O(N K). Jang, Gu, Poole: Categorical reparameterization with Gumbel-softmax. ICLR 2017, section 2.2.
 */
public final class GumbelSoftmax {

    private GumbelSoftmax() {}

    /**
     * One choice for each row.
     *
     * @param logits [N, K]
     * @param temperature τ above 0, a scalar of any floating type
     * @return rows of the identity matrix, [N, K]
     */
    public static Tensor sample(Tensor logits, Tensor temperature, RandomKey key) {
        checkRows(logits);
        Tensor noise = key.gumbel(logits.dtype(), logits.shape().toArray());
        return straightThrough(logits.add(noise), temperature);
    }

    /**
     * The one-hot of each row's largest number with the gradient of {@code softmax(numbers / τ)}: {@link #sample} with noise that is
     * already there.
     *
     * @param numbers [N, K]
     * @param temperature τ above 0, a scalar of any floating type
     * @return rows of the identity matrix, [N, K]
     */
    public static Tensor straightThrough(Tensor numbers, Tensor temperature) {
        checkRows(numbers);
        if (temperature.rank() != 0 || !temperature.dtype().isFloating()) {
            throw new IllegalArgumentException(
                    "temperature must be a floating-point scalar, found " + temperature.type());
        }
        Tensor hard =
                Tensor.identity(numbers.dtype(), numbers.shape().extent(1)).gather(0, numbers.argMax(1));
        Tensor soft = Activations.softmax(numbers.divide(temperature.cast(numbers.dtype())), 1);
        // The difference is 0, so the numbers are those of the choice.
        return hard.add(soft.subtract(soft.stopGradient()));
    }

    private static void checkRows(Tensor numbers) {
        Shape shape = numbers.shape();
        if (shape.rank() != 2 || shape.extent(1) < 1 || !numbers.dtype().isFloating()) {
            throw new IllegalArgumentException("logits must be floating-point [N, K], found " + numbers.type());
        }
    }

    /**
     * A temperature that falls from 1 in stairs: {@code τ = max(exp(−rate · i), lowest)} at iterations {@code i = every + 1, 2 every +
     * 1, ...}, kept until the next of them, and 1 before the first.
     *
     * <p>Step t of a schedule, from 0, is iteration {@code i = t + 2}: the published program of [S23] counts from 1 and counts up before
     * it uses the number.
     *
     * @param rate above 0
     * @param lowest above 0, at most 1
     * @param every at least 1
     */
    public static Schedule annealed(double rate, double lowest, int every) {
        Checks.positive("rate", rate);
        Checks.atLeast("every", every, 1);
        if (!(lowest > 0 && lowest <= 1)) {
            throw new IllegalArgumentException("lowest must be above 0 and at most 1, found " + lowest);
        }
        return t -> {
            long stairs = (t + 1) / every;
            return stairs == 0 ? 1 : Math.max(Math.exp(-rate * (stairs * every + 1)), lowest);
        };
    }

    /** That of [S23]'s published program: {@code τ = max(exp(−3·10⁻⁵ i), 0.05)}, every 100 iterations; 0.05 from iteration 99,901 on. */
    public static Schedule annealed() {
        return annealed(3e-5, 0.05, 100);
    }
}
