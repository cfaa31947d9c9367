package org.gaspard.models.directions;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.gaspard.models.directions.DirectionSearch.Guard;
import org.gaspard.ot.Cost;
import org.gaspard.ot.CostTensors;
import org.gaspard.tensor.DType;
import org.gaspard.tensor.RandomKey;
import org.gaspard.tensor.Tensor;

/** What a move of one batch of latents does to their images, as a graph. */
record Move(DirectionSearch search, UnaryOperator<Tensor> generator, LatentDistribution latents) {

    /** Below this a squared distance is 0; the root has no gradient there. */
    private static final double SMALLEST_SQUARE = 1e-24;

    /**
     * The effect of a move, float64 scalars.
     *
     * @param divergence the mean over the signs
     * @param change likewise
     */
    record Measured(Tensor divergence, Tensor change) {

        /** What is minimised. */
        Tensor objective(Guard guard) {
            return switch (guard) {
                case NONE -> divergence;
                case RELATIVE -> divergence.divide(change.maximum(Guard.LEAST_CHANGE));
            };
        }
    }

    /**
     * Of a batch that the key decides.
     *
     * @param direction float64 [d]
     */
    Measured along(Tensor direction, RandomKey key) {
        Tensor w = latents.draw(key.child(0), search.batch());
        if (w.rank() != 2 || w.extent(1) != direction.extent(0)) {
            throw new IllegalArgumentException("latents must be [n, " + direction.extent(0)
                    + "], as many dimensions as the directions have, found " + w.type());
        }
        Tensor shift = direction.multiply(search.step()).cast(w.dtype()).expand(0);
        Tensor images = generator.apply(w);
        Tensor scale = meanDistance(images);
        Tensor all = Tensor.ones(search.batch());
        List<Tensor> divergences = new ArrayList<>();
        List<Tensor> changes = new ArrayList<>();
        for (Tensor sign : signs(key.child(1))) {
            Tensor moved = generator.apply(w.add(shift.multiply(sign.cast(w.dtype()))));
            divergences.add(search.divergence().between(images, moved, all).cast(DType.FLOAT64));
            changes.add(distance(images, moved).divide(scale));
        }
        return new Measured(mean(divergences), mean(changes));
    }

    private List<Tensor> signs(RandomKey key) {
        Tensor one = Tensor.scalar(1.0);
        return switch (search.signs()) {
            case POSITIVE -> List.of(one);
            case RANDOM ->
                List.of(key.uniform(DType.FLOAT64)
                        .less(0.5)
                        .cast(DType.FLOAT64)
                        .multiply(2)
                        .subtract(1));
            case BOTH -> List.of(one, one.negate());
        };
    }

    private static Tensor mean(List<Tensor> values) {
        return Tensor.stack(0, values).mean();
    }

    /** Of two images of a batch. */
    private static Tensor meanDistance(Tensor images) {
        double n = images.extent(0);
        return CostTensors.matrix(Cost.euclidean(), images)
                .sum()
                .divide(n * (n - 1))
                .maximum(Math.sqrt(SMALLEST_SQUARE));
    }

    /** The mean distance of an image to the one that it becomes. */
    private static Tensor distance(Tensor images, Tensor moved) {
        return Rows.flat(images)
                .subtract(Rows.flat(moved))
                .square()
                .sum(1)
                .maximum(SMALLEST_SQUARE)
                .sqrt()
                .mean();
    }
}
