package org.gaspard.topology.loss;

import java.util.stream.IntStream;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;
import org.gaspard.topology.check.Checks;

/**
 * The shift of one latent axis that keeps the distribution of the axis ([B24], Eq. 1):
 *
 * <pre>{@code z'_i = F⁻¹(F(z_i | ρ, σ²) + s·C | ρ, σ²),   defined where 0 < F(z_i | ρ, σ²) + s·C < 1}</pre>
 *
 * <p>F is the CDF of the normal distribution with the mean ρ and the standard deviation σ (divisor n − 1) of that axis in
 * the batch. The other axes stay, to the last bit. Nothing is detached: gradients reach each latent by itself, by ρ and by
 * σ. Of a normal sample the part {@code 1 − C} is defined. If all latents of the axis are equal (σ = 0) there is no CDF to
 * move along, and the shift is defined nowhere.
 *
 * <p>By Propositions 1 and 2 of the paper these shifts are a groupoid with one parameter that keeps N(ρ, σ²), and those of
 * all axes keep the aggregated posterior just if it is the product of its marginals.
 *
 * <p>Samples drop out by their numbers, so there are two forms: {@link #masked} has static shapes and can be captured,
 * {@link #evaluate} computes the latents and returns the remaining samples alone.
 *
 * @param amount C, in [0, 1]
 * @param sign s
 * @param margin how close to 0 and 1 the shifted CDF may come, in [0, ½]. Published is 0; but the slope of F⁻¹ is unbounded
 *     there, so a rare sample has a gradient of many orders of magnitude above the others. With a margin m the slope is at
 *     most {@code σ / φ(Φ⁻¹(m))}
 */
public record LatentShift(double amount, ShiftSign sign, double margin) {

    /** The smallest number of samples that two clouds can be compared by. */
    public static final int FEWEST = 2;

    private static final int AXIS_KEY = 0;
    private static final int SIGN_KEY = 1;

    /** Checks the ranges. */
    public LatentShift {
        Checks.within("amount", amount, 0, 1);
        Checks.within("margin", margin, 0, 0.5);
    }

    /** As published: C = ⅛, one random sign for the batch, no margin. */
    public static LatentShift standard() {
        return new LatentShift(0.125, ShiftSign.RANDOM_PER_BATCH, 0);
    }

    public LatentShift withAmount(double changed) {
        return new LatentShift(changed, sign, margin);
    }

    public LatentShift withSign(ShiftSign changed) {
        return new LatentShift(amount, changed, margin);
    }

    public LatentShift withMargin(double changed) {
        return new LatentShift(amount, sign, changed);
    }

    /**
     * A shift of all samples with a mask of those for which it is defined, as a part of a graph.
     *
     * @param latents floating-point, [n, d], n at least 2
     * @param axis how the axis is chosen among the d
     * @param key the source of the axis and the signs
     * @throws IllegalArgumentException if the latents are of another type, or the choice is not one among d axes
     */
    public MaskedShift masked(Tensor latents, AxisChoice axis, RandomKey key) {
        if (latents.rank() != 2
                || latents.extent(0) < 2
                || latents.extent(1) < 1
                || !latents.dtype().isFloating()) {
            throw new IllegalArgumentException("latents of type " + latents.type()
                    + ", expected floating-point numbers [n, d] with at least 2 rows and 1 column");
        }
        int n = latents.extent(0);
        int d = latents.extent(1);
        Tensor chosen = axis.draw(d, key.child(AXIS_KEY));
        Tensor column = latents.gather(1, chosen);
        Tensor step = sign.draw(n, key.child(SIGN_KEY)).multiply(amount);
        Gaussian.Shifted moved = Gaussian.of(column).shifted(column, step, margin);
        Tensor mask = moved.defined().cast(latents.dtype());
        Tensor onAxis = Tensor.range(DType.INT32, d).equalTo(chosen);
        Tensor shifted =
                Tensor.where(onAxis, moved.values().cast(latents.dtype()).expand(1), latents);
        Tensor constant = latents.stopGradient();
        return new MaskedShift(
                chosen,
                Tensor.where(mask.expand(1), latents, constant),
                Tensor.where(mask.expand(1), shifted, constant),
                mask);
    }

    /**
     * Computes the shift now and returns the samples for which it is defined, in their order, as tensors that can be
     * differentiated in the latents; or that there are fewer than {@value #FEWEST} of them.
     *
     * @throws IllegalArgumentException as {@link #masked}
     */
    public ShiftedBatch evaluate(Tensor latents, AxisChoice axis, RandomKey key) {
        MaskedShift all = masked(latents, axis, key);
        Tensor.evaluate(all.axis(), all.mask());
        int chosen = (int) all.axis().item();
        double[] mask = all.mask().toDoubleArray();
        int[] rows = IntStream.range(0, mask.length).filter(i -> mask[i] == 1).toArray();
        if (rows.length < FEWEST) {
            return new ShiftedBatch.TooFew(chosen, rows.length);
        }
        Tensor remaining = Tensor.of(rows);
        return new ShiftedBatch.Pairs(
                chosen, rows, latents.gather(0, remaining), all.shifted().gather(0, remaining));
    }
}
